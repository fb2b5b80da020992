"""How the cells of a city are written where that is not the plain way, taken for all its files as one convention.

Nothing is read so in silence: whoever gives the files is asked once, with what would be read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import pyarrow as pa

from pilot.city.reading.csv_text import RawTable
from pilot.city.reading.encodings import ENCODINGS, MARKS
from pilot.city.reading.foreign_cells import DAYS, NUMBERS, TRUTHS
from pilot.city.reading.ways_of_writing import ISO, PLAIN, POINTED, cells_of, ways_of_days, ways_of_numbers
from pilot.errors import DataError, Place, Problem
from pilot.phrases import day as day_in_words
from pilot.written_forms import plain_days

LOCAL_WORDS = "local-words"


@dataclass(frozen=True)
class Convention:
    """One way to read all cells: the encoding and the mark that were found, how days and how numbers are written."""

    encoding: str = PLAIN
    mark: str = PLAIN
    days: str = PLAIN
    numbers: str = PLAIN
    truths: str = PLAIN

    @property
    def name(self) -> str:
        """The words by which it is asked for: semicolons windows-1252 day-first."""
        return " ".join(filter(None, (self.mark, self.encoding, self.days, self.numbers, self.truths)))

    def plain_day(self, cell: str) -> str:
        """The day as YYYY-MM-DD; the cell as it is where it is written otherwise."""
        return cell if not self.days or ISO.fullmatch(cell) else DAYS[self.days](cell.strip()) or cell

    def plain_amount(self, cell: str) -> str:
        """The number with a decimal point; the cell as it is where it is written otherwise."""
        return (NUMBERS[self.numbers](cell.strip()) or cell) if self.numbers else cell

    def plain_truth(self, cell: str) -> str:
        """True or false in English; the cell as it is where it is neither."""
        return TRUTHS.get(cell.strip().casefold(), cell) if self.truths else cell

    def applied(self, table: RawTable) -> RawTable:
        """The table with its days and amounts in the plain form."""
        plain = {"date": self.plain_day, "amount": self.plain_amount, "true-or-false": self.plain_truth}
        columns = dict(table.columns)
        for column in table.form.columns:
            if column.type in plain and column.name in columns:
                columns[column.name] = _mapped(columns[column.name], plain[column.type])
        return RawTable(table.form, columns, table.rows, table.broken)


def _mapped(array: pa.Array, plain: Callable[[str], str]) -> pa.Array:
    words = pa.array([None if cell is None else plain(cell) for cell in array.dictionary.to_pylist()], pa.string())
    # Two ways to write a day may come to one, which a dictionary holds once.
    return words.take(array.indices).dictionary_encode()


@dataclass(frozen=True)
class PossibleReading:
    """A convention and what would be read by it, in a sentence."""

    convention: Convention
    sentence: str


class WrittenOtherwiseError(DataError):
    """The files are written in another convention; `choices` are the ways in which they could be read."""

    def __init__(self, file: str, choices: Sequence[PossibleReading]) -> None:
        self.choices = tuple(choices)
        super().__init__([_question(file, self.choices)])


def _question(file: str, choices: Sequence[PossibleReading]) -> Problem:
    first = choices[0]
    if len(choices) == 1:
        return Problem(
            Place(file),
            "written-otherwise",
            f"the files are not written in the plain way: {first.sentence}.",
            f'To read them so, add --written "{first.convention.name}".',
        )
    ways = "; or ".join(f'{choice.sentence} (--written "{choice.convention.name}")' for choice in choices)
    return Problem(
        Place(file),
        "written-otherwise",
        f"the files are not written in the plain way, and can be read in {len(choices)} ways: {ways}.",
        "Add the one that is meant.",
    )


def choices_for(encoding: str, mark: str, letters: str, tables: Iterable[RawTable]) -> list[PossibleReading]:
    """The conventions that fit all these tables; empty where they are written in the plain way.

    `encoding` and `mark` are as found; `letters` is a word that shows how the encoding reads.
    """
    cells = cells_of(tables)
    odd_days, amounts = cells.odd_days, list(cells.amounts)
    local = [cell for cell in cells.truths if cell.strip().casefold() in TRUTHS]
    words = LOCAL_WORDS if local else PLAIN
    of_numbers = ways_of_numbers(cells, is_foreign=bool(encoding or MARKS.get(mark) or odd_days or local))
    choices = [
        Convention(encoding, MARKS.get(mark, f'"{mark}"'), of_day, of_number, words)
        for of_day, of_number in product(ways_of_days(cells) or [PLAIN], of_numbers or [PLAIN])
    ]
    return [
        PossibleReading(way, _sentence(way, letters, odd_days, amounts, local))
        for way in _different(choices, odd_days, amounts)
        if way != Convention()
    ]


def _different(choices: Iterable[Convention], days: list[str], amounts: list[str]) -> list[Convention]:
    """Of conventions that read every cell alike the first."""
    read: dict[tuple[str, ...], Convention] = {}
    for way in choices:
        read.setdefault((*map(way.plain_day, days), *map(way.plain_amount, amounts)), way)
    return list(read.values())


def _sentence(way: Convention, letters: str, days: list[str], amounts: list[str], truths: list[str]) -> str:
    parts = []
    if way.mark:
        parts.append(f"{way.mark} stand between the cells")
    if way.encoding:
        parts.append(f"the letters are {ENCODINGS[way.encoding]} ({letters})")
    for cell in _examples_of([cell for cell in days if ISO.fullmatch(way.plain_day(cell))]) if way.days else ():
        read = dt.date.fromisoformat(way.plain_day(cell))
        parts.append(f"{cell} is {day_in_words(read)}")
    numbers = [cell for cell in amounts if POINTED.fullmatch(way.plain_amount(cell))]
    number = max(numbers, key=lambda cell: (len(re.findall(r"[.,]", cell)), len(cell)), default="")
    if (way.numbers or re.search(r"\.[0-9]{3}$", number)) and number:
        parts.append(f"{number} is {way.plain_amount(number)}")
    parts += [f"{cell} is {way.plain_truth(cell)}" for cell in truths[:1]]
    return ", ".join(parts)


def _examples_of(days: list[str]) -> list[str]:
    """One day of each form; those that can be read in one way only tell more."""
    forms: dict[str, str] = {}
    for cell in sorted(days, key=lambda cell: (len(plain_days(cell)) != 1, not _has_a_late_day(cell), cell)):
        forms.setdefault(re.sub(r"[0-9]{1,3}", "", re.sub(r"[0-9]{4,}", "y", cell)), cell)
    return list(forms.values())[:3]


def _has_a_late_day(cell: str) -> bool:
    """Whether one of its numbers can be a day and no month."""
    return any(12 < int(number) <= 31 for number in re.findall(r"[0-9]+", cell))


def convention_named(text: str) -> Convention:
    """The convention of that name, as `Convention.name` gives it; ValueError with what may be named."""
    words = re.split(r"[\s,]+", text.strip())
    given: dict[str, str] = {}
    known = {
        "mark": tuple(filter(None, MARKS.values())),
        "encoding": tuple(ENCODINGS),
        "days": tuple(DAYS),
        "numbers": tuple(NUMBERS),
        "truths": (LOCAL_WORDS,),
    }
    for word in filter(None, words):
        field = next((field for field, names in known.items() if word.lower() in names), None)
        if field is None or field in given:
            raise ValueError(f'"{word}" is no way of writing; there are {", ".join(sum(known.values(), ()))}')
        given[field] = word.lower()
    return Convention(**given)
