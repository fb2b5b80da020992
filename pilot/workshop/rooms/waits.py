"""How long whoever guesses has to wait."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict

from pilot.errors import DataError
from pilot.phrases import count
from pilot.workshop.database.refusals import refusal

LONGEST_WAIT = 300
_FREE_GUESSES = 5
_FORGOTTEN_AFTER = dt.timedelta(minutes=15)
_MOST_ADDRESSES = 10_000


def wait_after(wrong: int, free: int) -> dt.timedelta:
    """Nothing below `free` wrong tries, then 2, 4, 8 ... up to 300 seconds."""
    return dt.timedelta(seconds=0 if wrong < free else min(LONGEST_WAIT, 2 ** min(wrong - free + 1, 9)))


def seconds_left(until: dt.datetime, now: dt.datetime) -> int:
    """Whole seconds, rounded up."""
    return -int((now - until) // dt.timedelta(seconds=1))


def too_early(seconds: int, what: str) -> DataError:
    """A try before its time; it is not looked at, right or wrong."""
    found = f"after several wrong {what} the next try has to wait: {count(seconds, 'second is', 'seconds are')} left."
    return refusal("too-early", found, "Wait so long, then try again. This try was not looked at.")


class WrongCodes:
    """Wrong codes by the address that they came from, in memory alone: who guesses waits, and nobody else does.

    Of more than 10,000 addresses those are forgotten that have been quiet for longest.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: OrderedDict[str, tuple[int, dt.datetime]] = OrderedDict()

    def refuse_early(self, address: str, now: dt.datetime) -> None:
        """DataError while that address has to wait."""
        with self._lock:
            wrong, last = self._wrong.get(address, (0, now))
        until = last + wait_after(wrong, _FREE_GUESSES)
        if now < until:
            raise too_early(seconds_left(until, now), "codes")

    def count(self, address: str, now: dt.datetime) -> None:
        """One more wrong code from that address."""
        with self._lock:
            wrong, last = self._wrong.pop(address, (0, now))
            self._wrong[address] = (1 if now - last > _FORGOTTEN_AFTER else wrong + 1, now)
            if len(self._wrong) > _MOST_ADDRESSES:
                self._wrong.popitem(last=False)
