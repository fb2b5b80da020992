"""The files of a data package as bytes: which are there, whether they are small enough, whether they are UTF-8 text."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pilot.city.format import TABLES
from pilot.city.reading.problems import LISTED, Fault, Findings, nearest, quoted

LIMIT_VARIABLE = "PILOT_TABLE_LIMIT_MB"
DEFAULT_LIMIT_MB = 190
PACKAGE_FILE = "datapackage.json"
_NEEDED = "A city needs records.csv, and residents.csv or companies.csv."
_SAVE_AS = "Save the file again as CSV in UTF-8 without a byte-order mark."
_MARKS = {b"\xef\xbb\xbf": "UTF-8", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_tables(folder: Path, findings: Findings) -> dict[str, bytes | None]:
    """The bytes of each table's file that the folder has; None where they cannot be read as text."""
    if not folder.is_dir():
        findings.add(str(folder), _no_folder(folder))
        return {}
    present = {name: folder / form.file for name, form in TABLES.items() if (folder / form.file).is_file()}
    _check_needed(folder, set(present), findings)
    limit = _limit_mb(findings)
    return {name: read_text_bytes(file, findings, limit) for name, file in present.items()}


def _no_folder(folder: Path) -> Fault:
    if folder.is_file():
        mend = f"Give the folder that holds the file: {folder.parent}"
        return Fault("not-a-folder", "this is a file; a city is a folder of CSV files.", mend)
    beside = sorted(other.name for other in folder.parent.iterdir() if other.is_dir()) if folder.parent.is_dir() else []
    near = nearest(folder.name, beside)
    mend = f"Give {folder.parent / near}." if near else "Give the folder of a city, the one that holds records.csv."
    return Fault("no-such-folder", "there is no such folder.", mend)


def _check_needed(folder: Path, present: set[str], findings: Findings) -> None:
    names = sorted(file.name for file in folder.iterdir() if file.is_file())
    for wanted in (("records",), ("residents", "companies")):
        if present.isdisjoint(wanted):
            files = " or ".join(TABLES[name].file for name in wanted)
            near = next(filter(None, (nearest(TABLES[name].file, names) for name in wanted)), None)
            mend = f'Rename "{near}" to {TABLES[wanted[0]].file}.' if near else f"Put {files} into the folder."
            found = f"the folder has no {files}."
            findings.add(str(folder), Fault("missing-file", found, mend, _NEEDED))


def _limit_mb(findings: Findings) -> float:
    """The largest table that is read, in megabytes (1,000,000 bytes)."""
    text = os.environ.get(LIMIT_VARIABLE, str(DEFAULT_LIMIT_MB))
    try:
        limit = float(text)
    except ValueError:
        limit = -1
    if not limit > 0:
        mend = f"Set it to a number of megabytes such as {DEFAULT_LIMIT_MB}, or unset it."
        findings.add(LIMIT_VARIABLE, Fault("not-a-limit", f"the environment variable is {quoted(text)}.", mend))
        return DEFAULT_LIMIT_MB
    return limit


def read_text_bytes(file: Path, findings: Findings, limit_mb: float = DEFAULT_LIMIT_MB) -> bytes | None:
    """The file's bytes, sure to be UTF-8; None where it is no text. Slips in the coding are reported and smoothed over,
    so that the rest of the file can be checked in the same pass."""
    size = file.stat().st_size
    if size > limit_mb * 1_000_000:
        found = f"the file has {size / 1_000_000:,.1f} MB; tables of up to {limit_mb:,g} MB are read."
        mend = f"Make the city smaller, or set the environment variable {LIMIT_VARIABLE} to more megabytes."
        findings.add(file.name, Fault("too-large-file", found, mend))
        return None
    data = file.read_bytes()
    if not data or data.isspace():
        mend = "Write the column names into the first row, or delete the file."
        findings.add(file.name, Fault("empty-file", "the file is empty.", mend))
        return None
    if data.startswith(b"PK\x03\x04"):
        found = "this is a workbook or another packed file, not text."
        findings.add(file.name, Fault("not-csv", found, "Save the sheet as CSV in UTF-8 without a byte-order mark."))
        return None
    return _smoothed(file.name, data, findings)


def _smoothed(name: str, data: bytes, findings: Findings) -> bytes | None:
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    if mark and _MARKS[mark] != "UTF-8":
        findings.add(name, Fault("not-utf-8", f"the file is written in {_MARKS[mark]}.", _SAVE_AS))
        return None
    if mark:
        found = "the file begins with a byte-order mark, which would become part of the first column's name."
        findings.add(name, Fault("byte-order-mark", found, _SAVE_AS), 1)
        data = data.removeprefix(mark)
    if b"\0" in data:
        row = data.count(b"\n", 0, data.index(b"\0")) + 1
        findings.add(name, Fault("nul-byte", f"row {row:,} holds a NUL byte, which no text has.", _SAVE_AS), row)
        data = data.replace(b"\0", b"")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        _report_bad_bytes(name, data, findings)
        return data.decode("utf-8", errors="replace").encode()
    return data


def _report_bad_bytes(name: str, data: bytes, findings: Findings) -> None:
    """One problem for each row with bytes that are not UTF-8, with what they would be in Latin-1."""
    header = data.split(b"\n", 1)[0].decode("utf-8", errors="replace").strip().split(",")
    bad = [(row, line) for row, line in enumerate(data.splitlines(), start=1) if not _is_utf8(line)]
    for row, line in bad[:LISTED]:
        start = len(line.decode("utf-8", errors="replace").split("\ufffd", 1)[0].encode())
        place = line.count(b",", 0, start)
        column = header[place] if row > 1 and place < len(header) and b'"' not in line else None
        code, letter = line[start], bytes([line[start]]).decode("latin-1")
        found = f'row {row:,} holds the byte 0x{code:02X}, which is not UTF-8; in Latin-1 it is "{letter}".'
        findings.add(name, Fault("not-utf-8", found, _SAVE_AS), row, column)
    if len(bad) > LISTED:
        findings.add(name, Fault("not-utf-8", f"{len(bad) - LISTED:,} more rows have such bytes.", _SAVE_AS))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_package(folder: Path, findings: Findings) -> dict[str, str]:
    """`name` and `title` as the folder's datapackage.json gives them; what else it declares is not used."""
    file = folder / PACKAGE_FILE
    data = read_text_bytes(file, findings) if file.is_file() else None
    if data is None:
        return {}
    try:
        package = json.loads(data)
    except json.JSONDecodeError as error:
        mend = "Mend the JSON (a comma, quote or bracket is missing or too many), or delete the file."
        fault = Fault("broken-package", "the file is not JSON: it breaks off or goes wrong here.", mend)
        findings.add(file.name, fault, error.lineno, error.colno)
        return {}
    except RecursionError:
        package = None
    if not isinstance(package, dict):
        mend = 'Write {"name": "...", "title": "..."}, or delete the file.'
        findings.add(file.name, Fault("broken-package", "the file does not hold a plain JSON object.", mend))
        return {}
    given = {key: package[key] for key in ("name", "title") if key in package}
    for key, value in given.items():
        if not isinstance(value, str):
            fault = Fault("broken-package", f'"{key}" is not text.', f'Write "{key}": "..." with quotes.')
            findings.add(file.name, fault)
    return {key: value for key, value in given.items() if isinstance(value, str) and value.strip()}
