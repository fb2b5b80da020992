"""What the sources say of Rongcheng, held against its file."""

from __future__ import annotations

from decimal import Decimal

from pilot import City, evaluate
from pilot.evaluation.assess import last_day
from pilot.ruleset.model import Bounds
from tests.rulesets.shipped import (
    RONGCHENG,
    basis_of,
    citations,
    price,
    record_conditions,
)


def test_it_takes_points_at_least_twice_as_often_as_it_adds_them() -> None:
    prices = [price(rule) for rule in RONGCHENG.rules]

    assert sum(points < 0 for points in prices) >= 2 * sum(points > 0 for points in prices)


def test_it_says_wendeng_wherever_a_row_is_not_its_own() -> None:
    rows = [(key, cited) for key, cited in citations(RONGCHENG) if (cited.ref or "").startswith("wendeng")]

    assert [] == [key for key, cited in rows if not (cited.at or "").startswith("Wendeng, ")]


def test_heavier_faults_count_for_two_years_and_lighter_ones_for_one() -> None:
    for rule in RONGCHENG.rules:
        if rule.points is not None and rule.points < 0:
            assert (24 if rule.points < -40 else 12) == rule.expires_after_months, rule.id
        if rule.repeat:
            assert rule.repeat.within_months == rule.expires_after_months, rule.id


def test_who_is_covered_is_eighteen_or_older() -> None:
    assert {"age": Bounds(at_least=Decimal(18))} == RONGCHENG.scope
    assert not any("age" in when.subject for when in record_conditions(RONGCHENG))


def test_a_part_that_it_takes_from_wendeng_for_a_row_of_its_own_is_adapted() -> None:
    for rule in RONGCHENG.rules:
        if not (rule.source.ref or "").startswith(("wendeng", "own", "joint")):
            shared = [name for name in ("repeat", "expires_after_months") if getattr(rule, name)]
            assert ["adapted"] * len(shared) == [rule.basis_of[name].basis for name in shared], rule.id


def test_what_a_village_or_one_case_is_told_of_is_adapted_where_it_stands_for_the_city() -> None:
    generalised = ("littering", "volunteer-hours", "village-clean-up", "public-brawl")
    read_into_a_grade = ("village-perks", "portrait", "housing-loan", "hospital-deposit", "no-candidacy")

    assert {"adapted"} == {RONGCHENG.rule(name).source.basis for name in generalised}
    assert {"adapted"} == {basis_of(RONGCHENG.consequences[name]) for name in read_into_a_grade}


def test_conditions_that_paraphrase_easily_loses_stand_in_the_text() -> None:
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

    assert [] == [name for name, condition in words.items() if condition not in RONGCHENG.rule(name).text]


def test_gifts_of_a_year_add_up() -> None:
    gifts = [RONGCHENG.rule(name).points_per for name in ("donation", "company-donation")]

    assert ["year", "year"] == [gift and gift.within for gift in gifts]


def test_b_is_fairly_honest() -> None:
    assert "Fairly honest" == next(band.title for band in RONGCHENG.bands if band.grade == "B")


def test_only_minors_bear_what_falls_on_children_at_school(lantern_ford: City) -> None:
    borne = evaluate(RONGCHENG, lantern_ford, last_day(lantern_ford)).consequences
    bearers = set(borne.loc[borne["consequence_id"] == "no-private-school", "bearer_id"])
    born = lantern_ford.residents.set_index("subject_id")["born"]

    assert {"P0020"} == bearers
    assert last_day(lantern_ford).year - int(born["P0020"]) < 18


def test_the_courts_lists_are_announced_by_a_served_decision() -> None:
    notices = {name: part.notice for name, part in RONGCHENG.lists.items() if part.notice}

    assert {"judgment-defaulters": "on_change", "spending-restriction": "on_change"} == notices


def test_an_objection_is_told_apart_from_an_appeal() -> None:
    objection, appeal = RONGCHENG.recourse.objection, RONGCHENG.recourse.appeal

    assert (True, False) == (objection and objection.available, appeal and appeal.available)
    assert "claimed" == RONGCHENG.recourse.basis_of["appeal"].basis
