"""A CSV file as text: columns of strings, not yet checked, each row with the number a spreadsheet gives it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from pilot.city.format import TableFormat
from pilot.city.reading.distinct_values import NO_PLACES, Coded, Mask, Places, as_mask
from pilot.city.reading.header_row import below, rows_above
from pilot.city.reading.problems import Fault, Findings, nearest
from pilot.phrases import count
from pilot.written_forms import OF_EVERY_SUBJECT

LONGEST_ROW = 1 << 24
MOST_COLUMNS = 500
UNNAMED = "\x1f"
"""How a column without a name is kept until it is seen whether it holds anything; its letter follows."""
CLOSE = 'Close the quote, or write a quote inside a cell twice ("").'


@dataclass(frozen=True)
class RawTable:
    """The text of a table: `columns` by name (strings, or dictionaries of strings), `rows` their spreadsheet numbers.

    `broken` holds the rows with too few or too many cells, as far as they go, so that their ids are known elsewhere.
    """

    form: TableFormat
    columns: dict[str, pa.Array]
    rows: Places
    broken: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def empty(cls, form: TableFormat) -> RawTable:
        """A table without rows, as for a file that is not there."""
        return cls(form, {column.name: pa.array([], pa.string()) for column in form.columns}, NO_PLACES)

    @cached_property
    def coded(self) -> dict[str, Coded]:
        """Every column taken apart."""
        return {name: Coded(array) for name, array in self.columns.items()}

    def keep(self, mask: Mask) -> RawTable:
        """The rows that `mask` marks."""
        chosen = pa.array(mask)
        return RawTable(self.form, {n: a.filter(chosen) for n, a in self.columns.items()}, self.rows[mask], self.broken)

    def cell(self, column: str, position: int) -> str:
        """One cell; empty text where it is empty."""
        return self.columns[column][position].as_py() or ""


def from_frame(form: TableFormat, frame: pd.DataFrame, findings: Findings) -> RawTable:
    """A table built in memory; cells are taken as their text, and empty text as an empty cell."""
    names = [str(name) for name in frame.columns]
    _check_header(form, names, findings)
    columns: dict[str, pa.Array] = {}
    for place, name in enumerate(names):
        cells = [None if pd.isna(cell) or cell == "" else str(cell) for cell in frame.iloc[:, place]]
        columns.setdefault(name, pa.array(cells, pa.string()).dictionary_encode())
    return _without_blank_rows(RawTable(form, columns, np.arange(2, len(frame) + 2)))


def from_bytes(form: TableFormat, data: bytes, findings: Findings, mark: str = ",") -> RawTable | None:
    """The table in a CSV file's UTF-8 bytes with this mark between cells; None where not even its header can be made
    out.
    """
    above = rows_above(form, data, mark)
    header, body = _first_line(below(data, above))
    try:
        names = next(csv.reader([header], strict=True, delimiter=mark), [])
    except csv.Error:
        found = 'the header opens a quote (") that nothing closes.'
        findings.add(form.file, Fault("unclosed-quote", found, CLOSE), 1 + above)
        return None
    if not any(names):
        mend = "Put the names of the columns there, or delete the empty rows above them."
        fault = Fault("empty-header", "row 1 is empty.", mend)
        findings.add(form.file, fault, 1)
        return None
    if len(names) > MOST_COLUMNS:
        found = f"there are {len(names):,} columns; a table has at most {MOST_COLUMNS}."
        findings.add(form.file, Fault("too-many-columns", found, "Delete those that are not needed."), 1)
        return None
    names = [name if name.strip() else f"{UNNAMED}{_letters(place)}" for place, name in enumerate(names)]
    _check_header(form, names, findings, above + 1)
    if b'"' in body and not _quotes_in_order(form, body, findings, mark, above):
        return None
    table = _named_columns(_parse(form, names, body, findings, mark, above), findings, above + 1)
    return _without_blank_rows(table)


def _letters(place: int) -> str:
    """What a spreadsheet calls its columns: A to Z, then AA."""
    above, own = divmod(place, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + own)


def _named_columns(table: RawTable, findings: Findings, header: int) -> RawTable:
    """The table without the empty columns that spreadsheets leave at its side; one with cells needs a name."""
    unnamed = [name for name in table.columns if name.startswith(UNNAMED)]
    for name in unnamed:
        if table.coded[name].filled.any():
            found = f"column {name.removeprefix(UNNAMED)} has cells and no name in row {header}."
            findings.add(table.form.file, Fault("unnamed-column", found, "Name it, or delete the column."), header)
    columns = {name: array for name, array in table.columns.items() if name not in unnamed}
    return RawTable(table.form, columns, table.rows, table.broken) if unnamed else table


def _first_line(data: bytes) -> tuple[str, bytes]:
    ends = [end for end in (data.find(b"\n"), data.find(b"\r")) if end >= 0]
    end = min(ends, default=len(data))
    length = 2 if data[end : end + 2] == b"\r\n" else 1
    return data[:end].decode("utf-8"), data[end + length :]


def _quotes_in_order(form: TableFormat, body: bytes, findings: Findings, mark: str, above: int) -> bool:
    """A quote left open swallows the rows after it without a trace, so files with quotes are read again, strictly."""
    csv.field_size_limit(LONGEST_ROW)
    strict = csv.reader(io.StringIO(body.decode("utf-8"), newline=""), strict=True, delimiter=mark)
    good = 0
    try:
        for _row in strict:
            good += 1
    except csv.Error:
        row = above + good + 2
        found = f'the quotes (") are not in order in row {row:,}, so the rows after it cannot be told apart.'
        findings.add(form.file, Fault("unclosed-quote", found, CLOSE), row)
        return False
    return True


def _parse(form: TableFormat, names: list[str], body: bytes, findings: Findings, mark: str, above: int) -> RawTable:
    uneven: list[arrow_csv.InvalidRow] = []

    def skip(row: arrow_csv.InvalidRow) -> str:
        uneven.append(row)
        return "skip"

    # Of two columns with one name the first is read; the header check has reported it.
    places = {name: str(place) for place, name in reversed(list(enumerate(names)))}
    types = {place: _column_type(form, name) for name, place in places.items()}
    read = arrow_csv.ReadOptions(
        use_threads=False,  # only one thread knows the numbers of uneven rows
        block_size=LONGEST_ROW,
        column_names=[str(place) for place in range(len(names))],
    )
    shape = arrow_csv.ParseOptions(
        delimiter=mark, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip
    )
    cells = arrow_csv.ConvertOptions(
        column_types=types,
        include_columns=list(types),
        null_values=[""],
        strings_can_be_null=True,
        check_utf8=False,
    )
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(body or mark.encode() * (len(names) - 1) + b"\n"), read, shape, cells
        )
    except pa.ArrowInvalid:
        found = (
            f"the file cannot be taken apart into rows; one is longer than {LONGEST_ROW:,} bytes, or this is no CSV."
        )
        findings.add(form.file, Fault("not-csv", found, "Save it again as comma-separated text, UTF-8."))
        return RawTable.empty(form)
    broken = _report_uneven(form, names, uneven, findings, mark, above)
    table = table.unify_dictionaries().combine_chunks()
    columns = {name: _one_chunk(table.column(places[name])) for name in dict.fromkeys(names)}
    numbers = np.arange(2 + above, 2 + above + len(table) + len(uneven))
    return RawTable(form, columns, np.delete(numbers, [row.number - 1 for row in uneven]), broken)


def _column_type(form: TableFormat, name: str) -> pa.DataType:
    """Ids that hardly repeat as they stand, everything else as a dictionary of its values."""
    return pa.string() if name in (form.key, "act_id") else pa.dictionary(pa.int32(), pa.string())


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks else pa.array([], column.type)


def _check_header(form: TableFormat, names: list[str], findings: Findings, row: int = 1) -> None:
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        found = f'the column "{name}" is there more than once.'
        mend = "Keep one of them and delete or rename the others."
        findings.add(form.file, Fault("repeated-column", found, mend), row, name)
    for name, mend in OF_EVERY_SUBJECT.items():
        if name in names:
            found = f"every subject has its {name}, and no table a column of that name."
            findings.add(form.file, Fault("reserved-column", found, f"Rename or delete it; {mend}"), row, name)
    missing = [name for name in form.required if name not in names]
    for name in missing:
        findings.add(form.file, _missing(form, name, names), None, name)


def _missing(form: TableFormat, name: str, names: list[str]) -> Fault:
    found = f'the column "{name}" is missing.'
    allowed = f"{form.file} needs {', '.join(form.required)}."
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        mend = "Save the file with commas between the cells, not semicolons or tabs."
        return Fault("missing-column", found, mend, allowed)
    known = {column.name for column in form.columns}
    near = nearest(name, sorted(other for other in names if other not in known))
    mend = f'Add a column headed "{name}" and fill it in every row.'
    if near:
        mend = f'Rename the column "{near}" to "{name}".'
    return Fault("missing-column", found, mend, allowed)


def _report_uneven(
    form: TableFormat,
    names: list[str],
    uneven: list[arrow_csv.InvalidRow],
    findings: Findings,
    mark: str,
    above: int,
) -> list[dict[str, str]]:
    def fault(i: int) -> Fault:
        cells, wanted = uneven[i].actual_columns, uneven[i].expected_columns
        found = f"the row has {count(cells, 'cell')}; the header names {count(wanted, 'column')}."
        mend = "Add the missing cells; an empty cell still needs its comma."
        if cells > wanted:
            mend = 'Put quotes around a cell that holds a comma ("so, and so"), or delete the extra cells.'
        return Fault("ragged-row", found, mend)

    findings.add_rows(form.file, None, np.array([row.number + 1 + above for row in uneven], dtype=np.int64), fault)
    return [dict(zip(names, next(csv.reader([row.text], delimiter=mark), []), strict=False)) for row in uneven]


def _without_blank_rows(table: RawTable) -> RawTable:
    """Rows of nothing but blanks, as spreadsheets leave them at the end, say nothing and are passed over."""
    filled = np.zeros(len(table.rows), dtype=bool)
    for coded in table.coded.values():
        says = coded.filled.copy()
        says[coded.rows_where(as_mask(pc.equal(pc.utf8_trim_whitespace(coded.values), "")))] = False
        filled |= says
        if filled.all():
            return table
    return table.keep(filled)
