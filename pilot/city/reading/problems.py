"""Gathering what is wrong with a city in one pass, without drowning the reader."""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pilot.city.reading.distinct_values import Places
from pilot.errors import DataError, Place, Problem
from pilot.guard import masked
from pilot.phrases import count

LISTED = 20
LONGEST_QUOTE = 60
BLANK = "\N{OPEN BOX}"
"""Stands in a message for a blank at the edge of a cell."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell, before its place is known."""

    code: str
    found: str
    mend: str
    allowed: str = ""


@dataclass
class Findings:
    """The problems found so far, in the order in which they were found."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, file: str, fault: Fault, row: int | None = None, column: int | str | None = None) -> None:
        """One problem at one place; `row` as a spreadsheet numbers it."""
        self.problems.append(Problem(Place(file, row, column), fault.code, fault.found, fault.mend, fault.allowed))

    def add_rows(self, file: str, column: str | None, rows: Places, fault_at: Callable[[int], Fault]) -> None:
        """One problem a row; `fault_at(i)` is what is wrong in `rows[i]`. After twenty the rest is counted."""
        fault = None
        for i in range(min(len(rows), LISTED)):
            fault = fault_at(i)
            self.add(file, fault, int(rows[i]), column)
        left = len(rows) - LISTED
        if fault is not None and left > 0:
            what = "more row" if column is None else "more cell"
            found = f"{count(left, f'{what} has', f'{what}s have')} the same fault."
            self.add(file, Fault(fault.code, found, "Mend them in the same way."), None, column)

    def raise_if_any(self) -> None:
        """DataError with all of them; nothing if all is well."""
        if self.problems:
            raise DataError(self.problems)


def quoted(text: str) -> str:
    """A cell as a message may repeat it: on one line, not too long, what cannot be seen made visible, and what could
    name a real person masked.
    """
    inner = " ".join(text.split())
    before, after = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    edges = BLANK * min(before, 3), BLANK * min(after, 3) if inner else ""
    shown = masked(_UNSEEN.sub("\ufffd", inner.join(edges)))
    return f'"{shown}"' if len(shown) <= LONGEST_QUOTE else f'"{shown[: LONGEST_QUOTE - 3]}..."'


def listed(words: Iterable[str]) -> str:
    """The words with commas, the last one joined by "or"."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def nearest(word: str, words: Sequence[str]) -> str | None:
    """The word that was probably meant. `words` must be sorted; of very many only the neighbours are compared."""
    if len(words) > 1000:
        middle = bisect.bisect(words, word)
        words = words[max(0, middle - 500) : middle + 500]
    folded = {known.casefold(): known for known in reversed(words)}
    close = difflib.get_close_matches(word.strip().casefold(), list(folded), n=1, cutoff=0.7)
    return folded[close[0]] if close else None
