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
    lettered = {letter.effective_on for letter in letters(sent, "P1") if not letter.is_empty}

    found = entries(sent, "P1")

    assert [False, True, False] == [entry.knowable is not None for entry in found]
    assert [entry.in_effect in lettered for entry in found] == [entry.knowable is not None for entry in found]


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
