"""One after the other: the work of a change is done whole before the next begins.

A server has one interpreter. Forty changes that are worked on at once each take as long as all of them together; one
after the other, each takes as long as those before it, which is half of that and far less for most.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_TURN = Lock()
LONGEST = 5.0
"""Seconds after which nobody waits any longer for somebody else's work, such as an enormous ruleset."""


@contextmanager
def turn() -> Iterator[None]:
    """Waits until nobody else is at work, within bounds."""
    taken = _TURN.acquire(timeout=LONGEST)
    try:
        yield
    finally:
        if taken:
            _TURN.release()
