"""Making invented cities of any size: the same seed and the same assumptions give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa

from pilot.city.format import ACTS, APPEALS, CAST, COMPANIES, KINDS, RECORDS, RELATIONSHIPS, RESIDENTS, TABLES
from pilot.city.inventing.assumptions import Assumptions, load_assumptions, shipped_assumptions
from pilot.city.inventing.csv_files import chosen, dates, ids, wholes, words, write_table
from pilot.city.inventing.package import EXTRA, README_FILE, write_package, write_readme
from pilot.city.inventing.story import Script, load_script, shipped_script
from pilot.city.inventing.town import Town, found_town
from pilot.city.reading.package_files import PACKAGE_FILE
from pilot.errors import DataError, Place, Problem
from pilot.whole_folders import draft_folder, take_place

OWN_FILES = {*(form.file for form in TABLES.values()), CAST.file, PACKAGE_FILE, README_FILE}
PLACE = Place("new city")


def new_city(  # noqa: PLR0913 - what a city is made of, and how
    residents: int,
    companies: int,
    seed: int,
    out: Path,
    *,
    assumptions: Path | None = None,
    cast: bool = False,
    overwrite: bool = False,
    progress: Callable[[str, float], None] | None = None,
) -> Path:
    """Writes a city of so many residents and companies into the folder `out`, and gives the folder back.

    `cast` puts the hand-written residents of the shipped city first. `progress` gets the stage and the share done.
    DataError for numbers below 1, faulty assumptions, or a folder that holds anything else; a city that is there is
    replaced only with `overwrite`.
    """
    tell = progress or (lambda _stage, _share: None)
    folder = Path(out)
    script = load_script(shipped_script()) if cast else Script(residents={}, companies={}, relationships=[])
    problems = [*_wrong_numbers(residents, companies, seed, script), *_in_the_way(folder, overwrite=overwrite)]
    if problems:
        raise DataError(problems)
    assumed = load_assumptions(assumptions or shipped_assumptions())
    _check_cast_fits(script, assumed)
    town = found_town(residents, companies, seed, script, assumed, tell)
    tell("writing", 0.7)
    name = folder.resolve().name
    title = name.replace("-", " ").replace("_", " ").title()
    with draft_folder(folder.resolve()) as draft:
        new = draft / "new"
        new.mkdir()
        counts = _write_tables(new, town, script, assumed)
        write_package(new, name, title, seed, counts)
        write_readme(new, name, title, seed, counts, with_cast=cast, own_assumptions=assumptions is not None)
        take_place(new, folder.resolve())
    tell("done", 1.0)
    return folder


def _wrong_numbers(residents: int, companies: int, seed: int, script: Script) -> list[Problem]:
    problems = []
    least = {"residents": max(len(script.residents), 1), "companies": max(len(script.companies), 1), "seed": 0}
    for name, number in (("residents", residents), ("companies", companies), ("seed", seed)):
        if number < least[name]:
            found, mend = f"{name} is {number:,}.", f"Give {least[name]} or more."
            problems.append(Problem(PLACE, "too-few", found, mend))
    return problems


def _check_cast_fits(script: Script, assumed: Assumptions) -> None:
    """The cast lives in districts and does things that the assumptions must know."""
    roles = [*script.residents.values(), *script.companies.values()]
    needed = {
        "kinds": ({event.kind for role in roles for event in role.events}, assumed.kinds.values.keys()),
        "districts": ({str(role.cells["district"]) for role in roles}, assumed.districts.values.keys()),
    }
    problems = [
        Problem(
            PLACE, "cast-does-not-fit", f"the {what} lack {name}.", "Add it to the assumptions, or leave out the cast."
        )
        for what, (used, known) in needed.items()
        for name in sorted(used - known)
    ]
    if problems:
        raise DataError(problems)


def _in_the_way(folder: Path, *, overwrite: bool) -> list[Problem]:
    place = Place(str(folder))
    if not folder.exists():
        return []
    if not folder.is_dir():
        return [Problem(place, "not-a-folder", "this is a file.", "Give the name of a new folder.")]
    there = sorted(file.name for file in folder.iterdir())
    others = [name for name in there if name not in OWN_FILES]
    if others:
        found = f"the folder holds other things: {', '.join(others[:3])}{', ...' if len(others) > 3 else ''}."
        return [Problem(place, "folder-in-use", found, "Give the name of a new or empty folder.")]
    if there and not overwrite:
        return [Problem(place, "city-already-there", "the folder holds a city.", "Give another name, or overwrite it.")]
    return []


def _write_tables(folder: Path, town: Town, script: Script, assumed: Assumptions) -> dict[str, int]:
    """Writes every table, and gives the number of rows of each."""
    people, acts, records, appeals = town.people, town.acts, town.records, town.appeals
    persons, firms = ids("P", people.residents, 4), ids("C", people.companies, 3)
    subjects = pa.concat_arrays([persons, firms])
    act_ids, record_ids = ids("A", len(acts.subject), 5), ids("R", len(records.subject), 5)
    kinds = pa.array(list(assumed.kinds.values), pa.string())
    resident_cells = {name: words(cells) for name, cells in people.columns.items()}
    company_cells = {name: words(cells) for name, cells in people.company_columns.items()}
    other = town.relationships[:, 1].astype(np.int64)
    parts = [
        (RESIDENTS, {"subject_id": persons, "name": words(town.names), "born": wholes(people.born), **resident_cells}),
        (COMPANIES, {"subject_id": firms, **company_cells}),
        (KINDS, _kind_cells(kinds, assumed)),
        (ACTS, {
            "act_id": act_ids,
            "subject_id": chosen(subjects, acts.subject),
            "date": dates(acts.day),
            "kind": chosen(kinds, acts.kind),
            "amount": wholes(acts.amount),
        }),
        (RECORDS, {
            "record_id": record_ids,
            "subject_id": chosen(subjects, records.subject),
            "date": dates(records.day),
            "kind": chosen(kinds, records.kind),
            "amount": wholes(records.amount),
            "agency": words(records.agency),
            "settled_on": dates(records.settled),
            "act_id": chosen(act_ids, records.act),
            "note": words(records.note),
        }),
        (RELATIONSHIPS, {
            "subject_id": chosen(subjects, town.relationships[:, 0].astype(np.int64)),
            "other_id": chosen(subjects, other),
            "kind": words(town.relationships[:, 2]),
        }),
        (APPEALS, {
            "appeal_id": ids("X", len(appeals.record), 4),
            "record_id": chosen(record_ids, appeals.record),
            "filed_on": dates(appeals.filed),
            "decided_on": dates(appeals.decided),
            "outcome": words(appeals.outcome),
        }),
    ]  # fmt: skip
    if script.residents:
        parts.append((CAST, _cast_cells(script, persons)))
    for form, columns in parts:
        write_table(folder, form, columns, tuple(column.name for column in EXTRA.get(form.name, ())))
    return {form.name: len(next(iter(columns.values()))) for form, columns in parts}


def _kind_cells(kinds: pa.Array, assumed: Assumptions) -> dict[str, pa.Array]:
    given = list(assumed.kinds.values.values())
    return {
        "kind": kinds,
        "title": pa.array([kind.title for kind in given], pa.string()),
        "topic": pa.array([kind.topic for kind in given], pa.string()),
        "unit": pa.array([kind.unit if kind.amount else None for kind in given], pa.string()),
    }


def _cast_cells(script: Script, persons: pa.Array) -> dict[str, pa.Array]:
    in_story = [(place, role) for place, role in enumerate(script.residents.values()) if role.story]
    cast = sorted(in_story, key=lambda pair: not pair[1].opens)
    return {
        "subject_id": persons.take(pa.array([place for place, _role in cast])),
        "name": pa.array([str(role.cells["name"]) for _place, role in cast]),
        "headline": pa.array([role.headline for _place, role in cast]),
        "story": pa.array([" ".join((role.story or "").split()) for _place, role in cast]),
        "look_at": pa.array([role.look_at for _place, role in cast]),
        "opens_on": pa.array([str(role.opens_on or "") or None for _place, role in cast], pa.string()),
        "moments": pa.array(["; ".join(f"{day} {words}" for day, words in role.moments.items()) for _, role in cast]),
    }
