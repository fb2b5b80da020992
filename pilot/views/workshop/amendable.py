"""What the amending component is given: rules and grades as plain data, with the path of every value."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
from markupsafe import Markup

from pilot.evaluation.memo import Memo
from pilot.ruleset.changes.origins import changed_here
from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.addable_parts import absent, removable
from pilot.ruleset.sentences.rule_sentences import does_parts, price, reads_parts
from pilot.ruleset.sentences.slots import Sentence, Slot
from pilot.views import html
from pilot.views.pieces import marks
from pilot.views.pieces.articles import how_often
from pilot.views.visit.figures import rows_of

_KINDS = "pp-kinds"


def suggested(kinds: pd.DataFrame) -> Markup:
    """The list, drawn beside the component, from which a field for a kind of record suggests."""
    options = html.joined(
        Markup('<option value="{}">{}</option>').format(kind, title)
        for kind, title in zip(kinds["kind"], kinds["title"], strict=True)
    )
    return Markup('<datalist id="{}">{}</datalist>').format(_KINDS, options)


def rules(
    shown: Iterable[tuple[int, Rule]], ruleset: Ruleset, totals: pd.DataFrame, changed: Collection[str]
) -> list[tuple[str, str]]:
    """The ids of the rules, each with all that is drawn of it as JSON: what stays the same is written once for all.

    Their places count from 1; `totals` are those of `rule_totals`, in the order of the file.
    """
    placed, around, here = list(shown), _around(ruleset), changed_here(ruleset)

    def drawn(place: int, rule: Rule, how_many: str) -> tuple[str, str]:
        key = (id(rule), around, place, how_many, rule.id in changed, here.words("rules", rule.id))
        kept: tuple[Rule, str]
        kept = _drawn.get(key, lambda: (rule, _json(_rule(place, rule, ruleset, how_many, rule.id in changed))))
        return rule.id, kept[1]

    rows = rows_of(totals.iloc[[place - 1 for place, _ in placed]])
    return [drawn(place, rule, how_often(row)) for (place, rule), row in zip(placed, rows, strict=True)]


def silent(rule_id: str, text: str) -> tuple[str, str]:
    """A rule that is switched off, under a key of its own: one that is not may have its id."""
    return f"off {rule_id}", _json({"off": True, "id": rule_id, "text": text})


def _json(drawn: Mapping[str, Any]) -> str:
    return json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))


_drawn = Memo(2048)
"""Rules as they were drawn, each with the rule itself, so that no other can take its place in memory."""


def _around(ruleset: Ruleset) -> bytes:
    """What the sentences of a rule speak of beside itself, in short: all but the rules, and what these wait for."""
    waited_for = sorted({name for rule in ruleset.rules for name in rule.when.lists_read})
    content = ruleset.model_dump_json(exclude={"rules", "examples"}) + repr(waited_for)
    return hashlib.blake2b(content.encode(), digest_size=16).digest()


def _rule(place: int, rule: Rule, ruleset: Ruleset, how_many: str, changed: bool) -> dict[str, Any]:
    return {
        "id": rule.id,
        "no": place,
        "text": rule.text,
        "points": rule.points,
        "weight": price(rule) or "no points",
        "does": [_parts(sentence) for sentence in does_parts(rule, ruleset)],
        "reads": _parts(reads_parts(rule, ruleset)),
        "facts": _facts(rule, ruleset),
        "met": how_many,
        "changed": changed,
        "offers": [
            {"label": offer.label, "path": offer.path, "value": _plain(offer.value)} for offer in absent(rule, ruleset)
        ],
        "removals": [{"label": removal.label, "path": removal.path} for removal in removable(rule)],
    }


def _parts(sentence: Sentence) -> list[Any]:
    return [_slot(part) if isinstance(part, Slot) else part for part in sentence]


def _slot(slot: Slot) -> dict[str, Any]:
    return {
        "path": slot.path,
        "value": _plain(slot.value),
        "shown": slot.shown,
        "kind": slot.kind,
        "label": slot.label,
        "options": slot.options,
        "also": slot.also,
        "least": None if slot.least is None else str(slot.least),
        "most": None if slot.most is None else str(slot.most),
        "sign_in_verb": slot.sign_in_verb,
        "suggest": _KINDS if slot.path == ("when", "kind") else None,
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it; a decimal and a date are written out, so that no digit is lost."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, (Decimal, dt.date)) else value


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
    return {
        "bands": [
            {
                "grade": band.grade,
                "from": band.from_,
                "title": band.title,
                "held": held.get(band.grade, 0),
                "shade": marks.shade(place, len(ruleset.bands)),
            }
            for place, band in enumerate(ruleset.bands)
        ],
        "score": {"start": score.start, "floor": score.floor, "ceiling": score.ceiling},
        "axis": [low, high],
    }


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


def template(ruleset: Ruleset, kind: str) -> dict[str, Any]:
    """A new rule to begin with; the component finds an id that is free."""
    return {
        "id": "new-rule",
        "text": "A new rule. Say here, as a resident would read it, what counts and why.",
        "when": {"kind": kind},
        **({"points": -1} if ruleset.score else {}),
        "source": {"basis": "invented"},
    }
