"""The shares of entries that are shown, recomputed here row by row from the ledger and the disclosure."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from typing import Any

import pytest

from pilot import City, Ruleset, evaluate
from pilot.disclosure.opacity.entries import entry_bits, entry_shares
from pilot.disclosure.opacity.measures import Opacity
from pilot.evaluation import Assessment
from pilot.evaluation.assess import last_day
from pilot.ruleset.model import Disclosure
from tests.evaluation.small import small_city, small_ruleset

EVERY_ITEM = ("points", "records", "reasons", "agencies", "rules", "recipients")


@pytest.fixture(scope="module")
def assessment(few_rules: Ruleset, hill_end: City) -> Assessment:
    return evaluate(few_rules, hill_end, last_day(hill_end))


def shown(assessment: Assessment, delay_hours: int = 0, **levels: str) -> Assessment:
    return assessment.disclosing(Disclosure.model_validate({"subject": levels, "delay_hours": delay_hours}))


def counted(assessment: Assessment) -> list[dict[str, Any]]:
    """The entries by the sentence of the specification."""
    rules = {rule.id: rule for rule in assessment.ruleset.rules}
    rows = assessment.ledger.astype(object).to_dict("records")
    return [
        row
        for row in rows
        if row["type"] in ("profile", "rule", "carry", "contact")
        and (row["points"] or rules[row["rule_id"]].lists or rules[row["rule_id"]].override)
    ]


def test_every_entry_is_counted_once(assessment: Assessment) -> None:
    found = counted(assessment)

    assert found
    assert len(found) == entry_shares(assessment).count
    for subject_id in {row["subject_id"] for row in found}:
        own = sum(row["subject_id"] == subject_id for row in found)
        assert own == entry_shares(assessment, subject_id=subject_id).count


def test_what_is_hidden_is_known_of_none(assessment: Assessment) -> None:
    shares = entry_shares(shown(assessment))

    assert {0.0} == {shares.known, shares.points, shares.reason, shares.sender, shares.recipients}


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (("points",), (1, 1, 0, 0, 0)),
        (("records",), (1, 0, 0, 0, 0)),
        (("reasons",), (1, 0, 0, 0, 0)),
        (("rules",), (0, 0, 0, 0, 0)),
        (("reasons", "rules"), (1, 0, 1, 0, 0)),
        (("agencies", "recipients"), (1, 0, 0, 1, 1)),
        (EVERY_ITEM, (1, 1, 1, 1, 1)),
    ],
)
def test_each_part_of_an_entry_is_shown_by_its_own_item(
    assessment: Assessment, items: tuple[str, ...], expected: tuple[int, ...]
) -> None:
    shares = entry_shares(shown(assessment, **dict.fromkeys(items, "shown")))

    assert expected == (shares.known, shares.points, shares.reason, shares.sender, shares.recipients)


def test_what_is_given_on_request_counts_after_asking_alone(assessment: Assessment) -> None:
    on_request = shown(assessment, points="on_request")

    assert (0, 1) == (entry_shares(on_request).points, entry_shares(on_request, requested=True).points)


def test_an_entry_that_the_delay_holds_back_is_shown_with_nothing(assessment: Assessment) -> None:
    late = shown(assessment, 24 * 365, points="shown")
    seen = late.as_of - dt.timedelta(days=365)
    rows = counted(late)

    assert sum(row["date"].date() <= seen for row in rows) / len(rows) == entry_shares(late).known


def test_without_entries_there_is_no_share(few_rules: Ruleset, hill_end: City) -> None:
    opening = evaluate(few_rules, hill_end, few_rules.opens_on)

    assert {"count": 0, **dict.fromkeys(("known", "points", "reason", "sender", "recipients"))} == (
        entry_shares(opening, subject_id="nobody").as_dict()
    )


def test_the_numbers_give_both(assessment: Assessment) -> None:
    numbers = Opacity(shown(assessment, points="on_request")).as_dict()

    assert (0, 1) == (numbers["entries"]["points"], numbers["entries_after_asking"]["points"])


def test_nothing_shown_of_an_entry_leaves_all_bits_of_its_rule(assessment: Assessment) -> None:
    total, missing = entry_bits(shown(assessment))

    assert total == pytest.approx(missing)
    assert total == pytest.approx(plain_bits([row["rule_id"] for row in counted(assessment)]))


def test_a_serial_number_or_a_day_says_nothing_of_the_rule() -> None:
    """One kind of record under two rules: its record shown, one still cannot tell which of them it was."""
    ruleset = small_ruleset(
        """
        score: {start: 100}
        rules:
          - {id: young, when: {kind: late, subject: {age: {below: 30}}}, points: -5}
          - {id: old, when: {kind: late, subject: {age: {at_least: 30}}}, points: -5}
        """
    )
    city = small_city(people="p1 born=2000\np2 born=1950", records="r1 p1 2021-02-01 late\nr2 p2 2021-03-01 late")
    known = evaluate(ruleset, city, dt.date(2021, 12, 31))

    assert (1, 1) == entry_bits(shown(known, records="shown", points="shown"))
    assert (1, 0) == entry_bits(shown(known, reasons="shown"))


def test_what_the_delay_holds_back_says_nothing(assessment: Assessment) -> None:
    never = shown(assessment, 24 * 3_600, reasons="shown")

    assert entry_bits(shown(assessment)) == entry_bits(never)


def plain_bits(words: list[str]) -> float:
    shares = [count / len(words) for count in Counter(words).values()]
    return -sum(share * math.log2(share) for share in shares)
