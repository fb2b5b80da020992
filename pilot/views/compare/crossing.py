"""Two rulesets over one city: grade against grade, what follows for whom, who gains and who loses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from markupsafe import Markup

from pilot.evaluation.comparing.compare import Comparison
from pilot.phrases import count
from pilot.ruleset.model import Consequence, Ruleset
from pilot.views import html
from pilot.views.pieces import bars, marks
from pilot.views.pieces.movers import unmoved
from pilot.views.visit.choosable import called_shortly
from pilot.views.visit.figures import Figures, Row, gains_of, rows_of


def titles(comparison: Comparison) -> list[str]:
    """What the two sides are called in headings."""
    return [called_shortly(side.ruleset) for side in (comparison.before, comparison.after)]


def sentences(comparison: Comparison) -> Markup:
    """How many stand higher, lower or the same; or why that cannot be known, and what can be."""
    before, after = titles(comparison)
    people = comparison.directions("person")
    both = Markup("<i>{}</i> and <i>{}</i> both cover {:,} of {}.").format(
        before, after, people.both, count(people.subjects, "resident")
    )
    if comparison.nothing_changed:
        return Markup('<p class="pp-lead">{} {}</p>').format(both, unmoved(comparison))
    if comparison.yardstick not in ("grade", "score"):
        return Markup('<p class="pp-lead">{}</p><p>{}</p>').format(both, _no_scale(comparison))
    level = "in the same grade" if comparison.yardstick == "grade" else "at the same score"
    return Markup('<p class="pp-lead">{} Under <i>{}</i> {:,} stand higher, {:,} lower and {:,} {}.</p>').format(
        both, after, people.higher, people.lower, people.same, level
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


def cross(comparison: Comparison) -> Markup:
    """Grade against grade, residents first, companies apart; darker where more stand."""
    one, other = comparison.before.ruleset, comparison.after.ruleset
    if not one.bands or not other.bands:
        return Markup()
    people, firms = (_cross(comparison.grades(type_), one, other) for type_ in ("person", "company"))
    apart = Markup("<h3>Companies</h3>{}").format(firms) if comparison.grades("company").to_numpy().any() else ""
    return Markup(
        '<h2>Grade against grade</h2><div class="pp-crosses"><div><h3>Residents</h3>{people}</div><div>{apart}</div>'
        '</div><p class="pp-quiet">{framed}Rows: {one}. Columns: {other}. Best grade first; only those whom both sides '
        "cover.</p>"
    ).format(
        people=people,
        apart=apart,
        framed="Framed cells: the same grade on both sides. " if comparison.same_grades else "",
        one=one.title,
        other=other.title,
    )


def _cross(table: pd.DataFrame, one: Ruleset, other: Ruleset) -> Markup:
    counts = table.to_numpy()
    sums = [*counts.sum(axis=0), counts.sum()]
    return Markup(
        '<div class="pp-scroll" tabindex="0" role="region" aria-label="Grade against grade"><table class="pp-cross">'
        '<thead><tr><td></td><th colspan="{width}"><span class="pp-side">{one} ↓ &nbsp; {other} →</span></th><td></td>'
        '</tr><tr><td></td>{head}<th scope="col" class="pp-sum">all</th></tr></thead>'
        '<tbody>{body}<tr><th scope="row" class="pp-sum">all</th>{foot}</tr></tbody></table></div>'
    ).format(
        width=len(other.grades),
        one=called_shortly(one),
        other=called_shortly(other),
        head=html.repeated(
            Markup('<th scope="col">{}</th>'), (marks.grade(grade, other.grades) for grade in other.grades)
        ),
        body=_cross_rows(counts, one, same=one.grades == other.grades),
        foot=html.repeated(Markup('<td class="pp-sum">{:,}</td>'), sums),
    )


def _cross_rows(counts: np.ndarray, one: Ruleset, *, same: bool) -> Markup:
    most = max(int(counts.max()), 1)
    return html.joined(
        Markup('<tr><th scope="row">{}</th>{}<td class="pp-sum">{:,}</td></tr>').format(
            marks.grade(grade, one.grades),
            html.joined(
                _cell(int(count), most, framed=same and row == place) for place, count in enumerate(counts[row])
            ),
            counts[row].sum(),
        )
        for row, grade in enumerate(one.grades)
    )


def _cell(count: int, most: int, *, framed: bool) -> Markup:
    shade = marks.shade(round(100 * count / most), 101)
    return Markup('<td class="{}" style="background:{}">{}</td>').format(
        "pp-same" if framed else "", shade, bars.number(count)
    )


def effects(comparison: Comparison, before: Figures, after: Figures) -> Markup:
    """How many residents each side rewards, burdens, restricts, publicises and lists; folded, each consequence."""
    one, other = before.persons, after.persons
    counts = {
        "have a reward": (one.rewarded, other.rewarded),
        "bear a burden": (one.burdened, other.burdened),
        "bear a restriction": (one.restricted, other.restricted),
        "are publicised": (one.publicised, other.publicised),
        "are on a blacklist or watchlist": (one.listed, other.listed),
        "are on a redlist": (one.redlisted, other.redlisted),
    }
    lines = [[name.capitalize(), *map(bars.number, pair)] for name, pair in counts.items()]
    head = ["Residents who …", *titles(comparison)]
    folded = bars.folded("Consequence by consequence", _by_consequence(comparison))
    return Markup("<h2>What follows for residents</h2>{}{}").format(bars.rows(lines, head, kind=""), folded)


def _by_consequence(comparison: Comparison) -> Markup:
    named = comparison.before.ruleset.consequences | comparison.after.ruleset.consequences
    lines = [
        [
            _named(named[row["consequence_id"]], row["type"]),
            *(bars.number(row[name]) for name in ("before", "after", "gained", "lost")),
        ]
        for row in rows_of(comparison.consequences)
    ]
    head = ["What follows", *titles(comparison), "Newly", "No longer"]
    return bars.rows(lines, head, kind=bars.TEXTS) if lines else Markup()


def _named(consequence: Consequence, bearers: str) -> Markup:
    effect = f"{consequence.effect} of companies" if bearers == "company" else consequence.effect
    return Markup('{} <span class="pp-side">{}</span>').format(consequence.title, effect)


def gains(comparison: Comparison, by: str, called: str) -> Markup:
    """Who gains and who loses, by group."""
    has_scale = comparison.yardstick in ("grade", "score")
    placed = ["Higher", "Same", "Lower"] if has_scale else ["Stands above, median"] if comparison.yardstick else []
    lines = [
        [
            Markup("{} {}").format(row[by], bars.few(row["both"])) if row["small"] else row[by],
            bars.number(row["both"]),
            *_placed(row, placed),
            _change(row, "rewarded"),
            _change(row, "burdened"),
        ]
        for row in rows_of(gains_of(comparison, by))
    ]
    head = [called, "Covered by both", *placed, "Have a reward", "Bear a burden or restriction"]
    return Markup('{}<p class="pp-quiet">{}</p>').format(bars.rows(lines, head), _how_to_read(comparison))


def _placed(row: Row, placed: Sequence[str]) -> list[str]:
    if len(placed) == 1:
        if row["order_before"] is None:
            return ["–"]
        return [f"{100 * row['order_before']:.0f} → {100 * row['order_after']:.0f} of 100"]
    counts = [row[name.lower()] for name in placed]
    return [
        Markup('{} <span class="pp-side">{}</span>').format(bars.number(count), bars.percent(count, row["both"]))
        for count in counts
    ]


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
