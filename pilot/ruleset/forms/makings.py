"""What it takes to begin something new: the fields of a small form, and what is given with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pilot.phrases import spaced
from pilot.ruleset.forms.controls import fields_of, slot_for
from pilot.ruleset.model import Consequence, Part, Ruleset, RulesetList, Source
from pilot.ruleset.sentences.condition_sentences import RELATIONSHIPS
from pilot.ruleset.sentences.known import Known
from pilot.ruleset.sentences.slots import Slot

Section = Literal["rules", "lists", "consequences", "sources", "examples", "since"]


@dataclass(frozen=True)
class Making:
    """A form for something new in a section: the button that opens it, its fields, and what is given besides.

    The path of a field leads from the new entry down.
    """

    key: str
    label: str
    into: Section
    fields: tuple[Slot, ...]
    rest: dict[str, Any] = field(default_factory=dict)


def makings(section: Section, ruleset: Ruleset, known: Known) -> tuple[Making, ...]:
    """The ways to begin something new in a section of this ruleset."""
    match section:
        case "rules":
            return tuple(_rules(ruleset, known))
        case "lists":
            return (Making("list", "Make a list", "lists", _required(RulesetList, ruleset)),)
        case "consequences":
            return (Making("consequence", "Make a consequence", "consequences", _required(Consequence, ruleset)),)
        case "sources":
            return (Making("source", "Name a source", "sources", _required(Source, ruleset)),)
        case "examples":
            name = _prose("name", "what the example shows, in a sentence")
            end = ruleset.opens_on.replace(month=12, day=31).isoformat()
            rest: dict[str, Any] = {"as_of": end, "expect": {"points": []}}
            return (Making("example", "Make an example", "examples", (name,), rest),)
        case "since":
            title = _prose("title", "what changed, in a few words")
            return (Making("since", "Say what changed since", "since", (title,), {"on": ruleset.opens_on.isoformat()}),)


def _rules(ruleset: Ruleset, known: Known) -> Iterator[Making]:
    text = _prose("text", "what counts, as a resident would read it")
    points = (Slot(("points",), -1, "-1", "integer", "points"),) if ruleset.score else ()
    rest = {"source": {"basis": "invented"}}
    kind = Slot(("when", "kind"), (), "", "texts", "kind of record", suggest="kinds")
    yield Making("rule", "Add a rule", "rules", (text, kind, *points), rest)
    if ruleset.score and known.conditions:
        column, first = next(iter(known.conditions.items()))
        profile = {**rest, "when": {"profile": {column: first}}}
        yield Making("profile", "Add a rule on the profile", "rules", (text, *points), profile)
        who = Slot(("when", "contacts", "relationship"), "friend", "friend", "choice", "whose score", RELATIONSHIPS)
        below = {**rest, "when": {"contacts": {"score_below": ruleset.score.start}}}
        yield Making("contacts", "Add a rule on contacts", "rules", (text, who, *points), below)


def _required(part: type[Part], ruleset: Ruleset) -> tuple[Slot, ...]:
    """Fields for what the part cannot do without."""
    found = (
        slot_for(field, (field.key,), ruleset, spaced(field.key))
        for field in fields_of(part, None)
        if field.info.is_required()
    )
    return tuple(slot for slot in found if slot is not None)


def _prose(key: str, label: str) -> Slot:
    return Slot((key,), "", "", "prose", label)
