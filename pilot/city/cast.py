"""The cast: residents of a city whose stories the screens tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pilot.city.format import CAST
from pilot.city.reading.cells import check_cells
from pilot.city.reading.csv_text import from_bytes
from pilot.city.reading.distinct_values import as_text
from pilot.city.reading.package_files import read_text_bytes
from pilot.city.reading.problems import Findings


@dataclass(frozen=True)
class CastMember:
    """One resident with a story: a headline, what really happened and what is on record, and what to look at."""

    subject_id: str
    name: str
    headline: str
    story: str
    look_at: str


def load_cast(folder: str | Path) -> list[CastMember]:
    """The cast of the city in `folder`, in the file's order; empty without a cast.csv. DataError if it is faulty."""
    file = Path(folder) / CAST.file
    if not file.is_file():
        return []
    findings = Findings()
    data = read_text_bytes(file, findings)
    table = from_bytes(CAST, data, findings) if data else None
    if table:
        check_cells(table, findings)
    findings.raise_if_any()
    if table is None:
        return []
    columns = [as_text(table.columns[column.name]).to_pylist() for column in CAST.columns]
    return [CastMember(*cells) for cells in zip(*columns, strict=True)]
