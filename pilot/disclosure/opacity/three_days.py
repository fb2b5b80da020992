"""For each entry of a subject: the day it was made, the day it could first be known of, the day it took effect."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pilot.disclosure.opacity.darkness import Darkness
from pilot.disclosure.shown.changes import explained
from pilot.disclosure.shown.screen_codes import COUNTED
from pilot.evaluation import Assessment
from pilot.evaluation.one_subject.explain import Line
from pilot.ruleset.model import Ruleset


@dataclass(frozen=True)
class ThreeDays:
    """An entry with its three days; `knowable` is None where it could not be known of up to the assessment's day.

    `made` is the record's own day, or that of the posting where no record stands behind it.
    """

    line: Line
    made: dt.date
    knowable: dt.date | None
    in_effect: dt.date

    @property
    def days_unknown(self) -> int | None:
        """The days from entry to first knowledge, None where it never comes."""
        return None if self.knowable is None else (self.knowable - self.made).days


def three_days(assessment: Assessment, subject_id: str, darkness: Darkness) -> list[ThreeDays]:
    """The entries of the COUNTED types in ledger order; `darkness` is that of the same assessment.

    A letter before effect is dated the record's own day, as in `letters`. DataError for an unknown id.
    """
    lines = [line for line in explained(assessment, subject_id).lines if line.type in COUNTED]
    found = darkness.table[darkness.table["subject_id"] == subject_id]
    return [
        ThreeDays(
            line=line,
            made=_made(line),
            knowable=None if still else _known(line, int(days), assessment.ruleset),
            in_effect=line.date,
        )
        for line, days, still in zip(lines, found["days"], found["still"], strict=True)
    ]


def _made(line: Line) -> dt.date:
    return line.record.made_on if line.record is not None else line.date


def _letter_first(line: Line, ruleset: Ruleset) -> bool:
    """Whether a letter is due before the entry takes effect: of its own, or since a list that it leads to has one."""
    lists = line.rule.lists if line.rule and line.type == "rule" else ()
    return "before_effect" in {ruleset.disclosure.notice, *(ruleset.lists[name].notice for name in lists)}


def _known(line: Line, days: int, ruleset: Ruleset) -> dt.date:
    return (_made(line) if _letter_first(line, ruleset) else line.date) + dt.timedelta(days=days)
