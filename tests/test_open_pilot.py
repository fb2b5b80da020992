"""What the open pilot promises, and what the variants of a ruleset leave as it is."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from pilot import load_ruleset
from pilot.ruleset.model import Bounds, ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset
from pilot.ruleset.model.values import Item
from pilot.ruleset.reading.load import shipped_rulesets

SHIPPED = {name: load_ruleset(path) for name, path in shipped_rulesets().items()}
RONGCHENG, SHANGHAI, OPEN = SHIPPED["rongcheng"], SHIPPED["honest-shanghai"], SHIPPED["open-pilot"]
VARIANTS = {name: ruleset for name, ruleset in SHIPPED.items() if ruleset.extends}
DISCLOSED = {name: ruleset for name, ruleset in VARIANTS.items() if name.endswith("-disclosed")}
every_variant = pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
every_disclosed = pytest.mark.parametrize("variant", DISCLOSED.values(), ids=DISCLOSED)


def kinds(rule: Rule) -> tuple[str, ...]:
    return () if isinstance(rule.when, (ProfileWhen, ContactWhen)) else rule.when.kind


def price(rule: Rule) -> int:
    """The points of one match; of one full step where the amount counts; 0 where the rule has none."""
    return rule.points_per.points if rule.points_per else rule.points or 0


def record_conditions(ruleset: Ruleset) -> list[RecordWhen]:
    return [rule.when for rule in ruleset.rules if isinstance(rule.when, RecordWhen)]


def shown(ruleset: Ruleset) -> set[str]:
    """What the subject is shown without asking."""
    return {item for item, level in ruleset.disclosure.subject.items() if level == "shown"}


class TestTheOpenPilot:
    """Its promises, in the order in which its file makes them."""

    deductions = tuple(rule for rule in OPEN.rules if price(rule) < 0)
    bonuses = tuple(rule for rule in OPEN.rules if price(rule) > 0)

    def test_nothing_is_hidden_from_the_subject_and_a_letter_comes_before_any_effect(self) -> None:
        assert set(get_args(Item)) == shown(OPEN)
        assert (0, "before_effect") == (OPEN.disclosure.delay_hours, OPEN.disclosure.notice)

    def test_others_read_the_rulebook_and_a_partner_may_ask_what_follows_for_a_person(self) -> None:
        rulebook = {"rules": "shown", "thresholds": "shown"}

        assert rulebook == OPEN.disclosure.public
        assert rulebook | {"consequences": "on_request"} == OPEN.disclosure.partner

    def test_every_deduction_ends_when_put_right_and_after_a_year_at_the_latest(self) -> None:
        assert {("settled", True)} == {(rule.until, rule.repair) for rule in self.deductions}
        assert {6, 12} == {rule.expires_after_months for rule in self.deductions}
        assert {12} == {rule.expires_after_months for rule in self.bonuses}

    def test_in_a_year_its_rules_together_can_add_as_much_as_they_can_take(self) -> None:
        most = {rule.id: rule.cap.points for rule in OPEN.rules if rule.cap and rule.cap.per == "year"}

        assert {rule.id for rule in OPEN.rules} == set(most)
        assert sum(most[rule.id] for rule in self.bonuses) == sum(most[rule.id] for rule in self.deductions)
        assert (-3, 3) == (min(map(price, OPEN.rules)), max(map(price, OPEN.rules)))

    def test_nothing_falls_on_relatives_and_nothing_depends_on_who_somebody_is_but_that_they_are_grown_up(self) -> None:
        grown_up = {"age": Bounds(at_least=Decimal(18))}

        assert grown_up == OPEN.scope
        assert [grown_up] * len(OPEN.rules) == [when.subject for when in record_conditions(OPEN)]
        assert not any(rule.carry for rule in OPEN.rules)
        assert not any(part.carry for part in OPEN.lists.values())
        assert {("self",)} == {part.falls_on for part in OPEN.consequences.values()}

    def test_nothing_that_one_says_believes_asks_of_an_office_or_tells_on_others_counts(self) -> None:
        private = {"speech", "association", "faith", "politics", "family", "health", "consumption"}
        named = {kind.partition(".")[0] for rule in OPEN.rules for kind in kinds(rule)}

        assert not private & {rule.topic for rule in OPEN.rules}
        assert not (private | {"petition", "defence", "inform", "collector"}) & named

    def test_a_list_is_announced_ends_can_be_left_early_and_is_not_published(self) -> None:
        for key, part in OPEN.lists.items():
            assert (True, False) == ("letter" in (part.text or ""), part.kind == "blacklist"), key
            assert part.lasts_months in (6, 12), key
            assert () == part.publishes, key
        assert {"settled"} == {rule.until for rule in self.deductions if rule.lists}

    def test_what_a_list_brings_stays_in_its_field_of_life_and_with_its_office(self) -> None:
        for key, part in OPEN.lists.items():
            fields = {rule.topic for rule in OPEN.rules if key in rule.lists}
            brought = [OPEN.consequences[name] for name in part.consequences]

            assert [(fields, part.agency)] * len(brought) == [({one.area}, one.agency) for one in brought], key

    def test_no_grade_takes_anything_away_and_nothing_touches_a_basic_right(self) -> None:
        by_grade = [OPEN.consequences[key] for band in OPEN.bands for key in band.consequences]

        assert {"reward"} == {part.effect for part in by_grade}
        assert {False} == {part.basic_right for part in OPEN.consequences.values()}

    def test_one_entry_alone_never_changes_the_grade_and_no_field_of_life_counts_for_more_than_six_points(self) -> None:
        assert OPEN.score
        assert [OPEN.score.start + 4, OPEN.score.start - 3, None] == [band.from_ for band in OPEN.bands]
        assert {3} == {rule.cap.points for rule in OPEN.rules if rule.points_per and rule.cap}
        assert {(-6, 6)} == {(factor.min, factor.max) for factor in OPEN.score.factors.values()}
        assert not any(rule.factor is None or rule.override for rule in OPEN.rules)

    def test_a_deduction_counts_only_where_the_office_that_decided_has_signed_for_it(self) -> None:
        assert all(isinstance(rule.when, RecordWhen) and rule.when.agency for rule in self.deductions)

    def test_objection_and_appeal_are_open_as_long_as_any_entry_counts_and_there_is_a_way_to_make_good(self) -> None:
        objection, appeal, repair = OPEN.recourse.objection, OPEN.recourse.appeal, OPEN.recourse.repair

        assert (True, 366) == (objection and objection.available, objection and objection.window_days)

        assert (True, 366) == (appeal and appeal.available, appeal and appeal.window_days)
        assert "no office that makes entries" in str(appeal and appeal.decided_by)
        assert repair
        assert repair.available


class TestVariants:
    @every_variant
    def test_a_variant_differs_from_what_it_extends_in_the_disclosure_alone(self, variant: Ruleset) -> None:
        base = SHIPPED[variant.extends or ""]
        differs = {name for name, value in variant if value != getattr(base, name)}

        assert {"id", "title", "summary", "extends", "disclosure"} == differs

    @every_variant
    def test_a_variant_says_in_title_and_summary_that_it_is_our_thought_experiment(self, variant: Ruleset) -> None:
        assert variant.title.endswith("(our thought experiment)")
        assert str(variant.summary).startswith("Our thought experiment, ")

    @every_disclosed
    def test_a_disclosed_variant_shows_all_at_once_with_a_letter_on_every_change(self, variant: Ruleset) -> None:
        own, base = variant.disclosure, SHIPPED[variant.extends or ""].disclosure

        assert set(get_args(Item)) == shown(variant)
        assert (0, "on_change") == (own.delay_hours, own.notice)
        assert (base.public, base.partner) == (own.public, own.partner)

    def test_the_open_pilot_behind_curtains_shows_what_the_screen_of_honest_shanghai_shows(self) -> None:
        notified, closed = SHANGHAI.disclosure, SHIPPED["open-pilot-closed"].disclosure

        assert notified.open_to("subject") == closed.open_to("subject", requested=True)
        assert (notified.delay_hours, notified.notice) == (closed.delay_hours, closed.notice)
