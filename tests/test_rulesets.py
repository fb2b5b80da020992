"""What every shipped ruleset keeps to, beyond being valid, and what some of them promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import get_args

import pytest

from pilot import City, evaluate, load_ruleset
from pilot.disclosure.opacity.measures import Opacity
from pilot.evaluation.assess import last_day
from pilot.evaluation.examples import run_example
from pilot.ruleset.model import Citation, ContactWhen, ProfileWhen, RecordWhen, Rule, Ruleset
from pilot.ruleset.model.values import Item
from pilot.ruleset.reading.load import read_ruleset, shipped_rulesets

ROOT = Path(__file__).parents[1]
SHIPPED = {name: load_ruleset(path) for name, path in shipped_rulesets().items()}
RONGCHENG, SHANGHAI, OPEN = SHIPPED["rongcheng"], SHIPPED["honest-shanghai"], SHIPPED["open-pilot"]
VARIANTS = {name: ruleset for name, ruleset in SHIPPED.items() if ruleset.extends}
DISCLOSED = {name: ruleset for name, ruleset in VARIANTS.items() if name.endswith("-disclosed")}
every_ruleset = pytest.mark.parametrize("ruleset", SHIPPED.values(), ids=SHIPPED)
every_variant = pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
every_disclosed = pytest.mark.parametrize("variant", DISCLOSED.values(), ids=DISCLOSED)
needs_the_city = pytest.mark.skipif(
    not list(ROOT.glob("sample_data/*/kinds.csv")), reason="the shipped city has not been written yet"
)


def citations(ruleset: Ruleset) -> Iterator[tuple[str, Citation]]:
    """Every citation of the ruleset with the id of what cites."""
    yield from ((rule.id, rule.source) for rule in ruleset.rules)
    yield from ((key, part.source) for key, part in ruleset.lists.items() if part.source)
    yield from ((key, part.source) for key, part in ruleset.consequences.items() if part.source)


def kinds(rule: Rule) -> tuple[str, ...]:
    return () if isinstance(rule.when, (ProfileWhen, ContactWhen)) else rule.when.kind


def price(rule: Rule) -> int:
    """The points of one match; of one full step where the amount counts; 0 where the rule has none."""
    return rule.points_per.points if rule.points_per else rule.points or 0


def shown(ruleset: Ruleset) -> set[str]:
    """What the subject is shown without asking."""
    return {item for item, level in ruleset.disclosure.subject.items() if level == "shown"}


@every_ruleset
def test_every_citation_names_a_source_of_the_file_the_place_in_it_and_the_basis(ruleset: Ruleset) -> None:
    found = list(citations(ruleset))

    assert [] == [key for key, cited in found if not (cited.ref in ruleset.sources and cited.at and cited.basis)]
    assert [] == [key for key, cited in found if not set(cited.disputed_by) <= set(ruleset.sources)]


@every_ruleset
def test_what_is_claimed_names_who_disputes_it_and_nothing_else_does(ruleset: Ruleset) -> None:
    assert [] == [key for key, cited in citations(ruleset) if (cited.basis == "claimed") != bool(cited.disputed_by)]


@every_ruleset
def test_what_we_made_up_rests_on_our_own_source_and_nothing_reported_does(ruleset: Ruleset) -> None:
    own = {key for key, source in ruleset.sources.items() if source.kind == "own"}

    bases = {True: ("conjectured", "invented"), False: ("reported", "adapted", "claimed", "conjectured")}

    assert [] == [key for key, cited in citations(ruleset) if cited.basis not in bases[cited.ref in own]]


@every_ruleset
def test_a_conjecture_gives_the_range_that_its_points_lie_in(ruleset: Ruleset) -> None:
    for rule in ruleset.rules:
        assert rule.plausible or rule.source.basis != "conjectured", rule.id
        if rule.plausible:
            low, high = rule.plausible.points
            assert price(rule) in range(low, high + 1), rule.id


@every_ruleset
def test_a_rule_is_one_short_sentence_of_its_own_and_has_a_topic(ruleset: Ruleset) -> None:
    texts = [rule.text for rule in ruleset.rules]

    assert len(texts) == len(set(texts))
    assert [] == [text for text in texts if len(text) >= 220 or not re.fullmatch(r"[A-Z][^.]*\.", text)]
    assert [] == [rule.id for rule in ruleset.rules if rule.topic is None]


@every_ruleset
def test_lists_consequences_and_grades_that_are_named_are_defined_and_used(ruleset: Ruleset) -> None:
    named = {key for rule in ruleset.rules for key in rule.lists}
    by_grade = {key for band in ruleset.bands for key in band.consequences}
    by_listing = {key for part in ruleset.lists.values() for key in part.consequences}

    assert named == set(ruleset.lists)
    assert by_grade | by_listing == set(ruleset.consequences)
    assert {rule.override.grade for rule in ruleset.rules if rule.override} <= set(ruleset.grades)


@every_ruleset
@needs_the_city
def test_every_kind_and_agency_that_a_rule_names_is_known_to_the_shipped_city(
    ruleset: Ruleset, lantern_ford: City
) -> None:
    known, senders = set(lantern_ford.kinds["kind"]), set(lantern_ford.records["agency"].dropna())
    conditions = [rule.when for rule in ruleset.rules if isinstance(rule.when, RecordWhen)]
    named = {kind for when in conditions for kind in when.kind}

    assert [] == sorted(name for name in named - known if not any(fnmatchcase(kind, name) for kind in known))
    assert {agency for when in conditions for agency in when.agency or ()} <= senders


class TestRongcheng:
    def test_it_takes_points_at_least_twice_as_often_as_it_adds_them(self) -> None:
        prices = [price(rule) for rule in RONGCHENG.rules]

        assert sum(points < 0 for points in prices) >= 2 * sum(points > 0 for points in prices)

    def test_it_says_wendeng_wherever_a_row_is_not_its_own(self) -> None:
        rows = [(key, cited) for key, cited in citations(RONGCHENG) if (cited.ref or "").startswith("wendeng")]

        assert [] == [key for key, cited in rows if not (cited.at or "").startswith("Wendeng, ")]

    def test_heavier_faults_count_for_two_years_and_lighter_ones_for_one(self) -> None:
        for rule in RONGCHENG.rules:
            if rule.points is not None and rule.points < 0:
                assert (24 if rule.points < -40 else 12) == rule.expires_after_months, rule.id
            if rule.repeat:
                assert rule.repeat.within_months == rule.expires_after_months, rule.id


class TestHonestShanghai:
    def test_it_shows_its_subject_the_rating_and_nothing_else(self) -> None:
        assert {"grade"} == {item for item, level in SHANGHAI.disclosure.subject.items() if level != "hidden"}
        assert {} == SHANGHAI.disclosure.public
        assert {} == SHANGHAI.disclosure.partner

    def test_it_only_rewards_and_only_guesses(self) -> None:
        assert {"reward"} == {part.effect for part in SHANGHAI.consequences.values()}
        assert {rule.source.basis for rule in SHANGHAI.rules} == {"adapted", "conjectured"}


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

    def test_nothing_falls_on_relatives_and_nothing_depends_on_who_somebody_is(self) -> None:
        assert all(isinstance(rule.when, RecordWhen) and not rule.when.subject for rule in OPEN.rules)
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

    def test_an_appeal_is_open_as_long_as_any_entry_counts_and_there_is_a_way_to_make_good(self) -> None:
        appeal, repair = OPEN.recourse.appeal, OPEN.recourse.repair

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

    def test_the_open_pilot_behind_curtains_shows_what_honest_shanghai_shows(self) -> None:
        assert SHANGHAI.disclosure == SHIPPED["open-pilot-closed"].disclosure


@needs_the_city
@pytest.mark.parametrize("ruleset", [OPEN, *DISCLOSED.values()], ids=lambda ruleset: ruleset.id)
def test_where_everything_is_shown_the_screens_keep_nothing_back(ruleset: Ruleset, lantern_ford: City) -> None:
    opacity = Opacity(evaluate(ruleset, lantern_ford, last_day(lantern_ford)))

    assert opacity.bits_total > 1
    assert opacity.kept_back == pytest.approx(0, abs=1e-9)


def test_the_small_ruleset_of_the_readme_is_valid_and_its_example_holds() -> None:
    block = re.search(r"```yaml\n(.*?)```", (ROOT / "rulesets/README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block
    ruleset = read_ruleset(block.group(1), "README.md")

    assert [] == run_example(ruleset, ruleset.examples[0])
