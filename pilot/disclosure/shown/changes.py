"""What changed for one subject, day by day: every posting, every listing with its end, and every change of grade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pilot.evaluation import Assessment
from pilot.evaluation.one_subject.explain import Explanation, Line, Stay, explain
from pilot.evaluation.plain.aftermath import removals
from pilot.evaluation.plain.matching import months_later
from pilot.ruleset.model import Ruleset

Kind = Literal["posting", "listing", "leaving", "grade"]
KINDS: tuple[Kind, ...] = ("posting", "listing", "leaving", "grade")


@dataclass(frozen=True)
class SubjectChange:
    """One thing that became different on a day.

    `lines` are the postings behind it: the posting itself; for a grade those that moved points on that day and those
    whose override began or ended. `stay` is the stay on a list that began or ended. `score` and `grade` are those
    after the change, None where the ruleset has none or the change is no matter of them.
    """

    kind: Kind
    on: dt.date
    lines: tuple[Line, ...] = ()
    stay: Stay | None = None
    score: int | None = None
    grade: str | None = None
    grade_before: str | None = None


@dataclass(frozen=True, slots=True)
class _Override:
    """A grade that a line sets from its own day on; `until` is the first day without it."""

    line: Line
    grade: str
    until: dt.date | None


def explained(assessment: Assessment, subject_id: str) -> Explanation:
    """The subject's explanation under the same ruleset, city, day and agencies; DataError for an unknown id."""
    return explain(assessment.ruleset, assessment.city, subject_id, assessment.as_of, assessment.joined)


def changes(ruleset: Ruleset, explanation: Explanation) -> list[SubjectChange]:
    """Everything that changed for the subject up to the day of the explanation, in order of day.

    On one day postings come first, then listings and their ends, then the grade. What everybody begins with is no
    change, so neither the opening posting nor the grade of the first day is among them. Contact rules post on the last
    day alone, as in the ledger.
    """
    found = [*_postings(explanation), *_listings(explanation), *_grades(ruleset, explanation)]
    return sorted(found, key=lambda change: (change.on, KINDS.index(change.kind)))


def _posted(line: Line) -> bool:
    return line.type != "opening"


def _postings(explanation: Explanation) -> Iterator[SubjectChange]:
    for line in explanation.lines:
        if _posted(line):
            yield SubjectChange("posting", line.date, (line,), score=line.score)


def _listings(explanation: Explanation) -> Iterator[SubjectChange]:
    for stay in explanation.memberships:
        yield SubjectChange("listing", stay.membership.entered_on, stay=stay)
        if stay.membership.left_on is not None:
            yield SubjectChange("leaving", stay.membership.left_on, stay=stay)


def _grades(ruleset: Ruleset, explanation: Explanation) -> Iterator[SubjectChange]:
    """The days at whose end the grade, overrides included, is not that of the end of the day before."""
    overrides = list(_overrides(explanation.lines))
    ends = {end for override in overrides if (end := override.until) is not None and end <= explanation.as_of}
    days = sorted({line.date for line in explanation.lines} | ends)
    before: str | None = None
    for day in days:
        last = [line for line in explanation.lines if line.date <= day][-1]
        standing = [override.grade for override in overrides if override.line.date <= day and not _ended(override, day)]
        grade = max([*standing, last.grade], key=ruleset.grades.index) if last.grade else None
        if grade and before and grade != before:
            behind = tuple(line for line in explanation.lines if _acted(line, day, overrides))
            yield SubjectChange("grade", day, behind, score=last.score, grade=grade, grade_before=before)
        before = grade


def _overrides(lines: tuple[Line, ...]) -> Iterator[_Override]:
    for line in lines:
        if line.type == "rule" and line.rule and line.record and (override := line.rule.override):
            ends = [day for day, _ in removals(line.rule, line.record)]
            if override.months is not None:
                ends.append(months_later(line.record.date, override.months))
            yield _Override(line, override.grade, min(ends, default=None))


def _ended(override: _Override, day: dt.date) -> bool:
    return override.until is not None and override.until <= day


def _acted(line: Line, day: dt.date, overrides: list[_Override]) -> bool:
    if any(override.line is line and day in (line.date, override.until) for override in overrides):
        return True
    return _posted(line) and line.date == day and line.points != 0
