"""A workbook of a city: a sheet for each table, its cells as text in the plain form."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
from openpyxl.styles import Font

from pilot.city.format import CAST, TABLES, TableFormat
from pilot.city.reading.problems import Fault, Findings

WORKBOOK_ENDING = ".xlsx"
LARGEST_UNPACKED = 400_000_000
MOST_CELLS = 20_000_000
FORMS = {form.name: form for form in (*TABLES.values(), CAST)}
_GUIDE = "what it means"


def tables_of_workbook(file: str, data: bytes, findings: Findings) -> dict[str, bytes]:
    """The tables of an .xlsx as CSV by file name: sheets called as tables, else the only sheet by the file's name."""
    if _unpacks_to(data) > LARGEST_UNPACKED:
        found = f"the workbook unpacks to more than {LARGEST_UNPACKED / 1_000_000:,.0f} MB."
        findings.add(file, Fault("too-large-file", found, "Save its sheets as CSV files, or make the city smaller."))
        return {}
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = {sheet.title.strip().lower(): sheet for sheet in book.worksheets}
        named = {name: sheets[name] for name in FORMS if name in sheets}
        stem = Path(file).stem.lower()
        if not named and stem in FORMS and sheets:
            named = {stem: next(iter(sheets.values()))}
        tables = {FORMS[name].file: _csv(sheet.iter_rows(values_only=True)) for name, sheet in named.items()}
        for name, sheet in named.items():
            _check_formulas(FORMS[name].file, data, sheet, findings)
    except Exception as error:
        found = f"the workbook cannot be opened ({type(error).__name__})."
        findings.add(file, Fault("damaged-workbook", found, "Save it again as .xlsx, or its sheets as CSV files."))
        return {}
    if not tables:
        found = "none of its sheets is called as a table."
        allowed = f"Sheets may be called {', '.join(FORMS)}."
        findings.add(file, Fault("no-such-sheet", found, "Name each sheet for the table in it.", allowed))
    return tables


def _check_formulas(file: str, data: bytes, sheet: Any, findings: Findings) -> None:
    """Names each formula whose result was never saved, which looks like an empty cell; a result may be empty text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if not any(b"<f" in archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")):
            return
    written = openpyxl.load_workbook(io.BytesIO(data), read_only=True)[sheet.title]
    unknown = [
        cell
        for cells, results in zip(written.iter_rows(), sheet.iter_rows(), strict=False)
        for cell, result in zip(cells, results, strict=False)
        if cell.data_type == "f" and result.value is None and result.data_type == "n"
    ]
    rows = np.array([cell.row for cell in unknown], dtype=np.int64)
    findings.add_rows(file, None, rows, lambda i: _no_result(unknown[i].coordinate))


def _no_result(cell: str) -> Fault:
    mend = "Open the workbook in a spreadsheet and save it, or write the value itself."
    return Fault("formula", f"cell {cell} holds a formula without its result.", mend)


def _unpacks_to(data: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        return 0


def _csv(rows: Iterable[tuple[Any, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    cells = width = blank = 0
    for row in rows:
        texts = _filled_part([_text(cell) for cell in row])
        cells += len(texts)
        if cells > MOST_CELLS:
            raise ValueError("more cells than a city has")
        if not texts and width:
            blank += 1
            continue
        width = max(width, len(texts))  # a title above the names of the columns is narrower
        # Rows that are only coloured, as at the end of many sheets, count where others follow: they keep their numbers.
        writer.writerows([[""] * width] * blank)
        blank = 0
        writer.writerow(texts + [""] * (width - len(texts)))
    return out.getvalue().encode("utf-8")


def _filled_part(texts: list[str]) -> list[str]:
    """The row up to its last filled cell; a sheet has cells without end."""
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any) -> str:
    """The cell in the plain form: a day as YYYY-MM-DD, a number in digits, a truth value in lower case."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{Decimal(format(cell, '.15g')):f}"
    return str(cell)


def empty_workbook() -> bytes:
    """A workbook to start from: a sheet for each table with its columns, and one that says what they mean."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    guide = book.create_sheet(_GUIDE)
    guide.append(["table", "column", "needed", "what it means"])
    for form in FORMS.values():
        _describe(guide, form)
        sheet = book.create_sheet(form.name)
        sheet.append([column.name for column in form.columns])
        for cell, column in zip(sheet[1], form.columns, strict=True):
            cell.font = Font(bold=column.required)
            sheet.column_dimensions[cell.column_letter].width = max(12, len(column.name) + 4)
        sheet.freeze_panes = "A2"
    for letter, width in zip("ABCD", (16, 16, 10, 100), strict=True):
        guide.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _describe(guide: Any, form: TableFormat) -> None:
    guide.append([form.name, "", "", form.meaning])
    for column in form.columns:
        unit = f" In {column.unit}." if column.unit else ""
        guide.append([form.name, column.name, "yes" if column.required else "", f"{column.meaning}{unit}"])
