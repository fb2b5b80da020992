"""Which conditions a form can add to a rule and take away from it: whatever is offered makes a ruleset."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.sentences.addable_conditions import conditions_absent, conditions_removable
from pilot.ruleset.sentences.known import Known
from tests.ruleset.changes.plain_parts import plainly, put, rules, with_rule, without
from tests.ruleset.sentences.test_addable_parts import read_again
from tests.ruleset.sentences.test_rule_sentences import rule, ruleset

KNOWN = Known({"district": ("North", "South"), "born": ("1980",)}, ("Court", "Bank"))
LISTS = {"l": {"title": "Debtors", "kind": "blacklist"}, "m": {"title": "Others", "kind": "watchlist"}}


def offered(of: Rule, *others: Rule, **parts: Any) -> dict[str, Any]:
    return {offer.label: offer.value for offer in conditions_absent(of, ruleset(of, *others, **parts), KNOWN)}


def test_a_rule_on_records_can_have_amounts_an_agency_columns_and_a_list() -> None:
    assert {
        "Add: only from an amount": 100,
        "Add: only below an amount": 100,
        "Add: only from an agency": "Court",
        "Add: only for some by type": "person",
        "Add: only for some by age": {"at_least": 18},
        "Add: only for some by district": "North",
        "Add: only for some by born": {"at_least": 1990},
        "Add: only while on a list": "l",
    } == offered(rule(), lists=LISTS)


@pytest.mark.parametrize(
    ("amount", "label", "value"),
    [
        ({"at_least": 500}, "Add: only below an amount", 600),
        ({"below": 50}, "Add: only from an amount", 49),
        ({"below": 500}, "Add: only from an amount", 100),
    ],
)
def test_a_second_bound_leaves_room_for_the_first(amount: dict[str, int], label: str, value: int) -> None:
    assert value == offered(rule(when={"kind": "a.b", "amount": amount}))[label]


def test_no_list_is_offered_that_a_rule_feeds_which_waits_itself() -> None:
    waits = rule(id="waits", when={"kind": "a.b", "while_on": "m"}, lists=["l"])

    assert "Add: only while on a list" not in offered(rule(lists=["m"]), waits, lists=LISTS)
    assert "m" == offered(rule(), waits, lists=LISTS)["Add: only while on a list"]


def test_a_bound_of_contacts_can_be_turned_round() -> None:
    when = {"contacts": {"relationship": "friend", "score_below": 60}}

    assert {"Count those at or above the bound instead": {"relationship": "friend", "score_at_least": 60}} == offered(
        rule(when=when, points=1), score={"start": 100}
    )


def test_the_last_condition_on_the_profile_stays() -> None:
    one, two = (rule(when={"profile": cells}, points=1) for cells in ({"pet": "cat"}, {"pet": "cat", "born": "1980"}))

    assert () == conditions_removable(one)
    assert [("when", "profile", "pet"), ("when", "profile", "born")] == [
        gone.path for gone in conditions_removable(two)
    ]


@settings(max_examples=40, deadline=None)
@given(rules())
def test_whatever_is_offered_can_be_added_and_taken_away_again(pair: tuple[Rule, Ruleset]) -> None:
    own, of = pair
    for offer in conditions_absent(own, of, KNOWN):
        changed = with_rule(of, put(plainly(own), offer.path, offer.value))
        again = read_again(changed).rule(own.id)
        gone = {removal.path for removal in conditions_removable(again)}
        assert offer.path in gone or offer.path == ("when", "contacts") or len(again.when.columns) == 1


@settings(max_examples=40, deadline=None)
@given(rules())
def test_whatever_can_be_taken_away_leaves_a_ruleset(pair: tuple[Rule, Ruleset]) -> None:
    own, of = pair
    for removal in conditions_removable(own):
        plain = without(plainly(own), removal.path)
        amount = plain["when"].get("amount")
        read_again(with_rule(of, plain if amount or amount is None else without(plain, ("when", "amount"))))


def test_columns_are_those_of_the_city_and_those_that_every_subject_has() -> None:
    assert ["type", "age"] == list(Known().conditions)
    assert ["type", "age", "district", "born"] == list(KNOWN.conditions)
    assert ["type", "age", "district"] == list(replace(KNOWN, columns={"district": ("North",), "name": ()}).conditions)
