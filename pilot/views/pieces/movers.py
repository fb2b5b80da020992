"""Who moved most between two rulesets and by which posting, and what made no difference."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import streamlit as st

from pilot.evaluation import Assessment
from pilot.evaluation.comparing.compare import Comparison
from pilot.evaluation.comparing.unchanged import Reason
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.pieces import bars, marks
from pilot.views.visit import opened
from pilot.views.visit.figures import Row
from pilot.views.visit.frame import Selection
from pilot.views.visit.resident_case import short_title

MOST_MOVED = 12
REASONS: dict[Reason, str] = {
    "same ruleset": "both sides hold the same rules",
    "words only": "only words differ, nothing that is counted",
    "rights only": "what differs is who is told what, or what can be done",
    "out of force": "what would meet it lies outside its time",
    "nobody meets it": "nobody meets it",
    "heavier rule": "wherever it is met, a heavier rule counts instead",
    "capped": "the cap takes the difference away",
    "taken back": "all that it posted has been taken back since",
    "no points": "it posts no points and puts nobody on a list",
    "no occasion": "it is met, but never where the difference would count",
    "nobody there": "nobody’s grade, list or consequence turns on what differs beside the rules",
}


def unmoved(comparison: Comparison) -> str:
    """Where nothing changed: for whom, and why."""
    reasons = dict.fromkeys(each.reason for each in comparison.unchanged_because)
    whom = "Nobody stands otherwise" if "rights only" in reasons else "Nothing changes for anybody"
    because = f", because {', and '.join(REASONS[each] for each in reasons)}" if reasons else ""
    return f"{whom}{because}."


def movers(comparison: Comparison, selection: Selection) -> str:
    """The residents who moved most, each with the one posting behind it."""
    people = comparison.most_moved(MOST_MOVED)
    if not people:
        return "<h2>Most moved</h2><p>Nobody stands otherwise than before.</p>" if comparison.yardstick else ""
    lines = [_mover(comparison, selection, row) for row in people]
    sides = [f"~{html.text(short_title(side.ruleset))}" for side in (comparison.before, comparison.after)]
    table = bars.rows(
        lines, ["Resident", *sides, "~How far", "~The one posting that did most"], kind="pp-stacked pp-movers"
    )
    return f'<h2>Most moved</h2>{table}<p class="pp-quiet">{_others_moved(comparison)}</p>'


def _others_moved(comparison: Comparison) -> str:
    if comparison.yardstick == "order":
        return (
            "How far: of 100 others whom both cover, so many stand below, those level counted half. The file holds all "
            "who changed places."
        )
    people, firms = (comparison.directions(type_).moved for type_ in ("person", "company"))
    moved = f"{_count(people, 'resident', 'residents')} and {_count(firms, 'company', 'companies')}"
    return f"In all {moved} moved; the file holds them."


def _mover(comparison: Comparison, selection: Selection, row: Row) -> list[str]:
    one, other = (html.text(short_title(side.ruleset)) for side in (comparison.before, comparison.after))
    return [
        f'{_linked(selection, row["subject_id"])}<br><span class="pp-side">{html.text(row["subject_id"])}</span>',
        stood(comparison.before.ruleset, row, "before"),
        stood(comparison.after.ruleset, row, "after"),
        far(row),
        "".join(f'<span class="pp-part">{part}</span>' for part in posting(comparison, row, (one, other))),
    ]


def _linked(selection: Selection, subject_id: str) -> str:
    """The name, leading to the resident's own screen; a visitor's own files would not outlive the way there."""
    name = html.text(selection.name_of(subject_id))
    if opened.rulesets() or opened.cities():
        return name
    keys = {key: st.query_params[key] for key in ("city", "ruleset", "as_of") if key in st.query_params}
    return f'<a href="resident?{html.text(urlencode({**keys, "resident": subject_id}))}" target="_self">{name}</a>'


def stood(ruleset: Ruleset, row: Row, side: str) -> str:
    """Grade and score of a mover on one side."""
    grade = row[f"grade_{side}"]
    chip = marks.grade(grade, ruleset.grades) if grade is not None else ""
    return f'{chip} <span class="pp-num">{row[f"score_{side}"]:,}</span>'


def far(row: Row) -> str:
    """How far a mover went, by grades and points or by the order."""
    said = []
    if row["steps"]:
        many = abs(int(row["steps"]))
        said.append(f"{many} grade{'s' if many > 1 else ''} {'higher' if row['steps'] > 0 else 'lower'}")
    if row["points"] is not None:
        said.append(f"{marks.points(int(row['points']))} points")
    if said:
        return ", ".join(said)
    return f"stood above {100 * row['order_before']:.0f} of 100 others, stands above {100 * row['order_after']:.0f}"


def posting(comparison: Comparison, row: Row, names: tuple[str, str]) -> Iterator[str]:
    """What each side, called by its name (safe text), makes of the record that did most."""
    if row["rule_before"] is None and row["rule_after"] is None:
        yield "No posting differs: only the scale does."
        return
    if row["date"] is not None:
        via = f", through {html.text(row['via_id'])}" if row["via_id"] else ""
        yield f'<span class="pp-side">{row["date"]:%Y-%m-%d}{via}</span>'
    sides = {"before": comparison.before, "after": comparison.after}
    called = dict(zip(sides, names, strict=True))
    told = [side for side in sides if row[f"rule_{side}"] or not row["by_override"]]
    texts = [_text(sides[side], row[f"rule_{side}"]) for side in told]
    if len(set(texts)) == 1:
        yield ", ".join(_worth(called[side], row, side) for side in told)
        yield texts[0]
        return
    for side, text in zip(told, texts, strict=True):
        yield f"{_worth(called[side], row, side)} {text}"


def _worth(name: str, row: Row, side: str) -> str:
    points = row[f"points_{side}"]
    if row["by_override"]:
        return f"{name}: an override sets the grade."
    return f"{name}: {'nothing' if points is None else marks.points_html(points)}"


def _text(assessment: Assessment, rule_id: str | None) -> str:
    return f'<span class="pp-rule">{html.text(assessment.ruleset.rule(rule_id).text)}</span>' if rule_id else ""


def unchanged(comparison: Comparison) -> str:
    """The rules that differ and made no difference, and those that nobody meets on either side."""
    rules = {rule.id: rule for side in (comparison.before, comparison.after) for rule in side.ruleset.rules}
    still = [each for each in comparison.unchanged_because if each.rule_id and each.reason != "nobody meets it"]
    lines = [
        [f'<span class="pp-rule">{html.text(rules[str(each.rule_id)].text)}</span>', REASONS[each.reason]]
        for each in still
    ]
    title = f"{_count(len(lines), 'rule differs', 'rules differ')} and changed nothing"
    parts = [bars.folded(title, marks.table(["Rule", "Because"], lines) if lines else "")]
    for side, assessment in (("before", comparison.before), ("after", comparison.after)):
        idle = comparison.idle_rules.loc[comparison.idle_rules["side"] == side, "rule_id"]
        items = "".join(f'<li class="pp-rule">{html.text(assessment.ruleset.rule(name).text)}</li>' for name in idle)
        title = f"{_count(len(idle), 'rule', 'rules')} of {short_title(assessment.ruleset)} that nobody meets"
        parts.append(bars.folded(title, f"<ul>{items}</ul>" if items else ""))
    return f"<h2>What made no difference</h2>{''.join(parts)}" if any(parts) else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
