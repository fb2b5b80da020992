"""What a changed ruleset does to whom, set against a baseline: one neutral sentence first, then who, why and what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from pilot.evaluation.comparing.compare import Comparison, Directions
from pilot.evaluation.comparing.unchanged import Unchanged
from pilot.phrases import count, plural
from pilot.ruleset.model import Rule, Ruleset
from pilot.views import html
from pilot.views.pieces import bars
from pilot.views.pieces.movers import MOST_MOVED, REASONS, far, posting, stood, unmoved
from pilot.views.visit.figures import Row, gains_of, rows_of

Named = Callable[[str], str]
"""The name of a subject by its id."""


@cache
def style() -> str:
    """The style sheet of the impact."""
    return f"<style>{(Path(__file__).parent / 'impact.css').read_text(encoding='utf-8')}</style>"


def lead(comparison: Comparison) -> str:
    """The summary: how many stand otherwise and how many as before, or why nothing changed."""
    if comparison.nothing_changed:
        return unmoved(comparison)
    people, firms = comparison.directions("person"), comparison.directions("company")
    sentences = [_moves(people, "resident", "residents")]
    if firms.moved:
        sentences.append(_moves(firms, "company", "companies"))
    if not people.moved and not firms.moved:
        sentences = ["Nobody’s grade or score changes; lists or consequences do."]
    return " ".join(sentences)


def _moves(ways: Directions, one: str, several: str) -> str:
    """Whose grade rises and falls, and who has more or fewer points in the same grade."""
    if ways.risen is None and ways.more is None:
        return f"{ways.moved:,} of {ways.both:,} {several} stand elsewhere in the order; the scales differ."
    parts = []
    if ways.risen is not None:
        grades = ways.risen + (ways.fallen or 0)
        risen, fallen = _count(ways.risen, one, several), _count(ways.fallen or 0, one, several)
        parts.append(f"The grade of {risen} rises and of {fallen} falls" if grades else f"No {one}’s grade changes")
        kept = ways.moved - grades
        more = f"{kept:,} more" if grades else _count(kept, one, several)
        parts.append(f"{more} {plural(kept, 'changes', 'change')} in points alone" if kept else "")
    else:
        parts.append(f"{ways.more:,} {several} have more points and {ways.fewer:,} fewer")
    same = ways.both - ways.moved
    parts.append(f"{same:,} stand as before" if same else "nobody stands as before")
    return f"{'; '.join(part for part in parts if part)}."


def who(comparison: Comparison, named: Named) -> str:
    """The residents who moved most, each with the one posting that moved them."""
    movers = comparison.most_moved(MOST_MOVED)
    if not movers:
        return '<p class="pp-quiet">No resident stands otherwise than before.</p>'
    lines = "".join(f"<li>{_mover(comparison, row, named)}</li>" for row in movers)
    moved = comparison.directions("person").moved
    more = f'<p class="pp-quiet">The {len(movers)} most moved of {moved:,}.</p>' if moved > len(movers) else ""
    return f'<ol class="pp-moved">{lines}</ol>{more}'


def _mover(comparison: Comparison, row: Row, named: Named) -> str:
    before, after = comparison.before.ruleset, comparison.after.ruleset
    name = f"<b>{html.text(named(row['subject_id']))}</b>"
    way = f'{stood(before, row, "before")} <span aria-label="then">→</span> {stood(after, row, "after")}'
    cause = "".join(f'<span class="pp-part">{part}</span>' for part in posting(comparison, row, ("before", "now")))
    return f'<p>{name} <span class="pp-way">{way}</span> <span class="pp-side">{far(row)}</span></p>{cause}'


def groups(comparison: Comparison, by: str, called: str) -> str:
    """By group: how many are covered and stand higher or lower; small groups are marked."""
    has_order = comparison.yardstick in ("grade", "score")
    head = [called, "Covered", *(["Higher", "Lower"] if has_order else []), "Reward", "Burden"]
    lines = [
        [
            Markup(html.text(row[by]) + (f" {bars.few(row['both'])}" if row["small"] else "")),
            bars.number(row["both"]),
            *([bars.number(row[way]) for way in ("higher", "lower")] if has_order else []),
            Markup(_change(row, "rewarded")),
            Markup(_change(row, "burdened")),
        ]
        for row in rows_of(gains_of(comparison, by))
    ]
    note = "Who has a reward, and who bears a burden or restriction: before → now."
    return f'{bars.rows(lines, head)}<p class="pp-quiet">{note}</p>'


def _change(row: Row, name: str) -> str:
    before, after = row[f"{name}_before"], row[f"{name}_after"]
    return f"{before:,}" if before == after else f"{before:,} → <b>{after:,}</b>"


def follows(comparison: Comparison) -> str:
    """Consequences and lists that somebody gains or loses."""
    before, after = comparison.before.ruleset, comparison.after.ruleset
    consequences = {**before.consequences, **after.consequences}
    lists = {**before.lists, **after.lists}
    lines = [
        *_turned(comparison.consequences, "consequence_id", lambda name: consequences[name].title),
        *_turned(comparison.lists, "list_id", lambda name: f"on the list “{lists[name].title}”"),
    ]
    if not lines:
        return '<p class="pp-quiet">No consequence and no list gains or loses anybody.</p>'
    return bars.rows(lines, ["What follows", "Newly", "No longer", "Now"], kind=bars.TEXTS)


def _turned(table: pd.DataFrame, key: str, named: Callable[[str], str]) -> Iterator[list[str]]:
    for row in rows_of(table[(table["gained"] > 0) | (table["lost"] > 0)]):
        firms = ' <span class="pp-side">companies</span>' if row["type"] == "company" else ""
        yield [
            Markup(html.text(named(row[key])) + firms),
            *(bars.number(row[name]) for name in ("gained", "lost", "after")),
        ]


def silent(comparison: Comparison) -> str:
    """Rules that differ and move nobody, with the reason; rules that now nobody meets, or that somebody meets now."""
    rules = {rule.id: rule for side in (comparison.before, comparison.after) for rule in side.ruleset.rules}
    parts = [
        *(
            _without_effect(unchanged, comparison.after.ruleset, rules)
            for unchanged in comparison.unchanged_because
            if unchanged.rule_id
        ),
        *(f"Nobody meets this any more: {_text(rules[name].text)}" for name in comparison.newly_idle),
        *(f"Somebody meets this now: {_text(rules[name].text)}" for name in comparison.newly_met),
    ]
    return f'<ul class="pp-silent">{"".join(f"<li>{part}</li>" for part in parts)}</ul>' if parts else ""


def _without_effect(unchanged: Unchanged, after: Ruleset, rules: Mapping[str, Rule]) -> str:
    there = any(rule.id == unchanged.rule_id for rule in after.rules)
    found = "Changed without effect" if there else "Taken out without effect"
    return f"{found}, because {REASONS[unchanged.reason]}: {_text(rules[str(unchanged.rule_id)].text)}"


def _text(text: str) -> str:
    return f'<span class="pp-rule">{html.text(text)}</span>'


def _count(number: int, one: str, several: str) -> str:
    return count(number, one, several) if number else f"no {one}"
