"""What a changed ruleset does to whom, set against a baseline: one neutral sentence first, then who, why and what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from pilot.evaluation.comparing.compare import Comparison
from pilot.evaluation.comparing.directions import Directions
from pilot.evaluation.comparing.unchanged import Unchanged
from pilot.phrases import count, plural
from pilot.ruleset.model import Rule, Ruleset
from pilot.views import html
from pilot.views.pieces import bars
from pilot.views.pieces.movers import MOST_MOVED, REASONS, far, stood, unmoved, what_moved
from pilot.views.visit.figures import Row, gains_of, rows_of

Named = Callable[[str], str]
"""The name of a subject by its id."""


def style() -> Markup:
    """The style sheet of the impact."""
    return html.style_sheet(Path(__file__).with_name("impact.css"))


def lead(comparison: Comparison) -> str:
    """The summary: how many stand otherwise and how many as before, or why nothing changed."""
    if comparison.nothing_changed:
        return unmoved(comparison)
    people, firms = comparison.directions("person"), comparison.directions("company")
    sentences = [_moves(people, "resident", "residents")] if people.moved or not firms.moved else []
    if firms.moved:
        sentences.append(_moves(firms, "company", "companies"))
    return " ".join(sentences)


def _moves(ways: Directions, one: str, several: str) -> str:
    """Whose grade rises and falls, who has other points in the same grade, who differs in lists or consequences alone.

    Everybody of the type is counted once.
    """
    parts = list(_placed(ways, one, several))
    rest = {
        ("is on other lists", "are on other lists"): ways.listed,
        ("bears other consequences alone", "bear other consequences alone"): ways.followed,
        ("is covered now alone", "are covered now alone"): ways.entered,
        ("is covered no longer", "are covered no longer"): ways.left,
    }
    begun = ways.placed - ways.entered - ways.left > 0
    for verbs, many in rest.items():
        if many:
            whom = f"{many:,} more" if begun else count(many, one, several)
            parts.append(f"{whom} {plural(many, *verbs)}")
            begun = True
    same = ways.subjects - ways.moved
    parts.append(f"{same:,} {plural(same, 'stands', 'stand')} as before" if same else "nobody stands as before")
    return f"{'; '.join(parts)}."


def _placed(ways: Directions, one: str, several: str) -> Iterator[str]:
    """Who stands elsewhere in grade, points or order, of those whom both sides cover."""
    placed = ways.placed - ways.entered - ways.left
    if ways.risen is None and ways.more is None:
        if placed:
            yield f"{placed:,} of {ways.both:,} {several} stand elsewhere in the order; the scales differ"
    elif ways.risen is None:
        yield f"{ways.more:,} {several} have more points and {ways.fewer:,} fewer"
    else:
        grades = ways.risen + (ways.fallen or 0)
        risen, fallen = _count(ways.risen, one, several), _count(ways.fallen or 0, one, several)
        alone = placed - grades
        unmoved = f"No {one}’s grade changes" if alone else f"No {one}’s grade or points change"
        yield f"The grade of {risen} rises and of {fallen} falls" if grades else unmoved
        if alone:
            more = f"{alone:,} more" if grades else _count(alone, one, several)
            yield f"{more} {plural(alone, 'changes', 'change')} in points alone"


def who(comparison: Comparison, named: Named) -> Markup:
    """The residents who moved most, each with the one posting that moved them."""
    movers = comparison.most_moved(MOST_MOVED)
    if not movers:
        return Markup('<p class="pp-quiet">Every resident stands as before.</p>')
    lines = html.repeated(Markup("<li>{}</li>"), (_mover(comparison, row, named) for row in movers))
    others = comparison.directions("person").moved - len(movers)
    more = Markup('<p class="pp-quiet">… and {:,} more; the file holds all.</p>').format(others) if others else Markup()
    return Markup('<ol class="pp-moved">{}</ol>{}').format(lines, more)


def _mover(comparison: Comparison, row: Row, named: Named) -> Markup:
    before, after = comparison.before.ruleset, comparison.after.ruleset
    return Markup(
        '<p><b>{name}</b> <span class="pp-way">{before} <span aria-label="then">→</span> {after}</span> '
        '<span class="pp-side">{far}</span></p>{cause}'
    ).format(
        name=named(row["subject_id"]),
        before=stood(before, row, "before"),
        after=stood(after, row, "after"),
        far=far(row),
        cause=html.repeated(Markup('<span class="pp-part">{}</span>'), what_moved(comparison, row, ("before", "now"))),
    )


def groups(comparison: Comparison, by: str, called: str) -> Markup:
    """By group: how many are covered and stand higher or lower; small groups are marked."""
    has_order = comparison.yardstick in ("grade", "score")
    head = [called, "Covered", *(["Higher", "Lower"] if has_order else []), "Reward", "Burden"]
    lines = [
        [
            Markup("{} {}").format(row[by], bars.few(row["both"])) if row["small"] else str(row[by]),
            bars.number(row["both"]),
            *([bars.number(row[way]) for way in ("higher", "lower")] if has_order else []),
            _change(row, "rewarded"),
            _change(row, "burdened"),
        ]
        for row in rows_of(gains_of(comparison, by))
    ]
    note = "Who has a reward, and who bears a burden or restriction: before → now."
    return Markup('{}<p class="pp-quiet">{}</p>').format(bars.rows(lines, head), note)


def _change(row: Row, name: str) -> str:
    before, after = row[f"{name}_before"], row[f"{name}_after"]
    return f"{before:,}" if before == after else Markup("{:,} → <b>{:,}</b>").format(before, after)


def follows(comparison: Comparison) -> Markup:
    """Consequences and lists that somebody gains or loses."""
    before, after = comparison.before.ruleset, comparison.after.ruleset
    consequences = {**before.consequences, **after.consequences}
    lists = {**before.lists, **after.lists}
    lines = [
        *_turned(comparison.consequences, "consequence_id", lambda name: consequences[name].title),
        *_turned(comparison.lists, "list_id", lambda name: f"on the list “{lists[name].title}”"),
    ]
    if not lines:
        return Markup('<p class="pp-quiet">No consequence and no list gains or loses anybody.</p>')
    return bars.rows(lines, ["What follows", "Newly", "No longer", "Now"], kind=bars.TEXTS)


def _turned(table: pd.DataFrame, key: str, named: Callable[[str], str]) -> Iterator[list[str]]:
    for row in rows_of(table[(table["gained"] > 0) | (table["lost"] > 0)]):
        firms = Markup(' <span class="pp-side">companies</span>') if row["type"] == "company" else ""
        yield [
            Markup("{}{}").format(named(row[key]), firms),
            *(bars.number(row[name]) for name in ("gained", "lost", "after")),
        ]


def silent(comparison: Comparison) -> Markup:
    """Rules that differ and move nobody, with the reason; rules that now nobody meets, or that somebody meets now."""
    rules = {rule.id: rule for side in (comparison.before, comparison.after) for rule in side.ruleset.rules}
    parts = [
        *(
            _without_effect(unchanged, comparison.after.ruleset, rules)
            for unchanged in comparison.unchanged_because
            if unchanged.rule_id
        ),
        *(_remark("Nobody meets this any more", rules[name]) for name in comparison.newly_idle),
        *(_remark("Somebody meets this now", rules[name]) for name in comparison.newly_met),
    ]
    items = html.repeated(Markup("<li>{}</li>"), parts)
    return Markup('<ul class="pp-silent">{}</ul>').format(items) if parts else Markup()


def _without_effect(unchanged: Unchanged, after: Ruleset, rules: Mapping[str, Rule]) -> Markup:
    there = any(rule.id == unchanged.rule_id for rule in after.rules)
    what = "Changed without effect" if there else "Taken out without effect"
    return _remark(f"{what}, because {REASONS[unchanged.reason]}", rules[str(unchanged.rule_id)])


def _remark(remark: str, rule: Rule) -> Markup:
    return Markup('{}: <span class="pp-rule">{}</span>').format(remark, rule.text)


def _count(number: int, one: str, several: str) -> str:
    return count(number, one, several) if number else f"no {one}"
