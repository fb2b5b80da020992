"""Who could know of an error that lowers the grade, who could still contest it, and what would put it right."""

from __future__ import annotations

import datetime as dt

import pytest

from pilot import City, evaluate, load_ruleset
from pilot.disclosure.opacity.remedy import Decision, Remedy, remedy
from pilot.evaluation.assess import last_day
from tests.evaluation.small import small_city, small_ruleset

LAST = "2021-12-31"
RULES = """
score: {{start: 100}}
bands: [{{grade: A, from: 100}}, {{grade: B, from: 80}}, {{grade: C}}]
rules:
  - {{id: late, when: {{kind: late}}, points: -5}}
  - {{id: debt, when: {{kind: debt}}, override: {{grade: C}}}}
disclosure: {{subject: {{records: {level}}}, delay_hours: {delay}}}
recourse: {recourse}
"""
APPEAL = "{appeal: {available: true, decided_by: The council, decides_within_days: 30}}"
ACTS = "a1 other 2021-01-05 late"
WRONGED = "r1 p1 2021-06-01 late"


def found(
    records: str = WRONGED,
    appeals: str = "",
    *,
    recourse: str = APPEAL,
    level: str = "shown",
    delay: int = 0,
    as_of: str = LAST,
    requested: bool = False,
) -> Remedy:
    """Records without an act are fabricated, and so wrong."""
    city = small_city(people="p1\np2\nother", records=records, appeals=appeals, acts=ACTS)
    ruleset = small_ruleset(RULES.format(level=level, delay=delay, recourse=recourse))
    what = remedy(evaluate(ruleset, city, dt.date.fromisoformat(as_of)), requested=requested)
    assert what is not None
    return what


def test_whoever_can_know_and_contest_in_time_would_be_put_right_by_the_decision_that_the_ruleset_names() -> None:
    what = found()

    assert (("p1",),) * 4 == (what.lowered_by_error, what.could_know, what.could_contest, what.put_right)
    assert (Decision("appeal", "The council", 30, promised=True),) == what.decisions


def test_a_true_record_is_no_error() -> None:
    assert () == found("r1 other 2021-06-01 late act_id=a1").lowered_by_error


def test_what_is_given_on_request_is_known_to_whoever_asks() -> None:
    assert ((), ("p1",)) == (
        found(level="on_request").could_know,
        found(level="on_request", requested=True).could_know,
    )


def test_an_entry_that_the_delay_holds_back_cannot_be_known_yet() -> None:
    assert ((), ("p1",)) == (
        found(delay=48, as_of="2021-06-02").could_know,
        found(delay=48, as_of="2021-06-03").could_know,
    )


def test_whose_request_was_rejected_cannot_contest_again() -> None:
    what = found(appeals="r1 2021-09-01 rejected filed_on=2021-07-01")

    assert (("p1",), (), (), ("p1",)) == (what.could_know, what.could_contest, what.put_right, what.rejected)


def test_on_a_day_before_the_decision_the_request_is_pending() -> None:
    what = found(appeals="r1 2021-09-01 rejected filed_on=2021-07-01", as_of="2021-08-31")

    assert (("p1",), ("p1",), ()) == (what.put_right, what.pending, what.rejected)


@pytest.mark.parametrize(("as_of", "in_time"), [("2021-07-01", True), ("2021-07-02", False)])
def test_the_time_to_contest_ends_so_many_days_after_the_entry(as_of: str, *, in_time: bool) -> None:
    what = found(recourse="{objection: {available: true, window_days: 30}}", as_of=as_of)

    assert (("p1",) if in_time else (), () if in_time else ("p1",)) == (what.could_contest, what.too_late)


def test_what_was_filed_in_time_may_be_decided_after_it() -> None:
    recourse = "{objection: {available: true, window_days: 30, decides_within_days: 400}}"

    assert ("p1",) == found(appeals="r1 2022-03-01 upheld filed_on=2021-06-20", recourse=recourse).could_contest


def test_where_an_objection_is_over_the_appeal_may_still_be_open() -> None:
    recourse = "{objection: {available: true, window_days: 5}, appeal: {available: true, decides_within_days: 20}}"

    assert ["appeal"] == [decision.way for decision in found(recourse=recourse).decisions]


@pytest.mark.parametrize("recourse", ["{}", "{appeal: {available: false}}"])
def test_without_a_way_nobody_can_contest_and_nobody_is_late(recourse: str) -> None:
    what = found(recourse=recourse)

    assert ((), (), ()) == (what.could_contest, what.too_late, what.rejected)


def test_one_error_put_right_of_two_lifts_no_grade_that_the_other_holds_down() -> None:
    """The debt sets C whatever the score; that request was rejected, so taking back the five points lifts nothing."""
    what = found("r1 p1 2021-06-01 late\nr2 p1 2021-06-01 debt", "r2 2021-09-01 rejected filed_on=2021-07-01")

    assert ((), ("p1",)) == (what.could_contest, what.rejected)


def test_a_grade_that_rises_but_not_to_where_it_would_be_is_not_put_right() -> None:
    what = found("r1 p1 2021-06-01 late\nr2 p1 2021-06-01 debt", "r1 2021-09-01 rejected filed_on=2021-07-01")

    assert (("p1",), ()) == (what.could_contest, what.put_right)


def test_a_decision_that_takes_more_than_a_year_puts_nobody_right() -> None:
    recourse = "{appeal: {available: true, decides_within_days: 366}}"

    assert (("p1",), ()) == (found(recourse=recourse).could_contest, found(recourse=recourse).put_right)


def test_where_no_time_is_promised_it_is_what_deciding_took_in_the_city() -> None:
    what = found("r1 p1 2021-06-01 late\nr2 p2 2021-02-01 late", "r2 2021-03-13 upheld filed_on=2021-02-01",
                 recourse="{appeal: {available: true}}")  # fmt: skip

    assert (Decision("appeal", None, 40, promised=False),) == what.decisions


def test_in_the_shipped_city_the_one_whose_appeal_was_rejected_is_not_put_right(lantern_ford: City) -> None:
    """Teasel Quartz's appeal against another man's debt was rejected on 20 February 2023."""
    what = remedy(evaluate(load_ruleset("rongcheng"), lantern_ford, last_day(lantern_ford)), requested=True)

    assert what is not None
    assert "P0006" in what.rejected
    assert "P0006" not in what.could_contest + what.put_right
