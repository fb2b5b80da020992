"""What comes in the post: letters with exactly what is shown, and empty envelopes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pilot import City, DataError, Ruleset, evaluate
from pilot.disclosure.shown.letters import Letter, letters
from pilot.disclosure.shown.view import Blank
from pilot.evaluation import Assessment
from pilot.ruleset.model import Disclosure
from pilot.ruleset.model.values import Item
from tests.evaluation.cases import World, worlds
from tests.evaluation.small import small_city, small_ruleset

ITEMS: tuple[Item, ...] = get_args(Item)
DAY = dt.date(2020, 12, 31)
few = settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def shown(ruleset: Ruleset, items: Iterable[Item], notice: str = "before_effect", **recourse: Any) -> Ruleset:
    """The same rules, of which the subject is shown these items."""
    disclosure = Disclosure.model_validate({"subject": dict.fromkeys(items, "shown"), "notice": notice})
    changed = ruleset.model_copy(update={"disclosure": disclosure})
    return Ruleset.model_validate(changed.model_dump(by_alias=True, exclude_unset=True) | recourse)


def assessed(ruleset: Ruleset, city: City, day: dt.date = DAY) -> Assessment:
    return evaluate(ruleset, city, day)


def kinds(post: Iterable[Letter]) -> list[tuple[str, str]]:
    return [(letter.effective_on.isoformat(), letter.kind) for letter in post]


def parts_of(letter: Letter) -> dict[str, Any]:
    assert letter.contents is not None
    return vars(letter.contents)


class TestOccasions:
    def test_every_entry_listing_and_change_of_grade_is_an_occasion(self, few_rules: Ruleset, hill_end: City) -> None:
        """Sorrel Anvil leaves a judgment unpaid: twenty points, the list of defaulters, and the grade Low."""
        post = letters(assessed(shown(few_rules, ITEMS), hill_end), "P2")

        assert [("2020-03-10", "posting"), ("2020-03-10", "listing"), ("2020-03-10", "grade")] == kinds(post)[:3]

    def test_what_everybody_starts_with_brings_no_letter(self, few_rules: Ruleset, hill_end: City) -> None:
        post = letters(assessed(shown(few_rules, ITEMS), hill_end, dt.date(2020, 1, 1)), "P1")

        assert [] == post

    def test_leaving_a_list_brings_a_letter_that_says_how(self) -> None:
        ruleset = small_ruleset(
            """
            rules: [{id: unpaid, when: {kind: court.unpaid}, until: settled, lists: [defaulters]}]
            lists: {defaulters: {}}
            disclosure: {subject: {lists: shown, reasons: shown}, notice: on_change}
            """
        )
        city = small_city(records="r1 p1 2021-02-01 court.unpaid settled_on=2021-05-01")

        last = letters(evaluate(ruleset, city, DAY.replace(2021)), "p1")[-1]

        assert ("2021-05-01", "leaving") == kinds([last])[0]
        assert ("The matter was settled.", "You were on it for: unpaid") == parts_of(last)["reasons"]

    def test_an_override_that_lapses_is_a_change_of_grade_though_no_points_move(self) -> None:
        ruleset = small_ruleset(
            """
            score: {start: 100}
            bands: [{grade: High, from: 90}, {grade: Low}]
            rules: [{id: drunk, when: {kind: traffic.drunk}, override: {grade: Low, months: 2}}]
            disclosure: {subject: {grade: shown}, notice: on_change}
            """
        )
        city = small_city(records="r1 p1 2021-02-01 traffic.drunk")

        grades = [
            letter for letter in letters(evaluate(ruleset, city, DAY.replace(2021)), "p1") if letter.kind == "grade"
        ]

        assert [("2021-02-01", "grade"), ("2021-04-01", "grade")] == kinds(grades)
        assert ["Low", "High"] == [parts_of(letter)["grade"] for letter in grades]

    def test_somebody_whom_the_ruleset_does_not_cover_is_refused_in_words(
        self, few_rules: Ruleset, hill_end: City
    ) -> None:
        with pytest.raises(DataError, match="few-rules does not cover C1"):
            letters(assessed(few_rules, hill_end), "C1")


class TestDates:
    def test_without_notice_every_envelope_is_empty_and_dated_the_day_of_the_change(
        self, few_rules: Ruleset, hill_end: City
    ) -> None:
        post = letters(assessed(shown(few_rules, ITEMS, "none"), hill_end), "P2")

        assert post
        assert all(letter.is_empty and letter.dated == letter.effective_on for letter in post)

    def test_on_change_a_letter_is_dated_the_day_of_the_change_and_none_is_due_on_an_entry_alone(
        self, few_rules: Ruleset, hill_end: City
    ) -> None:
        post = letters(assessed(shown(few_rules, ITEMS, "on_change"), hill_end), "P2")

        assert all(letter.is_empty == (letter.kind == "posting") for letter in post)
        assert all(letter.dated == letter.effective_on for letter in post)

    def test_before_effect_a_letter_is_dated_the_records_own_day(self, few_rules: Ruleset, hill_end: City) -> None:
        later = few_rules.model_copy(update={"effect_after_days": 14})
        post = letters(assessed(shown(later, ITEMS, "before_effect"), hill_end), "P2")

        records = hill_end.records[hill_end.records["subject_id"] == "P2"]
        dated = {letter.dated for letter in post if letter.effective_on != letter.dated}
        assert {dt.timedelta(days=14)} == {letter.effective_on - letter.dated for letter in post} - {dt.timedelta(0)}
        assert dated <= {day.date() for day in records["date"]}

    def test_before_effect_a_grade_that_is_no_longer_set_changes_on_the_day_of_its_letter(self) -> None:
        ruleset = small_ruleset(
            """
            effect_after_days: 14
            score: {start: 100}
            bands: [{grade: High, from: 90}, {grade: Low}]
            rules: [{id: drunk, when: {kind: traffic.drunk}, override: {grade: Low, months: 2}}]
            disclosure: {subject: {grade: shown, reasons: shown}, notice: before_effect}
            """
        )
        city = small_city(records="r1 p1 2021-02-01 traffic.drunk")

        set_, lapsed = [
            letter for letter in letters(evaluate(ruleset, city, DAY.replace(2021)), "p1") if letter.kind == "grade"
        ]

        assert ("2021-02-01", "2021-02-15") == (set_.dated.isoformat(), set_.effective_on.isoformat())
        assert ("2021-04-15", "2021-04-15") == (lapsed.dated.isoformat(), lapsed.effective_on.isoformat())
        assert ("The grade is no longer set for: drunk",) == parts_of(lapsed)["reasons"]

    def test_a_lists_own_notice_stands_in_place_of_the_disclosures(self, few_rules: Ruleset, hill_end: City) -> None:
        lists = {name: one.model_copy(update={"notice": "on_change"}) for name, one in few_rules.lists.items()}
        post = letters(assessed(shown(few_rules.model_copy(update={"lists": lists}), ITEMS, "none"), hill_end), "P2")

        assert {"listing", "leaving"} <= {letter.kind for letter in post if not letter.is_empty}
        assert all(letter.is_empty for letter in post if letter.kind == "posting")


class TestContents:
    def test_an_open_rulebook_does_not_tell_which_rule_acted(self, few_rules: Ruleset, hill_end: City) -> None:
        first = letters(assessed(shown(few_rules, ["rules", "points"]), hill_end), "P2")[0]

        assert Blank("reasons") == parts_of(first)["reasons"]
        assert -20 == parts_of(first)["points"]

    def test_what_is_given_on_request_is_a_blank_that_says_so(self, few_rules: Ruleset, hill_end: City) -> None:
        on_request = Disclosure.model_validate({"subject": {"points": "on_request"}, "notice": "before_effect"})
        ruleset = few_rules.model_copy(update={"disclosure": on_request})

        assert Blank("points", on_request=True) == parts_of(letters(assessed(ruleset, hill_end), "P2")[0])["points"]

    def test_an_appeal_is_open_for_so_many_days_from_the_record(self, few_rules: Ruleset, hill_end: City) -> None:
        recourse = {"appeal": {"available": True, "window_days": 30, "decided_by": "A panel"}}

        first = letters(assessed(shown(few_rules, ITEMS, recourse=recourse), hill_end), "P2")[0]

        assert "You may contest this until 2020-04-09. Decided by: A panel." == parts_of(first)["remedy"]
        assert dt.date(2020, 4, 9) == parts_of(first)["contest_until"]

    def test_a_ruleset_that_is_silent_about_appeals_is_not_taken_to_refuse_them(
        self, few_rules: Ruleset, hill_end: City
    ) -> None:
        first = letters(assessed(shown(few_rules, ITEMS), hill_end), "P2")[0]

        assert "The ruleset does not say whether this can be contested." == parts_of(first)["remedy"]

    @pytest.mark.parametrize(
        ("record", "rule", "why"),
        [
            ("settled_on=2021-05-01", "until: settled", "The matter was settled."),
            ("", "expires_after_months: 3", "The time for which the entry counts is over."),
        ],
    )
    def test_a_posting_that_takes_one_back_is_told_as_that_with_nothing_to_contest(
        self, record: str, rule: str, why: str
    ) -> None:
        ruleset = small_ruleset(
            f"""
            score: {{start: 100}}
            rules: [{{id: praise, when: {{kind: work.praise}}, points: 2, {rule}}}]
            recourse: {{appeal: {{available: true}}}}
            """
        )
        city = small_city(records=f"r1 p1 2021-02-01 work.praise {record}")

        last = letters(evaluate(shown(ruleset, ITEMS), city, DAY.replace(2021)), "p1")[-1]

        assert last.takes_back
        assert (why, "Taken back: praise") == parts_of(last)["reasons"]
        assert ("Something ends here, and there is nothing to contest.", None) == (
            parts_of(last)["remedy"],
            parts_of(last)["contest_until"],
        )

    def test_where_no_reason_is_shown_a_letter_does_not_tell_a_posting_from_one_that_takes_it_back(self) -> None:
        ruleset = small_ruleset(
            """
            score: {start: 100}
            rules: [{id: praise, when: {kind: work.praise}, points: 2, expires_after_months: 3}]
            recourse: {appeal: {available: true}}
            """
        )
        city = small_city(records="r1 p1 2021-02-01 work.praise")

        first, last = letters(evaluate(shown(ruleset, ["points"]), city, DAY.replace(2021)), "p1")

        assert "You may contest this; no deadline is set." == parts_of(first)["remedy"] == parts_of(last)["remedy"]

    def test_an_objection_is_named_beside_the_appeal(self, few_rules: Ruleset, hill_end: City) -> None:
        recourse = {
            "objection": {"available": True, "decided_by": "The office", "decides_within_days": 7},
            "appeal": {"available": True, "window_days": 30},
        }

        first = letters(assessed(shown(few_rules, ITEMS, recourse=recourse), hill_end), "P2")[0]

        assert (
            "You may object to a wrong entry; no deadline is set. Decided by: The office, within 7 days. "
            "You may contest this until 2020-04-09."
        ) == parts_of(first)["remedy"]

    def test_what_lies_behind_a_relatives_listing_is_not_disclosed(self) -> None:
        ruleset = small_ruleset(
            """
            rules: [{id: unpaid, when: {kind: court.unpaid}, lists: [defaulters]}]
            lists: {defaulters: {carry: [child]}}
            """
        )
        city = small_city("p1\np2", "r1 p1 2021-02-01 court.unpaid", relationships="p1 p2 child")

        (letter,) = letters(evaluate(shown(ruleset, ITEMS), city, DAY.replace(2021)), "p2")

        assert "defaulters" == parts_of(letter)["lists"]
        assert (None, None, None) == (
            parts_of(letter)["reasons"],
            parts_of(letter)["records"],
            parts_of(letter)["agencies"],
        )


@few
@given(worlds(), st.sets(st.sampled_from(ITEMS)))
def test_a_letter_shows_nothing_that_the_ruleset_hides(world: World, items: set[Item]) -> None:
    assessment = evaluate(shown(world.ruleset, items), world.city, world.as_of, world.joined)
    for subject_id in assessment.standing["subject_id"]:
        for letter in letters(assessment, subject_id):
            for item in ("points", "score", "grade", "lists", "consequences", "reasons", "records", "agencies"):
                part = parts_of(letter)[item]
                assert part is None or isinstance(part, Blank) == (item not in items)


@few
@given(worlds())
def test_there_is_a_letter_for_every_posting_and_stay_and_the_last_grade_in_them_is_the_standing(world: World) -> None:
    assessment = evaluate(shown(world.ruleset, ITEMS), world.city, world.as_of, world.joined)
    posted = assessment.ledger[assessment.ledger["type"] != "opening"]["subject_id"].astype("str").value_counts()
    stays = assessment.memberships["subject_id"].astype("str").value_counts()
    for row in assessment.standing.itertuples():
        post = letters(assessment, row.subject_id)
        grades = [parts_of(letter)["grade"] for letter in post if letter.kind == "grade"]
        assert posted.get(row.subject_id, 0) == sum(letter.kind == "posting" for letter in post)
        assert stays.get(row.subject_id, 0) == sum(letter.kind == "listing" for letter in post)
        assert not grades or grades[-1] == row.grade
        assert [letter.dated for letter in post] == sorted(letter.dated for letter in post)
