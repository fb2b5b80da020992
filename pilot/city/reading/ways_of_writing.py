"""Which ways of writing days and numbers fit the cells of a city's tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from pilot.city.reading.csv_text import RawTable
from pilot.city.reading.foreign_cells import DAYS, NUMBERS

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
POINTED = re.compile(r"[+-]?([0-9]{1,12}(\.[0-9]*)?|\.[0-9]+)")
PLAIN = ""
_MOST = 0.8
"""The share of the cells that a way must read where none reads them all: the others are mistyped, and each is named."""
_Ways = Mapping[str, Callable[[str], str | None]]


class Cells(NamedTuple):
    """The different days, amounts and truth values of all tables, as written, with how often each stands there."""

    days: Counter[str]
    amounts: Counter[str]
    truths: Counter[str]

    @property
    def odd_days(self) -> list[str]:
        """The days that are not written in the plain way."""
        return [cell for cell in self.days if not ISO.fullmatch(cell)]


def cells_of(tables: Iterable[RawTable]) -> Cells:
    """What is written in these tables."""
    found: dict[str, Counter[str]] = {"date": Counter(), "amount": Counter(), "true-or-false": Counter()}
    for table in tables:
        for column in table.form.columns:
            if column.type in found and column.name in table.columns:
                coded = table.coded[column.name]
                times = np.bincount(coded.codes[coded.codes >= 0], minlength=len(coded.values)).tolist()
                for cell, often in zip(coded.values.to_pylist(), times, strict=True):
                    if cell is not None:
                        found[column.type][cell] += often
    return Cells(found["date"], found["amount"], found["true-or-false"])


def ways_of_days(cells: Cells) -> list[str]:
    """Which ways read all of the days that are not plain, or nearly all."""
    odd = {cell: cells.days[cell] for cell in cells.odd_days}
    if not odd:
        return []
    *strict, last = DAYS
    ways = {name: DAYS[name] for name in strict}
    return _reading_all(ways, odd) or _reading_all({last: DAYS[last]}, odd) or _reading_most(ways, odd, odd)


def ways_of_numbers(cells: Cells, *, is_foreign: bool) -> list[str]:
    """Which ways read all amounts, or nearly all; the plain one (empty) among them where it does too.

    1.200 is plain, unless something else `is_foreign` in these files.
    """
    odd = [cell for cell in cells.amounts if not POINTED.fullmatch(cell.strip())]
    if odd:
        return _reading_all(NUMBERS, cells.amounts) or _reading_most(NUMBERS, cells.amounts, odd)
    in_groups = any(re.fullmatch(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+", cell.strip()) for cell in cells.amounts)
    can_be = is_foreign and in_groups and "decimal-comma" in _reading_all(NUMBERS, cells.amounts)
    return ["decimal-comma", PLAIN] if can_be else []


def _reading_all(ways: _Ways, cells: Iterable[str]) -> list[str]:
    return [name for name, read in ways.items() if all(read(cell.strip()) for cell in cells)]


def _reading_most(ways: _Ways, cells: Mapping[str, int], odd: Iterable[str]) -> list[str]:
    """The ways that read the most of the cells, `_MOST` of them at least, and any of the odd ones."""
    reads = {name: {cell for cell in cells if way(cell.strip())} for name, way in ways.items()}
    often = {name: sum(cells[cell] for cell in read) for name, read in reads.items() if not read.isdisjoint(odd)}
    most = max(often.values(), default=0)
    return [name for name in often if often[name] == most >= _MOST * sum(cells.values())]
