"""What changed for one subject, day by day: every posting, every listing with its end, and every change of grade."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pilot.evaluation import Assessment
from pilot.evaluation.one_subject.explain import Explanation, Line, Stay, explain
from pilot.evaluation.one_subject.held import held_grades, set_grades
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
    behind = _behind(explanation)
    scores = {line.date: line.score for line in explanation.lines}
    days = deque(sorted(scores))
    score = None
    for before, now in pairwise(held_grades(ruleset, explanation)):
        while days and days[0] <= now.since:
            score = scores[days.popleft()]
        if now.grade != before.grade:
            lines = tuple(behind.get(now.since, {}).values())
            yield SubjectChange("grade", now.since, lines, score=score, grade=now.grade, grade_before=before.grade)


def _behind(explanation: Explanation) -> dict[dt.date, dict[int, Line]]:
    """By day the lines that moved points on it, and those whose rule began or ceased to set a grade."""
    found: dict[dt.date, dict[int, Line]] = defaultdict(dict)
    for override in set_grades(explanation.lines):
        for day in (override.since, override.until):
            if day is not None:
                found[day][override.line.number] = override.line
    for line in explanation.lines:
        if _posted(line) and line.points != 0:
            found[line.date][line.number] = line
    return {day: dict(sorted(lines.items())) for day, lines in found.items()}
