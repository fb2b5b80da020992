"""What the amending component is given: rules and grades as plain data, with the path of every value."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pilot.evaluation.memo import Memo
from pilot.ruleset.changes.origins import changed_here
from pilot.ruleset.forms.sheets import FormSheet, sheet_of
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.addable_conditions import conditions_absent, conditions_removable
from pilot.ruleset.sentences.addable_parts import absent, removable
from pilot.ruleset.sentences.known import Known
from pilot.ruleset.sentences.rule_sentences import does_parts, price, reads_parts
from pilot.views.pieces import marks
from pilot.views.pieces.articles import how_often
from pilot.views.visit import effects
from pilot.views.visit.effects import Effect
from pilot.views.visit.figures import Figures
from pilot.views.workshop import form_data

NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class Opened:
    """The rule whose source, topic and conditions are laid open, and what a form may suggest for it."""

    rule_id: str = ""
    known: Known = NOTHING_KNOWN


NOTHING_OPENED = Opened()


@dataclass(frozen=True)
class Met:
    """How often a rule is met, in words, and what it does to the city."""

    words: str
    effect: Effect


def rules(
    shown: Iterable[tuple[int, Rule]],
    figures: Figures,
    before: Figures,
    changed: Collection[str],
    opened: Opened = NOTHING_OPENED,
) -> list[tuple[str, str]]:
    """The ids of the rules, each with all that is drawn of it as JSON: what stays the same is written once for all.

    Their places count from 1; what they do to the city is set against what they did `before`.
    """
    placed, ruleset = list(shown), figures.assessment.ruleset
    around, here = _around(ruleset), changed_here(ruleset)
    done = effects.of_rules([rule for _, rule in placed], figures, before)

    def drawn(place: int, rule: Rule) -> tuple[str, str]:
        met, is_changed = Met(_how_often(rule.id, figures, before), done[rule.id]), rule.id in changed
        if rule.id == opened.rule_id:
            sheet = _sheet(rule, ruleset, opened.known)
            return rule.id, form_data.written({**_rule(place, rule, ruleset, met, is_changed), "sheet": sheet})
        key = (id(rule), around, place, met, is_changed, here.words("rules", rule.id))
        kept: tuple[Rule, str]
        kept = _drawn.get(key, lambda: (rule, form_data.written(_rule(place, rule, ruleset, met, is_changed))))
        return rule.id, kept[1]

    return [drawn(place, rule) for place, rule in placed]


def _how_often(rule_id: str, figures: Figures, before: Figures) -> str:
    """How often the rule is met, and how often before where that differs."""
    now, then = how_often(figures.by_rule[rule_id]), before.by_rule.get(rule_id)
    return now if then is None or how_often(then) == now else f"{now}; before {how_often(then)}"


def silent(rule_id: str, text: str) -> tuple[str, str]:
    """A rule that is switched off, under a key of its own: one that is not may have its id."""
    return f"off {rule_id}", form_data.written({"off": True, "id": rule_id, "text": text})


_drawn = Memo(2048)
"""Rules as they were drawn, each with the rule itself, so that no other can take its place in memory."""


def _around(ruleset: Ruleset) -> bytes:
    """What the sentences of a rule speak of beside itself, in short: all but the rules, and what these wait for."""
    waited_for = sorted({name for rule in ruleset.rules for name in rule.when.lists_read})
    content = ruleset.model_dump_json(exclude={"rules", "examples"}) + repr(waited_for)
    return hashlib.blake2b(content.encode(), digest_size=16).digest()


def _rule(place: int, rule: Rule, ruleset: Ruleset, met: Met, changed: bool) -> dict[str, Any]:
    return {
        "id": rule.id,
        "no": place,
        "text": rule.text,
        "points": rule.points,
        "weight": price(rule) or "no points",
        "does": [form_data.parts(sentence) for sentence in does_parts(rule, ruleset)],
        "reads": form_data.parts(reads_parts(rule, ruleset)),
        "facts": _facts(rule, ruleset),
        "met": met.words,
        "effect": form_data.effect(met.effect),
        "changed": changed,
        "offers": form_data.offers(absent(rule, ruleset)),
        "removals": form_data.removals(removable(rule)),
    }


def _sheet(rule: Rule, ruleset: Ruleset, known: Known) -> dict[str, Any]:
    """What of a rule does not stand in its sentences, and the conditions that it can have."""
    at = ("rules", rule.id)
    own = sheet_of(at, ruleset, known)
    offers = [replace(offer, path=(*at, *offer.path)) for offer in conditions_absent(rule, ruleset, known)]
    removals = [replace(removal, path=(*at, *removal.path)) for removal in conditions_removable(rule)]
    return form_data.sheet(FormSheet(own.rows, (*offers, *own.offers), (*removals, *own.removals)))


def _facts(rule: Rule, ruleset: Ruleset) -> str:
    source = ruleset.sources.get(rule.source.ref or "")
    cited = [part for part in (source.by, source.title, source.date) if part] if source else ["no source given"]
    basis, here = rule.source.basis or "invented", changed_here(ruleset)
    changed, source_changed = here.words("rules", rule.id), here.words("sources", rule.source.ref or "")
    mark = f"{marks.CHANGED[0]} {changed}" if changed else f"{marks.BASIS[basis][0]} {basis}"
    place = ", ".join([*cited, *([rule.source.at] if rule.source.at else [])])
    return " · ".join([mark, place, *([f"{marks.CHANGED[0]} {source_changed}"] if source_changed else [])])


def bands(ruleset: Ruleset, held: Mapping[str, int]) -> dict[str, Any]:
    """The grades and the ends of the score; `held` counts the residents in each grade."""
    score = ruleset.score
    assert score is not None, "only a ruleset with a score has bands"
    low, high = _axis(ruleset)
    here = changed_here(ruleset)
    return {
        "bands": [
            {
                "grade": band.grade,
                "from": band.from_,
                "title": band.title,
                "held": held.get(band.grade, 0),
                "shade": marks.shade(place, len(ruleset.bands)),
                "mark": _mark(here.words("bands", band.grade)),
            }
            for place, band in enumerate(ruleset.bands)
        ],
        "score": {"start": score.start, "floor": score.floor, "ceiling": score.ceiling},
        "axis": [low, high],
        "mark": _mark(here.words("score")),
    }


def _mark(changed: str) -> str:
    """The mark of what was changed here, as plain words."""
    return f"{marks.CHANGED[0]} {changed}" if changed else ""


def _axis(ruleset: Ruleset) -> tuple[int, int]:
    """Whole points with room beyond the outermost boundary, so that each can be dragged both ways."""
    score = ruleset.score
    assert score is not None, "only a ruleset with a score has bands"
    known = [score.start, *(band.from_ for band in ruleset.bands if band.from_ is not None)]
    room = max(round((max(known) - min(known)) * 0.3), 10)
    low = min(known) - room if score.floor is None else min(score.floor, *known)
    return low, max(known) + room if score.ceiling is None else max(score.ceiling, *known)


def order(ruleset: Ruleset) -> Sequence[str]:
    """The ids of the rules as they stand."""
    return [rule.id for rule in ruleset.rules]
