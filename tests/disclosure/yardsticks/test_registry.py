"""Rulesets against legal duties: what is met, what is not, and what a file cannot tell."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from pilot import City, Ruleset, evaluate, load_ruleset
from pilot.disclosure.yardsticks.registry import YARDSTICKS, YardstickVerdict, yardsticks
from pilot.disclosure.yardsticks.yardstick import Yardstick
from pilot.evaluation.assess import last_day
from pilot.ruleset.model import Disclosure
from pilot.ruleset.reading.load import read_ruleset
from pilot.ruleset.reading.shipped import shipped_rulesets
from tests.disclosure.shown.test_letters import few
from tests.evaluation.cases import World, worlds

DUTIES_TO_INFORM = ("Y1", "Y2", "Y3", "Y4", "Y5", "Y8", "Y10", "Y11", "Y12")


def held(ruleset: Ruleset, city: City) -> dict[str, YardstickVerdict]:
    assessment = evaluate(ruleset, city, last_day(city))
    return {verdict.yardstick.id: verdict for verdict in yardsticks(ruleset, assessment)}


def answers(ruleset: Ruleset, city: City) -> dict[str, str]:
    return {name: verdict.answer for name, verdict in held(ruleset, city).items()}


def extending_the_open_pilot(changes: str) -> Ruleset:
    return read_ruleset(f"schema: 1\nid: example\nextends: open-pilot\n{changes}\n", "example.yaml")


def changed(ruleset: Ruleset, **parts: Any) -> Ruleset:
    return Ruleset.model_validate(ruleset.model_dump(by_alias=True, exclude_unset=True) | parts)


def test_yardsticks_are_numbered_without_a_gap_and_name_where_they_were_read() -> None:
    assert [f"Y{number}" for number in range(1, len(YARDSTICKS) + 1)] == [yardstick.id for yardstick in YARDSTICKS]
    assert all(yardstick.sources for yardstick in YARDSTICKS)


@pytest.mark.parametrize("yardstick", YARDSTICKS, ids=lambda yardstick: yardstick.id)
def test_its_own_examples_meet_a_yardstick_and_miss_it(yardstick: Yardstick, lantern_ford: City) -> None:
    """Each is a change of the open pilot, as a ruleset that extends it would give it."""
    assert yardstick.best == answers(extending_the_open_pilot(yardstick.meets), lantern_ford)[yardstick.id]
    assert "not met" == answers(extending_the_open_pilot(yardstick.misses), lantern_ford)[yardstick.id]


def test_the_open_pilot_meets_all_that_a_file_can_tell(lantern_ford: City) -> None:
    assert {"met"} == set(answers(load_ruleset("open-pilot"), lantern_ford).values())


@pytest.mark.parametrize(
    ("objection", "answer"),
    [
        ("{available: true, decides_within_days: 7}", "met"),
        ("{available: true, decides_within_days: 8}", "not met"),
        ("{available: true, decides_within_days: null}", "cannot be told"),
    ],
)
def test_an_objection_is_decided_within_five_working_days(objection: str, answer: str, lantern_ford: City) -> None:
    ruleset = extending_the_open_pilot(f"recourse: {{objection: {objection}}}")

    assert answer == answers(ruleset, lantern_ford)["Y8"]


def test_an_objection_without_an_appeal_contests_an_entry_and_no_decision(few_rules: Ruleset, hill_end: City) -> None:
    recourse = {"objection": {"available": True}, "appeal": {"available": False}}
    disclosure = {
        "notice": "on_change",
        "subject": dict.fromkeys(("grade", "lists", "score", "agencies", "records"), "shown"),
    }
    found = answers(changed(few_rules, recourse=recourse, disclosure=disclosure), hill_end)

    assert ("met", "not met") == (found["Y1"], found["Y6"])


def test_a_list_may_have_the_letter_before_a_listing_that_others_have_not(few_rules: Ruleset, hill_end: City) -> None:
    own = few_rules.model_dump(by_alias=True, exclude_unset=True)["lists"]["defaulters"] | {"notice": "before_effect"}
    shown = {"subject": dict.fromkeys(("lists", "reasons", "consequences"), "shown")}
    recourse = {"objection": {"available": True}}
    listed = changed(few_rules, lists={"defaulters": own}, disclosure=shown, recourse=recourse, effect_after_days=10)

    assert "met" == answers(listed, hill_end)["Y10"]
    assert "not met" == answers(changed(few_rules, disclosure=shown, recourse=recourse), hill_end)["Y10"]


def test_honest_shanghai_meets_none(lantern_ford: City) -> None:
    assert {"not met", "not applicable"} == set(answers(load_ruleset("honest-shanghai"), lantern_ford).values())


def test_disclosure_alone_mends_no_rule(lantern_ford: City) -> None:
    """Rongcheng with everything shown still reads minor penalties and politics, and reaches into other fields."""
    found = answers(load_ruleset("rongcheng-disclosed"), lantern_ford)

    assert ["met"] * 5 == [found[f"Y{number}"] for number in range(1, 6)]
    assert ["not met"] * 4 == [found[name] for name in ("Y7", "Y9", "Y11", "Y13")]


@pytest.mark.parametrize("name", list(shipped_rulesets()))
def test_whoever_is_shown_nothing_has_no_duty_to_inform_met(name: str, lantern_ford: City) -> None:
    found = answers(load_ruleset(name).model_copy(update={"disclosure": Disclosure()}), lantern_ford)

    assert {"not met", "not applicable"} >= {found[yardstick] for yardstick in DUTIES_TO_INFORM}


@pytest.mark.parametrize("name", list(shipped_rulesets()))
def test_every_line_that_a_verdict_rests_on_is_in_the_ruleset(name: str, lantern_ford: City) -> None:
    ruleset = load_ruleset(name)
    ids = {
        "rules": {rule.id for rule in ruleset.rules},
        "lists": set(ruleset.lists),
        "consequences": set(ruleset.consequences),
        "bands": set(ruleset.grades),
    }

    for verdict in held(ruleset, lantern_ford).values():
        for top, *rest in (line.split(".") for line in verdict.rests_on):
            assert top in Ruleset.model_fields
            assert not rest or top not in ids or rest[0] in ids[top]


def test_conjectured_rules_prove_nothing(lantern_ford: City) -> None:
    verdict = held(load_ruleset("honest-shanghai-disclosed"), lantern_ford)["Y11"]

    assert "cannot be told" == verdict.answer
    assert "conjectured" in verdict.reason


def test_a_letter_without_a_reason_is_not_enough_and_one_to_ask_for_is(few_rules: Ruleset, hill_end: City) -> None:
    bare = changed(few_rules, disclosure={"notice": "on_change", "subject": {"grade": "shown"}})
    asking = changed(few_rules, disclosure={"notice": "on_change", "subject": {"reasons": "on_request"}})

    assert "Not shown, even on request: reasons." == held(bare, hill_end)["Y3"].reason
    assert ("disclosure.subject.reasons",) == held(bare, hill_end)["Y3"].rests_on
    assert "met" == held(asking, hill_end)["Y3"].answer


def test_a_reason_that_moved_nothing_has_to_be_distinguished(few_rules: Ruleset, hill_end: City) -> None:
    """With a cap of 0 every donation is a reason that counted for nothing."""
    light, donation, unpaid = few_rules.model_dump(by_alias=True, exclude_unset=True)["rules"]
    capped = [light, donation | {"cap": {"per": "ever", "points": 0}}, unpaid]
    reasons = changed(few_rules, rules=capped, disclosure={"subject": {"reasons": "shown"}})
    points = changed(few_rules, rules=capped, disclosure={"subject": {"reasons": "shown", "points": "shown"}})

    assert "not met" == held(reasons, hill_end)["Y4"].answer
    assert "met" == held(points, hill_end)["Y4"].answer


def test_a_consequence_for_relatives_is_out_of_context(few_rules: Ruleset, hill_end: City) -> None:
    """No fast trains falls on the spouse as well."""
    verdict = held(few_rules, hill_end)["Y7"]

    assert "not met" == verdict.answer
    assert "consequences.no-fast-trains.falls_on" in verdict.rests_on


def test_silence_about_appeals_leaves_the_answer_open_and_a_refusal_is_not_met(
    few_rules: Ruleset, hill_end: City
) -> None:
    refused = changed(few_rules, recourse={"appeal": {"available": False}})

    assert "cannot be told" == held(few_rules, hill_end)["Y6"].answer
    assert "not met" == held(refused, hill_end)["Y6"].answer


def test_a_ruleset_of_rewards_alone_has_nothing_to_notify(few_rules: Ruleset, hill_end: City) -> None:
    _, donation, _ = few_rules.model_dump(by_alias=True, exclude_unset=True)["rules"]
    kind = changed(few_rules, rules=[donation])

    assert {"not applicable"} == {held(kind, hill_end)[name].answer for name in ("Y1", "Y3", "Y4", "Y8", "Y13")}


@few
@given(worlds())
def test_every_ruleset_gets_an_answer_to_every_yardstick_with_a_reason(world: World) -> None:
    found = yardsticks(world.ruleset, evaluate(world.ruleset, world.city, world.as_of, world.joined))

    assert list(YARDSTICKS) == [verdict.yardstick for verdict in found]
    assert all(verdict.reason.endswith(".") and verdict.rests_on for verdict in found)
