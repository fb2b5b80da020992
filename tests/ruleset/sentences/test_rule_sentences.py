"""What a rule reads and does, in sentences that a resident can hold against the evaluation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pilot import Ruleset, load_ruleset
from pilot.ruleset.model import Rule
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.ruleset.sentences.rule_sentences import does, price, reads, sign_of


def rule(**parts: Any) -> Rule:
    given = {"id": "r", "text": "A rule.", "when": {"kind": "traffic.red_light"}, "source": {}}
    return Rule.model_validate(given | parts)


def ruleset(*rules: Rule, **parts: Any) -> Ruleset:
    given: dict[str, Any] = {"schema": 1, "id": "s", "title": "S", "sources": {}, "participation": "mandatory"}
    return Ruleset.model_validate(given | {"opens_on": "2020-01-01", "rules": rules} | parts)


def sentences_of(of: Rule, **parts: Any) -> str:
    return " ".join(does(of, ruleset(of, **parts)))


def test_points_rise_or_fall_and_zero_stays() -> None:
    assert sentences_of(rule(points=-5)) == "The score falls by 5 points."
    assert sentences_of(rule(points=1)) == "The score rises by 1 point."
    assert sentences_of(rule(points=0)) == "The score stays as it is."
    assert sentences_of(rule()) == "It moves no points and has no other effect."


def test_points_by_the_amount_name_the_full_step() -> None:
    per = rule(points_per={"amount": Decimal("0.5"), "points": -2})

    assert sentences_of(per) == "The score falls by 2 points for each full 0.5 of the amount."
    assert price(per) == "−2 per 0.5"


def test_amounts_that_add_up_are_said_to_do_so() -> None:
    per = rule(points_per={"amount": 1000, "points": 1, "within": "year"})

    assert sentences_of(per) == (
        "The score rises by 1 point for each full 1,000 of the amount, and amounts add up in a calendar year."
    )


@pytest.mark.parametrize(
    ("multiply", "sentence"),
    [
        ([1, 2], "It counts twice where it happened before within 12 months."),
        ([3, 2], "It counts three times the first time and twice where it happened before within 12 months."),
        ([1, 1, 3], "It counts three times where it happened twice or more often before within 12 months."),
        ([0, 1], "It counts not at all the first time and once where it happened before within 12 months."),
        ([2], "It counts twice every time."),
        ([1], ""),
    ],
)
def test_a_repeat_says_how_often_a_match_counts(multiply: list[int], sentence: str) -> None:
    repeated = rule(points=-5, repeat={"within_months": 12, "multiply": multiply})

    assert sentences_of(repeated) == f"The score falls by 5 points. {sentence}".strip()


def test_longer_repeats_say_how_often_it_has_to_have_happened() -> None:
    assert sentences_of(rule(points=-5, repeat={"within_months": 6, "multiply": [1, 2, 3]})) == (
        "The score falls by 5 points. It counts twice where it happened once before and three times where it happened "
        "twice or more often before within 6 months."
    )


def test_a_cap_names_its_calendar_span() -> None:
    capped = {per: sentences_of(rule(points=2, cap={"per": per, "points": 4})) for per in ("month", "year", "ever")}

    assert capped["month"].endswith("by more than 4 points in a calendar month.")
    assert capped["year"].endswith("by more than 4 points in a calendar year.")
    assert capped["ever"].endswith("by more than 4 points in all.")


def test_expiry_ends_points_alone_and_settlement_ends_lists_and_overrides_too() -> None:
    listed = {"lists": {"l": {"title": "Debtors", "kind": "blacklist"}}}
    both = rule(points=-5, expires_after_months=12, until="settled", lists=["l"], override={"grade": "D"})

    assert sentences_of(both, **listed) == (
        "The score falls by 5 points. Whoever it meets is put on the list “Debtors”. The grade is D at best, whatever "
        "the score. After 12 months the points no longer count. Once the matter is settled, the points no longer "
        "count, the listing ends and the grade follows the score again."
    )


def test_an_override_without_months_or_settlement_has_no_end() -> None:
    assert sentences_of(rule(override={"grade": "C"})) == "The grade is C at best without end, whatever the score."
    assert (
        sentences_of(rule(override={"grade": "C", "months": 36}))
        == "The grade is C at best for 36 months, whatever the score."
    )


def test_a_carry_says_who_gets_which_share() -> None:
    carried = rule(points=-10, carry=[{"to": "legal_representative", "share": 1}, {"to": "spouse", "share": 0.3}])

    assert sentences_of(carried).endswith(
        "Every legal representative of whoever it meets gets the same points too. Every spouse of whoever it meets "
        "gets 0.3 times the points too."
    )


def test_a_factor_says_its_ends() -> None:
    scored = {"score": {"start": 100, "factors": {"f": {"title": "Traffic", "min": -30, "max": 0}}}}

    assert sentences_of(rule(points=-5, factor="f"), **scored).endswith(
        "It counts inside Traffic, never less than −30 and never more than 0."
    )


def test_a_contact_rule_counts_every_relative_and_its_cap_has_no_span() -> None:
    contact = rule(
        when={"contacts": {"relationship": "friend", "score_below": 600}}, points=-5, cap={"per": "year", "points": 20}
    )

    assert sentences_of(contact) == (
        "The score falls by 5 points for each friend whose score is below 600. It moves nobody by more than 20 points."
    )
    assert reads(contact, ruleset(contact)) == "Looks at the score of every friend on the last day."


def test_what_a_rule_reads_names_every_condition() -> None:
    record = rule(
        when={
            "kind": ["traffic.fine", "traffic.*"],
            "amount": {"at_least": 500, "below": 2000},
            "agency": "Traffic Police",
            "subject": {"district": ["Old Quay", "Mill Rise"]},
            "while_on": "l",
        },
        valid_from="2020-05-01",
    )
    listed = ruleset(record, lists={"l": {"title": "Debtors", "kind": "blacklist"}})

    assert reads(record, listed) == (
        "Reads records of the kind traffic.fine or traffic.* with an amount of at least 500 and below 2,000, supplied "
        "by Traffic Police, where district is Old Quay or Mill Rise, made while on the list “Debtors”, dated from 1 "
        "May 2020."
    )


def test_a_profile_rule_names_the_cells() -> None:
    profile = rule(when={"profile": {"education": "degree", "born": {"below": 1960}}}, points=5)

    assert reads(profile, ruleset(profile)) == "Holds for whoever has education degree and born below 1960."


@pytest.mark.parametrize("name", shipped_rulesets())
def test_every_shipped_rule_has_its_sentences(name: str) -> None:
    shipped = load_ruleset(name)

    for rule in shipped.rules:
        sentences = [reads(rule, shipped), *does(rule, shipped)]
        assert all(sentence[0].isupper() and sentence.endswith(".") and "  " not in sentence for sentence in sentences)
        assert sign_of(rule) == {"−": "takes", "+": "adds"}.get(price(rule)[:1], "none")
