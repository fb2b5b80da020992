"""Draws from a pool, and the pools: small, so that ties, month ends, caps, repeats and settlements meet often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")
Part = dict[str, Any]

DAYS = [
    dt.date.fromisoformat(day)
    for day in (
        "2019-12-31", "2020-01-01", "2020-01-31", "2020-02-28", "2020-02-29", "2020-03-01", "2020-03-31", "2020-04-30",
        "2020-08-31", "2020-12-31", "2021-01-01", "2021-01-31", "2021-02-28", "2021-03-01", "2022-02-28", "2024-02-29",
    )
]  # fmt: skip
LATE_DAYS = (dt.date(2021, 3, 1), dt.date(2022, 2, 28), dt.date(2024, 2, 29), dt.date(2026, 1, 31)) * 3
MONTHS = (1, 2, 6, 12, 13, 24, 48)
KINDS = ("late", "late.fee", "late.fee.tax", "traffic.red_light", "traffic.speed", "gift", "latest")
PATTERNS = (*KINDS, *("late", "late.*", "late.fee", "traffic.*") * 3, "late.fee.*", "gift.*")
AGENCIES = ("court", "bank", "Police", "école")
RELATIONSHIPS = ("spouse", "child", "friend", "shareholder", "household_head")
TIES = (*RELATIONSHIPS, *RELATIONSHIPS[:2] * 2)
AMOUNTS = tuple(Decimal(text) for text in ("0", "-50", "99.999999", "100", "250", "-340", "1000", "0.000001"))
SHARES = (1, 0.5, 0.25, 0.333333, 1.5, 0.0625, 10)
LISTS = ("watch", "Watch", "debt", "écart", "black", "red")
SUBJECTS = ("p1", "p10", "p2", "P3", "é4", "p05", "公6", "p1a")
COMPANIES = ("c1", "C2", "p3")
BORN = ("1950", "1969", "1970", "1985.5", "2001", "unknown", "1e3", "-5")


class Dice:
    """Draws for the parts of a world."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def chance(self, share: float) -> bool:
        """True in that share of draws."""
        return self._random.random() >= 1 - share

    def one(self, pool: Sequence[T]) -> T:
        """One of the pool."""
        return pool[self._random.randrange(len(pool))]

    def some(self, pool: Sequence[T], least: int, most: int) -> list[T]:
        """So many of the pool, each at most once."""
        size = self._random.randint(least, min(most, len(pool)))
        return self._random.sample(list(pool), size)

    def maybe(self, share: float, key: str, value: T) -> dict[str, T]:
        """A map with that key in that share of draws, else an empty one."""
        return {key: value} if self.chance(share) else {}

    def conditions(self) -> Part:
        """What is asked of a subject's columns, among them those that every subject has."""
        born = self.one(({"at_least": 1970}, {"below": 1985.5}, {"at_least": 1000, "below": 1970}, "1970", ["unknown"]))
        age = self.one(({"at_least": 50}, {"below": 50.5}, {"at_least": 19, "below": 51}, 51, ["50", "52", "5e1"]))
        columns = (
            {"born": born}, {"age": age}, {"age": age, "district": ["North", "South"]}, {"type": "person"},
            {"type": ["person", "company"]}, {"pet": "true"}, {"district": "North"}, {"gender": ["f", "m"]},
            {"sector": "steel"}, {"subject_id": "p2"},
        )  # fmt: skip
        return self.one(columns)

    def points(self) -> int:
        """Points, small and often equal."""
        return self.one((-1, -2, -5, -5, -10, -50, 0, 1, 5, 10, 100))
