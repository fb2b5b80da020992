"""Writing a generated city's tables as CSV: the same bytes on every platform, fast for millions of rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pilot.city.format import TableFormat
from pilot.city.inventing.chance import Ints


def write_table(folder: Path, form: TableFormat, columns: Mapping[str, pa.Array], extra: tuple[str, ...] = ()) -> None:
    """Writes the format's columns, then the `extra` ones; a column that is not given is left empty in every row."""
    names = [*(column.name for column in form.columns), *extra]
    size = len(next(iter(columns.values())))
    cells = [_quoted(columns.get(name, pa.nulls(size, pa.string()))) for name in names]
    lines = _joined(_joined(*cells, between=","), _text(""), between="\n")
    with (folder / form.file).open("wb") as file:
        file.write(f"{','.join(names)}\n".encode())
        file.write(_bytes_of(lines))


def _bytes_of(lines: pa.Array) -> memoryview:
    """The lines one after another, as Arrow keeps them."""
    _valid, offsets, text = lines.buffers()
    ends = np.frombuffer(offsets, dtype=np.int64)[lines.offset : lines.offset + len(lines) + 1]
    return memoryview(text or b"")[int(ends[0]) : int(ends[-1])]


def _quoted(column: pa.Array) -> pa.Array:
    """Cells with a comma, a quote or a line end go into quotes; empty cells become empty text."""
    cells = column.cast(pa.large_string()).fill_null("")
    special = pc.match_substring_regex(cells, '[,"\r\n]')
    if not pc.any(special).as_py():
        return cells
    escaped = pc.replace_substring(cells, '"', '""')
    return pc.if_else(special, _joined(_text('"'), escaped, _text('"'), between=""), cells)


def _joined(*parts: pa.Array | pa.Scalar, between: str) -> pa.Array:
    return pc.binary_join_element_wise(*parts, _text(between))


def _text(text: str) -> pa.Scalar:
    return pa.scalar(text, pa.large_string())


def ids(letter: str, count: int, width: int) -> pa.Array:
    """The ids of one table: a letter and a number from 1, with zeros in front so that they sort as text."""
    width = max(width, len(str(count)))
    numbers = pa.array(np.arange(1, count + 1)).cast(pa.string())
    return _joined(_text(letter), pc.utf8_lpad(numbers, width, "0").cast(pa.large_string()), between="")


def chosen(values: pa.Array, places: Ints) -> pa.Array:
    """The values at the places; null where a place is negative."""
    return values.take(pa.array(np.maximum(places, 0), mask=places < 0))


def dates(days: Ints) -> pa.Array:
    """Days since 1970-01-01 as `YYYY-MM-DD`; null where negative."""
    return pa.array(days.astype(np.int32), mask=days < 0).cast(pa.date32()).cast(pa.string())


def wholes(numbers: Ints) -> pa.Array:
    """Whole numbers as text; null where negative."""
    return pa.array(numbers, mask=numbers < 0).cast(pa.string())


def words(cells: NDArray[np.object_]) -> pa.Array:
    """Text as it is; null where None."""
    return pa.array(cells, pa.string())
