"""Reading a city from a data package: a folder of CSV files, checked as a whole, all problems in one pass."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from pilot.city.cast import CastMember, moments_in
from pilot.city.city import City
from pilot.city.format import CAST, TABLES, TableFormat
from pilot.city.reading.cells import check_cells, check_header_cells, typed_columns
from pilot.city.reading.city_files import CityFiles, files_at
from pilot.city.reading.conventions import Convention, PossibleReading, WrittenOtherwiseError, choices_for
from pilot.city.reading.csv_text import RawTable, from_bytes, from_frame
from pilot.city.reading.distinct_values import as_text
from pilot.city.reading.encodings import likely_encodings
from pilot.city.reading.integrity import check_links, once
from pilot.city.reading.package_files import PACKAGE_FILE, ascii_name, read_package, real_person, table_text
from pilot.city.reading.problems import Fault, Findings
from pilot.errors import only_problems
from pilot.guard import suspicions

FINGERPRINT_LENGTH = 12


def shipped_city() -> Path:
    """The folder of the city that comes with the project."""
    return Path(__file__).resolve().parents[3] / "sample_data" / "lantern-ford"


def load_city(path: str | Path, convention: Convention | None = None) -> City:
    """The city in a folder, a .zip or an .xlsx; DataError with everything that is wrong in any of its files.

    WrittenOtherwiseError where they are not written in the plain way, unless `convention` is one that fits them.
    """
    findings = Findings()
    with only_problems(str(path)):
        return read_city(files_at(Path(path), findings), convention, findings)


def read_city(files: CityFiles, convention: Convention | None = None, findings: Findings | None = None) -> City:
    """The same of files that were handed over; `findings` are those made on the way to them."""
    with only_problems(files.name):
        return _read_city(files, convention, findings or Findings())


def _read_city(files: CityFiles, convention: Convention | None, findings: Findings) -> City:
    package = read_package(files.contents.get(PACKAGE_FILE), findings)
    for real in suspicions(files.name)[:1]:
        findings.add("the city's name", real_person(real))
    tables, cast = _tables(files, convention, findings)
    homes = [tables[name] for name in ("residents", "companies") if name in tables]
    if homes and not any(table is None or len(table.rows) for table in homes):
        fault = Fault("nobody", "nobody lives here.", "Give residents.csv or companies.csv at least one row.")
        findings.add(files.name, fault)
    checked = _checked(tables, findings, cast)
    fingerprint = _fingerprint({name: files.contents.get(form.file) for name, form in TABLES.items()}, convention)
    id = package.get("name") or ascii_name(files.name, fingerprint)
    return _city(checked, id, package.get("title") or files.name or id, fingerprint, cast)


def _tables(
    files: CityFiles, convention: Convention | None, findings: Findings
) -> tuple[dict[str, RawTable | None], RawTable | None]:
    """The tables and the cast as text in the plain form; WrittenOtherwiseError where none is named that fits them."""
    given = {name: form for name, form in {**TABLES, "cast": CAST}.items() if form.file in files.contents}
    encodings = likely_encodings(files.contents[form.file] for form in given.values()) or [""]
    if convention and convention.encoding in encodings:
        encodings = [convention.encoding]
    choices: list[PossibleReading] = []
    first: dict[str, RawTable | None] = {}
    for encoding in encodings:
        # What is wrong with the files is told once, as the likeliest encoding shows it.
        tables, possible = _read_in(encoding, given, files, Findings() if first else findings)
        first = first or tables
        choices += possible
    if choices:
        way = next((choice.convention for choice in choices if choice.convention == convention), None)
        if way is None:
            raise WrittenOtherwiseError(files.name, choices)
        first = {name: way.applied(table) if table else None for name, table in first.items()}
    return first, first.pop("cast", None)


def _read_in(
    encoding: str, forms: Mapping[str, TableFormat], files: CityFiles, findings: Findings
) -> tuple[dict[str, RawTable | None], list[PossibleReading]]:
    """The tables as text, taken to be in this encoding, and the conventions that fit them then."""
    texts = {name: table_text(form, files.contents[form.file], findings, encoding) for name, form in forms.items()}
    tables = {
        name: from_bytes(form, text.data, findings, text.mark) if (text := texts[name]) else None
        for name, form in forms.items()
    }
    known = [text for text in texts.values() if text]
    letters = next((text.letters for text in known if text.letters), "")
    mark = next((text.mark for text in known if text.mark != ","), ",")
    return tables, choices_for(encoding, mark, letters, [table for table in tables.values() if table])


def city_of(tables: Mapping[str, pd.DataFrame], *, id: str = "city", title: str | None = None) -> City:
    """A city from tables of text by name (`residents`, ...), checked like one from files; absent ones are empty."""
    findings = Findings()
    checked = _checked({name: from_frame(TABLES[name], frame, findings) for name, frame in tables.items()}, findings)
    contents = {name: frame.to_csv(index=False, lineterminator="\n").encode() for name, frame in tables.items()}
    return _city(checked, id, title or id, _fingerprint(contents))


def _checked(
    tables: Mapping[str, RawTable | None], findings: Findings, cast: RawTable | None = None
) -> dict[str, RawTable]:
    """The tables with equal rows taken once, after every check; DataError if there is anything to say."""
    whole: dict[str, RawTable | None] = {}
    for name, form in TABLES.items():
        table = tables.get(name, RawTable.empty(form))
        if table:
            check_header_cells(table, findings)
            check_cells(table, findings)
            table = once(table, findings)
        whole[name] = table
    if cast:
        check_header_cells(cast, findings)
        check_cells(cast, findings)
    check_links(whole, findings, cast)
    findings.raise_if_any()
    return {name: table for name, table in whole.items() if table}


def _city(tables: Mapping[str, RawTable], id: str, title: str, fingerprint: str, cast: RawTable | None = None) -> City:
    frames = {name: pd.DataFrame(dict(typed_columns(table))) for name, table in tables.items()}
    return City(id=id, title=title, fingerprint=fingerprint, cast=_members(cast) if cast else (), **frames)


def _members(table: RawTable) -> tuple[CastMember, ...]:
    """The cast in a table that was checked, in the file's order."""
    none = [None] * len(table.rows)
    columns = [
        as_text(table.columns[column.name]).to_pylist() if column.name in table.columns else none
        for column in CAST.columns
    ]
    return tuple(
        CastMember(
            id, name, headline, story, look_at, dt.date.fromisoformat(day) if day else None, moments_in(more) or ()
        )
        for id, name, headline, story, look_at, day, more in zip(*columns, strict=True)
    )


def _fingerprint(contents: Mapping[str, bytes | None], convention: Convention | None = None) -> str:
    """Of the data files and how they are read, in a fixed order, so that it is the same wherever the folder stands."""
    digest = hashlib.sha256(convention.name.encode() if convention else b"")
    for name in TABLES:
        data = contents.get(name)
        if data is not None:
            digest.update(f"{name} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()[:FINGERPRINT_LENGTH]
