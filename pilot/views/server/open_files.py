"""How many files and connections the server may hold open at once."""

from __future__ import annotations

import sys

from pilot.phrases import count

if sys.platform != "win32":
    import resource

WANTED = 16_384
"""Many systems begin with 256, which eighty visits use up."""
OF_THE_SERVER = 100
"""Twenty are open before anybody comes; sixteen connections to the database have three each, and threads theirs."""
OF_A_VISIT, OF_AN_EARLIER = 4, 3
"""Measured: a connection and three of its event loop, which stay for some minutes when it is closed or reloaded."""
MOST_EARLIER, EARLIER_OF_ONE = 128, 3
"""Streamlit keeps no more closed visits than that; so many are reckoned for each person."""
MEASURED = 100
"""People who were let in at once: `python -m benchmarks.burst`."""


def raise_limit() -> None:
    """Raises the limit as far as the system lets a program raise its own, and no further than is wanted."""
    if sys.platform == "win32":  # which has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def people_held(limit: int) -> int:
    """How many people fit into so many files, each with a visit that is open and some that were reloaded."""
    left = limit - OF_THE_SERVER
    few = left // (OF_A_VISIT + OF_AN_EARLIER * EARLIER_OF_ONE)
    many = (left - OF_AN_EARLIER * MOST_EARLIER) // OF_A_VISIT
    return max(1, few, many)


def sentence() -> str:
    """How many people this server holds, and no more than were ever measured."""
    limit = _limit()
    held = MEASURED if limit is None else people_held(limit)
    if limit is None or held >= MEASURED:
        return f"This server holds {MEASURED} people at once; more were never measured."
    return f"This server holds about {count(held, 'person', 'people')} at once, since it may open only {limit:,} files."


def _limit() -> int | None:
    if sys.platform == "win32":
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft
