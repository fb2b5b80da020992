"""Reading a city from a data package: a folder of CSV files, checked as a whole, all problems in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from pilot.city.city import City
from pilot.city.format import TABLES
from pilot.city.reading.cells import check_cells, check_header_cells, typed_columns
from pilot.city.reading.csv_text import RawTable, from_bytes, from_frame
from pilot.city.reading.integrity import check_links, once
from pilot.city.reading.package_files import read_package, read_tables
from pilot.city.reading.problems import Findings

FINGERPRINT_LENGTH = 12


def shipped_city() -> Path:
    """The folder of the city that comes with the project."""
    return Path(__file__).resolve().parents[3] / "sample_data" / "lantern-ford"


def load_city(path: str | Path) -> City:
    """The city in the folder `path`; DataError with everything that is wrong in any of its files."""
    folder = Path(path)
    findings = Findings()
    contents = read_tables(folder, findings)
    package = read_package(folder, findings)
    tables = {name: from_bytes(TABLES[name], data, findings) if data else None for name, data in contents.items()}
    id = package.get("name") or folder.resolve().name
    checked = _checked(tables, findings)
    return _city(checked, id, package.get("title") or id, _fingerprint(contents))


def city_of(tables: Mapping[str, pd.DataFrame], *, id: str = "city", title: str | None = None) -> City:
    """A city from tables of text by name (`residents`, ...), checked like one from files; absent ones are empty."""
    findings = Findings()
    checked = _checked({name: from_frame(TABLES[name], frame, findings) for name, frame in tables.items()}, findings)
    contents = {name: frame.to_csv(index=False, lineterminator="\n").encode() for name, frame in tables.items()}
    return _city(checked, id, title or id, _fingerprint(contents))


def _checked(tables: Mapping[str, RawTable | None], findings: Findings) -> dict[str, RawTable]:
    """The tables with equal rows taken once, after every check; DataError if there is anything to say."""
    whole: dict[str, RawTable | None] = {}
    for name, form in TABLES.items():
        table = tables.get(name, RawTable.empty(form))
        if table:
            check_header_cells(table, findings)
            check_cells(table, findings)
            table = once(table, findings)
        whole[name] = table
    check_links(whole, findings)
    findings.raise_if_any()
    return {name: table for name, table in whole.items() if table}


def _city(tables: Mapping[str, RawTable], id: str, title: str, fingerprint: str) -> City:
    frames = {name: pd.DataFrame(dict(typed_columns(table))) for name, table in tables.items()}
    return City(id=id, title=title, fingerprint=fingerprint, **frames)


def _fingerprint(contents: Mapping[str, bytes | None]) -> str:
    """Of the data files alone, in a fixed order, so that a city keeps its fingerprint wherever its folder stands."""
    digest = hashlib.sha256()
    for name in TABLES:
        data = contents.get(name)
        if data is not None:
            digest.update(f"{name} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()[:FINGERPRINT_LENGTH]
