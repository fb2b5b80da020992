"""Rules that came near are shown with every condition, what was read there, and whether it was met."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings

from pilot.evaluation.one_subject.why_not import NearMiss, whynot
from tests.evaluation.cases import World, worlds
from tests.evaluation.small import by_plain_reading, small_city, small_ruleset

DAY = dt.date.fromisoformat
END = DAY("2021-12-31")
RULES = """
    participation: voluntary
    score: {start: 100}
    lists: {w: }
    rules:
    - id: big
      when: {kind: fee.*, amount: {at_least: 300}, agency: [court, bank], subject: {district: North}, while_on: w}
      valid_from: 2021-06-01
    - {id: young, when: {profile: {born: {at_least: 1990}, gender: f}}, points: 1}
    - {id: fallen, when: {contacts: {relationship: friend, score_below: 90}}, points: -1}
    - {id: enter, when: {kind: enter}, lists: [w]}
"""
PEOPLE = "p1 enrolled=true district=South born=1988 gender=f\np2 enrolled=true"


def near(records: str = "", people: str = PEOPLE, ties: str = "") -> dict[str, NearMiss]:
    return {miss.rule.id: miss for miss in whynot(small_ruleset(RULES), small_city(people, records, ties), "p1", END)}


def test_every_condition_of_a_record_rule_is_listed_with_the_value_read() -> None:
    miss = near("r1 p1 2021-05-31 fee.late amount=290")["big"]

    assert [
        ("the subject is a person", "person", True),
        ("the subject takes part", "true", True),
        ("the kind is fee.*", "fee.late", True),
        ("the ruleset opens on 2021-01-01", "2021-05-31", True),
        ("the rule is valid from 2021-06-01", "2021-05-31", False),
        ("the amount is at least 300", "290", False),
        ("the agency is court or bank", "no value", False),
        ("district is North", "South", False),
        ("on 2021-05-31 on the list w", "no list", False),
    ] == [(one.phrase, one.value, one.met) for one in miss.conditions]


def test_a_record_of_the_future_is_not_known_and_one_that_is_made_but_not_in_effect_is() -> None:
    later = small_ruleset(f"{RULES}    effect_after_days: 14\n")
    city = small_city(PEOPLE, "r1 p1 2021-12-30 fee.a amount=300\nr2 p1 2022-01-01 fee.a amount=300")

    miss, *others = [miss for miss in whynot(later, city, "p1", END) if miss.record]

    assert [] == others
    assert miss.record is not None
    assert "r1" == miss.record.record_id
    assert ("it is in effect by 2021-12-31", "2022-01-13", False) in [
        (one.phrase, one.value, one.met) for one in miss.conditions
    ]


def test_the_nearest_comes_first_by_conditions_unmet_and_then_by_how_far_they_are_off() -> None:
    base = "agency=court"
    records = f"""
        r1 p1 2021-07-01 fee.a amount=100 {base}
        r2 p1 2021-07-01 fee.a amount=299 {base}
        r3 p1 2021-07-01 fee.a {base}
        r4 p1 2021-07-01 fee.a amount=300 {base}
    """
    misses = whynot(small_ruleset(RULES), small_city(PEOPLE, records), "p1", END)

    assert ["r4", "r2", "r1", "r3"] == [miss.record.record_id for miss in misses if miss.record]


def test_a_record_of_another_kind_is_not_near() -> None:
    assert "big" not in near("r1 p1 2021-07-01 fee\nr2 p2 2021-07-01 fee.late")


def test_a_profile_rule_is_near_where_one_column_fails_and_not_where_two_do() -> None:
    unmet = near()["young"].unmet

    assert [("born is at least 1990", "1988")] == [(one.phrase, one.value) for one in unmet]
    assert "young" not in near(people="p1 enrolled=true born=1988")


def test_a_contact_rule_is_near_where_there_are_contacts_and_shows_their_scores() -> None:
    unmet = near(ties="p1 p2 friend")["fallen"].unmet

    assert [("the score of one of them is below 90", "100")] == [(one.phrase, one.value) for one in unmet]
    assert "fallen" not in near()


def test_not_taking_part_is_a_condition_too() -> None:
    unmet = near("r1 p1 2021-07-01 enter", people="p1")["enter"].unmet

    assert [("the subject takes part", "no value")] == [(one.phrase, one.value) for one in unmet]


def test_at_most_so_many_are_given() -> None:
    records = "\n".join(f"r{number} p1 2021-07-01 fee.a" for number in range(9))

    assert 4 == len(whynot(small_ruleset(RULES), small_city(PEOPLE, records), "p1", END, limit=4))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_a_rule_posts_for_a_record_of_its_kinds_exactly_where_no_condition_is_unmet(world: World) -> None:
    tables = by_plain_reading(world.ruleset, world.city, world.as_of)
    columns = ("subject_id", "type", "rule_id", "record_id")
    posted = {(row[0], *row[2:]) for row in tables.ledger(*columns) if row[1] in ("rule", "profile", "contact")}
    for row in (*world.tables["residents"], *world.tables["companies"]):
        for miss in whynot(world.ruleset, world.city, row["subject_id"], world.as_of, limit=10_000):
            assert miss.unmet
            assert (row["subject_id"], miss.rule.id, miss.record and miss.record.record_id) not in posted
