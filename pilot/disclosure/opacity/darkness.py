"""The days between an entry and the first day on which its subject could know of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from pilot.disclosure.shown.screen_codes import COUNTED
from pilot.disclosure.shown.view import OF_POSTINGS
from pilot.evaluation import Assessment
from pilot.ruleset.model.values import Audience


@dataclass(frozen=True)
class Darkness:
    """Every posting of the COUNTED types: its subject, the day of entry, the days in the dark, whether they last.

    An entry that could never be known of counts its days up to the assessment's day, with `still` true.
    """

    table: pd.DataFrame

    @property
    def median(self) -> float | None:
        """The median of the days, None where nothing was posted."""
        return float(self.table["days"].median()) if len(self.table) else None

    @property
    def still_share(self) -> float | None:
        """The share of entries that could not be known of to the end."""
        return float(self.table["still"].mean()) if len(self.table) else None


def days_in_the_dark(assessment: Assessment, audience: Audience = "subject") -> Darkness:
    """How long each entry stayed unknown to those who see what `audience` is shown.

    An entry can be known of as soon as the screen shows any part of it, or a score, grade or list that it moved; or a
    letter is due on it. The screen is late by the ruleset's delay, a letter is not.
    """
    posted = assessment.ledger
    noticed = _noticed(posted, assessment)
    known = noticed | _visible(posted, assessment, audience)
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
        }
    )
    return Darkness(table[posted["type"].isin(COUNTED)].reset_index(drop=True))


def _noticed(posted: pd.DataFrame, assessment: Assessment) -> npt.NDArray[np.bool_]:
    """Which postings bring a letter: before effect all of them; on change those that move the grade or make a listing.

    A list's own notice stands in place of the disclosure's, for its listings and for the grades that its rules set.
    """
    ruleset = assessment.ruleset
    notice = ruleset.disclosure.notice
    if notice == "before_effect":
        return np.ones(len(posted), dtype=bool)
    own = {rule.id: {ruleset.lists[name].notice or notice for name in rule.lists} for rule in ruleset.rules}
    announced = [name for name, notices in own.items() if notices - {"none"}]
    noticed = _listed(assessment) & posted["rule_id"].isin(announced).to_numpy()
    if notice == "on_change":
        noticed |= _moves(assessment, ["grade"])
    set_by = {
        rule.id: rule.override.grade
        for rule in ruleset.rules
        if rule.override and (own[rule.id] or {notice}) - {"none"}
    }
    place = {grade: number for number, grade in enumerate(ruleset.grades)}
    lowered = posted["rule_id"].astype("object").map(set_by).map(place) > posted["grade"].astype("object").map(place)
    return noticed | (lowered & (posted["type"] == "rule")).to_numpy(dtype=bool)


def _visible(posted: pd.DataFrame, assessment: Assessment, audience: Audience) -> npt.NDArray[np.bool_]:
    items = assessment.ruleset.disclosure.open_to(audience)
    if items & set(OF_POSTINGS):
        return np.ones(len(posted), dtype=bool)
    visible = _moves(assessment, [item for item in ("score", "grade") if item in items])
    return visible | _listed(assessment) if "lists" in items else visible


def _moves(assessment: Assessment, columns: list[str]) -> npt.NDArray[np.bool_]:
    """Which postings moved any of these columns; see `_moved`."""
    moved = np.zeros(len(assessment.ledger), dtype=bool)
    for column in columns:
        moved |= assessment.once(("moved", column), partial(_moved, assessment.ledger, [column]))
    return moved


def _moved(posted: pd.DataFrame, columns: list[str]) -> npt.NDArray[np.bool_]:
    """Which postings fall on a day at whose end one of these columns stands otherwise than at the end of the day
    before.
    """
    moved = np.zeros(len(posted), dtype=bool)
    if not len(posted) or not columns:
        return moved
    subject = posted["subject_id"].cat.codes.to_numpy()
    day = posted["date"].to_numpy()
    first_of_day = np.concatenate([[True], (subject[1:] != subject[:-1]) | (day[1:] != day[:-1])])
    first_of_subject = np.concatenate([[True], subject[1:] != subject[:-1]])
    day_number = np.cumsum(first_of_day) - 1
    last = np.append(np.flatnonzero(first_of_day)[1:] - 1, len(posted) - 1)
    begins = first_of_subject[np.flatnonzero(first_of_day)]
    for column in columns:
        words = posted[column].astype("str").fillna("").to_numpy()[last]
        changed = np.concatenate([[False], words[1:] != words[:-1]]) & ~begins
        moved |= changed[day_number]
    return moved


def _listed(assessment: Assessment) -> npt.NDArray[np.bool_]:
    """Which postings put their subject on a list."""
    return assessment.once("listed", lambda: _listing(assessment.ledger, assessment))


def _listing(posted: pd.DataFrame, assessment: Assessment) -> npt.NDArray[np.bool_]:
    entries = assessment.memberships[["subject_id", "record_id", "rule_id"]].astype("str").fillna("")
    made = pd.MultiIndex.from_frame(entries)
    mine = pd.MultiIndex.from_frame(posted[["subject_id", "record_id", "rule_id"]].astype("str").fillna(""))
    return np.asarray(mine.isin(made) & (posted["type"] == "rule").to_numpy(), dtype=bool)
