"""What would change a grade is found exactly, among the things that a resident could really do."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilot.evaluation.one_subject.mend import Mending, Way, mends
from tests.evaluation.cases import World, worlds
from tests.evaluation.small import by_kernel, small_city, small_ruleset

DAY = dt.date.fromisoformat
TODAY = DAY("2021-08-31")
RULES = """
    score: {start: 100}
    bands: [{grade: A, from: 100}, {grade: B, from: 90}, {grade: C, from: 60}, {grade: D}]
    recourse: {appeal: {available: true, window_days: 180}}
    disclosure: {subject: {points: shown, reasons: on_request}}
    rules:
    - {id: debt, when: {kind: debt}, points: -6, until: settled, expires_after_months: 24}
    - {id: offence, when: {kind: offence}, points: -20}
    - {id: grave, when: {kind: grave}, override: {grade: D, months: 36}}
"""
ACTS = "\n".join(
    ["a1 p1 2021-07-01 debt", "a2 p2 2021-07-01 offence", *(f"a{n} p1 2021-07-01 debt" for n in range(3, 10))]
)


def mending(records: str, rules: str = RULES, appeals: str = "", people: str = "p1\np2") -> Mending:
    return mends(small_ruleset(rules), small_city(people, records, appeals=appeals, acts=ACTS), "p1", TODAY)


def steps(way: Way) -> list[tuple[str, str]]:
    return [(mend.record.record_id, mend.means) for mend in way.mends]


def test_settling_what_can_be_settled_is_enough_where_the_points_are() -> None:
    found = mending("r1 p1 2021-07-01 debt act_id=a1")

    assert "Mending one record would lift the grade from B to A." == found.sentence
    assert [[("r1", "settle")]] == [steps(way) for way in found.ways]
    assert [(100, "A")] == [(way.score, way.grade) for way in found.ways]


def test_a_true_entry_without_settlement_cannot_be_mended() -> None:
    found = mending("r1 p1 2021-07-01 offence act_id=a1")

    assert () == found.candidates
    assert "Nothing can be mended: no record that weighs on the grade C can be settled or contested." == found.sentence


@pytest.mark.parametrize(
    ("records", "mistake"),
    [
        ("r1 p1 2021-07-01 offence", "fabricated"),
        ("r1 p1 2021-07-01 offence act_id=a2", "mistaken identity"),
        ("r0 p1 2021-07-01 other act_id=a1\nr1 p1 2021-07-01 offence act_id=a1", "double entry"),
    ],
)
def test_a_mistake_can_be_contested(records: str, mistake: str) -> None:
    (mend,) = mending(records).candidates

    assert ("contest", mistake, 20, ("offence",)) == (mend.means, mend.mistake, mend.points, mend.rules)


@pytest.mark.parametrize(
    ("date", "appeals", "rules", "why"),
    [
        ("2021-02-01", "", RULES, "Appeals were open until 2021-07-31."),
        ("2021-07-01", "r1 2021-08-01 rejected", RULES, "An appeal was rejected on 2021-08-01."),
        ("2021-07-01", "", RULES.replace("available: true", "available: false"), "The ruleset offers no appeal."),
    ],
)
def test_a_mistake_that_cannot_be_contested_is_set_apart_with_the_reason(
    date: str, appeals: str, rules: str, why: str
) -> None:
    found = mending(f"r1 p1 {date} offence", rules, appeals)

    assert ((), ()) == (found.candidates, found.ways)
    assert [("r1", "fabricated", why)] == [(one.record.record_id, one.mistake, one.why) for one in found.closed]


def test_the_fewest_records_are_found_and_all_ways_of_that_number() -> None:
    records = "\n".join(f"r{number} p1 2021-07-0{number} debt act_id=a{number}" for number in range(3, 6))
    found = mending(records)

    assert ["C", "B", 94] == [found.standing and found.standing.grade, found.ways[0].grade, found.ways[0].score]
    assert "Mending 2 records together would lift the grade from C to B." == found.sentence
    assert [["r3", "r4"], ["r3", "r5"], ["r4", "r5"]] == [[one for one, _ in steps(way)] for way in found.ways]


def test_an_override_goes_with_its_record() -> None:
    found = mending("r1 p1 2021-07-01 grave")

    assert [[("r1", "contest")]] == [steps(way) for way in found.ways]
    assert [(DAY("2024-07-01"), "grave", 0, "D")] == [
        (one.date, one.rule_id, one.points, one.grade) for one in found.waits
    ]


def test_waiting_for_expiry_is_listed_apart_with_its_day() -> None:
    found = mending("r1 p1 2021-07-01 debt act_id=a1")

    assert [(DAY("2023-07-01"), "debt", 6)] == [(one.date, one.rule_id, one.points) for one in found.waits]


def test_it_gives_how_far_all_this_is_disclosed_to_the_resident() -> None:
    assert {"records": "hidden", "reasons": "on_request", "points": "shown"} == mending("").disclosed


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (RULES, "The grade A is the best already."),
        ("score: {start: 0}", "The ruleset gives no grades."),
        ("{participation: voluntary, score: {start: 0}}", "The ruleset does not apply here."),
    ],
)
def test_where_there_is_nothing_to_reach_it_says_so(rules: str, sentence: str) -> None:
    assert sentence == mending("", rules).sentence


def test_more_than_three_at_once_are_not_tried() -> None:
    records = "\n".join(f"r{number} p1 2021-07-0{number} debt act_id=a{number}" for number in range(3, 9))
    found = mending(records)

    assert 6 == len(found.candidates)
    assert "Nothing that can be mended, up to 3 records at once, would lift the grade from C." == found.sentence


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), st.integers())
def test_whatever_way_is_found_lifts_the_grade_in_the_evaluation_too(world: World, seed: int) -> None:
    random = Random(seed)
    records = [{**row, "act_id": random.choice((None, "a1", "a2", "a3"))} for row in world.tables["records"]]
    recourse = {"appeal": {"available": True}}
    tables = {**world.tables, "records": records, "appeals": []}
    world = replace(world, given={**world.given, "recourse": recourse}, tables=tables)
    for subject_id, _, grade, *_ in by_kernel(world.ruleset, world.city, world.as_of).tables["standing"]:
        for way in mends(world.ruleset, world.city, subject_id, world.as_of).ways:
            after = by_kernel(world.ruleset, mended(world, way).city, world.as_of)
            assert [(way.score, way.grade)] == after.standing("score", "grade", of=subject_id)
            assert world.ruleset.grades.index(way.grade) < world.ruleset.grades.index(grade)


def mended(world: World, way: Way) -> World:
    settled = {mend.record.record_id for mend in way.mends if mend.means == "settle"}
    records = [
        {**row, "settled_on": world.as_of} if row["record_id"] in settled else row for row in world.tables["records"]
    ]
    appeals = [
        {
            "appeal_id": mend.record.record_id, "record_id": mend.record.record_id,
            "filed_on": world.as_of, "decided_on": world.as_of, "outcome": "upheld",
        }
        for mend in way.mends
        if mend.means == "contest"
    ]  # fmt: skip
    return replace(world, tables={**world.tables, "records": records, "appeals": appeals})
