"""Sentences with slots, sheets of fields and forms for something new, as the amending component is given them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pilot.ruleset.forms.makings import Making
from pilot.ruleset.forms.sheets import FormSheet
from pilot.ruleset.sentences.addable_parts import Offer, Removal
from pilot.ruleset.sentences.slots import Sentence, Slot
from pilot.views.visit.effects import Effect


def parts(sentence: Sentence) -> list[Any]:
    """The words of a sentence, and its slots as plain data."""
    return [_slot(part) if isinstance(part, Slot) else part for part in sentence]


def _slot(slot: Slot) -> dict[str, Any]:
    return {
        "path": slot.path,
        "value": plain(slot.value),
        "shown": slot.shown,
        "kind": slot.kind,
        "label": slot.label,
        "options": slot.options,
        "also": slot.also,
        "least": None if slot.least is None else str(slot.least),
        "most": None if slot.most is None else str(slot.most),
        "sign_in_verb": slot.sign_in_verb,
        "suggest": slot.suggest or None,
        "optional": slot.optional,
    }


def offers(given: Iterable[Offer]) -> list[dict[str, Any]]:
    """What can be added."""
    return [
        {"label": offer.label, "path": offer.path, "value": plain(offer.value), "inserts": offer.inserts}
        for offer in given
    ]


def removals(given: Iterable[Removal]) -> list[dict[str, Any]]:
    """What can be taken away."""
    return [{"label": removal.label, "path": removal.path} for removal in given]


def sheet(given: FormSheet) -> dict[str, Any]:
    """The rows of a part with what can be added and taken away."""
    return {
        "rows": [
            {"label": row.label, "about": row.about, "parts": parts(row.sentence), "drop": row.drop}
            for row in given.rows
        ],
        "offers": offers(given.offers),
        "removals": removals(given.removals),
    }


def makings(given: Iterable[Making]) -> list[dict[str, Any]]:
    """Forms for something new."""
    return [
        {
            "key": making.key,
            "label": making.label,
            "submit": "Add it",
            "into": making.into,
            "fields": parts(making.fields),
            "rest": plain(making.rest),
        }
        for making in given
    ]


def effect(given: Effect) -> dict[str, Any]:
    """What an article does to the city, for the drawing."""
    states = [given.now, given.before] if given.before else [given.now]
    return {"blocks": [[block.way, block.wide, block.high] for block in states], "words": given.words}


def written(drawn: Mapping[str, Any]) -> str:
    """Data as JSON in its shortest form, which is compared as text to see what has to be drawn anew."""
    return json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))


def plain(value: Any) -> Any:
    """A value as JSON has it; a decimal and a date are written out, so that no digit is lost."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(inner) for inner in value]
    return str(value) if isinstance(value, (Decimal, dt.date)) else value
