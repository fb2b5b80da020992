"""Checking cells by what their column holds, on each value once, and turning them into typed columns."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from typing import get_args

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pilot.city.cast import moments_in
from pilot.city.format import OUTCOMES, RELATIONSHIPS_KNOWN, CellType, Column, Topic
from pilot.city.reading.characters import ill_written, ill_written_fault
from pilot.city.reading.csv_text import RawTable
from pilot.city.reading.distinct_values import Coded, Mask, Places, as_mask
from pilot.city.reading.guarded_columns import suspicious
from pilot.city.reading.problems import Fault, Findings, listed, nearest, quoted
from pilot.guard import suspicions
from pilot.written_forms import FIRST_DAY, LAST_DAY, plain_days, plain_numbers

AMOUNT = pa.decimal128(19, 6)
FIRST_YEAR, LAST_YEAR = FIRST_DAY.year, LAST_DAY.year
LONGEST_CELL = 20_000
LARGEST_AMOUNT = "1,000,000,000,000"
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def check_cells(table: RawTable, findings: Findings) -> None:
    """Every cell of the table: filled where it must be, of the column's type, and nothing of a real person's."""
    columns = {column.name: column for column in table.form.columns}
    for name, coded in table.coded.items():
        column = columns.get(name, Column(name, "", "prose"))
        if column.required:
            _check_filled(table, column, coded, findings)
        long = as_mask(pc.greater(pc.binary_length(coded.values), LONGEST_CELL))
        if long.any():
            rows = coded.rows_where(long)
            findings.add_rows(table.form.file, name, table.rows[rows], _fault_at(coded, rows, _too_long))
            continue
        real = suspicious(coded.values)
        odd = ill_written(column.type, coded.values) & ~real
        bad = _wrong(column.type, coded.values) & ~real & ~odd
        for mask, fault_of in ((real, _real_person), (odd, ill_written_fault), (bad, _FAULTS[column.type])):
            rows = coded.rows_where(mask)
            findings.add_rows(table.form.file, name, table.rows[rows], _fault_at(coded, rows, fault_of))


def _fault_at(coded: Coded, rows: Places, fault_of: Callable[[str], Fault]) -> Callable[[int], Fault]:
    return lambda i: fault_of(coded.values[int(coded.codes[rows[i]])].as_py())


def check_header_cells(table: RawTable, findings: Findings) -> None:
    """Column names too: a file without a header has its first person there."""
    for name in table.columns:
        if suspicions(name):
            findings.add(table.form.file, _real_person(name), 1)


def _check_filled(table: RawTable, column: Column, coded: Coded, findings: Findings) -> None:
    blank = as_mask(pc.equal(pc.utf8_trim_whitespace(coded.values), ""))
    rows = np.union1d(np.flatnonzero(~coded.filled), coded.rows_where(blank)).astype(np.int64)
    allowed = f"Every row needs a {column.name}."
    fault = Fault("empty-cell", "the cell is empty.", "Fill it in, or delete the row.", allowed)
    findings.add_rows(table.form.file, column.name, table.rows[rows], lambda _i: fault)


def _too_long(cell: str) -> Fault:
    found = f"the cell has {len(cell.encode()):,} bytes; one has at most {LONGEST_CELL:,}."
    return Fault("too-long-cell", found, "Shorten it; what is long belongs beside the city.")


def _real_person(cell: str) -> Fault:
    found = suspicions(cell)[0]
    return Fault(
        found.code,
        f"{found.why}: {quoted(cell)}.",
        "Take it out, and make sure that nobody in the table is real.",
        "Only invented people may live in a city.",
    )


def _wrong(kind: CellType, values: pa.Array) -> Mask:
    if kind == "date":
        return np.asarray(days(values) == NO_DAY) & as_mask(pc.is_valid(values))
    if kind == "amount":
        pattern = r"^[+-]?(0*[0-9]{1,12}(\.[0-9]{0,6})?|\.[0-9]{1,6})$"
        return ~_matches(values, pattern)
    if kind == "true-or-false":
        return ~_matches(values, r"(?i)^(true|false)$")
    if kind == "moments":
        return np.array([moments_in(value) is None for value in values.to_pylist()], dtype=bool)
    if kind in _WORDS:
        return ~_matches(values, rf"^({'|'.join(_WORDS[kind])})$")
    return np.zeros(len(values), dtype=bool)


def _matches(values: pa.Array, pattern: str) -> Mask:
    """Which values match; an empty cell has nothing that could be wrong."""
    return as_mask(pc.match_substring_regex(values, pattern).fill_null(True))


NO_DAY = np.iinfo(np.int64).min


def days(values: pa.Array) -> NDArray[np.int64]:
    """Days since 1970-01-01 of texts `YYYY-MM-DD`; NO_DAY where a text is no day from 1900 to 2200, or null."""
    counted = np.full(len(values), NO_DAY)
    shaped = as_mask(pc.match_substring_regex(values, r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))
    letters = np.frombuffer(b"".join(values.filter(pa.array(shaped)).cast(pa.binary()).to_pylist()), dtype=np.uint8)
    digits = letters.reshape(-1, 10).astype(np.int64) - ord("0")
    year = digits[:, :4] @ np.array([1000, 100, 10, 1])
    month, day = digits[:, 5] * 10 + digits[:, 6], digits[:, 8] * 10 + digits[:, 9]
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    known = (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12)
    known &= (day >= 1) & (day <= _DAYS[np.where(known, month, 0)] + ((month == 2) & leap))
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    counted[shaped] = np.where(known, months + day - 1, NO_DAY)
    return counted


def _date_fault(cell: str) -> Fault:
    allowed = "A date is written year-month-day with all ten characters, such as 2021-03-04."
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell, re.ASCII):
        meant = plain_days(re.sub(r"[T ]+[0-9:.]+Z?$", "", cell.strip()))
        mend = f"Write {_either(meant)}." if meant else "Write the day as YYYY-MM-DD."
        return Fault("not-a-date", f"found {quoted(cell)} where a date belongs.", mend, allowed)
    year, month, day = map(int, cell.split("-"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        span = f"Dates run from {FIRST_YEAR}-01-01 to {LAST_YEAR}-12-31."
        return Fault("date-out-of-range", f"{cell} is outside what can be worked with.", "Correct the year.", span)
    if not 1 <= month <= 12:
        mend = f"Write a month from 01 to 12{f'; was {year}-{day:02}-{month:02} meant?' if 1 <= day <= 12 else '.'}"
        return Fault("no-such-date", f"{cell} is not a day of the calendar: there is no month {month:02}.", mend)
    last = calendar.monthrange(year, month)[1]
    mend = f"Write a day from 01 to {last}; {calendar.month_name[month]} {year} ends on {year}-{month:02}-{last}."
    return Fault("no-such-date", f"{cell} is not a day of the calendar.", mend)


def _either(meant: tuple[str, ...]) -> str:
    return f"{' or '.join(meant)}{', whichever is meant' if len(meant) > 1 else ''}"


def _amount_fault(cell: str) -> Fault:
    allowed = f"An amount is a plain number with at most six decimals, below {LARGEST_AMOUNT}, such as 1250 or 83.40."
    meant = plain_numbers(cell)
    if meant and re.fullmatch(r"-?[0-9]+\.[0-9]{7,}", meant[0]):
        mend = f"Round it to six decimals, such as {meant[0][: meant[0].index('.') + 7]}."
        return Fault("too-fine", f"{quoted(cell)} has more than six decimals.", mend, allowed)
    if meant and re.match(r"-?[0-9]{13,}", meant[0]):
        return Fault("too-large", f"{quoted(cell)} is larger than can be worked with.", "Correct the amount.", allowed)
    mend = f"Write {_either(meant)}." if meant else "Write the number alone, in digits."
    return Fault("not-an-amount", f"found {quoted(cell)} where an amount belongs.", mend, allowed)


_WORDS: dict[CellType, tuple[str, ...]] = {
    "outcome": OUTCOMES,
    "relationship": RELATIONSHIPS_KNOWN,
    "topic": get_args(Topic),
}


def _word_fault(code: str, words: tuple[str, ...], empty: str = "") -> Callable[[str], Fault]:
    def fault(cell: str) -> Fault:
        near = nearest(cell, sorted(words)) or _MEANT.get(cell.strip().casefold())
        instead = f"Write {listed(words)}{', or leave the cell empty' if empty else ''}."
        mend = f"Write {near}." if near in words else instead
        allowed = f"The cell holds {listed(words)}{f', or nothing {empty}' if empty else ''}."
        return Fault(code, f"found {quoted(cell)}.", mend, allowed)

    return fault


_MEANT = {
    **dict.fromkeys(("yes", "y", "1", "on", "t"), "true"),
    **dict.fromkeys(("no", "n", "0", "off", "f"), "false"),
    **dict.fromkeys(("granted", "accepted", "won"), "upheld"),
    **dict.fromkeys(("refused", "denied", "dismissed", "lost"), "rejected"),
}


def _no_fault(cell: str) -> Fault:
    raise AssertionError(f"any text is allowed, yet {quoted(cell)} was found wrong")


def _moments_fault(cell: str) -> Fault:
    return Fault(
        "not-moments",
        f"{quoted(cell)} holds something that is no day with words after it.",
        "Write each as 2022-03-15 He is listed, with a semicolon between two.",
        "The cell holds days, each with a few words, or nothing.",
    )


_FAULTS: dict[CellType, Callable[[str], Fault]] = {
    "text": _no_fault,
    "prose": _no_fault,
    "id": _no_fault,
    "year": _no_fault,
    "date": _date_fault,
    "amount": _amount_fault,
    "true-or-false": _word_fault("not-true-or-false", ("true", "false"), "where it is not known"),
    "outcome": _word_fault("unknown-outcome", OUTCOMES, "while the appeal is pending"),
    "relationship": _word_fault("unknown-relationship", _WORDS["relationship"]),
    "topic": _word_fault("unknown-topic", _WORDS["topic"]),
    "moments": _moments_fault,
}


def typed_columns(table: RawTable) -> Iterator[tuple[str, pd.Series]]:
    """The columns as the city holds them: the format's first, null where the file lacks them, then all others."""
    kinds = {column.name: column.type for column in table.form.columns}
    for name in [*kinds, *(name for name in table.columns if name not in kinds)]:
        kind = kinds.get(name, "text")
        array = table.columns.get(name)
        if array is None:
            array = pa.nulls(len(table.rows), pa.string())
        yield name, _typed(kind, array, table.coded.get(name))


def _typed(kind: CellType, array: pa.Array, coded: Coded | None) -> pd.Series:
    if kind == "date":
        counted = np.append(days(coded.values), NO_DAY)[coded.codes] if coded else np.full(len(array), NO_DAY)
        return pd.Series(counted.astype("datetime64[D]").astype("datetime64[s]"))
    if kind == "amount":
        return pd.Series(pd.arrays.ArrowExtensionArray(array.cast(AMOUNT)))
    text = array.cast(pa.large_string())
    return pd.Series(pd.array(pc.utf8_lower(text) if kind == "true-or-false" else text, dtype="str"))
