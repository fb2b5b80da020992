"""Which row of a CSV file holds the names of its columns: the first, but for titles and blanks above it."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from pilot.city.format import TableFormat

LOOKED_AT = 10
"""So many rows from the top are looked at; a title takes one or two."""
_LONGEST = 200_000
_FEWEST = 2
"""Names of columns that make a row the header where the first row has none."""
_END = re.compile(r"\r\n|\r|\n")


def first_rows(text: str, mark: str) -> list[list[str]]:
    """The cells of the first rows, as far as none opens a quote that it does not close."""
    rows: list[list[str]] = []
    for line in _END.split(text[:_LONGEST], maxsplit=LOOKED_AT)[:LOOKED_AT]:
        try:
            rows.append(next(csv.reader([line], strict=True, delimiter=mark), []))
        except csv.Error:
            break
    return rows


def known_columns(form: TableFormat, cells: Sequence[str]) -> int:
    """How many of the table's columns stand in a row."""
    return len({column.name for column in form.columns} & {cell.strip() for cell in cells})


def rows_above(form: TableFormat, data: bytes, mark: str) -> int:
    """How many rows stand above the names of the columns: titles and blanks, with one filled cell at most."""
    rows = first_rows(data[:_LONGEST].decode("utf-8", errors="ignore"), mark)
    known = [known_columns(form, cells) for cells in rows]
    header = max(range(len(rows)), key=known.__getitem__, default=0)
    if not header or known[header] < _FEWEST or known[0]:
        return 0
    return header if all(sum(bool(cell.strip()) for cell in cells) <= 1 for cells in rows[:header]) else 0


def below(data: bytes, rows: int) -> bytes:
    """A file without its first rows."""
    for _ in range(rows):
        ends = [end for end in (data.find(b"\n"), data.find(b"\r")) if end >= 0]
        end = min(ends, default=len(data))
        data = data[end + (2 if data[end : end + 2] == b"\r\n" else 1) :]
    return data
