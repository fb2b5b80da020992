"""The rows fetched for one subject are enough, and are the city's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings

from pilot.errors import DataError
from pilot.evaluation.kernel.columns import columns_of
from pilot.evaluation.one_subject.explain import Explanation, Line, explain
from pilot.evaluation.plain.neighbourhood import neighbourhood
from pilot.evaluation.plain.results import Burden
from pilot.evaluation.plain.rows import rows_of
from tests.evaluation.cases import World, worlds
from tests.evaluation.small import by_plain_reading, small_city, small_ruleset

END = dt.date(2021, 12, 31)

some = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@some
@given(worlds())
def test_a_subjects_neighbourhood_decides_all_that_happens_to_it(world: World) -> None:
    """Evaluating the few rows around one subject gives the same rows as evaluating everybody."""
    whole = by_plain_reading(world.ruleset, world.city, world.as_of, world.joined)
    everybody = rows_of(world.city).subjects
    for subject_id in everybody:
        explanation = explain(world.ruleset, world.city, subject_id, world.as_of, world.joined)
        ledger = [row for row in whole.tables["ledger"] if row[1] == subject_id]
        assert [row[2:] for row in ledger] == list(map(_cells, explanation.lines))
        standing = [row for row in whole.tables["standing"] if row[0] == subject_id]
        assert standing == list(_standing(explanation))
        assert [row for row in whole.tables["memberships"] if row[0] == subject_id] == list(_stays(explanation))
        consequences = whole.tables["consequences"]
        assert [row for row in consequences if row[0] == subject_id] == list(map(_burden, explanation.borne))
        assert [row for row in consequences if row[1] == subject_id] == list(map(_burden, explanation.caused))


def _cells(line: Line) -> tuple[object, ...]:
    record_id, rule_id = line.record and line.record.record_id, line.rule and line.rule.id
    posting = (line.date, line.type, record_id, rule_id, line.via_id, line.points)
    return (*posting, line.balance, line.score, line.grade, line.note)


def _standing(explanation: Explanation) -> Iterable[tuple[object, ...]]:
    if (one := explanation.standing) is not None:
        yield (one.subject_id, one.score, one.grade, one.grade_because, one.postings, " ".join(one.lists))


def _stays(explanation: Explanation) -> Iterable[tuple[object, ...]]:
    for stay in (stay.membership for stay in explanation.memberships):
        record_id, rule_id = stay.record and stay.record.record_id, stay.rule and stay.rule.id
        yield (stay.subject_id, stay.list_id, stay.entered_on, stay.left_on, record_id, rule_id, stay.via_id)


def _burden(one: Burden) -> tuple[object, ...]:
    return (one.bearer_id, one.subject_id, one.consequence_id, one.cause, one.agency, one.in_force)


@some
@given(worlds())
def test_rows_fetched_for_one_subject_are_those_of_the_tables(world: World) -> None:
    columns = columns_of(world.city)
    whole = rows_of(world.city)
    for subject_id in whole.subjects:
        near = neighbourhood(columns, world.ruleset, subject_id)
        assert subject_id in near.subjects
        for other in near.subjects:
            assert near.records.get(other, ()) in (whole.records.get(other, ()), ())
            assert whole.subjects[other].type == near.subjects[other].type
            assert near.subjects[other].cells.items() <= whole.subjects[other].cells.items()
        assert all(whole.relatives[key] == others for key, others in near.relatives.items())


RULES = """
    score: {start: 100}
    bands: [{grade: A, from: 100}, {grade: B, consequences: [fine]}]
    lists: {w: {carry: [spouse]}}
    consequences: {fine: {falls_on: [child]}}
    rules:
    - {id: enter, when: {kind: bad}, lists: [w]}
    - {id: waiting, when: {kind: k, while_on: w}, points: -5, carry: [{to: parent, share: 1}]}
    - {id: contact, when: {contacts: {relationship: friend, score_below: 100}}, points: -1}
"""


def test_four_ties_may_lie_between_a_subject_and_the_record_that_reaches_it() -> None:
    """a's listing makes b's record count; c gets a share of it; that lowers d; d's child e bears the consequence."""
    ties = "a b spouse\nb c parent\nd c friend\nd e child\nx a spouse\ne y child"
    city = small_city("a\nb\nc\nd\ne\nx\ny", "r1 a 2021-02-01 bad\nr2 b 2021-03-01 k", ties)
    columns, ruleset = columns_of(city), small_ruleset(RULES)

    assert ["a", "b", "c", "d", "e"] == list(neighbourhood(columns, ruleset, "e").subjects)
    assert ["fine"] == [one.consequence_id for one in explain(ruleset, city, "e", END).borne]


def test_ties_that_the_ruleset_does_not_use_are_not_followed() -> None:
    city = small_city("a\nb", "r1 b 2021-02-01 k", "a b spouse\nb a spouse")
    near = neighbourhood(columns_of(city), small_ruleset("rules: [{id: a, when: {kind: k}}]"), "a")

    assert (["a"], {}) == (list(near.subjects), near.relatives)


def test_an_unknown_id_names_the_nearest_ones() -> None:
    city = small_city("p001\np002\nq9")

    with pytest.raises(DataError, match=r'nobody has the id "p003"(.|\n)*p00'):
        neighbourhood(columns_of(city), small_ruleset("rules: []"), "p003")
