"""What visitors opened: kept in this process's memory, by the word in their cookie, so that a reload finds it again.

Nothing of it is ever on disk. It is gone when the server ends, when nobody has come for it for half a day, or when the
visitors after it need the room.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from pilot.city.city import City
from pilot.errors import DataError, Place, Problem
from pilot.ruleset.reading.source_text import SourceText

MOST_OF_ONE: Final = 150_000_000
MOST_OF_ALL: Final = 600_000_000
"""Bytes of the files as they were given; in memory a city takes two to three times as much."""
HALF_A_DAY: Final = 12 * 3600.0


@dataclass
class Openings:
    """What one visitor opened, by the name that it goes by on the screens, with the size of each."""

    cities: dict[str, City] = field(default_factory=dict)
    rulesets: dict[str, SourceText] = field(default_factory=dict)
    sizes: dict[tuple[str, str], int] = field(default_factory=dict)
    last_seen: float = 0.0

    @property
    def size(self) -> int:
        """Bytes of all of it."""
        return sum(self.sizes.values())

    def take_city(self, name: str, city: City, size: int) -> None:
        """Keeps a city in place of an earlier one of that name; DataError where there is no room for it."""
        self._make_room("city", name, size)
        self.cities[name] = city

    def take_ruleset(self, name: str, ruleset: SourceText, size: int) -> None:
        """Keeps a ruleset in place of an earlier one of that name; DataError where there is no room for it."""
        self._make_room("ruleset", name, size)
        self.rulesets[name] = ruleset

    def _make_room(self, kind: str, name: str, size: int) -> None:
        others = sum(kept for key, kept in self.sizes.items() if key != (kind, name))
        if others + size > MOST_OF_ONE:
            found = f"with it, what you opened comes to {(others + size) / 1e6:,.0f} MB."
            mend = f"Open smaller files; up to {MOST_OF_ONE / 1e6:,.0f} MB are kept for one visitor."
            raise DataError([Problem(Place(name), "too-much-opened", found, mend)])
        self.sizes[kind, name] = size


_kept: OrderedDict[str, Openings] = OrderedDict()
_lock = Lock()


def of(token: str) -> Openings:
    """What the visitor with this word has opened. Others are dropped for whom nobody came, or where room is needed."""
    with _lock:
        mine = _kept.setdefault(token, Openings())
        mine.last_seen = now = time.monotonic()
        _kept.move_to_end(token)
        while len(_kept) > 1 and (_oldest().last_seen < now - HALF_A_DAY or _size() > MOST_OF_ALL):
            _kept.popitem(last=False)
        return mine


def _oldest() -> Openings:
    return next(iter(_kept.values()))


def _size() -> int:
    return sum(one.size for one in _kept.values())
