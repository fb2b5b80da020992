"""The grades that a subject held one after another, and what set each: the score, or a rule whatever the score."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from pilot.evaluation.one_subject.explain import Explanation, Line
from pilot.evaluation.plain.aftermath import removals
from pilot.evaluation.plain.matching import months_later
from pilot.ruleset.model import Ruleset


@dataclass(frozen=True, slots=True)
class HeldGrade:
    """A grade from its first day to the day before `until`; `line` is the posting whose rule set it, None by score.

    The last one has no `until`: it is held on the day of the explanation.
    """

    grade: str
    since: dt.date
    until: dt.date | None
    line: Line | None


def held_grades(ruleset: Ruleset, explanation: Explanation) -> tuple[HeldGrade, ...]:
    """Every grade held up to the day of the explanation, in order of time; none without bands or a score."""
    lines = [line for line in explanation.lines if line.grade is not None]
    if not lines:
        return ()
    spans = list(set_grades(explanation.lines))
    days = {line.date for line in lines} | {day for span in spans for day in (span.since, span.until) if day}
    by_score = {line.date: str(line.grade) for line in lines}
    setting = _Setting(ruleset, spans)
    held: list[HeldGrade] = []
    own = by_score[lines[0].date]
    for day in sorted(day for day in days if lines[0].date <= day <= explanation.as_of):
        own = by_score.get(day, own)
        grade, line = setting.on(day, own)
        last = held[-1] if held else None
        if last is None or (last.grade, last.line) != (grade, line):
            if last is not None:
                held[-1] = HeldGrade(last.grade, last.since, day, last.line)
            held.append(HeldGrade(grade, day, None, line))
    return tuple(held)


@dataclass(frozen=True, slots=True)
class SetGrade:
    """A grade that a posting's rule sets from its own day on; `until` is the first day without it."""

    line: Line
    grade: str
    since: dt.date
    until: dt.date | None


def set_grades(lines: Iterable[Line]) -> Iterator[SetGrade]:
    """Each grade that a rule sets, in the order of the ledger."""
    for line in lines:
        rule, record = line.rule, line.record
        if line.type == "rule" and rule and record and rule.override:
            ends = [day for day, _ in removals(rule, record)]
            if rule.override.months is not None:
                ends.append(months_later(record.date, rule.override.months))
            yield SetGrade(line, rule.override.grade, line.date, min(ends, default=None))


class _Setting:
    """What sets the grade on one day after another: of each grade the posting first in the ledger that is in force."""

    def __init__(self, ruleset: Ruleset, spans: Sequence[SetGrade]) -> None:
        self._grades = ruleset.grades
        self._coming = deque(sorted(enumerate(spans), key=lambda placed: placed[1].since))
        self._in_force: list[list[tuple[int, SetGrade]]] = [[] for _ in ruleset.grades]

    def on(self, day: dt.date, own: str) -> tuple[str, Line | None]:
        """The grade on that day and the posting whose rule set it; `own` is that of the score. Days must not fall."""
        while self._coming and self._coming[0][1].since <= day:
            place, span = self._coming.popleft()
            heappush(self._in_force[self._grades.index(span.grade)], (place, span))
        for place in range(len(self._grades) - 1, self._grades.index(own), -1):
            standing = self._in_force[place]
            while standing and (until := standing[0][1].until) is not None and until <= day:
                heappop(standing)
            if standing:
                return self._grades[place], standing[0][1].line
        return own, None
