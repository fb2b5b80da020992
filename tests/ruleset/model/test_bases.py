"""What a part of a ruleset is known from, and which of that carries the least."""

from __future__ import annotations

from pilot.ruleset.model import Disclosure, Rule
from pilot.ruleset.model.bases import STRONG_TO_WEAK, known_from, weaker_fields, weakest

RULE = Rule.model_validate(
    {
        "id": "red-light",
        "text": "You cross a red light.",
        "when": {"kind": "traffic.red_light"},
        "points": -5,
        "repeat": {"within_months": 12, "multiply": [1, 2]},
        "cap": {"per": "year", "points": 10},
        "expires_after_months": 12,
        "source": {"ref": "radio", "basis": "adapted"},
        "basis_of": {
            "points": {"ref": "radio", "basis": "reported"},
            "repeat": {"ref": "district", "basis": "claimed"},
            "repeat.within_months": {"ref": "own", "basis": "invented"},
            "cap": {"ref": "radio", "basis": "adapted"},
        },
    }
)


def basis(rule: Rule, *path: str) -> str | None:
    found = known_from(rule, *path)
    return found and found.basis


def test_the_bases_go_from_what_a_source_carries_whole_to_what_was_made_up() -> None:
    assert ("reported", "adapted", "claimed", "conjectured", "invented") == STRONG_TO_WEAK


def test_a_field_is_known_from_its_own_source_from_that_of_what_it_lies_in_or_from_that_of_the_whole() -> None:
    assert "invented" == basis(RULE, "repeat", "within_months")
    assert "claimed" == basis(RULE, "repeat", "multiply")
    assert "adapted" == basis(RULE, "expires_after_months")
    assert "adapted" == basis(RULE)


def test_only_fields_whose_source_carries_less_than_that_of_the_whole_are_weaker() -> None:
    assert ["repeat", "repeat.within_months"] == list(weaker_fields(RULE))


def test_a_chain_is_as_strong_as_its_weakest_link() -> None:
    found = weakest(RULE)

    assert "invented" == (found and found.basis)


def test_where_the_whole_has_no_source_every_field_speaks_for_itself() -> None:
    disclosure = Disclosure.model_validate(
        {"subject": {"grade": "shown"}, "basis_of": {"subject": {"basis": "invented"}}}
    )
    found = known_from(disclosure, "subject", "grade")

    assert "invented" == (found and found.basis)
    assert known_from(disclosure, "notice") is None
    assert {} == weaker_fields(disclosure)


def test_what_has_no_basis_is_as_weak_as_can_be() -> None:
    rule = RULE.model_copy(update={"basis_of": {"points": RULE.source.model_copy(update={"basis": None})}})
    found = weakest(rule)

    assert found
    assert found.basis is None
