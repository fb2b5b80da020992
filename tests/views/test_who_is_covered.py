"""Whom a ruleset covers, said plainly wherever somebody whom it does not cover is looked at."""

from __future__ import annotations

import pytest

from pilot import City, evaluate, load_ruleset
from pilot.evaluation.assess import last_day
from tests.views.screen import component, markup, opened, words

PUPIL = "P0002"
"""Sorrel Halyard, born in 2010, whose father was on the list of debtors from 2022 to 2024."""


@pytest.mark.parametrize("screen", ["resident", "compare"])
def test_a_minor_has_no_score_in_rongcheng_and_the_screen_says_why(screen: str) -> None:
    page = words(opened(screen, ruleset="rongcheng", resident=PUPIL, as_of="2024-12-31"))

    assert (
        "Rongcheng covers residents of 18 or over alone, and on 31 December 2024 Sorrel Halyard is not among them, so "
        "there is no score, grade or listing." in page
    )


def test_what_falls_on_a_minor_for_her_father_is_said_though_she_is_not_covered(lantern_ford: City) -> None:
    page = words(opened("resident", ruleset="rongcheng", resident=PUPIL, as_of="2023-06-30"))

    assert "Bears for Mullein Halyard: No expensive private school" in page
    assert "is not among them, so there is no score, grade or listing." in page


def test_the_city_counts_those_of_the_age_that_the_ruleset_covers(lantern_ford: City) -> None:
    on = last_day(lantern_ford)
    born = lantern_ford.residents["born"].astype(int)
    of_age = int((on.year - born >= 18).sum())

    page = words(opened("city", ruleset="rongcheng"))

    assert f"covers {of_age} of the {len(born)} residents of Lantern Ford, those of 18 or over." in page


def test_the_uncovered_are_dots_outside_every_grade(lantern_ford: City) -> None:
    ruleset = load_ruleset("rongcheng")
    covered = set(evaluate(ruleset, lantern_ford, last_day(lantern_ford)).standing["subject_id"])

    drawn = component(opened("city", ruleset="rongcheng"), "dots")

    outside = {dot[0] for dot in drawn["dots"] if dot[4] is None}
    assert PUPIL in outside
    assert outside == set(lantern_ford.residents["subject_id"]) - covered


def test_no_consequence_for_people_alone_is_said_to_fall_on_a_company(lantern_ford: City) -> None:
    company = lantern_ford.companies["subject_id"].iloc[0]
    ruleset = load_ruleset("rongcheng")
    for_people = [one.title for one in ruleset.consequences.values() if one.where.get("type") == ("person",)]

    page = markup(opened("resident", ruleset="rongcheng", resident=company))

    assert for_people
    assert [] == [title for title in for_people if title in page]
