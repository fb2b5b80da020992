"""Hand-written residents and companies, merged into a generated city."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import Field

from pilot.city.inventing.appeals import Appeals
from pilot.city.inventing.assumptions import AssumedPart, Assumptions
from pilot.city.inventing.chance import Ints
from pilot.city.inventing.conduct import NO_AMOUNT, Acts, day_number
from pilot.city.inventing.families import Rows, make_rows
from pilot.city.inventing.people import People, Words
from pilot.city.inventing.recording import NEVER, NO_ACT, Records

MIRRORED = {"spouse": "spouse", "friend": "friend", "parent": "child", "child": "parent"}
NOBODY = "nobody"


class Contest(AssumedPart):
    """An appeal against the event's record."""

    filed_on: dt.date
    decided_on: dt.date | None = None
    outcome: Literal["upheld", "rejected"] | None = None


class Event(AssumedPart):
    """Something done, recorded, or both; with several amounts or `times`, once more every so many months."""

    date: dt.date
    kind: str
    amount: int | list[int] | None = None
    times: int = 1
    every_months: int = 1
    by: str | None = None
    recorded: bool = True
    entered_on: dt.date | None = None
    again_on: dt.date | None = None
    agency: str | None = None
    settled_on: dt.date | None = None
    note: str | None = None
    appeal: Contest | None = None

    def occasions(self) -> Iterator[tuple[dt.date, int]]:
        """The days and amounts (NO_AMOUNT where there is none)."""
        given = self.amount if isinstance(self.amount, list) else [self.amount]
        for turn in range(max(self.times, len(given))):
            amount = given[turn % len(given)]
            yield _months_later(self.date, turn * self.every_months), NO_AMOUNT if amount is None else amount


class Role(AssumedPart):
    """A resident or company: its cells by column, its story if it has one, and its events.

    The story of the one that `opens` is told first; screens start with it.
    """

    cells: dict[str, str | int | bool]
    opens: bool = False
    headline: str | None = None
    story: str | None = None
    look_at: str | None = None
    opens_on: dt.date | None = None
    moments: dict[dt.date, str] = Field(default_factory=dict)
    events: tuple[Event, ...] = ()


class Script(AssumedPart):
    """Everything that is written by hand: roles by id (P0001, ..., C001, ...), and relationships given one way."""

    residents: dict[str, Role]
    companies: dict[str, Role]
    relationships: list[tuple[str, str, str]] = Field(description="subject, kind, other: other is the KIND of subject")


def shipped_script() -> Path:
    """The cast of the shipped city."""
    return Path(__file__).resolve().parents[3] / "sample_data" / "cast.yaml"


def load_script(path: Path) -> Script:
    """The hand-written part of a city; raises pydantic's error where the file is not as `Script` says."""
    return Script.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def _months_later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Staging:
    """Turns a script's events into acts, records and appeals with the places that the city's tables use."""

    def __init__(self, script: Script, people: People, assumed: Assumptions) -> None:
        self._assumed = assumed
        self._kinds = {name: place for place, name in enumerate(assumed.kinds.values)}
        self._places = {id: place for place, id in enumerate(script.residents)}
        self._places |= {id: people.residents + place for place, id in enumerate(script.companies)}
        self._acts: list[tuple[int, int, int, int]] = []
        self._records: list[tuple[int, int, int, int, str, int, int, str | None]] = []
        self._appeals: list[tuple[int, int, int, str | None]] = []
        for id, role in [*script.residents.items(), *script.companies.items()]:
            for event in role.events:
                for day, amount in event.occasions():
                    self._play(self._places[id], event, day, amount)

    def _play(self, subject: int, event: Event, day: dt.date, amount: int) -> None:
        act, kind = NO_ACT, self._kinds[event.kind]
        if event.by != NOBODY:
            act = len(self._acts)
            self._acts.append((self._places[event.by] if event.by else subject, kind, day_number(day), amount))
        if not event.recorded:
            return
        agency = event.agency or list(self._assumed.kinds.values.values())[kind].agency
        settled = day_number(event.settled_on) if event.settled_on else NEVER
        for entered in (event.entered_on or day, event.again_on):
            if entered:
                row = (subject, kind, day_number(entered), amount, agency, settled, act, event.note)
                self._records.append(row)
        if event.appeal:
            decided = day_number(event.appeal.decided_on) if event.appeal.decided_on else NEVER
            place = len(self._records) - (2 if event.again_on else 1)
            self._appeals.append((place, day_number(event.appeal.filed_on), decided, event.appeal.outcome))

    def acts(self) -> Acts:
        """What the roles did."""
        return Acts(*_whole_columns(self._acts, 4))

    def records(self, first_act: int) -> Records:
        """What is on record about them; `first_act` is the place that their first act has among all acts."""
        columns = list(zip(*self._records, strict=True)) or [()] * 8
        subject, kind, day, amount, settled, act = (np.array(columns[i], dtype=np.int64) for i in (0, 1, 2, 3, 5, 6))
        agency, note = np.array(columns[4], dtype=object), np.array(columns[7], dtype=object)
        act = np.where(act == NO_ACT, NO_ACT, act + first_act)
        return Records(subject, kind, day, amount, agency, settled, act, note, np.zeros(len(act), dtype=bool))

    def appeals(self, first_record: int) -> Appeals:
        """Their appeals; `first_record` is the place that their first record has among all records."""
        record, filed, decided = _whole_columns([row[:3] for row in self._appeals], 3)
        outcome = np.array([row[3] for row in self._appeals], dtype=object)
        return Appeals(record + first_record, filed, decided, outcome)

    def relationships(self, script: Script) -> Rows:
        """Who is what to whom, both ways where both ways have a word."""
        rows = []
        for subject, kind, other in script.relationships:
            rows.append((self._places[subject], self._places[other], kind))
            if kind in MIRRORED:
                rows.append((self._places[other], self._places[subject], MIRRORED[kind]))
        parts = [make_rows(np.array([one]), np.array([two]), kind) for one, two, kind in rows]
        return np.concatenate(parts) if parts else np.empty((0, 3), dtype=object)


def _whole_columns(rows: Sequence[tuple[int, ...]], width: int) -> tuple[Ints, ...]:
    return tuple(np.array(rows, dtype=np.int64).reshape(-1, width).T)


def cast_people(script: Script, people: People) -> dict[int, str]:
    """Puts the script's cells in the place of generated ones (in `people`); gives the residents' names by place."""
    for place, role in enumerate(script.residents.values()):
        people.born[place] = int(role.cells["born"])
        _fill(people.columns, place, role)
    for place, role in enumerate(script.companies.values()):
        _fill(people.company_columns, place, role)
    return {place: str(role.cells["name"]) for place, role in enumerate(script.residents.values())}


def _fill(columns: dict[str, Words], place: int, role: Role) -> None:
    for name, cells in columns.items():
        value = role.cells[name]
        cells[place] = str(value).lower() if isinstance(value, bool) else str(value)
