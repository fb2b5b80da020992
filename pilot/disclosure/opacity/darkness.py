"""The days between an entry and the first day on which its subject could know of it."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pilot.disclosure.opacity.day_ends import AT_ONE_PLACE, day_ends, turned
from pilot.disclosure.opacity.entries import weighing
from pilot.disclosure.shown.screen_codes import COUNTED
from pilot.disclosure.shown.view import OF_POSTINGS
from pilot.evaluation import Assessment
from pilot.evaluation.kernel.columns import Flags
from pilot.ruleset.model.values import Audience, Item


@dataclass(frozen=True)
class Darkness:
    """Every posting of the COUNTED types: its subject, the day of entry, the days in the dark, whether they last, and
    whether it `weighs`, as the entries that opacity counts do.

    An entry that could never be known of counts its days up to the assessment's day, with `still` true.
    """

    table: pd.DataFrame

    @property
    def entries(self) -> pd.DataFrame:
        """The rows that weigh."""
        return self.table[self.table["weighs"]]

    @property
    def median(self) -> float | None:
        """The median of the entries' days, None where there is none."""
        return float(self.entries["days"].median()) if len(self.entries) else None

    @property
    def still_share(self) -> float | None:
        """The share of entries that could not be known of to the end."""
        return float(self.entries["still"].mean()) if len(self.entries) else None


def days_in_the_dark(assessment: Assessment, audience: Audience = "subject", *, requested: bool = False) -> Darkness:
    """How long each entry stayed unknown to those who see what `audience` is shown.

    An entry can be known of as soon as the screen shows any part of it, or a score, grade or list that it moved; or a
    letter is due on it. The screen is late by the ruleset's delay, a letter is not. With `requested` it is the screen
    of somebody who asks on every day for all that is given on request.
    """
    posted = assessment.ledger
    noticed = _noticed(posted, assessment)
    known = noticed | _visible(posted, assessment, assessment.ruleset.disclosure.open_to(audience, requested=requested))
    delay = math.ceil(assessment.ruleset.disclosure.delay_hours / 24)
    waited = np.where(noticed, 0, delay)
    elapsed = (pd.Timestamp(assessment.as_of) - posted["date"]).dt.days.to_numpy()
    reached = known & (waited <= elapsed)
    table = pd.DataFrame(
        {
            "subject_id": posted["subject_id"],
            "date": posted["date"],
            "rule_id": posted["rule_id"],
            "days": np.where(reached, waited, elapsed),
            "still": ~reached,
            "weighs": weighing(assessment),
        }
    )
    return Darkness(table[posted["type"].isin(COUNTED)].reset_index(drop=True))


def _noticed(posted: pd.DataFrame, assessment: Assessment) -> Flags:
    """Which postings bring a letter: all of them before effect, else those that list their subject or turn the grade;
    the lists that their rule names may have it otherwise.
    """
    rules, general = assessment.ruleset.rules, assessment.ruleset.disclosure.notice
    if general == "before_effect":
        return np.ones(len(posted), dtype=bool)
    own = {rule.id: {assessment.ruleset.lists[name].notice or general for name in rule.lists} for rule in rules}
    made = (posted["type"] == "rule").to_numpy()

    def of(names: Collection[str]) -> Flags:
        return np.asarray(posted["rule_id"].isin(names), dtype=bool)

    listing: Flags = made & of([name for name, notices in own.items() if notices - {"none"}])
    if general == "none":
        return listing
    ordering = [rule.id for rule in rules if rule.override]
    silent = [name for name in ordering if own[name] == {"none"}]
    acting = (posted["points"] != 0).to_numpy() | (made & of(ordering))
    return listing | (_turning(assessment) & acting & ~of(silent))


def _visible(posted: pd.DataFrame, assessment: Assessment, items: Collection[Item]) -> Flags:
    if set(items) & set(OF_POSTINGS):
        return np.ones(len(posted), dtype=bool)
    visible = np.zeros(len(posted), dtype=bool)
    if "score" in items:
        visible |= _turning(assessment, "score")
    if "grade" in items:
        visible |= _turning(assessment)
    return visible | _listed(assessment) if "lists" in items else visible


def _turning(assessment: Assessment, column: str = "held") -> Flags:
    """Which postings fall on a day at whose end the score, or the grade that is held, is not that of the day before."""
    return assessment.once(("turning", column), lambda: _on_days_that_turn(assessment, column))


def _on_days_that_turn(assessment: Assessment, column: str) -> Flags:
    ends = day_ends(assessment)
    days = pd.MultiIndex.from_frame(ends[turned(ends, column)][AT_ONE_PLACE])
    posted = assessment.ledger[AT_ONE_PLACE].astype({"subject_id": "str"})
    return np.asarray(pd.MultiIndex.from_frame(posted).isin(days), dtype=bool)


def _listed(assessment: Assessment) -> Flags:
    """Which postings put their subject on a list."""
    return assessment.once("listed", lambda: _listing(assessment.ledger, assessment))


def _listing(posted: pd.DataFrame, assessment: Assessment) -> Flags:
    entries = assessment.memberships[["subject_id", "record_id", "rule_id"]].astype("str").fillna("")
    made = pd.MultiIndex.from_frame(entries)
    mine = pd.MultiIndex.from_frame(posted[["subject_id", "record_id", "rule_id"]].astype("str").fillna(""))
    return np.asarray(mine.isin(made) & (posted["type"] == "rule").to_numpy(), dtype=bool)
