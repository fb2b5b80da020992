"""Two assessments side by side: grades, movers with their one posting, consequences, and why nothing changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilot import compare
from pilot.city.city import City
from pilot.errors import DataError
from pilot.evaluation import evaluate
from pilot.evaluation.comparing.compare import Comparison
from pilot.evaluation.comparing.unchanged import Unchanged
from pilot.evaluation.everybody.totals import SubjectType
from pilot.ruleset.model import Ruleset
from tests.evaluation.cases import World, worlds
from tests.evaluation.small import small_city, small_ruleset

many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
DAY = dt.date(2021, 12, 31)
CITY = small_city(
    people="ann enrolled=true\n bea enrolled=true\n cid enrolled=false",
    records="""
        r1 ann 2021-02-01 late
        r2 ann 2021-03-01 theft
        r3 bea 2021-03-01 gift
        r4 bea 2021-04-01 late
        r5 mill 2021-04-01 late
    """,
    companies="mill enrolled=true",
)
SCALE = """
score: {start: 100}
bands: [{grade: top, from: 105}, {grade: fine, from: 90, consequences: [bonus]}, {grade: low, consequences: [no-train]}]
consequences: {bonus: {effect: reward}, no-train: {effect: restriction}}
"""
GIFT = "{id: gift, when: {kind: gift}, points: 3}"
LATE = "{id: late, when: {kind: late}, points: -5}"


def of_rules(*rules: str, scale: str = SCALE, **parts: Any) -> Ruleset:
    ruleset = small_ruleset(f"{scale}\nrules: [{', '.join(rules)}]")
    return ruleset.model_copy(update=parts)


def compared(before: Ruleset, after: Ruleset, city: City = CITY) -> Comparison:
    return compare(evaluate(before, city, DAY), evaluate(after, city, DAY))


def of_world(world: World) -> Comparison:
    """The ruleset of a random world against itself with its first rule left out and its second dearer."""
    _, second, *others = world.ruleset.rules
    dearer = second.model_copy(update={"points": second.points - 7} if second.points is not None else {"lists": ()})
    other = world.ruleset.model_copy(update={"rules": (dearer, *others)})
    return compare(*(evaluate(ruleset, world.city, world.as_of, world.joined) for ruleset in (world.ruleset, other)))


def mover(comparison: Comparison, subject_id: str) -> dict[str, Any]:
    found: dict[str, Any] = comparison.movers.set_index("subject_id").loc[subject_id].to_dict()
    return found


class TestGrades:
    def test_the_table_sets_the_grade_before_against_the_grade_after(self) -> None:
        table = compared(
            of_rules(LATE, GIFT), of_rules(LATE, GIFT, "{id: theft, when: {kind: theft}, points: -50}")
        ).grades()

        assert [[0, 0, 0], [0, 2, 1], [0, 0, 0]] == table.to_numpy().tolist()
        assert ["top", "fine", "low"] == list(table.index) == list(table.columns)

    def test_companies_stand_in_a_table_of_their_own(self) -> None:
        both = of_rules(LATE, applies_to=("person", "company"))

        assert 1 == compared(both, both).grades("company").to_numpy().sum()
        assert 3 == compared(both, both).grades("person").to_numpy().sum()

    def test_whoever_one_side_does_not_cover_is_in_no_cell(self) -> None:
        joined = of_rules(LATE, participation="voluntary")

        assert 2 == compared(of_rules(LATE), joined).grades().to_numpy().sum()

    def test_grades_of_different_words_have_no_direction(self) -> None:
        other = of_rules(LATE, scale="score: {start: 50}\nbands: [{grade: good, from: 50}, {grade: bad}]")
        comparison = compared(of_rules(LATE), other)

        assert "order" == comparison.yardstick
        assert comparison.subjects["steps"].isna().all()
        assert comparison.subjects["points"].isna().all()

    def test_a_ruleset_without_a_score_gives_no_yardstick(self) -> None:
        comparison = compared(of_rules(LATE), of_rules(scale=""))

        assert comparison.yardstick is None
        assert comparison.subjects["direction"].isna().all()
        assert comparison.movers.empty


class TestOrder:
    def test_it_is_the_share_of_others_below_with_half_of_those_who_stand_level(self) -> None:
        subjects = compared(of_rules(LATE, GIFT), of_rules(GIFT)).subjects.set_index("subject_id")

        assert [0.0, 0.5, 1.0] == subjects.loc[["ann", "bea", "cid"], "order_before"].tolist()
        assert [0.25, 1.0, 0.25] == subjects.loc[["ann", "bea", "cid"], "order_after"].tolist()

    def test_the_grade_counts_before_the_score(self) -> None:
        override = "{id: theft, when: {kind: theft}, override: {grade: low}}"
        subjects = compared(of_rules(LATE), of_rules(override)).subjects.set_index("subject_id")

        assert 0.0 == subjects.loc["ann", "order_after"]
        assert 100 == subjects.loc["ann", "score_after"]


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


def test_consequences_tell_who_bears_them_now_and_who_no_longer() -> None:
    comparison = compared(of_rules(), of_rules("{id: theft, when: {kind: theft}, points: -50}"))

    assert [("person", "bonus", 3, 2, 0, 1), ("person", "no-train", 0, 1, 1, 0)] == list(
        comparison.consequences.itertuples(index=False, name=None)
    )


def test_where_nobody_bears_a_consequence_the_table_is_empty() -> None:
    assert compared(of_rules(LATE, scale="score: {start: 100}"), of_rules(scale="")).consequences.empty


def test_lists_tell_who_stands_on_them_now_and_who_no_longer() -> None:
    lists = "lists: {watch: {}, debt: {}}"
    on = ["{id: a, when: {kind: late}, lists: [watch]}", "{id: b, when: {kind: theft}, lists: [debt]}"]
    one, other = of_rules(on[0], scale=lists), of_rules(on[0].replace("late", "gift"), on[1], scale=lists)

    assert [("person", "watch", 2, 1, 0, 1), ("person", "debt", 0, 1, 1, 0)] == list(
        compared(one, other).lists.itertuples(index=False, name=None)
    )


@many
@given(worlds())
def test_what_is_gained_and_lost_is_the_difference_between_both_sides(world: World) -> None:
    comparison = of_world(world)
    for table in (comparison.consequences, comparison.lists):
        assert (table["after"] - table["before"] == table["gained"] - table["lost"]).all()


def test_rules_that_are_newly_idle_or_newly_met_stand_in_both_rulesets() -> None:
    moved = [LATE.replace("kind: late", "kind: war"), GIFT.replace("kind: gift", "kind: war")]
    comparison = compared(of_rules(LATE, moved[1]), of_rules(moved[0], GIFT, "{id: theft, when: {kind: theft}}"))

    assert (("late",), ("gift",)) == (comparison.newly_idle, comparison.newly_met)


def test_rules_that_nobody_meets_are_named_with_their_side() -> None:
    comparison = compared(of_rules(LATE), of_rules(GIFT, "{id: war, when: {kind: war}, points: -50}"))

    assert [("after", "war")] == list(comparison.idle_rules.itertuples(index=False, name=None))


class TestUnchanged:
    def reasons(self, before: Ruleset, after: Ruleset) -> list[tuple[str | None, str]]:
        return [(rule.rule_id, rule.reason) for rule in compared(before, after).unchanged_because]

    def test_the_same_ruleset_changes_nothing(self) -> None:
        comparison = compared(of_rules(LATE), of_rules(LATE))

        assert comparison.nothing_changed
        assert (Unchanged(None, "same ruleset"),) == comparison.unchanged_because

    def test_other_words_change_nothing(self) -> None:
        assert [(None, "words only")] == self.reasons(of_rules(LATE), of_rules(LATE, title="Another"))

    def test_other_rights_change_nobodys_standing(self) -> None:
        public = of_rules(LATE, scale=f"{SCALE}\ndisclosure: {{public: {{grade: shown}}}}")

        assert [(None, "rights only")] == self.reasons(of_rules(LATE), public)
        assert [(None, "rights only")] == self.reasons(of_rules(LATE, title="Another"), public)

    def test_a_rule_whose_words_alone_differ_says_so(self) -> None:
        worded = LATE.replace("{id", "{text: You pay late., id")

        assert [("late", "words only")] == self.reasons(of_rules(LATE), of_rules(worded, GIFT))

    def test_nobody_meets_it(self) -> None:
        assert [("war", "nobody meets it")] == self.reasons(
            of_rules(), of_rules("{id: war, when: {kind: war}, points: -9}")
        )

    def test_its_time_is_past(self) -> None:
        past = "{id: late, when: {kind: late}, points: -9, valid_until: 2021-01-15}"

        assert [("late", "out of force")] == self.reasons(of_rules(), of_rules(past))

    def test_a_heavier_rule_takes_its_place(self) -> None:
        light = "{id: light, when: {kind: late}, points: -1}"
        one, other = of_rules(LATE, overlap="heaviest"), of_rules(LATE, light, overlap="heaviest")

        assert [("light", "heavier rule")] == self.reasons(one, other)

    def test_the_cap_takes_the_difference_away(self) -> None:
        capped = "{id: late, when: {kind: late}, points: -9, cap: {per: ever, points: 5}}"

        assert [("late", "capped")] == self.reasons(of_rules(capped), of_rules(capped.replace("-9", "-8")))

    def test_what_it_posts_has_been_taken_back(self) -> None:
        brief = "{id: late, when: {kind: late}, points: -9, expires_after_months: 1}"

        assert [("late", "taken back")] == self.reasons(of_rules(brief), of_rules(brief.replace("-9", "-8")))

    def test_it_posts_nothing(self) -> None:
        assert [("late", "no points")] == self.reasons(of_rules(), of_rules("{id: late, when: {kind: late}}"))

    def test_it_is_met_but_never_where_the_difference_counts(self) -> None:
        repeated = LATE.replace("points: -5", "points: -5, repeat: {within_months: 1, multiply: [1, 3]}")

        assert [("late", "no occasion")] == self.reasons(of_rules(LATE), of_rules(repeated))

    def test_nobody_stands_where_the_grades_differ(self) -> None:
        moved = SCALE.replace("from: 105", "from: 110")
        assert moved != SCALE

        assert [(None, "nobody there")] == self.reasons(of_rules(LATE), of_rules(LATE, scale=moved))

    def test_a_rule_that_makes_a_difference_is_not_named(self) -> None:
        assert [] == self.reasons(of_rules(LATE), of_rules(LATE.replace("-5", "-6")))


def test_two_cities_cannot_be_compared() -> None:
    one, other = evaluate(of_rules(), CITY, DAY), evaluate(of_rules(), small_city("zoe"), DAY)

    with pytest.raises(DataError, match="Compare two assessments of one city"):
        compare(one, other)
