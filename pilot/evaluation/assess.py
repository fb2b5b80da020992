"""A city and a ruleset go in, an Assessment comes out; the order of the steps is in `in_order`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pilot.city.city import City
from pilot.errors import DataError, Place, Problem
from pilot.evaluation.in_order import evaluated
from pilot.evaluation.kernel.columns import Columns, Flags, columns_of
from pilot.evaluation.kernel.consequences import borne_in_force
from pilot.evaluation.kernel.days import date_of
from pilot.evaluation.kernel.ledger import ledger_of
from pilot.evaluation.kernel.match import Scope
from pilot.evaluation.kernel.postings import Postings
from pilot.evaluation.kernel.standing import StandingColumns, lists_now, memberships_frame, standing_frame
from pilot.evaluation.memo import Memo, OnDemand
from pilot.ruleset.model import Disclosure, Ruleset

T = TypeVar("T")
_BYTES_OF_A_ROW = 150
"""A row of the ledger takes 90 in the shipped city, and its posting 30 before that."""


@dataclass(frozen=True)
class SubjectStanding:
    """A row of the standing: null cells are None."""

    subject_id: str
    score: int | None
    grade: str | None
    grade_because: str | None
    postings: int
    lists: str


class Assessment:
    """What a ruleset makes of a city on a day: four tables, each laid out when it is first read.

    `joined` holds the agencies that act on each other's listings, None meaning all.
    """

    def __init__(self, ruleset: Ruleset, city: City, as_of: dt.date, joined: frozenset[str] | None) -> None:
        self.ruleset, self.city, self.as_of, self.joined = ruleset, city, as_of, joined
        self._evaluated = OnDemand(lambda: evaluated(ruleset, self.columns, as_of, joined))
        self._followed = Memo(64)

    @property
    def weight(self) -> int:
        """Bytes that it comes to with its city once all tables are laid out: reckoned from their rows."""
        rows = len(self.city.records)
        if self._evaluated.is_made:
            rows = max(rows, self.postings.rows)
        return self.city.weight + _BYTES_OF_A_ROW * rows

    def disclosing(self, disclosure: Disclosure) -> Assessment:
        """The same evaluation under another disclosure block: no table hangs on it, so what is laid out is shared."""
        other = copy(self)
        other.ruleset = self.ruleset.model_copy(update={"disclosure": disclosure})
        return other

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What follows from the evaluation whatever is disclosed of it, made once for all its disclosures."""
        return self._followed.get(key, make)

    @cached_property
    def columns(self) -> Columns:
        """The city as the evaluation reads it: every record on the day on which it takes effect."""
        return columns_of(self.city, self.ruleset.effect_after_days)

    @property
    def scope(self) -> Scope:
        """The subjects and days that count."""
        return self._evaluated().scope

    @property
    def postings(self) -> Postings:
        """Everything posted and listed, before it is laid out."""
        return self._evaluated().postings

    @property
    def stands(self) -> StandingColumns:
        """Where each subject in scope stands, as whole numbers, before it is laid out."""
        return self._evaluated().standing()

    @property
    def borne(self) -> Flags:
        """Who bears what in force: a row a consequence in the ruleset's order, a column a subject in order of id."""
        parts = self.stands, self.postings.memberships, self.ruleset, self.columns, self.scope.as_of, self.joined
        return self.once("borne", lambda: borne_in_force(*parts))

    @property
    def listed(self) -> Flags:
        """Who is on which list at the end: a row a list in the ruleset's order, a column a subject in order of id."""
        names, memberships = list(self.ruleset.lists), self.postings.memberships
        return self.once("listed now", lambda: lists_now(memberships, names, self.columns.subjects))

    @property
    def ledger(self) -> pd.DataFrame:
        """Every posting, subjects in order of id."""
        return self._evaluated().ledger()

    def ledger_of(self, subject_ids: Collection[str]) -> pd.DataFrame:
        """The ledger rows of some subjects alone; `posting_id` counts from 1 within them."""
        chosen = np.isin(self.columns.subject_ids.to_numpy(zero_copy_only=False), list(subject_ids))
        return ledger_of(self.postings, self.ruleset, self.columns, self.scope, chosen)

    def standing_of(self, subject_id: str) -> SubjectStanding | None:
        """The standing of one subject, None where it is not in scope."""
        number = self.columns.number_of(pa.array([subject_id], type=pa.large_string()))[0]
        place = int(np.searchsorted(self.stands.subject, number))
        if number < 0 or place == len(self.stands.subject) or self.stands.subject[place] != number:
            return None
        row = self.standing.iloc[place]
        missing = {name: pd.isna(row[name]) for name in ("score", "grade", "grade_because")}
        return SubjectStanding(
            subject_id=subject_id,
            score=None if missing["score"] else int(row["score"]),
            grade=None if missing["grade"] else str(row["grade"]),
            grade_because=None if missing["grade_because"] else str(row["grade_because"]),
            postings=int(row["postings"]),
            lists=str(row["lists"]),
        )

    def agency_of_records(self, record_ids: Iterable[str]) -> list[str | None]:
        """The agency that supplied each record; None where it is not on record, or where the id is missing."""
        columns = self.columns
        ids = pa.array([None if pd.isna(record) else record for record in record_ids], type=pa.large_string())
        rows = pc.index_in(ids, value_set=columns.record_ids).to_pylist()
        codes = [-1 if row is None else int(columns.agency[row]) for row in rows]
        return [None if code < 0 else columns.agencies[code] for code in codes]

    @cached_property
    def standing(self) -> pd.DataFrame:
        """A row a subject in scope, in order of id."""
        return standing_frame(self.stands, self.postings.memberships, self.ruleset, self.columns)

    @cached_property
    def memberships(self) -> pd.DataFrame:
        """Who was put on which list, when, by what, and when they left it."""
        return memberships_frame(self.postings.memberships, self.ruleset, self.columns)

    @property
    def consequences(self) -> pd.DataFrame:
        """What follows at the end, a row for each bearer, subject, consequence and cause."""
        return self._evaluated().consequences()


def evaluate(ruleset: Ruleset, city: City, as_of: dt.date, joined: Collection[str] | None = None) -> Assessment:
    """Evaluates a city under a ruleset on a day.

    `joined` names the agencies that act on each other's listings: None for all, an empty collection for none.
    Raises DataError where the day is before the ruleset opens or beyond the calendar.
    """
    if as_of < ruleset.opens_on:
        raise DataError([_too_early(ruleset, as_of)])
    if as_of > dt.date(2200, 12, 31):
        raise DataError(
            [_day_problem("as-of-too-late", f"{as_of} is beyond the last day that can be evaluated, 2200-12-31.")]
        )
    return Assessment(ruleset, city, as_of, None if joined is None else frozenset(joined))


def _too_early(ruleset: Ruleset, as_of: dt.date) -> Problem:
    return _day_problem(
        "as-of-too-early",
        f"{as_of} is before {ruleset.opens_on}, the day on which {ruleset.id} opens.",
        str(ruleset.opens_on),
    )


def _day_problem(code: str, found: str, day: str = "2200-12-31") -> Problem:
    return Problem(Place("as of"), code, found, f"Give {day} or {'a later' if 'early' in code else 'an earlier'} day.")


def last_day(city: City) -> dt.date:
    """The last day on which the city has a record; 31 December 2024 where it has none."""
    columns = columns_of(city)
    return date_of(columns.days[1]) if len(columns.day) else dt.date(2024, 12, 31)
