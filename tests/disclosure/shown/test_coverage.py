"""How much of what decided a standing its subject is told, on the town of Hill End."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pilot import City, Ruleset, disclose, evaluate
from pilot.disclosure.shown.coverage import Coverage, coverage_of
from pilot.disclosure.shown.view import View
from pilot.evaluation.one_subject.explain import Explanation, explain

DAY = dt.date(2020, 12, 31)


def changed(ruleset: Ruleset, **parts: object) -> Ruleset:
    return Ruleset.model_validate(ruleset.model_dump(by_alias=True, exclude_unset=True) | parts)


def disclosed_to(subject_id: str, ruleset: Ruleset, city: City) -> tuple[Explanation, View, Coverage]:
    explanation = explain(ruleset, city, subject_id, DAY)
    view = disclose(evaluate(ruleset, city, DAY), "subject", subject_id)
    return explanation, view, coverage_of(explanation, view)


def records_of(explanation: Explanation, numbers: Iterable[int]) -> list[str | None]:
    records = [explanation.lines[number - 1].record for number in numbers]
    return [record.record_id if record else None for record in records]


def test_postings_that_still_count_decide_a_grade_and_reversed_ones_do_not(few_rules: Ruleset, hill_end: City) -> None:
    """Juniper Flint has two red lights, one of them taken back on appeal, and a donation of 340."""
    explanation, _, result = disclosed_to("P1", few_rules, hill_end)

    assert [explanation.lines[number - 1].points for number in result.deciding] == [-5, 3]


def test_a_posting_counts_as_shown_where_any_part_of_it_is(few_rules: Ruleset, hill_end: City) -> None:
    shows_points = changed(few_rules, disclosure={"subject": {"points": "shown"}})
    explanation, _, result = disclosed_to("P1", shows_points, hill_end)

    assert result.shown == result.deciding
    assert result.withheld(explanation.lines[1]) == ("records", "reasons", "agencies")


def test_nothing_is_shown_where_every_part_is_hidden(few_rules: Ruleset, hill_end: City) -> None:
    explanation, _, result = disclosed_to("P1", few_rules, hill_end)

    assert result.shown == ()
    assert result.counterparts == {}
    assert result.withheld(explanation.lines[1]) == ("points", "records", "reasons", "agencies")
    assert result.withheld(explanation.lines[0]) == ()


def test_an_override_that_set_the_grade_alone_decided_it(few_rules: Ruleset, hill_end: City) -> None:
    red_light, *others = few_rules.model_dump(by_alias=True, exclude_unset=True)["rules"]
    rules = [red_light | {"override": {"grade": "Low"}}, *others]
    explanation, _, result = disclosed_to("P1", changed(few_rules, rules=rules), hill_end)

    assert records_of(explanation, result.deciding) == ["R1"]


def test_lines_younger_than_the_delay_have_no_counterpart(few_rules: Ruleset, hill_end: City) -> None:
    """Tansy Quarry's red light of 30 June is 184 days old on the last day of the year."""
    slow = changed(few_rules, disclosure={"subject": {"points": "shown"}, "delay_hours": 24 * 185})
    quick = changed(few_rules, disclosure={"subject": {"points": "shown"}, "delay_hours": 24 * 184})

    assert disclosed_to("P3", slow, hill_end)[2].counterparts == {}
    assert list(disclosed_to("P3", quick, hill_end)[2].counterparts) == [2]


def test_without_a_score_what_put_somebody_on_a_list_decides(few_rules: Ruleset, hill_end: City) -> None:
    rules = [
        {name: part for name, part in rule.items() if name not in ("points", "points_per", "repeat")}
        for rule in few_rules.model_dump(by_alias=True, exclude_unset=True)["rules"]
    ]
    lists_only = Ruleset.model_validate(
        {
            name: part
            for name, part in few_rules.model_dump(by_alias=True, exclude_unset=True).items()
            if name not in ("score", "bands")
        }
        | {"rules": rules}
    )
    explanation, _, result = disclosed_to("P2", lists_only, hill_end)

    assert records_of(explanation, result.deciding) == ["R4"]
