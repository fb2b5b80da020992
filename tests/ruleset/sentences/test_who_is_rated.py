"""Whom a ruleset covers, in words."""

from __future__ import annotations

from typing import Any

import pytest

from pilot import load_ruleset
from pilot.ruleset.model import Ruleset
from pilot.ruleset.sentences.who_is_rated import who_is_rated


def with_(**changes: Any) -> Ruleset:
    return Ruleset.model_validate(load_ruleset("open-pilot").model_dump(by_alias=True) | {"basis_of": {}} | changes)


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("all residents", {"participation": "mandatory", "scope": {}}),
        ("residents of 18 or over who join", {"scope": {"age": {"at_least": 18}}}),
        ("all residents below 65", {"participation": "mandatory", "scope": {"age": {"below": 65}}}),
        (
            "all residents from 18 on and below 65 and all companies",
            {
                "participation": "mandatory",
                "applies_to": ["person", "company"],
                "scope": {"age": {"at_least": 18, "below": 65}},
            },
        ),
        (
            "residents of 18 or over whose district is North and companies whose district is North who join",
            {"applies_to": ["person", "company"], "scope": {"age": {"at_least": 18}, "district": "North"}},
        ),
    ],
)
def test_it_says_who_of_people_and_companies_and_whether_they_choose_to(words: str, changes: dict[str, Any]) -> None:
    assert words == who_is_rated(with_(**changes))
