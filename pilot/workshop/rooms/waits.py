"""How long whoever guesses has to wait."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from pilot.errors import DataError
from pilot.phrases import count
from pilot.workshop.database.refusals import refusal

LONGEST_WAIT = 300
_MOST_KEPT = 10_000


@dataclass(frozen=True)
class Allowance:
    """So many wrong tries are free; each one after them waits 2, 4, 8 ... up to `longest` seconds."""

    free: int
    longest: int = LONGEST_WAIT

    def wait(self, wrong: int) -> dt.timedelta:
        """What follows on so many wrong tries."""
        over = wrong - self.free + 1
        return dt.timedelta(seconds=0 if over < 1 else min(self.longest, 2 ** min(over, 9)))

    def seconds_left(self, wrong: int, last: dt.datetime, now: dt.datetime) -> int:
        """Whole seconds, rounded up. Where the clock went back since, the wait begins now, and is no longer for it."""
        return -int((now - min(last, now) - self.wait(wrong)) // dt.timedelta(seconds=1))


def too_early(seconds: int, what: str) -> DataError:
    """A try before its time; it is not looked at, right or wrong."""
    found = f"after several wrong {what} the next try has to wait: {count(seconds, 'second is', 'seconds are')} left."
    return refusal("too-early", found, "Wait so long, then try again. This try was not looked at.")


class WrongTries:
    """Wrong tries by who made them, in memory alone; of more than 10,000 those are forgotten that were quiet longest.

    `what` names what is tried, such as codes. Whoever is quiet for `forgotten_after` begins anew.
    """

    def __init__(self, what: str, allowance: Allowance, forgotten_after: dt.timedelta) -> None:
        self._what, self._allowance, self._forgotten_after = what, allowance, forgotten_after
        self._lock = threading.Lock()
        self._wrong: OrderedDict[Hashable, tuple[int, dt.datetime]] = OrderedDict()

    def refuse_early(self, who: Hashable, now: dt.datetime) -> None:
        """DataError while they have to wait."""
        with self._lock:
            self._refuse_early(who, now)

    def count(self, who: Hashable, now: dt.datetime) -> None:
        """One more wrong try."""
        with self._lock:
            self._count(who, now)

    def claim(self, who: Hashable, now: dt.datetime) -> None:
        """Both at once: many tries at the same moment are no more than many one after the other."""
        with self._lock:
            self._refuse_early(who, now)
            self._count(who, now)

    def take_back(self, who: Hashable) -> None:
        """The try that was claimed last was right, or was not looked at."""
        with self._lock:
            if who in self._wrong:
                wrong, last = self._wrong[who]
                self._wrong[who] = max(0, wrong - 1), last

    def _refuse_early(self, who: Hashable, now: dt.datetime) -> None:
        if who not in self._wrong:
            return
        wrong, last = self._wrong[who]
        self._wrong[who] = wrong, min(last, now)
        if (left := self._allowance.seconds_left(wrong, last, now)) > 0:
            raise too_early(left, self._what)

    def _count(self, who: Hashable, now: dt.datetime) -> None:
        wrong, last = self._wrong.pop(who, (0, now))
        self._wrong[who] = (1 if now - last > self._forgotten_after else wrong + 1, now)
        if len(self._wrong) > _MOST_KEPT:
            self._wrong.popitem(last=False)
