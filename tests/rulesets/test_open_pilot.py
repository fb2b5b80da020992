"""The promises of the open pilot, in the order in which its file makes them."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

from pilot.ruleset.model import Bounds, RecordWhen
from pilot.ruleset.model.values import Item
from tests.rulesets.shipped import (
    OPEN,
    kinds,
    price,
    record_conditions,
    shown,
)

deductions = tuple(rule for rule in OPEN.rules if price(rule) < 0)
bonuses = tuple(rule for rule in OPEN.rules if price(rule) > 0)


def test_nothing_is_hidden_from_the_subject_and_a_letter_comes_before_any_effect() -> None:
    assert set(get_args(Item)) == shown(OPEN)
    assert (0, "before_effect") == (OPEN.disclosure.delay_hours, OPEN.disclosure.notice)


def test_others_read_the_rulebook_and_a_partner_may_ask_what_follows_for_a_person() -> None:
    rulebook = {"rules": "shown", "thresholds": "shown"}

    assert rulebook == OPEN.disclosure.public
    assert rulebook | {"consequences": "on_request"} == OPEN.disclosure.partner


def test_every_deduction_ends_when_put_right_and_after_a_year_at_the_latest() -> None:
    assert {("settled", True)} == {(rule.until, rule.repair) for rule in deductions}
    assert {6, 12} == {rule.expires_after_months for rule in deductions}
    assert {12} == {rule.expires_after_months for rule in bonuses}


def test_in_a_year_its_rules_together_can_add_as_much_as_they_can_take() -> None:
    most = {rule.id: rule.cap.points for rule in OPEN.rules if rule.cap and rule.cap.per == "year"}

    assert {rule.id for rule in OPEN.rules} == set(most)
    assert sum(most[rule.id] for rule in bonuses) == sum(most[rule.id] for rule in deductions)
    assert (-3, 3) == (min(map(price, OPEN.rules)), max(map(price, OPEN.rules)))


def test_nothing_falls_on_relatives_and_nothing_depends_on_who_somebody_is_but_that_they_are_grown_up() -> None:
    grown_up = {"age": Bounds(at_least=Decimal(18))}

    assert grown_up == OPEN.scope
    assert [grown_up] * len(OPEN.rules) == [when.subject for when in record_conditions(OPEN)]
    assert not any(rule.carry for rule in OPEN.rules)
    assert not any(part.carry for part in OPEN.lists.values())
    assert {("self",)} == {part.falls_on for part in OPEN.consequences.values()}


def test_nothing_that_one_says_believes_asks_of_an_office_or_tells_on_others_counts() -> None:
    private = {"speech", "association", "faith", "politics", "family", "health", "consumption"}
    named = {kind.partition(".")[0] for rule in OPEN.rules for kind in kinds(rule)}

    assert not private & {rule.topic for rule in OPEN.rules}
    assert not (private | {"petition", "defence", "inform", "collector"}) & named


def test_a_list_is_announced_ends_can_be_left_early_and_is_not_published() -> None:
    for key, part in OPEN.lists.items():
        assert (True, False) == ("letter" in (part.text or ""), part.kind == "blacklist"), key
        assert part.lasts_months in (6, 12), key
        assert () == part.publishes, key
    assert {"settled"} == {rule.until for rule in deductions if rule.lists}


def test_what_a_list_brings_stays_in_its_field_of_life_and_with_its_office() -> None:
    for key, part in OPEN.lists.items():
        fields = {rule.topic for rule in OPEN.rules if key in rule.lists}
        brought = [OPEN.consequences[name] for name in part.consequences]

        assert [(fields, part.agency)] * len(brought) == [({one.area}, one.agency) for one in brought], key


def test_no_grade_takes_anything_away_and_nothing_touches_a_basic_right() -> None:
    by_grade = [OPEN.consequences[key] for band in OPEN.bands for key in band.consequences]

    assert {"reward"} == {part.effect for part in by_grade}
    assert {False} == {part.basic_right for part in OPEN.consequences.values()}


def test_one_entry_alone_never_changes_the_grade_and_no_field_of_life_counts_for_more_than_six_points() -> None:
    assert OPEN.score
    assert [OPEN.score.start + 4, OPEN.score.start - 3, None] == [band.from_ for band in OPEN.bands]
    assert {3} == {rule.cap.points for rule in OPEN.rules if rule.points_per and rule.cap}
    assert {(-6, 6)} == {(factor.min, factor.max) for factor in OPEN.score.factors.values()}
    assert not any(rule.factor is None or rule.override for rule in OPEN.rules)


def test_a_deduction_counts_only_where_the_office_that_decided_has_signed_for_it() -> None:
    assert all(isinstance(rule.when, RecordWhen) and rule.when.agency for rule in deductions)


def test_objection_and_appeal_are_open_as_long_as_any_entry_counts_and_there_is_a_way_to_make_good() -> None:
    objection, appeal, repair = OPEN.recourse.objection, OPEN.recourse.appeal, OPEN.recourse.repair

    assert (True, 366) == (objection and objection.available, objection and objection.window_days)

    assert (True, 366) == (appeal and appeal.available, appeal and appeal.window_days)
    assert "no office that makes entries" in str(appeal and appeal.decided_by)
    assert repair
    assert repair.available
