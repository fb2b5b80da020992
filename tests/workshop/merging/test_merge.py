"""Copies of one start, article by article; and the file that comes of choosing."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import DataError, Ruleset, compare, evaluate
from pilot.city.city import City
from pilot.evaluation.assess import last_day
from pilot.ruleset.editing.dump import given as what_is_given
from pilot.ruleset.reading.load import read_ruleset
from pilot.workshop.merging.choices import Choice, tally
from pilot.workshop.merging.contents import contents_of, orders_of
from pilot.workshop.merging.merge import Article, Copy, Merge, merge_of
from pilot.workshop.merging.merged_text import merged_text
from tests.workshop.merging.copies import Tables

tables = st.randoms(use_true_random=False).map(Tables)
NAMES = {"id", "title", "summary"}


def without_names(ruleset: Ruleset) -> dict[str, Any]:
    """Everything but what a merge writes anew."""
    return ruleset.model_dump(exclude=NAMES)


def edited(ruleset: Ruleset, **changes: Any) -> Ruleset:
    """The ruleset with other head fields, or with rules changed by `rules`, a map from id to the changed keys."""
    whole = what_is_given(ruleset)
    rules = changes.pop("rules", {})
    whole["rules"] = [
        {**rule, **rules.get(rule["id"], {})} for rule in whole["rules"] if rules.get(rule["id"], {}) is not None
    ]
    return Ruleset.model_validate(whole | changes)


def choice(article: Article, name: str, reason: str = "it is fairer", by: tuple[str, ...] = ("Table 1",)) -> Choice:
    """The choice of what the copy of that name holds."""
    position = next(
        position for position in article.positions if name in position.names or (name == "start" and position.is_start)
    )
    return Choice(article.place, position.digest, reason, by)


@pytest.fixture
def start(few_rules: Ruleset) -> Copy:
    return Copy("start", few_rules)


@pytest.fixture
def merge(start: Copy) -> Merge:
    """Table 1 halves the red light and takes out the donation; Table 2 makes both dearer; Table 3 adds a period."""
    one = edited(start.ruleset, rules={"red-light": {"points": -2}, "donation": None})
    two = edited(start.ruleset, rules={"red-light": {"points": -9}, "donation": {"text": "More is given."}})
    three = edited(start.ruleset, period="2021", rules={"red-light": {"points": -9}})
    copies = [
        Copy("Table 1", one, reasons=("Children cross too.", "Gifts are private.\n# x")),
        Copy("Table 2", two, reasons=("",)),
        Copy("Table 3", three),
    ]
    return merge_of(start, copies)


class TestArticles:
    def test_two_changes_of_one_rule_are_a_conflict_with_a_position_for_every_content(self, merge: Merge) -> None:
        red_light = merge.article("rules > red-light")

        assert red_light is not None
        assert "conflict" == red_light.kind
        assert [(), ("Table 1",), ("Table 2", "Table 3")] == [position.names for position in red_light.positions]
        assert [True, False, False] == [position.is_start for position in red_light.positions]
        assert [-5, -2, -9] == [position.content["points"] for position in red_light.positions]

    def test_a_rule_that_one_takes_out_and_another_changes_is_a_conflict(self, merge: Merge) -> None:
        donation = merge.article("rules > donation")

        assert donation is not None
        assert "conflict" == donation.kind
        assert [None] == [position.content for position in donation.positions if position.names == ("Table 1",)]

    def test_a_change_that_some_made_and_the_others_did_not_is_one_sided(self, merge: Merge) -> None:
        assert ["period"] == [article.place for article in merge.one_sided]

    def test_what_all_changed_alike_is_agreed_and_counts_as_changed(self, start: Copy) -> None:
        changed = edited(start.ruleset, overlap="heaviest")
        merge = merge_of(start, [Copy("Table 1", changed), Copy("Table 2", changed)])

        assert ["overlap"] == [article.place for article in merge.agreed if article.changed]
        assert () == merge.one_sided + merge.conflicts

    def test_an_item_named_as_hidden_is_no_change_of_one_that_is_not_named(self, start: Copy) -> None:
        closed = edited(start.ruleset, disclosure={"subject": {"score": "shown", "grade": "shown", "rules": "hidden"}})

        assert [] == [
            article.place for article in merge_of(start, [Copy("Table 1", closed), start]).articles if article.changed
        ]

    def test_every_item_of_an_audience_is_an_article(self, start: Copy) -> None:
        open_ = edited(start.ruleset, disclosure={"subject": {"score": "shown", "grade": "hidden"}, "delay_hours": 24})
        merge = merge_of(start, [Copy("Table 1", open_), start])

        assert ["disclosure > subject > grade", "disclosure > delay_hours"] == [
            article.place for article in merge.one_sided
        ]

    def test_contents_are_compared_by_what_they_say_and_not_by_their_layout(self, start: Copy) -> None:
        spelled_out = edited(start.ruleset, overlap="all", applies_to=["person"], recourse={})

        assert not any(article.changed for article in merge_of(start, [Copy("Table 1", spelled_out)]).articles)

    def test_the_order_of_rules_is_an_article_where_somebody_moved_one(self, start: Copy) -> None:
        moved = start.ruleset.model_copy(update={"rules": start.ruleset.rules[::-1]})
        merge = merge_of(start, [Copy("Table 1", moved), Copy("Table 2", start.ruleset)])

        assert ["order > rules"] == [article.place for article in merge.one_sided]

    def test_taking_out_and_adding_rules_moves_none(self, merge: Merge) -> None:
        assert merge.article("order > rules") is None

    def test_copies_need_different_names(self, start: Copy) -> None:
        with pytest.raises(DataError, match="several copies have the same name: start"):
            merge_of(start, [start, start])
        with pytest.raises(DataError, match="there is no copy to merge"):
            merge_of(start, [])

    @settings(max_examples=60, deadline=None)
    @given(tables=tables)
    def test_in_which_order_the_copies_come_does_not_matter(self, tables: Tables) -> None:
        copies = tables.copies()

        one, other = merge_of(tables.start, copies), merge_of(tables.start, copies[::-1])
        assert {article.place: article.kind for article in one.articles} == {
            article.place: article.kind for article in other.articles
        }

    @settings(max_examples=60, deadline=None)
    @given(tables=tables)
    def test_every_copy_holds_exactly_one_position_on_every_article(self, tables: Tables) -> None:
        copies = tables.copies()

        names = sorted(copy.name for copy in copies)
        for article in merge_of(tables.start, copies).articles:
            assert names == sorted(name for position in article.positions for name in position.names)
            assert 1 == sum(position.is_start for position in article.positions)


class TestMergedText:
    def test_every_conflict_without_a_choice_is_listed(self, merge: Merge) -> None:
        with pytest.raises(DataError) as caught:
            merged_text(merge, [])

        places = [" > ".join(map(str, problem.place.path)) for problem in caught.value.problems]
        assert ["rules > red-light", "rules > donation"] == places
        assert "as Table 1 has it; as Table 2 and Table 3 have it" in caught.value.problems[0].found

    def test_conflicts_stay_as_at_the_start_where_that_is_requested(self, merge: Merge, start: Copy) -> None:
        ruleset = read_ruleset(merged_text(merge, [], unresolved="start"), "merged")

        assert start.ruleset.rules == ruleset.rules
        assert "2021" == ruleset.period
        assert "2 conflicts were left as at the start." in (ruleset.summary or "")

    def test_what_was_chosen_stands_in_the_file_with_the_reason_and_those_who_chose(self, merge: Merge) -> None:
        one, two = merge.conflicts
        choices = [
            choice(one, "Table 1", "children\ncross: too\x1b[31m\u2028rules: []", ("Table 2", "Table 4")),
            choice(two, "Table 1"),
        ]
        text = merged_text(merge, choices)

        ruleset = read_ruleset(text, "merged")
        words = " ".join(text.replace("#", " ").split())
        assert (
            "Chosen: as Table 1 has it, because children cross: too\ufffd[31m rules: []; by Table 2 and Table 4."
            in words
        )
        assert -2 == ruleset.rule("red-light").points
        assert ["red-light", "unpaid-judgment"] == [rule.id for rule in ruleset.rules]
        assert "rules > donation. Chosen: without it, as Table 1 has it, because it is fairer; by Table 1." in words
        assert "Added by Table 3; the others left it as it was." in words

    def test_the_reasons_of_the_versions_stand_at_the_top(self, merge: Merge) -> None:
        lines = merged_text(merge, [], unresolved="start").split("\n")

        assert "# Table 1: Children cross too.; Gifts are private. # x" in lines[:4]

    def test_it_has_a_name_of_its_own_and_says_where_it_comes_from(self, merge: Merge) -> None:
        ruleset = read_ruleset(merged_text(merge, [], id="ours", title="Our rules", unresolved="start"), "merged")

        assert ("ours", "Our rules") == (ruleset.id, ruleset.title)
        assert 'copies of Table 1, Table 2 and Table 3, which began from "A small scheme"' in (ruleset.summary or "")

    def test_an_id_that_cannot_be_one_is_refused(self, merge: Merge) -> None:
        with pytest.raises(DataError, match="give an id without spaces and slashes"):
            merged_text(merge, [], id="../ours", unresolved="start")

    def test_the_start_can_be_chosen_although_no_copy_holds_it(self, merge: Merge, start: Copy) -> None:
        text = merged_text(merge, [choice(article, "start") for article in merge.conflicts])

        assert start.ruleset.rules == read_ruleset(text, "merged").rules

    def test_a_choice_may_turn_a_change_of_one_side_down(self, merge: Merge) -> None:
        text = merged_text(merge, [choice(merge.one_sided[0], "start")], unresolved="start")

        assert read_ruleset(text, "merged").period is None

    def test_choices_that_fit_nothing_are_refused_together(self, merge: Merge) -> None:
        choices = [
            Choice("rules > gone", "0" * 12),
            Choice("rules > red-light", "0" * 12),
            Choice("rules > donation", "1"),
        ]
        with pytest.raises(DataError) as caught:
            merged_text(merge, choices)

        assert ["unknown-place", "unknown-content", "unknown-content"] == [
            problem.code for problem in caught.value.problems
        ]

    def test_a_merged_ruleset_that_would_not_hold_together_is_refused_with_the_place(self, start: Copy) -> None:
        """Table 1 takes the list out with the rule that feeds it; Table 2 adds another rule that feeds it."""
        whole = what_is_given(start.ruleset)
        without = Ruleset.model_validate(
            {**whole, "lists": {}, "examples": [], "rules": [rule for rule in whole["rules"] if "lists" not in rule]}
        )
        more = {"id": "more", "text": "More.", "when": {"kind": "a"}, "lists": ["defaulters"], "source": {}}
        another = Ruleset.model_validate({**whole, "rules": [*whole["rules"], more]})
        merge = merge_of(start, [Copy("Table 1", without), Copy("Table 2", another)])

        with pytest.raises(DataError, match="rules > more > lists") as caught:
            merged_text(merge, [])
        assert {"merged ruleset"} == {problem.place.file for problem in caught.value.problems}

    def test_whom_it_moves_is_found_by_comparing_it_with_any_copy(self, merge: Merge, hill_end: City) -> None:
        merged = read_ruleset(merged_text(merge, [], unresolved="start"), "merged")
        day = last_day(hill_end)

        comparison = compare(evaluate(merged, hill_end, day), evaluate(merge.copies[1].ruleset, hill_end, day))
        assert {"P1", "P3"} == set(comparison.movers["subject_id"])

    @settings(max_examples=60, deadline=None)
    @given(tables=tables)
    def test_copies_that_are_alike_merge_into_what_they_are(self, tables: Tables) -> None:
        ruleset = tables.copy("Table 1").ruleset

        merge = merge_of(tables.start, [Copy("Table 1", ruleset), Copy("Table 2", ruleset)])
        assert without_names(ruleset) == without_names(read_ruleset(merged_text(merge, []), "merged"))

    @settings(max_examples=60, deadline=None)
    @given(tables=tables)
    def test_where_one_table_alone_changed_anything_its_copy_is_what_is_merged(self, tables: Tables) -> None:
        changed = tables.copy("Table 2")

        merge = merge_of(tables.start, [Copy("Table 1", tables.start.ruleset), changed])
        merged = read_ruleset(merged_text(merge, []), "merged")
        assert () == merge.conflicts
        assert contents_of(changed.ruleset).items() >= without_hidden(merged).items()
        assert orders_of(changed.ruleset) == orders_of(merged)

    @settings(max_examples=80, deadline=None)
    @given(tables=tables, random=st.randoms(use_true_random=False))
    def test_every_article_of_the_merged_ruleset_is_what_was_agreed_or_chosen(
        self, tables: Tables, random: Random
    ) -> None:
        merge = merge_of(tables.start, tables.copies())
        choices = [
            Choice(article.place, random.choice(article.positions).digest, random.choice(["", "x\n- y"]))
            for article in merge.conflicts
        ]
        merged = contents_of(read_ruleset(merged_text(merge, choices), "merged"))

        chosen = {choice.place: choice.chosen for choice in choices}
        for article in merge.articles:
            if article.path[0] not in ("order", "summary"):
                position = next(
                    position for position in article.positions if position.content == merged.get(article.path)
                )
                expected = chosen.get(article.place) or (article.changes or (article.start,))[0].digest
                assert expected == position.digest


def without_hidden(ruleset: Ruleset) -> dict[tuple[str, ...], Any]:
    contents = contents_of(ruleset)
    return {path: value for path, value in contents.items() if path != ("summary",) and value != "hidden"}


class TestTally:
    def test_twenty_participants_in_one_room_weigh_one(self) -> None:
        many = [Choice("rules > red-light", "mild", by=(f"participant {number}",)) for number in range(20)]
        rooms = {"Room 1": many, "Room 2": [Choice("rules > red-light", "harsh")]}

        assert {1} == {count.votes for count in tally(rooms)["rules > red-light"]}

    def test_a_room_that_chooses_again_has_its_last_choice_counted(self) -> None:
        counts = tally({"Room 1": [Choice("bands", "a"), Choice("bands", "b")], "Room 2": [Choice("bands", "a")]})

        assert {"a": ("Room 2",), "b": ("Room 1",)} == {count.chosen: count.rooms for count in counts["bands"]}

    def test_the_content_that_most_rooms_chose_stands_first(self) -> None:
        rooms = {f"Room {number}": [Choice("bands", chosen)] for number, chosen in enumerate("abb")}

        assert [("b", 2), ("a", 1)] == [(count.chosen, count.votes) for count in tally(rooms)["bands"]]

    @given(st.dictionaries(st.text(), st.lists(st.builds(Choice, st.sampled_from("pq"), st.sampled_from("ab")))))
    def test_no_place_ever_has_more_votes_than_there_are_rooms(self, rooms: dict[str, list[Choice]]) -> None:
        for place, counts in tally(rooms).items():
            voting = [name for name, choices in rooms.items() if place in {choice.place for choice in choices}]
            assert len(voting) == sum(count.votes for count in counts)
