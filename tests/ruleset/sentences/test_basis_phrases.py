"""How much of a part its sources carry, in words."""

from __future__ import annotations

import pytest

from pilot.ruleset.model import Citation, Rule
from pilot.ruleset.sentences.basis_phrases import basis_phrase, by_source, field_phrase


def rule_known_from(whole: str, **fields: str) -> Rule:
    return Rule.model_validate(
        {
            "id": "red-light",
            "text": "You cross a red light.",
            "when": {"kind": "traffic.red_light"},
            "points": -5,
            "repeat": {"within_months": 12, "multiply": [1, 2]},
            "source": {"ref": "radio", "basis": whole},
            "basis_of": {field: {"ref": "radio", "basis": basis} for field, basis in fields.items()},
        }
    )


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("repeat", "how repeats weigh"),
        ("subject.grade", "residents, grade"),
        ("appeal.window_days", "appeal, in which time"),
        ("expires_after_months", "how long it counts"),
    ],
)
def test_a_field_is_named_by_what_it_says(path: str, words: str) -> None:
    assert words == field_phrase(path)


def test_a_weaker_part_is_said_beside_the_whole_and_a_stronger_one_is_not() -> None:
    assert "reported" == basis_phrase(rule_known_from("reported"))
    assert "reported, in part conjectured" == basis_phrase(
        rule_known_from("reported", repeat="adapted", points="conjectured")
    )
    assert "adapted" == basis_phrase(rule_known_from("adapted", points="reported"))


def test_fields_known_from_one_place_stand_together() -> None:
    one, other = Citation(ref="own", basis="invented"), Citation(ref="own", at="page 3", basis="invented")

    assert [("the points and the cap", one), ("how repeats weigh", other)] == by_source(
        {"points": one, "repeat": other, "cap": one}
    )
