"""What is on file about one subject, whatever a ruleset makes of it, and what only the emulator knows of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from pilot.city.city import City
from pilot.evaluation.one_subject.mistakes import Mistake, mistakes_on_record


@dataclass(frozen=True, slots=True)
class OnFile:
    """A record as an agency supplied it; `amount` in yuan unless the kind says otherwise.

    `mistake` says what is wrong with it, None where it is true; `known` is false where the city has no acts.
    """

    record_id: str
    date: dt.date
    kind: str
    title: str
    topic: str | None
    amount: Decimal | None
    agency: str | None
    settled_on: dt.date | None
    note: str | None
    mistake: Mistake | None
    known: bool

    def in_effect(self, after_days: int, as_of: dt.date) -> bool:
        """Whether it counts by the day, where records take effect so many days later."""
        return self.date + dt.timedelta(days=after_days) <= as_of


def on_file(city: City, subject_id: str, as_of: dt.date) -> tuple[OnFile, ...]:
    """The records about a subject dated on or before `as_of`, by date and id."""
    records = city.records[(city.records["subject_id"] == subject_id) & (city.records["date"] <= pd.Timestamp(as_of))]
    titles = {row.kind: (row.title, row.topic) for row in city.kinds.itertuples(index=False)}
    mistakes = mistakes_on_record(city, subject_id)
    known = not city.acts.empty
    files = []
    for row in records.itertuples(index=False):
        title, topic = titles.get(row.kind, (None, None))
        files.append(
            OnFile(
                record_id=str(row.record_id),
                date=_day(row.date) or as_of,
                kind=str(row.kind),
                title=_known(title) or str(row.kind),
                topic=_known(topic),
                amount=_known(row.amount),
                agency=_known(row.agency),
                settled_on=_day(row.settled_on),
                note=_known(row.note),
                mistake=mistakes.get(str(row.record_id)) if known else None,
                known=known,
            )
        )
    return tuple(sorted(files, key=lambda file: (file.date, file.record_id)))


def _known(cell: Any) -> Any:
    return None if pd.isna(cell) else cell


def _day(cell: Any) -> dt.date | None:
    return None if pd.isna(cell) else cell.date()
