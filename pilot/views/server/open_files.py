"""How many files and connections the server may hold open at once."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource

WANTED = 16_384
"""A visit holds a connection and up to three files; many systems begin with 256, which eighty visits use up."""


def raise_limit() -> None:
    """Raises the limit as far as the system lets a program raise its own, and no further than is wanted."""
    if sys.platform == "win32":  # which has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
