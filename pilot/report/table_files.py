"""An assessment's tables as CSV or Parquet, in memory for a download or as a folder of files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from pilot.errors import DataError, Place, Problem
from pilot.evaluation.assess import Assessment
from pilot.report.receipt import Receipt
from pilot.whole_folders import draft_folder, take_place

Format = Literal["csv", "parquet"]
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it a spreadsheet takes UTF-8 for its country's old code page."""
_FORMULA = "^[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]"
_NUMBER = r"^[+-]?[0-9]+([.,][0-9]+)*$"
TABLES = ("ledger", "standing", "memberships", "consequences")


def arrow_table(frame: pd.DataFrame) -> pa.Table:
    """A frame with plain types: text, whole numbers, true or false, and days instead of moments."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type) or pa.types.is_large_string(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(pa.string()))
        elif pa.types.is_timestamp(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(pa.date32()))
    return table


def table_bytes(frame: pd.DataFrame, format_: Format, receipt: Receipt | None = None) -> bytes:
    """A table as a file's bytes; a Parquet file carries the receipt in its metadata, a CSV file has no place for it."""
    data: bytes = _buffer(frame, format_, receipt).to_pybytes()
    return data


def write_tables(
    assessment: Assessment, folder: Path, format_: Format = "csv", step: Callable[[str], None] | None = None
) -> dict[Path, int]:
    """Writes the four tables and `receipt.json` into `folder`, all or none; returns how many rows each table has.

    Files of the same names are replaced, others left alone. `step` is called with the name of each table as work on it
    begins. Raises DataError where the folder cannot be written.
    """
    receipt = Receipt.of(assessment)
    files, rows = {"receipt.json": _json(receipt).encode()}, {}
    for name in TABLES:
        if step is not None:
            step(name)
        frame = getattr(assessment, name)
        files[f"{name}.{format_}"] = _buffer(frame, format_, receipt)
        rows[folder / f"{name}.{format_}"] = len(frame)
    if step is not None:
        step("files")
    with _moved_into(folder) as draft:
        for file, content in files.items():
            (draft / file).write_bytes(content)
    return rows


def _json(receipt: Receipt) -> str:
    return json.dumps(receipt.as_dict(), indent=2, ensure_ascii=False) + "\n"


def _buffer(frame: pd.DataFrame, format_: Format, receipt: Receipt | None) -> pa.Buffer:
    table = arrow_table(frame)
    if format_ == "csv":
        try:
            return _csv(table, "none")
        except pa.ArrowInvalid:
            # A cell holds a comma, a quote or a line end: then every text is quoted, which reads back the same.
            return _csv(table, "needed")
    sink = pa.BufferOutputStream()
    about = None if receipt is None else {"receipt": _json(receipt)}
    parquet.write_table(table.replace_schema_metadata(about), sink)
    return sink.getvalue()


def _csv(table: pa.Table, quoting: Literal["none", "needed"]) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    sink.write(_BYTE_ORDER_MARK)
    options = arrow_csv.WriteOptions(quoting_style=quoting, quoting_header="none", batch_size=65_536)
    arrow_csv.write_csv(_as_text(table), sink, options)
    return sink.getvalue()


def _as_text(table: pa.Table) -> pa.Table:
    """An apostrophe before each text that a spreadsheet would take for a formula; a number stays one."""
    for place, field in enumerate(table.schema):
        if not pa.types.is_string(field.type):
            continue
        cells = table.column(place)
        formula = pc.match_substring_regex(cells, _FORMULA)
        if pc.any(formula).as_py():
            formula = pc.and_(formula, pc.invert(pc.match_substring_regex(cells, _NUMBER)))
            marked = pc.binary_join_element_wise("'", cells, "")
            table = table.set_column(place, field.name, pc.if_else(formula, marked, cells))
    names = [f"'{name}" if re.match(_FORMULA, name) else name for name in table.column_names]
    return table.rename_columns(names)


@contextmanager
def _moved_into(folder: Path) -> Iterator[Path]:
    """A draft folder on the same disk as `folder`, moved into its place at the end, and gone whatever happens."""
    place = folder.resolve()
    there = place.is_dir()
    try:
        with draft_folder(place, inside=there) as draft:
            new = draft / "new"
            new.mkdir()
            yield new
            if there:
                for file in new.iterdir():
                    file.replace(place / file.name)
            else:
                take_place(new, place)
    except OSError as error:
        raise DataError([_cannot_write(folder, error)]) from error


def _cannot_write(folder: Path, error: OSError) -> Problem:
    why = "this is a file" if folder.is_file() else error.strerror
    found = f"the tables cannot be put into this folder ({why})."
    return Problem(Place(str(folder)), "cannot-write", found, "Name another folder.")
