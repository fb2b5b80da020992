"""What every shipped ruleset keeps to, beyond being valid, and what some of them promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from pilot import City, evaluate, load_ruleset
from pilot.disclosure.opacity.measures import Opacity
from pilot.evaluation.assess import last_day
from pilot.evaluation.examples import run_example
from pilot.ruleset.model import Bounds, Citation, ContactWhen, Part, ProfileWhen, RecordWhen, Rule, Ruleset
from pilot.ruleset.model.bases import known_from
from pilot.ruleset.reading.load import read_ruleset, shipped_rulesets

ROOT = Path(__file__).parents[1]
SHIPPED = {name: load_ruleset(path) for name, path in shipped_rulesets().items()}
RONGCHENG, SHANGHAI, OPEN = SHIPPED["rongcheng"], SHIPPED["honest-shanghai"], SHIPPED["open-pilot"]
VARIANTS = {name: ruleset for name, ruleset in SHIPPED.items() if ruleset.extends}
DISCLOSED = {name: ruleset for name, ruleset in VARIANTS.items() if name.endswith("-disclosed")}
every_ruleset = pytest.mark.parametrize("ruleset", SHIPPED.values(), ids=SHIPPED)
needs_the_city = pytest.mark.skipif(
    not list(ROOT.glob("sample_data/*/kinds.csv")), reason="the shipped city has not been written yet"
)


def citations(ruleset: Ruleset) -> Iterator[tuple[str, Citation]]:
    """Every citation of the ruleset with the id of what cites, a field of it after a colon."""
    parts: dict[str, Part] = {rule.id: rule for rule in ruleset.rules}
    parts |= {band.grade: band for band in ruleset.bands} | ruleset.lists | ruleset.consequences
    parts |= {"disclosure": ruleset.disclosure, "recourse": ruleset.recourse, "at the top": ruleset}
    parts |= {"score": ruleset.score} if ruleset.score else {}
    for key, part in parts.items():
        yield from ((key, cited) for cited in [getattr(part, "source", None)] if cited)
        yield from ((f"{key}: {name}", cited) for name, cited in getattr(part, "basis_of", {}).items())


def kinds(rule: Rule) -> tuple[str, ...]:
    return () if isinstance(rule.when, (ProfileWhen, ContactWhen)) else rule.when.kind


def price(rule: Rule) -> int:
    """The points of one match; of one full step where the amount counts; 0 where the rule has none."""
    return rule.points_per.points if rule.points_per else rule.points or 0


def record_conditions(ruleset: Ruleset) -> list[RecordWhen]:
    return [rule.when for rule in ruleset.rules if isinstance(rule.when, RecordWhen)]


def bases_of(part: Part) -> str | None:
    cited = known_from(part)
    return cited and cited.basis


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
def test_every_cell_of_who_is_told_what_and_every_way_to_contest_has_a_source(ruleset: Ruleset) -> None:
    notified, ways = ruleset.disclosure, ruleset.recourse
    cells = [(audience, item) for audience in ("subject", "public", "partner") for item in getattr(notified, audience)]

    assert [] == [cell for cell in cells if known_from(notified, *cell) is None]
    assert known_from(notified, "notice")
    assert known_from(notified, "delay_hours")
    assert [] == [way for way in ("objection", "appeal", "repair") if getattr(ways, way) and not known_from(ways, way)]


@every_ruleset
def test_all_that_is_rated_and_every_grade_has_a_source(ruleset: Ruleset) -> None:
    assert {"participation", "overlap"} <= set(ruleset.basis_of)
    assert bool(ruleset.scope) == ("scope" in ruleset.basis_of)
    assert ruleset.score
    assert known_from(ruleset.score, "start")
    assert [] == [band.grade for band in ruleset.bands if not band.source]


@every_ruleset
def test_a_part_that_rests_on_another_text_than_the_whole_names_it(ruleset: Ruleset) -> None:
    for rule in ruleset.rules:
        for name, cited in rule.basis_of.items():
            assert (cited.ref, cited.at, cited.basis) != (rule.source.ref, rule.source.at, rule.source.basis), (
                rule.id,
                name,
            )


@every_ruleset
@needs_the_city
def test_no_company_bears_what_only_people_can_bear(ruleset: Ruleset, lantern_ford: City) -> None:
    borne = evaluate(ruleset, lantern_ford, last_day(lantern_ford)).consequences
    companies = set(lantern_ford.companies["subject_id"])
    by_companies = set(borne.loc[borne["bearer_id"].isin(companies), "consequence_id"])

    assert by_companies <= {"firm-named-by-court", "no-property", "no-public-funds", "no-public-tenders"}


@every_ruleset
@needs_the_city
def test_every_kind_and_agency_that_a_rule_names_is_known_to_the_shipped_city(
    ruleset: Ruleset, lantern_ford: City
) -> None:
    known, senders = set(lantern_ford.kinds["kind"]), set(lantern_ford.records["agency"].dropna())
    conditions = record_conditions(ruleset)
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

    def test_who_is_covered_is_eighteen_or_older(self) -> None:
        assert {"age": Bounds(at_least=Decimal(18))} == RONGCHENG.scope
        assert not any("age" in when.subject for when in record_conditions(RONGCHENG))

    def test_a_part_that_it_takes_from_wendeng_for_a_row_of_its_own_is_adapted(self) -> None:
        for rule in RONGCHENG.rules:
            if not (rule.source.ref or "").startswith(("wendeng", "own", "joint")):
                shared = [name for name in ("repeat", "expires_after_months") if getattr(rule, name)]
                assert ["adapted"] * len(shared) == [rule.basis_of[name].basis for name in shared], rule.id

    def test_what_a_village_or_one_case_is_told_of_is_adapted_where_it_stands_for_the_city(self) -> None:
        generalised = ("littering", "volunteer-hours", "village-clean-up", "public-brawl")
        read_into_a_grade = ("village-perks", "portrait", "housing-loan", "hospital-deposit", "no-candidacy")

        assert {"adapted"} == {RONGCHENG.rule(name).source.basis for name in generalised}
        assert {"adapted"} == {bases_of(RONGCHENG.consequences[name]) for name in read_into_a_grade}

    def test_conditions_that_paraphrase_easily_loses_stand_in_the_text(self) -> None:
        words = {
            "judgment-defaulter": "You can do what a court has ordered and refuse",
            "utility-arrears": "in arrears",
            "neighbour-quarrel": "with very bad effect",
            "superstition": "or other uncivilised conduct",
            "petition-beijing": "in person",
            "petition-after-pledge": "in person",
            "unapproved-assembly": "in public",
            "untrustworthy-post": "with ill effect",
            "waste-not-sorted": "despite warnings",
        }

        assert [] == [name for name, worded in words.items() if worded not in RONGCHENG.rule(name).text]

    def test_gifts_of_a_year_add_up(self) -> None:
        gifts = [RONGCHENG.rule(name).points_per for name in ("donation", "company-donation")]

        assert ["year", "year"] == [gift and gift.within for gift in gifts]

    def test_b_is_fairly_honest(self) -> None:
        assert "Fairly honest" == next(band.title for band in RONGCHENG.bands if band.grade == "B")

    def test_only_minors_bear_what_falls_on_children_at_school(self, lantern_ford: City) -> None:
        borne = evaluate(RONGCHENG, lantern_ford, last_day(lantern_ford)).consequences
        bearers = set(borne.loc[borne["consequence_id"] == "no-private-school", "bearer_id"])
        born = lantern_ford.residents.set_index("subject_id")["born"]

        assert {"P0020"} == bearers
        assert last_day(lantern_ford).year - int(born["P0020"]) < 18

    def test_the_courts_lists_are_announced_by_a_served_decision(self) -> None:
        notices = {name: part.notice for name, part in RONGCHENG.lists.items() if part.notice}

        assert {"judgment-defaulters": "on_change", "spending-restriction": "on_change"} == notices

    def test_an_objection_is_told_apart_from_an_appeal(self) -> None:
        objection, appeal = RONGCHENG.recourse.objection, RONGCHENG.recourse.appeal

        assert (True, False) == (objection and objection.available, appeal and appeal.available)
        assert "claimed" == RONGCHENG.recourse.basis_of["appeal"].basis


class TestHonestShanghai:
    def test_it_shows_its_subject_the_rating_and_nothing_else(self) -> None:
        assert {"grade"} == SHANGHAI.disclosure.open_to("subject")
        assert set() == SHANGHAI.disclosure.open_to("public", requested=True)
        assert set() == SHANGHAI.disclosure.open_to("partner")

    def test_on_request_the_regulation_gives_records_sources_reasons_and_who_has_looked_and_no_rule(self) -> None:
        given = {"records", "agencies", "reasons", "recipients"}
        cited = {SHANGHAI.disclosure.basis_of[f"subject.{item}"].ref for item in given}

        assert given == SHANGHAI.disclosure.on_request("subject")
        assert {"regulation-2017"} == cited

    def test_a_record_can_be_objected_to_and_the_rating_cannot_be_contested(self) -> None:
        objection, appeal = SHANGHAI.recourse.objection, SHANGHAI.recourse.appeal

        assert (True, False) == (objection and objection.available, appeal and appeal.available)

    def test_it_only_rewards_and_only_guesses(self) -> None:
        assert {"reward"} == {part.effect for part in SHANGHAI.consequences.values()}
        assert {rule.source.basis for rule in SHANGHAI.rules} == {"adapted", "conjectured"}


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
