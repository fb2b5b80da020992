"""The small drawing of what an article does: its width, its height, its direction, and what it was before."""

from __future__ import annotations

from pilot.evaluation import evaluate
from pilot.ruleset.model import Rule
from pilot.views.pieces import bars
from pilot.views.visit.effects import DrawnBlock, Effect, of_rule, of_rules
from pilot.views.visit.figures import Figures, figures_of
from tests.evaluation.comparing.comparisons import CITY, DAY, GIFT, LATE
from tests.evaluation.comparing.comparisons import of_rules as ruleset_of


def figures(*rules: str) -> Figures:
    return figures_of(evaluate(ruleset_of(*rules), CITY, DAY))


def first(found: Figures) -> Rule:
    return found.assessment.ruleset.rules[0]


def test_a_block_is_as_wide_as_the_share_of_residents_who_met_the_rule() -> None:
    found = figures(LATE)
    met, residents = found.by_rule["late"]["persons"], len(CITY.residents)

    assert round(100 * met / residents, 1) == of_rule(first(found), found).now.wide
    assert f"for {met} of {residents} residents" in of_rule(first(found), found).words


def test_points_that_are_taken_hang_and_points_that_are_added_stand() -> None:
    taken, given = figures(LATE), figures(GIFT)

    assert "down" == of_rule(first(taken), taken).now.way
    assert "up" == of_rule(first(given), given).now.way


def test_a_rule_that_nobody_meets_is_the_line_alone() -> None:
    found = figures("{id: rare, when: {kind: never}, points: -5}")

    assert Effect(DrawnBlock("down", 0.0, of_rule(first(found), found).now.high), "−5 for nobody") == of_rule(
        first(found), found
    )


def test_a_thousand_points_are_as_tall_as_can_be_and_none_are_level() -> None:
    found = figures("{id: a, when: {kind: never}, points: -5000}", "{id: b, when: {kind: never}, points: 0}")
    heights = [of_rule(rule, found).now for rule in found.assessment.ruleset.rules]

    assert [("down", 100.0), ("level", 0.0)] == [(block.way, block.high) for block in heights]


def test_what_differs_is_set_against_what_was_and_a_new_rule_against_nothing() -> None:
    before, now = figures(LATE), figures(LATE.replace("points: -", "points: -1"), GIFT)
    late, gift = of_rules(now.assessment.ruleset.rules, now, before).values()

    assert of_rule(first(before), before).now == late.before
    assert gift.before is None


def test_before_is_outlined_over_what_is_now() -> None:
    drawn = bars.effect(Effect(DrawnBlock("down", 50.0, 40.0), "−9", DrawnBlock("down", 50.0, 20.0)))

    assert '<i class="pp-down" style="width:50.0%;height:20.0%"></i>' in drawn
    assert '<i class="pp-down pp-was" style="width:50.0%;height:10.0%"></i>' in drawn
