"""The two questions beside an explanation: which rules came near, and what would change the grade."""

from __future__ import annotations

from collections.abc import Sequence

from pilot.commands.terminal.terminal_page import TerminalPage
from pilot.evaluation.one_subject.mend import Mend, Mending, Wait, Way
from pilot.evaluation.one_subject.steps import signed
from pilot.evaluation.one_subject.why_not import NearMiss
from pilot.ruleset.model.values import LEVEL_NAMES

INDENT = 5
NEAREST = 10
SOONEST = 5


def print_near_misses(page: TerminalPage, misses: Sequence[NearMiss]) -> None:
    """The nearest rules that did not post, each with its conditions."""
    page.heading("Why not: rules that came near" if misses else "Why not: no rule came near")
    for miss in misses[:NEAREST]:
        page.gap()
        record = f" for record {miss.record.record_id} of {miss.record.dated}" if miss.record else ""
        page.text(f"{miss.rule.text} [{miss.rule.id}]{record}", INDENT)
        for condition in miss.conditions:
            page.text(f"{condition.phrase}; read: {condition.value}", INDENT, "met" if condition.met else "not met")
    _left_out(page, len(misses) - NEAREST)


def print_mending(page: TerminalPage, mending: Mending) -> None:
    """What the subject could do, what it cannot, and whether any of this is disclosed to it."""
    page.heading("What would change the grade")
    page.text(mending.sentence, INDENT)
    for number, way in enumerate(mending.ways):
        page.gap()
        page.text(_way(way, first=number == 0), INDENT)
        for mend in way.mends:
            page.text(_mend(mend), INDENT + 2)
    if mending.closed:
        page.heading("Mistakes on record that cannot be contested")
    for closed in mending.closed:
        page.text(f"{closed.record.record_id} of {closed.record.dated} ({closed.mistake}). {closed.why}", INDENT)
    if mending.waits:
        page.heading("What time alone takes back")
    for wait in mending.waits[:SOONEST]:
        page.text(_wait(wait), INDENT)
    _left_out(page, len(mending.waits) - SOONEST)
    page.gap()
    page.text(_known(mending), INDENT)


def _way(way: Way, *, first: bool) -> str:
    return f"{'One way' if first else 'Another way'}: score {way.score:,}, grade {way.grade}."


def _mend(mend: Mend) -> str:
    what = "Settle" if mend.means == "settle" else "Contest"
    why = f", {mend.mistake}" if mend.mistake else ""
    record = f"record {mend.record.record_id} of {mend.record.dated} ({mend.record.kind}{why})"
    return f"{what} {record}: {signed(mend.points)} points through {', '.join(mend.rules)}."


def _wait(wait: Wait) -> str:
    what = f"{signed(wait.points)}" if wait.grade is None else f"the grade {wait.grade} is no longer set"
    return f"{wait.date}: {what}, when the rule {wait.rule_id} no longer counts record {wait.record.record_id}."


def _known(mending: Mending) -> str:
    levels = ", ".join(f"{item} {LEVEL_NAMES[level]}" for item, level in mending.disclosed.items())
    return f"What the subject is shown of this: {levels}."


def _left_out(page: TerminalPage, count: int) -> None:
    if count > 0:
        page.gap()
        page.text(f"And {count:,} more.", INDENT)
