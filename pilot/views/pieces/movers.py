"""Who moved most between two rulesets and by which posting, and what made no difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from pilot.evaluation import Assessment
from pilot.evaluation.comparing.compare import Comparison
from pilot.evaluation.comparing.unchanged import Reason
from pilot.phrases import count
from pilot.ruleset.model import Ruleset
from pilot.views import html
from pilot.views.pieces import bars, marks
from pilot.views.visit.choosable import called_shortly
from pilot.views.visit.figures import Row
from pilot.views.visit.frame import Selection

MOST_MOVED = 12
MOST_NAMED = 3
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
    reasons = dict.fromkeys(unchanged.reason for unchanged in comparison.unchanged_because)
    whom = "Nobody stands otherwise" if "rights only" in reasons else "Nothing changes for anybody"
    because = f", because {', and '.join(REASONS[reason] for reason in reasons)}" if reasons else ""
    return f"{whom}{because}."


def movers(comparison: Comparison, selection: Selection) -> Markup:
    """The residents who moved most, each with the one posting behind it."""
    people = comparison.most_moved(MOST_MOVED)
    if not people:
        return Markup("<h2>Most moved</h2><p>Every resident stands as before.</p>")
    lines = [_mover(comparison, selection, row) for row in people]
    sides = [f"~{called_shortly(side.ruleset)}" for side in (comparison.before, comparison.after)]
    table = bars.rows(lines, ["Resident", *sides, "~How far", "~What did most"], kind="pp-stacked pp-movers")
    return Markup('<h2>Most moved</h2>{}<p class="pp-quiet">{}</p>').format(table, _others_moved(comparison))


def _others_moved(comparison: Comparison) -> str:
    if comparison.yardstick == "order":
        return (
            "How far: of 100 others whom both cover, so many stand below, those level counted half. The file holds all "
            "for whom anything differs."
        )
    people, firms = (comparison.directions(type_).moved for type_ in ("person", "company"))
    moved = f"{count(people, 'resident')} and {count(firms, 'company', 'companies')}"
    return f"In all {moved} moved; the file holds them."


def _mover(comparison: Comparison, selection: Selection, row: Row) -> list[str]:
    one, other = (called_shortly(side.ruleset) for side in (comparison.before, comparison.after))
    subject = row["subject_id"]
    return [
        Markup('{}<br><span class="pp-side">{}</span>').format(_linked(selection, subject), subject),
        stood(comparison.before.ruleset, row, "before"),
        stood(comparison.after.ruleset, row, "after"),
        far(row),
        html.repeated(Markup('<span class="pp-part">{}</span>'), what_moved(comparison, row, (one, other))),
    ]


def _linked(selection: Selection, subject_id: str) -> str:
    """The name, leading to the resident's own screen."""
    name = selection.name_of(subject_id)
    keys = {key: st.query_params[key] for key in ("city", "ruleset", "as_of") if key in st.query_params}
    query = urlencode({**keys, "resident": subject_id})
    return Markup('<a href="resident?{}" target="_self">{}</a>').format(query, name)


def stood(ruleset: Ruleset, row: Row, side: str) -> Markup:
    """Grade and score of a mover on one side."""
    if not row[f"covered_{side}"]:
        return Markup('<span class="pp-side">not covered</span>')
    grade = row[f"grade_{side}"]
    chip = marks.grade(grade, ruleset.grades) if grade is not None else ""
    score = row[f"score_{side}"]
    return Markup('{} <span class="pp-num">{}</span>').format(chip, "" if score is None else f"{score:,}")


def far(row: Row) -> str:
    """How far a mover went, by grades and points or by the order."""
    phrases = []
    if row["steps"]:
        many = abs(int(row["steps"]))
        phrases.append(f"{count(many, 'grade')} {'higher' if row['steps'] > 0 else 'lower'}")
    if row["points"]:
        phrases.append(f"{marks.points(int(row['points']))} points")
    if phrases or row["order_before"] is None or row["order_after"] is None:
        return ", ".join(phrases)
    if row["order_before"] == row["order_after"]:
        return ""
    return f"stood above {100 * row['order_before']:.0f} of 100 others, stands above {100 * row['order_after']:.0f}"


def what_moved(comparison: Comparison, row: Row, names: tuple[str, str]) -> Iterator[Markup]:
    """The posting that did most, where one did; then the lists and consequences that one side alone has."""
    turned = list(_turned(comparison, row))
    if row["covered_before"] and row["covered_after"] and not _is_posted(row) and not turned:
        yield Markup("No posting differs: only the scale does.")
    if _is_posted(row):
        yield from _posting(comparison, row, names)
    yield from turned


def _is_posted(row: Row) -> bool:
    return row["rule_before"] is not None or row["rule_after"] is not None


def _turned(comparison: Comparison, row: Row) -> Iterator[Markup]:
    """What is newly borne or stood on, and what no longer."""
    one, other = comparison.before.ruleset, comparison.after.ruleset
    titles = {
        "lists": {name: held.title for name, held in {**one.lists, **other.lists}.items()},
        "consequences": {name: held.title for name, held in {**one.consequences, **other.consequences}.items()},
    }
    words = {
        ("lists", "gained"): "Newly on the list", ("lists", "lost"): "No longer on the list",
        ("consequences", "gained"): "Newly", ("consequences", "lost"): "No longer",
    }  # fmt: skip
    for (kind, way), word in words.items():
        names = (row[f"{kind}_{way}"] or "").split()
        if names:
            shown = "; ".join(titles[kind][name] for name in names[:MOST_NAMED])
            rest = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            yield Markup("{}: {}{}").format(word, shown, rest)


def _posting(comparison: Comparison, row: Row, names: tuple[str, str]) -> Iterator[Markup]:
    """What each side, called by its name, makes of the record that did most, part by part."""
    if row["date"] is not None:
        via = f", through {row['via_id']}" if row["via_id"] else ""
        yield Markup('<span class="pp-side">{:%Y-%m-%d}{}</span>').format(row["date"], via)
    sides = {"before": comparison.before, "after": comparison.after}
    called = dict(zip(sides, names, strict=True))
    differing = [side for side in sides if row[f"rule_{side}"] or not row["by_override"]]
    texts = [_text(sides[side], row[f"rule_{side}"]) for side in differing]
    if len(set(texts)) == 1:
        yield html.joined((_worth(called[side], row, side) for side in differing), ", ")
        yield texts[0]
        return
    for side, text in zip(differing, texts, strict=True):
        yield Markup("{} {}").format(_worth(called[side], row, side), text)


def _worth(name: str, row: Row, side: str) -> Markup:
    if row["by_override"]:
        return Markup("{}: an override sets the grade.").format(name)
    points = row[f"points_{side}"]
    return Markup("{}: {}").format(name, "nothing" if points is None else marks.points_html(points))


def _text(assessment: Assessment, rule_id: str | None) -> Markup:
    if not rule_id:
        return Markup()
    return Markup('<span class="pp-rule">{}</span>').format(assessment.ruleset.rule(rule_id).text)


def unchanged(comparison: Comparison) -> Markup:
    """The rules that differ and made no difference, and those that nobody meets on either side."""
    folds = [_without_effect(comparison), _idle(comparison, "before"), _idle(comparison, "after")]
    return Markup("<h2>What made no difference</h2>{}").format(html.joined(folds)) if any(folds) else Markup()


def _without_effect(comparison: Comparison) -> Markup:
    rules = {rule.id: rule for side in (comparison.before, comparison.after) for rule in side.ruleset.rules}
    lines = [
        [Markup('<span class="pp-rule">{}</span>').format(rules[still.rule_id].text), REASONS[still.reason]]
        for still in comparison.unchanged_because
        if still.rule_id and still.reason != "nobody meets it"
    ]
    title = f"{count(len(lines), 'rule differs', 'rules differ')} and changed nothing"
    return bars.folded(title, marks.table(["Rule", "Because"], lines) if lines else Markup())


def _idle(comparison: Comparison, side: Literal["before", "after"]) -> Markup:
    ruleset = (comparison.before if side == "before" else comparison.after).ruleset
    names = comparison.idle_rules.loc[comparison.idle_rules["side"] == side, "rule_id"]
    items = html.repeated(Markup('<li class="pp-rule">{}</li>'), (ruleset.rule(name).text for name in names))
    title = f"{count(len(names), 'rule')} of {called_shortly(ruleset)} that nobody meets"
    return bars.folded(title, Markup("<ul>{}</ul>").format(items) if items else Markup())
