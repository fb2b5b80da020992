"""A ruleset's own worked examples, run as cities of one subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from pilot.city.city import City
from pilot.city.format import TABLES, TableFormat
from pilot.errors import DataError, Place, Problem
from pilot.evaluation.assess import evaluate
from pilot.evaluation.plain.rows import Record, Rows, Subject
from pilot.evaluation.plain.spec_order import read_plainly
from pilot.ruleset.model import Example, Ruleset

SUBJECT_ID = "example"
_STANDING = {"score": "score", "grade": "grade", "because": "grade_because"}
Found = int | str | tuple[int, ...] | tuple[str, ...] | None


@dataclass(frozen=True)
class Mismatch:
    """One key of `expect` that came out otherwise; an `in_scope` mismatch means that there is no standing at all."""

    key: str
    expected: Found
    found: Found


def example_city(ruleset: Ruleset, example: Example) -> City:
    """The example's subject and its records; they are numbered as given, so records of one day keep their order.

    The subject is a person where the ruleset applies to persons, else a company; it is enrolled unless the example
    says otherwise.
    """
    subject = {"subject_id": SUBJECT_ID, "name": example.name, "enrolled": "true"} | dict(example.subject)
    width = len(str(len(example.records)))
    records = [
        {"record_id": f"r{number:0{width}}", "subject_id": subject["subject_id"], **dict(record)}
        for number, record in enumerate(example.records, start=1)
    ]
    residents = [subject] if "person" in ruleset.applies_to else []
    rows = {"residents": residents, "companies": [] if residents else [subject], "records": records}
    frames: dict[str, Any] = {name: _frame(form, rows.get(name, [])) for name, form in TABLES.items()}
    return City(id=SUBJECT_ID, title=example.name, fingerprint="", **frames)


def run_example(ruleset: Ruleset, example: Example) -> list[Mismatch]:
    """Where the example comes out otherwise than it says; empty if it holds. DataError as from `evaluate`."""
    assessment = evaluate(ruleset, example_city(ruleset, example), example.as_of)
    points = assessment.ledger.loc[assessment.ledger["type"] == "rule", "points"]
    rows = assessment.standing.astype(object).to_dict("records")
    standing = {str(key): None if pd.isna(value) else value for row in rows for key, value in row.items()}
    return list(_mismatches(example, tuple(map(int, points)), standing))


def run_plainly(ruleset: Ruleset, example: Example) -> list[Mismatch]:
    """The same by the plain reading, which for one subject and a few records is the quicker one."""
    type_: Literal["person", "company"] = "person" if "person" in ruleset.applies_to else "company"
    cells = {"subject_id": SUBJECT_ID, "name": example.name, "enrolled": "true"} | dict(example.subject)
    later = dt.timedelta(days=ruleset.effect_after_days)
    records = [
        Record(f"{number:04}", SUBJECT_ID, given.date + later, given.kind, given.amount, given.agency, given.settled_on)
        for number, given in enumerate(example.records)
    ]
    ordered = tuple(sorted(records, key=lambda record: (record.date, record.record_id)))
    rows = Rows({SUBJECT_ID: Subject(SUBJECT_ID, type_, cells)}, {SUBJECT_ID: ordered}, {})
    reading = read_plainly(ruleset, rows, example.as_of)
    points = tuple(entry.posting.points for entry in reading.ledger if entry.posting.type == "rule")
    standing: dict[str, Any] = {}
    for found in reading.standing:
        standing = {
            "score": found.score,
            "grade": found.grade,
            "grade_because": found.grade_because,
            "lists": " ".join(found.lists),
        }
    return list(_mismatches(example, points, standing))


def check_examples(ruleset: Ruleset) -> list[Problem]:
    """Every mismatch of every example as a problem, in the order of the file."""
    problems: list[Problem] = []
    for example in ruleset.examples:
        try:
            found = run_example(ruleset, example)
        except DataError as error:
            path = ("examples", example.name)
            problems += [Problem(Place(ruleset.id, path=path), p.code, p.found, p.mend) for p in error.problems]
        else:
            problems += [_problem(ruleset, example, mismatch) for mismatch in found]
    return problems


def _mismatches(example: Example, points: tuple[int, ...], standing: Mapping[str, Any]) -> Iterator[Mismatch]:
    expect = example.expect
    if expect.points is not None and expect.points != points:
        yield Mismatch("points", expect.points, points)
    for key, column in _STANDING.items():
        expected = getattr(expect, key)
        if expected is not None and not standing:
            yield Mismatch("in_scope", "yes", "no")
            return
        if expected is not None and expected != standing[column]:
            yield Mismatch(key, expected, standing[column])
    lists = tuple(str(standing.get("lists") or "").split())
    if expect.lists is not None and set(expect.lists) != set(lists):
        yield Mismatch("lists", expect.lists, lists)


def _problem(ruleset: Ruleset, example: Example, mismatch: Mismatch) -> Problem:
    path = ("examples", example.name, mismatch.key)
    if mismatch.key == "in_scope":
        sentence = "the subject is not in the ruleset's scope, so it has neither score nor grade."
        mend = "Let the example's subject join (enrolled: true), or expect points: [] alone."
        return Problem(Place(ruleset.id, path=path[:2]), "example-out-of-scope", sentence, mend)
    found, expected = _shown(mismatch.found), _shown(mismatch.expected)
    sentence = f"the example says {expected}, and the rules give {found}."
    mend = f"Write {found} if the rules are as meant; if not, mend the rules that this example meets."
    return Problem(Place(ruleset.id, path=path), "example-fails", sentence, mend)


def _shown(value: Found) -> str:
    if value is None:
        return "none"
    return f"[{', '.join(str(item) for item in value)}]" if isinstance(value, tuple) else str(value)


_TYPES = {"date": pa.date32(), "amount": pa.decimal128(19, 6)}


def _frame(form: TableFormat, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Rows as a frame in the shape of a city's tables; further columns, which only a subject has, are text."""
    types = {column.name: _TYPES.get(column.type, pa.string()) for column in form.columns}
    types |= {name: pa.string() for row in rows for name in row if name not in types}
    return pd.DataFrame({name: _column([row.get(name) for row in rows], of) for name, of in types.items()})


def _column(cells: list[object], of: pa.DataType) -> pd.Series:
    array = pa.array(cells, of)
    if pa.types.is_date(of):
        return pd.Series(array.cast(pa.timestamp("s")).to_numpy(zero_copy_only=False))
    return pd.Series(array, dtype="str" if pa.types.is_string(of) else pd.ArrowDtype(of))
