"""Every field of a ruleset stands in a form, and whatever a form shows, adds or takes away fits the ruleset."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from pilot import DataError, Ruleset, load_ruleset
from pilot.ruleset.editing import Drop, Insert, Put, edited_draft, read_draft, with_what_follows
from pilot.ruleset.editing.dump import ruleset_text
from pilot.ruleset.forms.sheets import sheet_of
from pilot.ruleset.model.shapes import fields_on, parts_of
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.ruleset.sentences.addable_conditions import conditions_absent, conditions_removable
from pilot.ruleset.sentences.addable_parts import Offer, absent
from pilot.ruleset.sentences.known import Known
from pilot.ruleset.sentences.rule_sentences import does_parts, reads_parts
from pilot.ruleset.sentences.slots import Path, Slot, slots
from tests.conftest import SMALL

EVERYTHING = load_ruleset(SMALL / "everything.yaml")
DRAFT = read_draft(ruleset_text(EVERYTHING))
KNOWN = Known({"district": ("North", "South"), "born": ("1980", "1990"), "pet": ("cat",)}, ("Court", "Bank"))
ELSEWHERE = {
    "Ruleset.schema", "Ruleset.extends", "Ruleset.bands", "Ruleset.rules", "Ruleset.lists", "Ruleset.consequences",
    "Ruleset.sources", "Ruleset.since", "Ruleset.promises", "Ruleset.examples", "Ruleset.score",
    "Disclosure.subject", "Disclosure.public", "Disclosure.partner", "Disclosure.delay_hours", "Disclosure.notice",
    "Rule.text",
}  # fmt: skip
"""The version, what extends what, whole parts, the switches of who is told what, and the text above a rule."""


def parts(ruleset: Ruleset) -> list[Path]:
    """Where the parts stand that have a form of their own."""
    named = [(section, name) for section in ("lists", "consequences", "sources") for name in getattr(ruleset, section)]
    placed = [
        (section, place)
        for section in ("bands", "since", "promises", "examples")
        for place in range(len(getattr(ruleset, section)))
    ]
    rules = [("rules", rule.id) for rule in ruleset.rules]
    score = [("score",)] if ruleset.score else []
    return [(), *score, ("recourse",), ("disclosure",), *named, *placed, *rules]


def in_model(path: Path, ruleset: Ruleset) -> tuple[str | int, ...]:
    if path[:1] != ("rules",):
        return path
    return ("rules", [rule.id for rule in ruleset.rules].index(str(path[1])), *path[2:])


def all_slots(ruleset: Ruleset) -> Iterator[Slot]:
    for path in parts(ruleset):
        for row in sheet_of(path, ruleset, KNOWN).rows:
            yield from slots([row.sentence])
    for rule in ruleset.rules:
        for slot in slots([*does_parts(rule, ruleset), reads_parts(rule, ruleset)]):
            yield Slot(("rules", rule.id, *slot.path), slot.value, slot.shown, slot.kind, slot.label)


def all_offers(ruleset: Ruleset) -> Iterator[Offer]:
    for path in parts(ruleset):
        yield from sheet_of(path, ruleset, KNOWN).offers
    for rule in ruleset.rules:
        for offer in (*absent(rule, ruleset), *conditions_absent(rule, ruleset, KNOWN)):
            yield Offer(offer.label, ("rules", rule.id, *offer.path), offer.value, offer.inserts)


def inside(path: Path, value: Any) -> Iterator[Path]:
    yield path
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield from inside((*path, key), inner)


def test_every_field_of_the_format_can_be_changed_or_added_in_a_form() -> None:
    called = {
        id(info): f"{part.__name__}.{info.alias or name}"
        for part in parts_of(Ruleset)
        for name, info in part.model_fields.items()
    }
    reached = [slot.path for slot in all_slots(EVERYTHING)]
    reached += [path for offer in all_offers(EVERYTHING) for path in inside(offer.path, offer.value)]
    found = {called[id(info)] for path in reached for info in fields_on(tuple(in_model(path, EVERYTHING)))}

    assert [] == sorted(set(called.values()) - found - ELSEWHERE)


@pytest.mark.parametrize("name", ["everything", *shipped_rulesets()])
def test_what_a_field_shows_is_what_stands_where_it_says(name: str) -> None:
    ruleset = EVERYTHING if name == "everything" else load_ruleset(name)
    draft = DRAFT if name == "everything" else read_draft(shipped_rulesets()[name].read_text(encoding="utf-8"))
    for path in parts(ruleset):
        for slot in slots([row.sentence for row in sheet_of(path, ruleset, KNOWN).rows]):
            edit = Drop(slot.path) if slot.value is None or (slot.optional and slot.value == ()) else _put(slot)
            assert ruleset == edited_draft(draft, edit).ruleset


def _put(slot: Slot) -> Put:
    """The change that the page makes of a field as it stands: several words as a list, a word by itself."""
    values = list(slot.value) if isinstance(slot.value, tuple) else slot.value
    if slot.kind == "truth":
        return Put(slot.path, slot.value == "true")
    return Put(slot.path, values[0] if slot.kind == "texts" and len(values) == 1 else values)


def test_whatever_is_offered_makes_a_ruleset_that_can_be_read() -> None:
    wrong = []
    for offer in all_offers(EVERYTHING):
        edit = Insert(offer.path, offer.value) if offer.inserts else Put(offer.path, offer.value)
        wrong += [(offer.label, problem.found) for problem in edited_draft(DRAFT, edit).problems]

    assert [] == wrong


def test_whatever_is_taken_away_leaves_a_ruleset_or_is_refused_in_words() -> None:
    wrong = []
    paths = [removal.path for path in parts(EVERYTHING) for removal in sheet_of(path, EVERYTHING, KNOWN).removals]
    paths += [row.drop for path in parts(EVERYTHING) for row in sheet_of(path, EVERYTHING, KNOWN).rows if row.drop]
    for rule in EVERYTHING.rules:
        paths += [("rules", rule.id, *removal.path) for removal in conditions_removable(rule)]
    for path in paths:
        try:
            wrong += [(path, problem.code) for problem in with_what_follows(DRAFT, Drop(path)).draft.problems]
        except DataError:
            continue

    assert [] == [(path, code) for path, code in wrong if path != ("score",)]


def test_each_row_is_called_by_its_key_and_says_what_the_model_says() -> None:
    rows = {row.label: row for row in sheet_of(("lists", "watch"), EVERYTHING, KNOWN).rows}

    assert "After so many months a listing ends; without end where absent." == rows["lasts months"].about
    assert (12, "integer") == (rows["lasts months"].sentence[0].value, rows["lasts months"].sentence[0].kind)  # type: ignore[union-attr]
    assert ("source of notice", "place in the source of notice") == tuple(rows)[-3:-1]


def test_what_can_be_named_is_chosen_by_its_title() -> None:
    rows = {row.label: next(slots([row.sentence])) for row in sheet_of(("bands", 0), EVERYTHING, KNOWN).rows}

    assert (("queue", "Waits longer"),) == rows["consequences"].options
    assert (("own", "Made for the tests"), ("other", "Another word")) == rows["source"].options


def test_the_word_against_a_source_is_asked_for_where_somebody_disputes_it() -> None:
    labels = {
        rule.id: [row.label for row in sheet_of(("rules", rule.id), EVERYTHING, KNOWN).rows]
        for rule in EVERYTHING.rules
    }

    assert "against the source" in labels["late"]
    assert "against the source" not in labels["gift"]


def test_conditions_on_columns_are_offered_by_what_the_city_has() -> None:
    offers = {offer.path: offer.value for offer in sheet_of(("consequences", "queue"), EVERYTHING, KNOWN).offers}

    assert ("North", {"at_least": 1990}) == tuple(
        offers["consequences", "queue", "where", column] for column in ("district", "born")
    )
    assert ("consequences", "queue", "where", "type") not in offers


def test_a_share_and_a_bound_keep_their_digits() -> None:
    slot = next(slot for slot in all_slots(EVERYTHING) if slot.path[-2:] == (0, "share"))

    assert Decimal("0.5") == slot.value
