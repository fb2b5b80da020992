"""Why not: rules that came near for a resident, with every condition and the value that was read."""

from __future__ import annotations

from collections.abc import Sequence

from pilot.evaluation.one_subject.steps import grouped
from pilot.evaluation.one_subject.why_not import NearMiss
from pilot.ruleset.model import Rule
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit.resident_case import Account

SHOWN = 12


def near_misses(case: Account, misses: Sequence[NearMiss]) -> str:
    """The nearest rules, each folded away behind its text; the nearest one stands open."""
    name = html.text(case.name)
    if not misses:
        return (
            f'<div class="pp"><p>No rule came near: {name} has no record of a kind that a silent rule names.</p></div>'
        )
    shown = "".join(_miss(case, miss, opened=place == 0) for place, miss in enumerate(misses[:SHOWN]))
    more = len(misses) - SHOWN
    rest = f'<p class="pp-quiet">{more} more came less near.</p>' if more > 0 else ""
    lead = f"Rules that came near for {name} and did not post, the nearest first."
    return f'<div class="pp pp-misses"><p>{lead}</p>{shown}{rest}</div>'


def _miss(case: Account, miss: NearMiss, *, opened: bool) -> str:
    rows = [
        [html.text(condition.said), html.text(condition.value), "met" if condition.met else "<b>not met</b>"]
        for condition in miss.conditions
    ]
    record = miss.record
    about = (
        "" if record is None else f"{record.record_id} of {record.date}, {case.kinds.get(record.kind, record.kind)}; "
    )
    failed = f"{len(miss.unmet)} of {len(miss.conditions)} conditions not met"
    return (
        f'<details{" open" if opened else ""}><summary><span class="pp-rule">{html.text(miss.rule.text)}</span>'
        f"<small>{_worth(miss.rule)}{html.text(about)}{failed}</small></summary>"
        f"{marks.table(['What the rule asks', 'Value read', 'Result'], rows)}</details>"
    )


def _worth(rule: Rule) -> str:
    if rule.points is not None:
        return f"{marks.points(rule.points)} points; "
    if rule.points_per is not None:
        return f"{marks.points(rule.points_per.points)} for each {grouped(rule.points_per.amount)}; "
    return ""
