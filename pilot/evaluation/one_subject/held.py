"""The grades that a subject held one after another, and what set each: the score, or a rule whatever the score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

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
    spans = list(_spans(explanation))
    days = {line.date for line in lines} | {day for start, ends, _ in spans for day in (start, *ends)}
    held: list[HeldGrade] = []
    for day in sorted(day for day in days if lines[0].date <= day <= explanation.as_of):
        grade, line = _on(ruleset, lines, spans, day)
        last = held[-1] if held else None
        if last is None or (last.grade, last.line) != (grade, line):
            if last is not None:
                held[-1] = HeldGrade(last.grade, last.since, day, last.line)
            held.append(HeldGrade(grade, day, None, line))
    return tuple(held)


Span = tuple[dt.date, tuple[dt.date, ...], Line]


def _spans(explanation: Explanation) -> Iterator[Span]:
    """Each posting whose rule sets a grade, with its first day and the days on which that may end."""
    for line in explanation.lines:
        rule, record = line.rule, line.record
        if line.type == "rule" and rule and record and rule.override:
            ends = [day for day, _ in removals(rule, record)]
            if rule.override.months is not None:
                ends.append(months_later(record.date, rule.override.months))
            yield line.date, tuple(ends), line


def _on(ruleset: Ruleset, lines: list[Line], spans: list[Span], day: dt.date) -> tuple[str, Line | None]:
    grade, setting = str([line for line in lines if line.date <= day][-1].grade), None
    for start, ends, line in spans:
        override = line.rule.override if line.rule else None
        if override is None or day < start or any(end <= day for end in ends):
            continue
        if ruleset.grades.index(override.grade) > ruleset.grades.index(grade):
            grade, setting = override.grade, line
    return grade, setting
