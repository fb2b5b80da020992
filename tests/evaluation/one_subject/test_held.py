"""The grades held over time are those of an evaluation on each day, and say what set them."""

from __future__ import annotations

import datetime as dt

from pilot import City, evaluate, load_ruleset
from pilot.evaluation.one_subject.explain import explain
from pilot.evaluation.one_subject.held import held_grades

END = dt.date(2024, 12, 31)


def test_on_every_day_the_grade_held_is_the_one_of_an_evaluation(lantern_ford: City) -> None:
    people = [member.subject_id for member in lantern_ford.cast]
    for name in ("rongcheng", "honest-shanghai", "open-pilot"):
        ruleset = load_ruleset(name)
        held = {subject: held_grades(ruleset, explain(ruleset, lantern_ford, subject, END)) for subject in people}
        days = sorted({max(dt.date(2019, 1, 1), one.since) for grades in held.values() for one in grades})
        for day in days[:: max(1, len(days) // 25)]:
            standing = evaluate(ruleset, lantern_ford, day).standing
            grades = dict(zip(standing["subject_id"], standing["grade"], strict=True))
            because = dict(zip(standing["subject_id"], standing["grade_because"], strict=True))
            for subject, spans in held.items():
                now = [one for one in spans if one.since <= day and (one.until is None or day < one.until)]
                if subject in grades and now:
                    assert (grades[subject], because[subject]) == (
                        now[0].grade,
                        now[0].line.rule.id if now[0].line and now[0].line.rule else "score",
                    )


def test_a_grade_set_by_a_rule_names_its_posting(lantern_ford: City) -> None:
    ruleset = load_ruleset("rongcheng")

    held = held_grades(ruleset, explain(ruleset, lantern_ford, "P0006", END))

    assert ["A", "B", "A", "D"] == [one.grade for one in held]
    assert [None, "2021-02-06", None, "2022-08-11"] == [one.line.date.isoformat() if one.line else None for one in held]
    assert held[-1].until is None


def test_without_grades_none_is_held(lantern_ford: City) -> None:
    ruleset = load_ruleset("rongcheng").model_copy(update={"bands": ()})

    assert () == held_grades(ruleset, explain(ruleset, lantern_ford, "P0006", END))
