"""Whose turn it is among the workers of one run: many tests at once, or one that measures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None

CAN_WAIT = fcntl is not None


@contextmanager
def turn(folder: Path, *, alone: bool) -> Iterator[None]:
    """Waits for a turn beside others, or for one of its own; the folder is the same for all workers.

    Everybody passes the door before they take their place. Whoever wants to be alone keeps the door shut while the
    others finish, so that they need not wait for ever.
    """
    with (folder / "door").open("w") as door, (folder / "place").open("w") as place:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(place, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield
