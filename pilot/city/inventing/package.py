"""What stands beside a generated city's tables: the Frictionless data package and the README."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pilot.city.format import CAST, OUTCOMES, TABLES, CellType, Column, TableFormat
from pilot.city.reading.package_files import PACKAGE_FILE, ascii_name

GENERATOR_VERSION = 1
README_FILE = "README.md"
_TYPES: dict[CellType, dict[str, Any]] = {
    "text": {"type": "string"},
    "prose": {"type": "string"},
    "relationship": {"type": "string"},
    "topic": {"type": "string"},
    "id": {"type": "string"},
    "year": {"type": "year"},
    "date": {"type": "date", "format": "%Y-%m-%d"},
    "amount": {"type": "number"},
    "true-or-false": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "moments": {"type": "string"},
    "outcome": {"type": "string", "constraints": {"enum": list(OUTCOMES)}},
}
_REFERENCES = {
    "records": [("kind", "kinds", "kind"), ("act_id", "acts", "act_id")],
    "acts": [("kind", "kinds", "kind")],
    "appeals": [("record_id", "records", "record_id")],
    "cast": [("subject_id", "residents", "subject_id")],
}
UNIT = Column("unit", "The unit of the amounts of this kind; empty where it has none.")
EXTRA = {"kinds": (UNIT,)}
_CHOSEN_SEED = """
Of forty seeds this one was chosen because it shows clearly, in only 600 residents, what the assumptions put in: that
the same conduct is recorded more often in some districts than in others. Other seeds show it less, or hide it.
"""


def write_package(folder: Path, name: str, title: str, seed: int, counts: Mapping[str, int]) -> None:
    """datapackage.json, every column with its type, unit and meaning. A subject is a row of residents or of companies,
    which no foreign key can say; all other references are declared."""
    forms = [*TABLES.values(), *([CAST] if "cast" in counts else [])]
    package = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": ascii_name(name.lower(), f"{name} {seed} {sorted(counts.items())}"),
        "title": title,
        "description": "An invented town with invented residents, companies and records. Made up for teaching.",
        "licenses": [
            {"name": "CC0-1.0", "title": "CC0 1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}
        ],
        "synthetic": True,
        "seed": seed,
        "generator_version": GENERATOR_VERSION,
        "resources": [_resource(form) for form in forms],
    }
    text = json.dumps(package, indent=2, ensure_ascii=False)
    (folder / PACKAGE_FILE).write_bytes(f"{text}\n".encode())


def _resource(form: TableFormat) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(form, column) for column in (*form.columns, *EXTRA.get(form.name, ()))]}
    if form.key:
        schema["primaryKey"] = [form.key]
    if form.name in _REFERENCES:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": table, "fields": [column]}}
            for field, table, column in _REFERENCES[form.name]
        ]
    return {
        "name": form.name,
        "type": "table",
        "path": form.file,
        "description": form.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(form: TableFormat, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, **_TYPES[column.type], "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    constraints = dict(field.get("constraints", {}))
    if column.required:
        constraints["required"] = True
    if column.name == form.key:
        constraints["unique"] = True
    return {**field, "constraints": constraints} if constraints else field


def write_readme(
    folder: Path, name: str, title: str, seed: int, counts: Mapping[str, int], *, with_cast: bool, own_assumptions: bool
) -> None:
    """What the folder is, that all of it is invented, how it was made, and how much of it there is."""
    forms = {**TABLES, CAST.name: CAST}
    rows = "\n".join(f"| `{forms[name].file}` | {count:,} | {forms[name].meaning} |" for name, count in counts.items())
    numbers = f"{counts['residents']}, {counts['companies']}, {seed}"
    command = f'new_city({numbers}, Path("{name}"){", cast=True" if with_cast else ""})'
    source = "assumptions of its maker's own" if own_assumptions else "the shipped assumptions"
    chosen = _CHOSEN_SEED if with_cast else ""
    text = f"""# {title}

An invented town. Nobody in it exists or existed: residents, companies, acts, records, relationships and appeals were
made by a program from chance and from assumptions that were themselves made up for teaching. Figures from this town say
how a ruleset works, and nothing about any real place.

It has the seed {seed} and rests on {source}; the same seed and assumptions give the same bytes:

    from pathlib import Path
    from pilot.city.inventing.generator import new_city

    {command}
{chosen}
| file | rows | what it holds |
| --- | ---: | --- |
{rows}

`datapackage.json` gives every column its type, unit and meaning (Frictionless Data Package).

What people did (`acts.csv`) and what is on file about them (`records.csv`) differ on purpose: a record whose `act_id`
is empty is fabricated, one whose act belongs to somebody else is a mistaken identity, an act without a record was
missed, two records of one act are a double entry, and a note "Paid on ..." marks a settlement that was entered late.
"""
    (folder / README_FILE).write_bytes(text.encode())
