"""The grade that was held on each day, points and rules that set one taken together."""

from __future__ import annotations

from hypothesis import given

from pilot.disclosure.opacity.day_ends import day_ends, turned
from pilot.disclosure.shown.changes import changes, explained
from pilot.evaluation import evaluate
from tests.disclosure.streets import few
from tests.evaluation.cases import World, worlds


@few
@given(worlds())
def test_the_held_grade_turns_on_the_days_on_which_letters_say_so(world: World) -> None:
    assessment = evaluate(world.ruleset, world.city, world.as_of, world.joined)
    ends = day_ends(assessment)
    moved = ends[turned(ends, "held")]
    grades = world.ruleset.grades

    for subject_id in assessment.standing["subject_id"]:
        expected = [
            (change.on, change.grade)
            for change in changes(world.ruleset, explained(assessment, subject_id))
            if change.kind == "grade"
        ]
        mine = moved[moved["subject_id"] == subject_id]
        assert expected == [(day.date(), grades[place]) for day, place in zip(mine["date"], mine["held"], strict=True)]


@few
@given(worlds())
def test_the_last_day_ends_with_the_standing(world: World) -> None:
    assessment = evaluate(world.ruleset, world.city, world.as_of, world.joined)
    if not world.ruleset.bands:
        return

    last = day_ends(assessment).drop_duplicates("subject_id", keep="last").set_index("subject_id")["held"]

    standing = assessment.standing.set_index("subject_id")["grade"].cat.codes
    assert standing.to_dict() == last.reindex(standing.index).to_dict()
