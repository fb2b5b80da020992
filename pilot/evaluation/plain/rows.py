"""The rows of a city that the plain reading works on: subjects, their records, their relatives."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from pilot.city.city import City


@dataclass(frozen=True, slots=True)
class Subject:
    """A resident or a company; `cells` holds the cells that are not null, as text, by column."""

    subject_id: str
    type: Literal["person", "company"]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """What an agency put on record about a subject; `amount` in yuan unless the kind says otherwise.

    `date` is the day on which it takes effect, so many `days_to_effect` after the record's own.

    `upheld_on` is the day on which the first upheld appeal takes the record away: never before the record's own date.
    """

    record_id: str
    subject_id: str
    date: dt.date
    kind: str
    amount: Decimal | None = None
    agency: str | None = None
    settled_on: dt.date | None = None
    upheld_on: dt.date | None = None
    days_to_effect: int = 0

    @property
    def made_on(self) -> dt.date:
        """The record's own day."""
        return self.date - dt.timedelta(days=self.days_to_effect)

    def settled_by(self, day: dt.date) -> dt.date | None:
        """The day of settlement, where it was known by then."""
        return self.settled_on if self.settled_on is not None and self.settled_on <= day else None

    @property
    def dated(self) -> str:
        """Its own day, and where that is another one the day from which it counts."""
        return f"{self.made_on} (in effect from {self.date})" if self.days_to_effect else f"{self.date}"


@dataclass(frozen=True, slots=True)
class Rows:
    """What is read: subjects in order of id, each one's records by date and id, and relatives by subject and kind."""

    subjects: Mapping[str, Subject]
    records: Mapping[str, tuple[Record, ...]]
    relatives: Mapping[tuple[str, str], tuple[str, ...]]

    def relatives_of(self, subject_id: str, kinds: Iterable[str]) -> list[str]:
        """Everybody who is one of these to the subject, each once, in order of id."""
        return sorted({other for kind in kinds for other in self.relatives.get((subject_id, kind), ())})


def rows_of(city: City, effect_after_days: int = 0) -> Rows:
    """All the rows of a city, straight from its tables, each record that many days later; for small cities."""
    subjects = {**_subjects(city.residents, "person"), **_subjects(city.companies, "company")}
    return Rows(
        subjects=dict(sorted(subjects.items())),
        records=_records(city, effect_after_days),
        relatives=_relatives(city.relationships),
    )


def table_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame as one map a row, null cells as None, moments as `datetime`."""
    names = [str(name) for name in frame.columns]
    cells = [pa.array(frame[name], from_pandas=True).to_pylist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def _subjects(frame: pd.DataFrame, type_: Literal["person", "company"]) -> dict[str, Subject]:
    return {
        row["subject_id"]: Subject(
            row["subject_id"], type_, {name: cell for name, cell in row.items() if cell is not None}
        )
        for row in table_rows(frame)
    }


def _date(moment: dt.datetime | None) -> dt.date | None:
    return None if moment is None else moment.date()


def _records(city: City, effect_after_days: int) -> dict[str, tuple[Record, ...]]:
    decided = defaultdict(list)
    for appeal in table_rows(city.appeals):
        if appeal["outcome"] == "upheld":
            decided[appeal["record_id"]].append(appeal["decided_on"].date())
    records = defaultdict(list)
    for row in table_rows(city.records):
        date = row["date"].date() + dt.timedelta(days=effect_after_days)
        upheld = decided.get(row["record_id"])
        record = Record(
            record_id=row["record_id"],
            subject_id=row["subject_id"],
            date=date,
            kind=row["kind"],
            amount=row["amount"],
            agency=row["agency"],
            settled_on=_date(row["settled_on"]),
            upheld_on=max(min(upheld), date) if upheld else None,
            days_to_effect=effect_after_days,
        )
        records[record.subject_id].append(record)
    return {subject: tuple(sorted(own, key=lambda r: (r.date, r.record_id))) for subject, own in records.items()}


def _relatives(relationships: pd.DataFrame) -> dict[tuple[str, str], tuple[str, ...]]:
    others = defaultdict(set)
    for row in table_rows(relationships):
        others[row["subject_id"], row["kind"]].add(row["other_id"])
    return {key: tuple(sorted(ids)) for key, ids in others.items()}
