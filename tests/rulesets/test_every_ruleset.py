"""What every shipped ruleset keeps to, beyond being valid."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from pilot import City, Ruleset, evaluate
from pilot.evaluation.assess import last_day
from pilot.evaluation.examples import run_example
from pilot.ruleset.model.bases import known_from
from pilot.ruleset.reading.load import read_ruleset
from tests.rulesets.shipped import (
    ROOT,
    citations,
    every_ruleset,
    needs_the_city,
    price,
    record_conditions,
)


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
    disclosure, ways = ruleset.disclosure, ruleset.recourse
    cells = [
        (audience, item) for audience in ("subject", "public", "partner") for item in getattr(disclosure, audience)
    ]

    assert [] == [cell for cell in cells if known_from(disclosure, *cell) is None]
    assert known_from(disclosure, "notice")
    assert known_from(disclosure, "delay_hours")
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


def test_the_small_ruleset_of_the_readme_is_valid_and_its_example_holds() -> None:
    block = re.search(r"```yaml\n(.*?)```", (ROOT / "rulesets/README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block
    ruleset = read_ruleset(block.group(1), "README.md")

    assert [] == run_example(ruleset, ruleset.examples[0])
