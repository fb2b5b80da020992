"""The day an entry was made, the day it could first be known of, the day it took effect."""

from __future__ import annotations

import datetime as dt

import pytest

from pilot import City, Ruleset, evaluate
from pilot.disclosure.opacity.darkness import days_in_the_dark
from pilot.disclosure.opacity.three_days import ThreeDays, three_days
from pilot.disclosure.shown.letters import letters
from pilot.disclosure.shown.screen_codes import COUNTED
from pilot.evaluation import Assessment
from pilot.evaluation.assess import last_day
from pilot.ruleset.model import Disclosure
from tests.evaluation.small import small_city, small_ruleset


def entries(assessment: Assessment, subject_id: str) -> list[ThreeDays]:
    return three_days(assessment, subject_id, days_in_the_dark(assessment))


@pytest.fixture(scope="module")
def assessment(few_rules: Ruleset, hill_end: City) -> Assessment:
    return evaluate(few_rules, hill_end, last_day(hill_end))


@pytest.fixture(scope="module")
def somebody(assessment: Assessment) -> str:
    posted = assessment.ledger
    return str(posted[posted["type"] == "rule"]["subject_id"].iloc[0])


def test_there_is_a_line_for_every_posting_that_counts_in_a_ledger(assessment: Assessment, somebody: str) -> None:
    ledger = assessment.ledger_of([somebody])

    found = entries(assessment, somebody)

    assert list(ledger[ledger["type"].isin(COUNTED)]["date"].dt.date) == [entry.in_effect for entry in found]


def test_where_nothing_is_shown_or_sent_no_entry_is_ever_knowable(assessment: Assessment, somebody: str) -> None:
    found = entries(assessment.disclosing(Disclosure()), somebody)

    assert found
    assert all(entry.knowable is None and entry.days_unknown is None for entry in found)


def test_a_delayed_screen_makes_an_entry_knowable_so_many_days_later(assessment: Assessment, somebody: str) -> None:
    later = Disclosure(subject={"points": "shown"}, delay_hours=25)

    known = [entry for entry in entries(assessment.disclosing(later), somebody) if entry.knowable is not None]

    assert all(entry.knowable == entry.in_effect + dt.timedelta(days=2) for entry in known)


LATER = small_ruleset(
    """
    effect_after_days: 14
    score: {start: 100}
    bands: [{grade: High, from: 90}, {grade: Low}]
    rules:
    - {id: light, when: {kind: traffic.light}, points: -1}
    - {id: parking, when: {kind: traffic.parking}, lists: [noted]}
    - {id: unpaid, when: {kind: court.unpaid}, points: -20}
    - {id: drunk, when: {kind: traffic.drunk}, override: {grade: Low}}
    lists: {noted: {}}
    """
)
STREET = "r1 p1 2021-02-01 {}\n"


def days_unknown(kind: str, notice: str, of_list: str | None = None) -> int | None:
    """For one entry of that kind of which nothing is ever shown, by the two notices."""
    lists = {name: one.model_copy(update={"notice": of_list}) for name, one in LATER.lists.items()}
    disclosure = Disclosure.model_validate({"notice": notice})
    ruleset = LATER.model_copy(update={"lists": lists, "disclosure": disclosure})
    (entry,) = entries(evaluate(ruleset, small_city(records=STREET.format(kind)), dt.date(2021, 12, 31)), "p1")
    assert (dt.date(2021, 2, 1), dt.date(2021, 2, 15)) == (entry.made, entry.in_effect)
    return entry.days_unknown


@pytest.mark.parametrize("kind", ["traffic.light", "traffic.parking", "court.unpaid", "traffic.drunk"])
def test_a_letter_before_effect_comes_on_the_day_of_the_record(kind: str) -> None:
    assert 0 == days_unknown(kind, "before_effect")


def test_a_letter_on_a_change_comes_on_the_day_of_effect_and_on_no_entry_that_changes_neither_grade_nor_list() -> None:
    assert [None, 14, 14, 14] == [
        days_unknown(kind, "on_change")
        for kind in ("traffic.light", "traffic.parking", "court.unpaid", "traffic.drunk")
    ]


def test_a_lists_own_notice_tells_of_what_it_holds_and_of_nothing_else() -> None:
    assert [0, None] == [days_unknown(kind, "none", "before_effect") for kind in ("traffic.parking", "court.unpaid")]
    assert [None, 14] == [days_unknown(kind, "on_change", "none") for kind in ("traffic.parking", "court.unpaid")]


@pytest.mark.parametrize(("notice", "days"), [("on_change", 14), ("before_effect", 0)])
def test_a_letter_comes_on_the_day_of_the_change_or_on_the_day_of_the_record(
    assessment: Assessment, notice: str, days: int
) -> None:
    """Sorrel Anvil's judgments put her on a list, which brings a letter under either notice."""
    ruleset = assessment.ruleset.model_copy(update={"effect_after_days": 14})
    later = evaluate(ruleset, assessment.city, assessment.as_of)
    sent = later.disclosing(Disclosure.model_validate({"notice": notice}))

    assert [days, days] == [entry.days_unknown for entry in entries(sent, "P2") if entry.line.record]


def test_a_letter_on_a_change_tells_of_no_entry_that_turns_no_grade(assessment: Assessment) -> None:
    """Juniper Flint crosses on red twice, which makes 85 points of 95 and Low of High, and gives 340 yuan."""
    sent = assessment.disclosing(Disclosure.model_validate({"notice": "on_change"}))
    notified = {letter.effective_on for letter in letters(sent, "P1") if not letter.is_empty}

    found = entries(sent, "P1")

    assert [False, True, False] == [entry.knowable is not None for entry in found]
    assert [entry.in_effect in notified for entry in found] == [entry.knowable is not None for entry in found]


def test_a_list_has_its_letter_though_no_other_is_due(few_rules: Ruleset, hill_end: City) -> None:
    listing = few_rules.lists["defaulters"].model_copy(update={"notice": "on_change"})
    ruleset = few_rules.model_copy(update={"lists": {"defaulters": listing}, "disclosure": Disclosure()})

    assert [0, 0] == [entry.days_unknown for entry in entries(evaluate(ruleset, hill_end, last_day(hill_end)), "P2")]


def test_disclosing_leaves_every_table_as_it_is_and_shares_it(assessment: Assessment) -> None:
    other = assessment.disclosing(Disclosure(subject={"score": "shown"}))

    assert assessment.ledger is not None
    assert other.postings is assessment.postings
    assert other.ledger.equals(assessment.ledger)
    assert other.ruleset.rules is assessment.ruleset.rules
    assert other.ruleset.disclosure.level("subject", "score") == "shown"
