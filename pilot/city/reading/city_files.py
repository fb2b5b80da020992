"""The files of a city as bytes, from a folder, a zip or a workbook: which are there, and whether they are small enough.

Nothing is put on disk: what is refused leaves no trace.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pilot.city.format import CAST, TABLES
from pilot.city.reading.package_files import PACKAGE_FILE
from pilot.city.reading.problems import Fault, Findings, nearest, quoted
from pilot.city.reading.workbook import WORKBOOK_ENDING, tables_of_workbook

LIMIT_VARIABLE = "PILOT_TABLE_LIMIT_MB"
DEFAULT_LIMIT_MB = 190
MOST_FILES = 50
READ = (*(form.file for form in TABLES.values()), CAST.file, PACKAGE_FILE)
"""The files that a city is read from; others may lie beside them."""
_WORKBOOKS_OF_TABLES = {Path(file).stem + WORKBOOK_ENDING for file in READ if file != PACKAGE_FILE}
_NEEDED = "A city needs records.csv, and residents.csv or companies.csv."
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
    OverflowError, IndexError, KeyError,
)  # fmt: skip


@dataclass(frozen=True)
class CityFiles:
    """The bytes of a city's files by file name, and what the folder, zip or workbook that held them is called."""

    name: str
    contents: Mapping[str, bytes]


def files_at(path: Path, findings: Findings) -> CityFiles:
    """The city's files in a folder, a .zip or an .xlsx; what is wrong with them goes into the findings."""
    if path.is_dir():
        return _folder(path, findings)
    if path.is_file() and path.suffix.lower() in (".zip", WORKBOOK_ENDING):
        return files_given({path.name: _bytes_of_file(path, findings)}, path.stem, findings)
    findings.add(str(path), _no_folder(path))
    return CityFiles(path.name, {})


def files_given(given: Mapping[str, bytes], name: str, findings: Findings) -> CityFiles:
    """The city's files among those handed over by name, with zips and workbooks opened; `name` is what they are called
    together.
    """
    contents: dict[str, bytes] = {}
    for file, data in given.items():
        ending = Path(file).suffix.lower()
        if ending == ".zip":
            contents |= _unpacked(file, data, findings)
        elif ending == WORKBOOK_ENDING:
            contents |= tables_of_workbook(file, data, findings)
        else:
            contents[Path(file).name] = data
    _check_needed(name, contents, findings)
    limit = _limit_mb(findings)
    return CityFiles(name, {file: data for file, data in contents.items() if _is_fit(file, len(data), limit, findings)})


def _folder(folder: Path, findings: Findings) -> CityFiles:
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    limit = _limit_mb(findings)
    contents = {}
    for name in names:
        is_read = name in READ or name in _WORKBOOKS_OF_TABLES
        if is_read and _is_fit(name, (folder / name).stat().st_size, limit, findings):
            contents[name] = _bytes_of_file(folder / name, findings)
    for name in [name for name in contents if name in _WORKBOOKS_OF_TABLES]:
        of_workbook = tables_of_workbook(name, contents.pop(name), findings)
        contents = of_workbook | contents
    _check_needed(str(folder), {*names, *contents}, findings)
    return CityFiles(folder.resolve().name, contents)


def _bytes_of_file(path: Path, findings: Findings) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        findings.add(
            path.name, Fault("unreadable", f"the file cannot be read: {reason}.", "Check your right to read it.")
        )
        return b""


def _is_fit(file: str, size: int, limit_mb: float, findings: Findings) -> bool:
    if size <= limit_mb * 1_000_000:
        return True
    found = f"the file has {size / 1_000_000:,.1f} MB; tables of up to {limit_mb:,g} MB are read."
    mend = f"Make the city smaller, or set the environment variable {LIMIT_VARIABLE} to more megabytes."
    findings.add(file, Fault("too-large-file", found, mend))
    return False


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


def _check_needed(place: str, names: Iterable[str], findings: Findings) -> None:
    there = sorted(names)
    for wanted in (("records",), ("residents", "companies")):
        files = [TABLES[name].file for name in wanted]
        if not set(files) & set(there):
            near = next(filter(None, (nearest(file, there) for file in files)), None)
            mend = f'Rename "{near}" to {files[0]}.' if near else f"Put {' or '.join(files)} beside the others."
            found = f"there is no {' or '.join(files)}."
            findings.add(place, Fault("missing-file", found, mend, _NEEDED))


def _no_folder(path: Path) -> Fault:
    if path.is_file():
        mend = f"Give the folder that holds the file: {path.parent}"
        return Fault(
            "not-a-folder", "this is a file; a city is a folder of CSV files, a .zip of them, or an .xlsx.", mend
        )
    beside = sorted(other.name for other in path.parent.iterdir() if other.is_dir()) if path.parent.is_dir() else []
    near = nearest(path.name, beside)
    mend = f"Give {path.parent / near}." if near else "Give the folder of a city, the one that holds records.csv."
    return Fault("no-such-folder", "there is no such folder.", mend)


def _unpacked(file: str, data: bytes, findings: Findings) -> dict[str, bytes]:
    """The city's files in a zip, wherever in it they stand; never more than the limit says, whatever it declares."""
    left = int(_limit_mb(Findings()) * 1_000_000)
    contents: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if _is_read(entry.filename)]
            if len(entries) > MOST_FILES or len({PurePosixPath(entry.filename).parent for entry in entries}) > 1:
                found = "the zip holds the files of several cities."
                findings.add(
                    file, Fault("several-cities", found, "Pack one city: its files, or the folder they lie in.")
                )
                return {}
            for entry in entries:
                with archive.open(entry) as packed:
                    content = packed.read(left + 1)
                left = max(0, left - len(content))
                name = PurePosixPath(entry.filename).name
                if name.lower().endswith(WORKBOOK_ENDING):
                    contents |= tables_of_workbook(name, content, findings)
                else:
                    contents[name] = content
    except _DAMAGED:
        findings.add(
            file, Fault("damaged-zip", "the zip is damaged, encrypted or cut short.", "Pack or download it again.")
        )
        return {}
    return contents


def _is_read(path: str) -> bool:
    parts = PurePosixPath(path)
    # macOS packs a shadow of every file, under a folder of its own.
    return "__MACOSX" not in parts.parts and (parts.name in READ or parts.name.lower().endswith(WORKBOOK_ENDING))
