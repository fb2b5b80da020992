"""Why not: rules that came near for a resident, with every condition and the value that was read."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pilot.evaluation.one_subject.steps import grouped
from pilot.evaluation.one_subject.why_not import NearMiss
from pilot.phrases import count
from pilot.ruleset.model import Rule
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.visit.resident_case import Account

SHOWN = 12


def near_misses(case: Account, misses: Sequence[NearMiss]) -> Markup:
    """The nearest rules, each folded away behind its text; the nearest one stands open."""
    if not misses:
        return html.block(
            Markup("<p>No rule came near: {} has no record of a kind that a silent rule names.</p>").format(case.name)
        )
    more = len(misses) - SHOWN
    return html.block(
        Markup("<p>Rules that came near for {} and did not post, the nearest first.</p>").format(case.name),
        *(_miss(case, miss, opened=place == 0) for place, miss in enumerate(misses[:SHOWN])),
        Markup('<p class="pp-quiet">{} more came less near.</p>').format(more) if more > 0 else Markup(),
        kind="pp-misses",
    )


def _miss(case: Account, miss: NearMiss, *, opened: bool) -> Markup:
    unmet = Markup("<b>not met</b>")
    rows = [[condition.phrase, condition.value, "met" if condition.met else unmet] for condition in miss.conditions]
    return Markup(
        '<details{opened}><summary><span class="pp-rule">{rule}</span><small>{worth}{about}{failed}</small></summary>'
        "{table}</details>"
    ).format(
        opened=" open" if opened else "",
        rule=miss.rule.text,
        worth=_worth(miss.rule),
        about=_about(case, miss),
        failed=f"{len(miss.unmet)} of {count(len(miss.conditions), 'condition')} not met",
        table=marks.table(["What the rule asks", "Value read", "Result"], rows),
    )


def _about(case: Account, miss: NearMiss) -> str:
    record = miss.record
    if record is None:
        return ""
    return f"{record.record_id} of {record.dated}, {case.kinds.get(record.kind, record.kind)}; "


def _worth(rule: Rule) -> str:
    if rule.points is not None:
        return f"{marks.points(rule.points)} points; "
    if rule.points_per is not None:
        return f"{marks.points(rule.points_per.points)} for each {grouped(rule.points_per.amount)}; "
    return ""
