"""Who stands otherwise after a change, by which one posting, and how many went which way."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pilot.evaluation import Assessment
from pilot.evaluation.comparing.compare import Comparison
from pilot.evaluation.everybody.totals import SubjectType
from tests.evaluation.cases import World, worlds
from tests.evaluation.comparing.comparisons import GIFT, LATE, SCALE, compared, many, of_rules, of_world


def mover(comparison: Comparison, subject_id: str) -> dict[str, Any]:
    found: dict[str, Any] = comparison.movers.set_index("subject_id").loc[subject_id].to_dict()
    return found


def _all_of(assessment: Assessment) -> dict[str, tuple[Any, ...]]:
    """What somebody holds at the end, by the tables: score, grade, lists, consequences in force."""
    borne = assessment.consequences
    in_force = borne[borne["in_force"]]
    bearers = {name: frozenset(rows["consequence_id"]) for name, rows in in_force.groupby("bearer_id")}
    stands = {
        row.subject_id: (None if row.score is pd.NA else row.score, row.grade, row.lists)
        for row in assessment.standing.itertuples()
    }
    return {name: (stands.get(name), bearers.get(name, frozenset())) for name in stands.keys() | bearers.keys()}


class TestMovers:
    def test_the_posting_that_only_one_side_has_moved_her(self) -> None:
        theft = "{id: theft, when: {kind: theft}, points: -50}"
        ann = mover(compared(of_rules(LATE, GIFT), of_rules(LATE, GIFT, theft)), "ann")

        assert ("lower", -1, -50) == (ann["direction"], ann["steps"], ann["points"])
        assert ("r2", "theft", -50) == (ann["record_id"], ann["rule_after"], ann["points_after"])

    def test_a_posting_priced_otherwise_stands_with_both_prices(self) -> None:
        bea = mover(compared(of_rules(LATE, GIFT), of_rules(LATE.replace("-5", "-20"), GIFT)), "bea")

        assert ("r4", "late", -5, "late", -20) == (
            bea["record_id"], bea["rule_before"], bea["points_before"], bea["rule_after"], bea["points_after"],
        )  # fmt: skip

    def test_the_posting_points_the_way_the_subject_went(self) -> None:
        dearer = of_rules(LATE.replace("-5", "-20"), GIFT.replace("points: 3", "points: 30"))
        bea = mover(compared(of_rules(LATE, GIFT), dearer), "bea")

        assert ("higher", 12) == (bea["direction"], bea["points"])
        assert "r3" == bea["record_id"]

    def test_a_posting_taken_back_is_counted_with_what_took_it(self) -> None:
        brief = of_rules("{id: late, when: {kind: late}, points: -5, expires_after_months: 1}", GIFT)
        ann = mover(compared(of_rules(LATE, GIFT), brief), "ann")

        assert ("same", 5, "r1", -5) == (ann["direction"], ann["points"], ann["record_id"], ann["points_before"])
        assert ann["rule_after"] != ann["rule_after"]

    def test_where_the_grade_fell_by_an_override_the_override_moved_it(self) -> None:
        override = "{id: theft, when: {kind: theft}, points: -1, override: {grade: low}}"
        ann = mover(compared(of_rules(LATE), of_rules(LATE, override)), "ann")

        assert ("lower", True, "theft") == (ann["direction"], ann["by_override"], ann["rule_after"])

    def test_on_two_scales_the_record_that_weighs_most_on_its_own_scale_moved_her(self) -> None:
        theft = "{id: stole, when: {kind: theft}, points: -2}"
        other = of_rules(theft, scale="score: {start: 10}\nbands: [{grade: good, from: 9}, {grade: bad}]")
        comparison = compared(of_rules(LATE, GIFT), other)

        assert "order" == comparison.yardstick
        assert ("r4", -5) == tuple(mover(comparison, "bea")[name] for name in ("record_id", "points_before"))

    def test_on_two_scales_an_override_is_what_moved_whoever_it_holds_down(self) -> None:
        override = "{id: stole, when: {kind: theft}, override: {grade: bad}}"
        other = of_rules(override, scale="score: {start: 10}\nbands: [{grade: good, from: 9}, {grade: bad}]")
        ann = mover(compared(of_rules("{id: late, when: {kind: gift}, points: -5}"), other), "ann")

        assert ("lower", True, "stole") == (ann["direction"], ann["by_override"], ann["rule_after"])

    def test_those_who_moved_by_grades_come_before_those_who_moved_by_points(self) -> None:
        dearer = of_rules("{id: theft, when: {kind: theft}, points: -15}", GIFT)
        movers = compared(of_rules(GIFT, LATE), dearer).movers

        assert [("ann", -1, -10), ("bea", 0, 5)] == list(
            movers[["subject_id", "steps", "points"]].itertuples(index=False, name=None)
        )

    def test_who_stands_as_before_is_no_mover(self) -> None:
        assert compared(of_rules(LATE, GIFT), of_rules(LATE, GIFT)).movers.empty

    def test_who_differs_in_lists_alone_is_a_mover_too(self) -> None:
        listing = "{id: stole, when: {kind: theft}, lists: [black]}"
        lists = f"{SCALE}\nlists: {{black: {{title: Black}}}}"
        comparison = compared(of_rules(LATE, scale=lists), of_rules(LATE, listing, scale=lists))
        people = comparison.directions()

        assert ["ann"] == list(comparison.movers["subject_id"])
        assert "black" == mover(comparison, "ann")["lists_gained"]
        assert (1, 0, 1, 0) == (people.moved, people.placed, people.listed, people.followed)

    def test_who_differs_in_consequences_alone_is_a_mover_too(self) -> None:
        without = of_rules(LATE, scale=SCALE.replace(", consequences: [no-train]", ""))
        comparison = compared(of_rules(LATE), without)

        assert "no-train" in set(comparison.movers["consequences_lost"]) or comparison.movers.empty
        assert comparison.directions().moved == comparison.directions().followed

    def test_who_is_covered_on_one_side_alone_is_a_mover_too(self) -> None:
        only = of_rules(LATE).model_copy(update={"participation": "voluntary"})
        people = compared(of_rules(LATE), only).directions()

        assert (1, 0, 1) == (people.left, people.entered, people.moved)

    @many
    @given(worlds())
    def test_everybody_who_does_not_stand_exactly_as_before_is_a_mover(self, world: World) -> None:
        comparison = of_world(world)
        tables = [_all_of(side) for side in (comparison.before, comparison.after)]

        differ = {name for name in tables[0].keys() | tables[1].keys() if tables[0].get(name) != tables[1].get(name)}
        assert differ == set(comparison.movers["subject_id"])

    @many
    @given(worlds(), st.integers(0, 9), st.sampled_from(("person", "company")))
    def test_the_most_moved_are_the_first_of_all_movers(self, world: World, most: int, type_: SubjectType) -> None:
        comparison = of_world(world)
        first = comparison.movers[comparison.movers["type"] == type_].head(most)

        plain = first.astype(object).where(first.notna(), None)
        assert plain.to_dict("records") == comparison.most_moved(most, type_)


class TestDirections:
    def test_they_count_who_moved_by_grade_and_who_by_points(self) -> None:
        dearer = of_rules(LATE.replace("-5", "-12"), GIFT, "{id: stole, when: {kind: theft}, points: 1}")
        people = compared(of_rules(LATE, GIFT), dearer).directions()

        assert (3, 3, 0, 2, 1) == (people.subjects, people.both, people.higher, people.same, people.lower)
        assert (0, 1, 0, 2, 2) == (people.risen, people.fallen, people.more, people.fewer, people.moved)

    def test_companies_are_counted_apart(self) -> None:
        one, other = (of_rules(rule, applies_to=("person", "company")) for rule in (LATE, LATE.replace("-5", "-15")))

        company = compared(one, other).directions("company")

        assert (1, 1, 0, 1) == (company.subjects, company.both, company.same, company.lower)

    def test_what_cannot_be_compared_is_no_number(self) -> None:
        other = of_rules(LATE, scale="score: {start: 50}\nbands: [{grade: good, from: 50}, {grade: bad}]")
        people = compared(of_rules(LATE, GIFT), other).directions()

        assert (None, None) == (people.risen, people.more)
        assert (1, 1, 1) == (people.higher, people.same, people.lower)

    def test_without_a_score_nobody_has_a_direction(self) -> None:
        people = compared(of_rules(LATE), of_rules(scale="")).directions()

        assert (None, None, None, 0) == (people.higher, people.same, people.lower, people.placed)

    @many
    @given(worlds())
    def test_they_add_up_to_the_rows_of_the_table(self, world: World) -> None:
        comparison = of_world(world)
        for type_ in ("person", "company"):
            counted, rows = comparison.directions(type_), comparison.subjects
            rows = rows[rows["type"] == type_]
            moved = [(rows["direction"] == word).sum() for word in ("higher", "same", "lower")]
            assert moved == [counted.higher or 0, counted.same or 0, counted.lower or 0]
            assert (rows["steps"] > 0).sum() == (counted.risen or 0)
            assert (rows["points"] < 0).sum() == (counted.fewer or 0)
            assert len(comparison.movers[comparison.movers["type"] == type_]) == counted.moved
