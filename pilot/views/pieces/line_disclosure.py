"""What is disclosed of a single line to the resident, or to whoever looks, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from pilot.disclosure.shown.coverage import Coverage
from pilot.disclosure.shown.level_words import ON_REQUEST, UNLESS_REQUESTED
from pilot.disclosure.shown.view import OF_POSTINGS, Blank, View
from pilot.evaluation.one_subject.explain import Line
from pilot.phrases import count
from pilot.ruleset.model.values import Item
from pilot.views.visit.resident_case import Account

PARTS: dict[Item, str] = {
    "points": "the points",
    "reasons": "the reason",
    "records": "the record",
    "agencies": "who supplied it",
}


def disclosure_sentence(case: Account, line: Line) -> str:
    """The sentence, in plain text; empty where the ruleset does not cover the subject."""
    if case.coverage is None or case.view is None:
        return ""
    if line.type == "opening":
        rest = "" if case.view.rules else " The rules that say where are not shown."
        return f"{case.name} starts where everybody starts.{rest}"
    if line.number in case.coverage.counterparts:
        hidden = case.coverage.withheld(line)
        return (
            f"{case.viewer} sees this line, but not {_list(hidden, 'and')}."
            if hidden
            else f"{case.viewer} sees this line whole."
        )
    return _withheld(case, case.coverage, case.view, line)


def _withheld(case: Account, coverage: Coverage, view: View, line: Line) -> str:
    if view.postings and (view.seen_as_of is None or line.date > view.seen_as_of):
        hours = count(case.ruleset.disclosure.delay_hours, "hour")
        return f"{case.viewer} does not see this line yet: the screen is {hours} behind."
    hidden = coverage.withheld(line)
    waiting = [item for item in hidden if Blank(item, on_request=True) in view.blanks]
    if len(waiting) == len(OF_POSTINGS):
        return f"{case.viewer} is told nothing of this line {UNLESS_REQUESTED}."
    if waiting:
        return f"{case.viewer} is told nothing of this line, and {ON_REQUEST} {_list(waiting, 'and')}."
    return f"{case.viewer} is told nothing of this line: not {_list(hidden, 'or')}."


def _list(items: Iterable[Item], joint: str) -> str:
    *first, last = [PARTS[item] for item in items]
    return f"{', '.join(first)} {joint} {last}" if first else last
