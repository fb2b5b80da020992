"""What other agencies come to know of a subject because they act on it, on the town of Hill End."""

from __future__ import annotations

import datetime as dt

import pytest

from pilot import City, DataError, Ruleset, evaluate
from pilot.disclosure import act_on
from pilot.disclosure.shown.view import ITEMS

DAY = dt.date(2023, 12, 31)


def test_an_agency_hears_of_the_consequence_that_names_it_and_of_the_list_behind_it(
    few_rules: Ruleset, hill_end: City
) -> None:
    view = act_on(evaluate(few_rules, hill_end, DAY), "P2")

    assert (view.lists, view.consequences) == (("defaulters",), ("no-fast-trains",))


def test_it_hears_of_relatives_who_bear_the_consequence_too(few_rules: Ruleset, hill_end: City) -> None:
    assert act_on(evaluate(few_rules, hill_end, DAY), "P3").consequences == ("no-fast-trains",)


def test_nothing_is_passed_on_of_whoever_bears_no_consequence_that_names_an_agency(
    few_rules: Ruleset, hill_end: City
) -> None:
    view = act_on(evaluate(few_rules, hill_end, DAY), "P1")

    assert (view.lists, view.consequences) == ((), ())


def test_agencies_that_do_not_join_hear_nothing(few_rules: Ruleset, hill_end: City) -> None:
    assert act_on(evaluate(few_rules, hill_end, DAY, joined=()), "P2").consequences == ()


def test_every_other_item_is_a_blank_with_its_name(few_rules: Ruleset, hill_end: City) -> None:
    view = act_on(evaluate(few_rules, hill_end, DAY), "P2")

    assert {blank.item for blank in view.blanks} == set(ITEMS) - {"lists", "consequences"}


def test_an_uncovered_subject_is_answered_as_uncovered(few_rules: Ruleset, hill_end: City) -> None:
    with pytest.raises(DataError, match="is not covered by few-rules"):
        act_on(evaluate(few_rules, hill_end, DAY), "C1")
