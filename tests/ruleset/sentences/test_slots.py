"""Sentences with slots: each value that a sentence says can be found in the rule, and changed there."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

from hypothesis import given, settings

from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.rule_sentences import Sentence, Slot, does, does_parts, reads, reads_parts
from pilot.ruleset.sentences.slots import in_a_row, plain, sentence, slots
from tests.ruleset.changes.plain_parts import at, plainly, put, rules
from tests.ruleset.sentences.test_rule_sentences import rule, ruleset

many = settings(max_examples=60, deadline=None)


def marked(parts: Sentence) -> str:
    """A sentence with its slots in brackets."""
    return "".join(part if isinstance(part, str) else f"[{part.shown}]" for part in parts)


def marked_sentences(of: Rule, **parts: Any) -> list[str]:
    return [marked(sentence) for sentence in does_parts(of, ruleset(of, **parts))]


def slot_of(of: Rule, *path: str | int, **parts: Any) -> Slot:
    whole = ruleset(of, **parts)
    return next(slot for slot in slots([reads_parts(of, whole), *does_parts(of, whole)]) if slot.path == path)


def test_a_slot_has_the_signed_value_and_shows_what_the_verb_leaves_to_it() -> None:
    assert ["The score falls by [5] points."] == marked_sentences(rule(points=-5))
    assert -5 == slot_of(rule(points=-5), "points").value
    assert ["The score [stays as it is]."] == marked_sentences(rule(points=0))


def test_a_value_that_is_woven_in_is_a_phrase_with_a_value() -> None:
    carried = rule(points=-10, carry=[{"to": "spouse", "share": 0.5}, {"to": "child", "share": 0.3}])

    assert [
        "The score falls by [10] points.",
        "Every [spouse] of whoever it meets gets [half of the points] too.",
        "Every [child] of whoever it meets gets [0.3] times the points too.",
    ] == marked_sentences(carried)
    assert Decimal("0.5") == slot_of(carried, "carry", 0, "share").value


def test_the_parts_of_a_record_rule_that_a_form_can_change() -> None:
    whole = rule(
        points_per={"amount": 100, "points": 1},
        repeat={"within_months": 12, "multiply": [1, 2]},
        cap={"per": "year", "points": 20},
        factor="f",
        lists=["l"],
        override={"grade": "D", "months": 6},
        expires_after_months=24,
    )
    parts = {
        "score": {"start": 0, "factors": {"f": {"title": "Duty"}}},
        "bands": [{"grade": "A", "from": 10}, {"grade": "D"}],
        "lists": {"l": {"title": "Debtors", "kind": "blacklist"}},
    }

    assert [
        "The score rises by [1] point for each full [100] of the amount.",
        "It counts [twice] where it happened before within [12] months.",
        "It moves nobody by more than [20] points [in a calendar year].",
        "It counts inside [Duty].",
        "Whoever it meets is put on the list [“Debtors”].",
        "The grade is [D] at best for [6] months, whatever the score.",
        "After [24] months the points no longer count.",
    ] == marked_sentences(whole, **parts)
    assert (("A", "A"), ("D", "D")) == slot_of(whole, "override", "grade", **parts).options
    assert (("l", "Debtors"),) == slot_of(whole, "lists", **parts).options


def test_the_conditions_that_a_form_can_change() -> None:
    record = rule(
        when={"kind": ["late", "late.*"], "amount": {"at_least": 500}, "agency": "Bank", "subject": {"pet": "true"}},
        valid_until="2020-05-01",
    )
    profile = rule(when={"profile": {"born": {"below": 1960}}}, points=1)
    contact = rule(when={"contacts": {"relationship": "friend", "score_below": 600}}, points=-1)

    assert (
        "Reads records of the kind [late or late.*] with an amount of at least [500], supplied by [Bank], where pet is "
        "[true], dated until [1 May 2020]."
    ) == marked(reads_parts(record, ruleset(record)))
    assert "Holds for whoever has born below [1960]." == marked(reads_parts(profile, ruleset(profile)))
    assert ["The score falls by [1] point for each friend whose score is below [600]."] == marked_sentences(contact)


def test_a_phrase_for_several_factors_of_a_repeat_changes_them_all() -> None:
    slot = slot_of(rule(points=-5, repeat={"within_months": 6, "multiply": [1, 2, 2]}), "repeat", "multiply", 1)

    assert "twice" == slot.shown
    assert (("repeat", "multiply", 2),) == slot.also


def test_lists_that_fill_themselves_or_would_close_a_circle_are_no_choice() -> None:
    waiting = rule(when={"kind": "late", "while_on": "watch"}, lists=["debt"])
    lists: dict[str, Any] = {name: {"title": name, "kind": "blacklist"} for name in ("watch", "debt", "red")}
    lists["both"] = {"title": "both", "kind": "blacklist", "entered_when": {"at_least": 1, "of": ["red"]}}

    assert (("debt", "debt"), ("red", "red")) == slot_of(waiting, "lists", lists=lists).options


def test_pieces_in_a_row_have_commas_and_a_last_word() -> None:
    slot = Slot(("points",), 1, "one", "integer", "points")

    assert ("a, ", slot, " and b") == in_a_row(["a", slot, "b"], "and")
    assert ("ab", slot) == sentence("a", "", ("b", slot), "")


@many
@given(rules())
def test_every_slot_shows_a_value_that_stands_in_the_rule(pair: tuple[Rule, Ruleset]) -> None:
    rule, whole = pair

    for slot in slots([reads_parts(rule, whole), *does_parts(rule, whole)]):
        found = [at(rule, path) for path in (slot.path, *slot.also)]
        assert [slot.value] * len(found) == found
        assert slot.shown
        chosen = slot.value if slot.kind == "lists" else [slot.value] if slot.kind == "choice" else []
        assert set(chosen) <= {value for value, _ in slot.options}


@many
@given(rules())
def test_every_place_has_one_slot_at_most(pair: tuple[Rule, Ruleset]) -> None:
    rule, whole = pair

    paths = [path for slot in slots([reads_parts(rule, whole), *does_parts(rule, whole)]) for path in
             (slot.path, *slot.also)]  # fmt: skip
    assert len(set(paths)) == len(paths)


@many
@given(rules())
def test_the_sentences_are_their_parts_joined_and_words_never_meet(pair: tuple[Rule, Ruleset]) -> None:
    rule, whole = pair

    assert reads(rule, whole) == plain(reads_parts(rule, whole))
    assert does(rule, whole) == tuple(plain(parts) for parts in does_parts(rule, whole))
    for parts in (reads_parts(rule, whole), *does_parts(rule, whole)):
        kinds = [type(part) for part in parts]
        assert (str, str) not in itertools.pairwise(kinds)
        assert "" not in parts


@many
@given(rules())
def test_a_changed_whole_number_changes_the_sentences(pair: tuple[Rule, Ruleset]) -> None:
    rule, whole = pair
    before = [reads(rule, whole), *does(rule, whole)]

    for slot in slots([reads_parts(rule, whole), *does_parts(rule, whole)]):
        if slot.kind == "integer":
            given = plainly(rule)
            for path in (slot.path, *slot.also):
                given = put(given, path, slot.value + 7)
            changed = Rule.model_validate(given)
            assert before != [reads(changed, whole), *does(changed, whole)]
