"""What a form can add to a rule and take away from it: whatever is offered makes a ruleset that can be read."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from pilot.ruleset.model import Rule, Ruleset
from pilot.ruleset.reading.load import read_ruleset
from pilot.ruleset.sentences.addable_parts import absent, removable
from tests.ruleset.changes.plain_parts import plainly, put, rules, with_rule, without
from tests.ruleset.sentences.test_rule_sentences import rule, ruleset

many = settings(max_examples=40, deadline=None)
SCORED: dict[str, Any] = {"score": {"start": 100}, "bands": [{"grade": "A", "from": 90}, {"grade": "D"}]}


class _InFull(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def read_again(given: dict[str, Any]) -> Ruleset:
    """The ruleset through its file, so that everything that the format forbids is found."""
    whole = Ruleset.model_validate(given).model_dump(mode="json", by_alias=True, exclude_unset=True)
    return read_ruleset(yaml.dump(whole, Dumper=_InFull, sort_keys=False), "any.yaml")


def offered(of: Rule, **parts: Any) -> dict[str, Any]:
    return {offer.label: offer.value for offer in absent(of, ruleset(of, **parts))}


def test_a_record_rule_with_points_can_have_everything_that_the_ruleset_has_room_for() -> None:
    lists = {"l": {"title": "Debtors", "kind": "blacklist"}}

    assert {
        "Add a weight for repeats": {"within_months": 12, "multiply": [1, 2]},
        "Add a cap": {"per": "year", "points": 10},
        "Add a list": ["l"],
        "Add a grade whatever the score": {"grade": "D"},
        "Add an expiry": 12,
        "Add an end once settled": "settled",
    }.items() <= offered(rule(points=-5), lists=lists, **SCORED).items()


def test_without_a_score_no_points_are_offered_nor_what_needs_them() -> None:
    assert ["Add a first day", "Add a last day"] == list(offered(rule()))


@pytest.mark.parametrize(
    ("when", "labels"),
    [({"profile": {"pet": "true"}}, []), ({"contacts": {"relationship": "friend", "score_below": 9}}, ["Add a cap"])],
)
def test_rules_on_the_profile_have_nothing_more_and_rules_on_contacts_a_cap(
    when: dict[str, Any], labels: list[str]
) -> None:
    assert labels == list(offered(rule(when=when, points=1), **SCORED))


def test_an_override_can_be_given_an_end_and_lose_it() -> None:
    endless = rule(override={"grade": "D"})
    ending = rule(override={"grade": "D", "months": 3})

    assert 12 == offered(endless, **SCORED)["Add an end of that grade"]
    assert ("override", "months") in [removal.path for removal in removable(ending)]
    assert ("override", "months") not in [removal.path for removal in removable(endless)]


def test_a_button_names_what_it_takes_away() -> None:
    assert ["Take away the points", "Take away the cap"] == [
        removal.label for removal in removable(rule(points=1, cap={"per": "ever", "points": 3}))
    ]


@many
@given(rules())
def test_whatever_is_offered_can_be_added_as_it_is_and_taken_away_again(pair: tuple[Rule, Ruleset]) -> None:
    of, whole = pair

    for offer in absent(of, whole):
        added = read_again(with_rule(whole, put(plainly(of), offer.path, offer.value)))
        now = added.rule(of.id)
        assert of != now
        assert offer.path not in [other.path for other in absent(now, added)]
        assert offer.path in [removal.path for removal in removable(now)]


@many
@given(rules())
def test_whatever_can_be_taken_away_leaves_a_ruleset_that_can_be_read(pair: tuple[Rule, Ruleset]) -> None:
    of, whole = pair
    offers = [offer.path for offer in absent(of, whole)]

    for removal in removable(of):
        left = read_again(with_rule(whole, without(plainly(of), removal.path)))
        assert removal.path not in offers
        assert removal.path not in [other.path for other in removable(left.rule(of.id))]
