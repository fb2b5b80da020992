"""Two rulesets over one city: grade against grade, what follows for whom, who gains and who loses."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pilot.evaluation.comparing.compare import Comparison
from pilot.ruleset.model import Consequence, Ruleset
from pilot.views import html
from pilot.views.pieces import bars, marks
from pilot.views.pieces.movers import unmoved
from pilot.views.visit.figures import Figures, Row, gains_of, rows_of
from pilot.views.visit.resident_case import short_title


def titles(comparison: Comparison) -> list[str]:
    """What the two sides are called in headings; safe text."""
    return [html.text(short_title(side.ruleset)) for side in (comparison.before, comparison.after)]


def sentences(comparison: Comparison) -> str:
    """How many stand higher, lower or the same; or why that cannot be said, and what can."""
    before, after = titles(comparison)
    people = comparison.directions("person")
    said = f"<i>{before}</i> and <i>{after}</i> both cover {people.both:,} of the {people.subjects:,} residents."
    if comparison.nothing_changed:
        return f'<p class="pp-lead">{said} {unmoved(comparison)}</p>'
    if comparison.yardstick not in ("grade", "score"):
        return f'<p class="pp-lead">{said}</p><p>{_no_scale(comparison)}</p>'
    level = "in the same grade" if comparison.yardstick == "grade" else "at the same score"
    return (
        f'<p class="pp-lead">{said} Under <i>{after}</i> {people.higher:,} stand higher, {people.lower:,} lower '
        f"and {people.same:,} {level}.</p>"
    )


def _no_scale(comparison: Comparison) -> str:
    one, other = comparison.before.ruleset.score, comparison.after.ruleset.score
    if one is None or other is None:
        without = [title for title, score in zip(titles(comparison), (one, other), strict=True) if score is None]
        keeps = "keep" if len(without) > 1 else "keeps"
        return f"{' and '.join(without)} {keeps} no score, so nobody can be said to stand higher or lower than before."
    return (
        f"They share no scale: the words of their grades differ, and their points begin at {one.start:,} and at "
        f"{other.start:,}. So no grade or score of the one is higher than one of the other. What can be compared is "
        "who stands above whom, and what follows for whom."
    )


def cross(comparison: Comparison) -> str:
    """Grade against grade, residents first, companies apart; darker where more stand."""
    one, other = comparison.before.ruleset, comparison.after.ruleset
    if not one.bands or not other.bands:
        return ""
    people, firms = (_cross(comparison.grades(type_), one, other) for type_ in ("person", "company"))
    apart = f"<h3>Companies</h3>{firms}" if comparison.grades("company").to_numpy().any() else ""
    framed = "Framed cells: the same grade on both sides. " if comparison.same_grades else ""
    return (
        '<h2>Grade against grade</h2><div class="pp-crosses">'
        f"<div><h3>Residents</h3>{people}</div><div>{apart}</div></div>"
        f'<p class="pp-quiet">{framed}Rows: {html.text(one.title)}. Columns: {html.text(other.title)}. Best grade '
        "first; only those whom both sides cover.</p>"
    )


def _cross(table: pd.DataFrame, one: Ruleset, other: Ruleset) -> str:
    counts = table.to_numpy()
    most = max(int(counts.max()), 1)
    same = one.grades == other.grades
    head = "".join(f'<th scope="col">{marks.grade(grade, other.grades)}</th>' for grade in other.grades)
    body = "".join(
        f'<tr><th scope="row">{marks.grade(grade, one.grades)}</th>'
        + "".join(_cell(int(count), most, framed=same and row == place) for place, count in enumerate(counts[row]))
        + f'<td class="pp-sum">{counts[row].sum():,}</td></tr>'
        for row, grade in enumerate(one.grades)
    )
    foot = "".join(f'<td class="pp-sum">{count:,}</td>' for count in [*counts.sum(axis=0), counts.sum()])
    sides = f'<span class="pp-side">{html.text(short_title(one))} ↓ &nbsp; {html.text(short_title(other))} →</span>'
    return (
        '<div class="pp-scroll" tabindex="0" role="region" aria-label="Grade against grade"><table class="pp-cross">'
        f'<thead><tr><td></td><th colspan="{len(other.grades)}">{sides}</th><td></td></tr>'
        f'<tr><td></td>{head}<th scope="col" class="pp-sum">all</th></tr></thead>'
        f'<tbody>{body}<tr><th scope="row" class="pp-sum">all</th>{foot}</tr></tbody></table></div>'
    )


def _cell(count: int, most: int, *, framed: bool) -> str:
    shade = marks.shade(round(100 * count / most), 101)
    return f'<td class="{"pp-same" if framed else ""}" style="background:{shade}">{bars.number(count)}</td>'


def effects(comparison: Comparison, before: Figures, after: Figures) -> str:
    """How many residents each side rewards, burdens, restricts, publicises and lists; folded, each consequence."""
    one, other = before.persons, after.persons
    counts = {
        "have a reward": (one.rewarded, other.rewarded),
        "bear a burden": (one.burdened, other.burdened),
        "bear a restriction": (one.restricted, other.restricted),
        "are publicised": (one.publicised, other.publicised),
        "are on a list": (one.listed, other.listed),
    }
    lines = [[name.capitalize(), *map(bars.number, pair)] for name, pair in counts.items()]
    head = ["Residents who …", *titles(comparison)]
    folded = bars.folded("Consequence by consequence", _by_consequence(comparison))
    return f"<h2>What follows for residents</h2>{bars.rows(lines, head, kind='')}{folded}"


def _by_consequence(comparison: Comparison) -> str:
    named = comparison.before.ruleset.consequences | comparison.after.ruleset.consequences
    lines = [
        [
            _named(named[row["consequence_id"]], row["type"]),
            *(bars.number(row[name]) for name in ("before", "after", "gained", "lost")),
        ]
        for row in rows_of(comparison.consequences)
    ]
    head = ["What follows", *titles(comparison), "Newly", "No longer"]
    return bars.rows(lines, head, kind=bars.TEXTS) if lines else ""


def _named(consequence: Consequence, bearers: str) -> str:
    effect = f"{consequence.effect} of companies" if bearers == "company" else consequence.effect
    return f'{html.text(consequence.title)} <span class="pp-side">{effect}</span>'


def gains(comparison: Comparison, by: str, called: str) -> str:
    """Who gains and who loses, by group."""
    told = comparison.yardstick in ("grade", "score")
    placed = ["Higher", "Same", "Lower"] if told else ["Stands above, median"] if comparison.yardstick else []
    lines = [
        [
            html.text(row[by]) + (f" {bars.few(row['both'])}" if row["small"] else ""),
            bars.number(row["both"]),
            *_placed(row, placed),
            _change(row, "rewarded"),
            _change(row, "burdened"),
        ]
        for row in rows_of(gains_of(comparison, by))
    ]
    head = [called, "Covered by both", *placed, "Have a reward", "Bear a burden or restriction"]
    return f'{bars.rows(lines, head)}<p class="pp-quiet">{_how_to_read(comparison)}</p>'


def _placed(row: Row, placed: Sequence[str]) -> list[str]:
    if len(placed) == 1:
        if row["order_before"] is None:
            return ["–"]
        return [f"{100 * row['order_before']:.0f} → {100 * row['order_after']:.0f} of 100"]
    counts = [row[name.lower()] for name in placed]
    return [f'{bars.number(count)} <span class="pp-side">{bars.percent(count, row["both"])}</span>' for count in counts]


def _change(row: Row, name: str) -> str:
    return f"{row[f'{name}_before']:,} → {row[f'{name}_after']:,}"


def _how_to_read(comparison: Comparison) -> str:
    before, after = titles(comparison)
    median = (
        "Stands above: how many of 100 others covered by both stand below the middle resident of the group, those "
        "level counted half. "
    )
    return (
        f"{median if comparison.yardstick == 'order' else ''}Where two numbers stand, {before} comes first and {after} "
        "second. Rewards and burdens count all residents of a group, covered or not."
    )
