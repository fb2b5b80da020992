"""What is shown of somebody whom the ruleset did not cover on the day that the screens still show."""

from __future__ import annotations

import datetime as dt

import pytest

from pilot import DataError, disclose, evaluate
from pilot.disclosure.opacity.entries import entry_shares
from pilot.disclosure.opacity.measures import Opacity
from pilot.disclosure.shown.view import ITEMS, View
from pilot.evaluation import Assessment
from pilot.ruleset.model import Disclosure
from tests.evaluation.small import small_city, small_ruleset

GROWN_UP = dt.date(2022, 1, 1)
ADULTS = """
scope: {age: {at_least: 18}}
score: {start: 100}
bands: [{grade: good, from: 100}, {grade: bad}]
rules:
  - {id: late, when: {kind: late}, points: -5}
  - {id: debt, when: {kind: debt}, lists: [debtors]}
lists: {debtors: {carry: [child], consequences: [no-school]}}
consequences: {no-school: {falls_on: [child]}}
"""
TOWN = small_city(
    people="debtor born=1980\nyoung born=2004\nold born=1960",
    records="r1 young 2021-06-01 late\nr2 debtor 2021-07-01 debt\nr3 old 2021-08-01 late",
    relationships="debtor young child",
)
"""Somebody who is in scope from 2022 on, with an entry of the year before and a parent who is listed."""


def shown(as_of: dt.date, delay_hours: int = 24) -> Assessment:
    everything = {"subject": dict.fromkeys(ITEMS, "shown"), "delay_hours": delay_hours}
    return evaluate(small_ruleset(ADULTS), TOWN, as_of).disclosing(Disclosure.model_validate(everything))


def screen(as_of: dt.date, subject_id: str = "young") -> View:
    return disclose(shown(as_of), "subject", subject_id)


def test_nothing_of_ones_own_is_shown_of_the_day_before_one_was_covered() -> None:
    view = screen(GROWN_UP)

    assert (None, None, ()) == (view.score, view.grade, view.postings)
    assert dt.date(2021, 12, 31) == view.seen_as_of


def test_what_a_relative_brought_is_shown_of_that_day_too() -> None:
    assert (("debtors",), ("no-school",)) == (screen(GROWN_UP).lists, screen(GROWN_UP).consequences)


def test_a_day_later_everything_is_shown() -> None:
    view = screen(GROWN_UP + dt.timedelta(days=1))

    assert (95, "bad", [-5]) == (view.score, view.grade, [posting.points for posting in view.postings])


def test_whoever_is_covered_on_neither_day_is_answered_as_uncovered() -> None:
    with pytest.raises(DataError, match="which covers persons, namely whoever’s age is at least 18"):
        screen(GROWN_UP - dt.timedelta(days=1))


def test_no_entry_is_known_of_whoever_was_not_covered_yet() -> None:
    assert (1, 0) == (
        entry_shares(shown(GROWN_UP, 0), subject_id="young").known,
        entry_shares(shown(GROWN_UP), subject_id="young").known,
    )


def test_the_numbers_over_the_city_are_counted_on_such_a_day() -> None:
    opacity = Opacity(shown(GROWN_UP))

    assert "|lists=debtors|consequences=no-school" in opacity.screens["young"]
    assert 3 == opacity.as_dict()["entries"]["count"]
