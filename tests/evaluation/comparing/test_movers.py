"""Who stands otherwise after a change, by which one posting, and how many went which way."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pilot.evaluation.comparing.compare import Comparison
from pilot.evaluation.everybody.totals import SubjectType
from tests.evaluation.cases import World, worlds
from tests.evaluation.comparing.comparisons import GIFT, LATE, compared, many, of_rules, of_world


def mover(comparison: Comparison, subject_id: str) -> dict[str, Any]:
    found: dict[str, Any] = comparison.movers.set_index("subject_id").loc[subject_id].to_dict()
    return found


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

        assert (None, None, None, 0) == (people.higher, people.same, people.lower, people.moved)

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
