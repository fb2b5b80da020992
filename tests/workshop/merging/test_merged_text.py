"""The file that comes of choosing: what was chosen stands in it, and choices that fit nothing are refused."""

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
from pilot.workshop.merging.choices import Choice
from pilot.workshop.merging.contents import contents_of, orders_of
from pilot.workshop.merging.merge import Article, Copy, Merge, merge_of
from pilot.workshop.merging.merged_text import merged_text
from tests.workshop.merging.copies import Tables, tables

NAMES = {"id", "title", "summary"}


def without_names(ruleset: Ruleset) -> dict[str, Any]:
    """Everything but what a merge writes anew."""
    return ruleset.model_dump(exclude=NAMES)


def choice(article: Article, name: str, reason: str = "it is fairer", by: tuple[str, ...] = ("Table 1",)) -> Choice:
    """The choice of what the copy of that name holds."""
    position = next(
        position for position in article.positions if name in position.names or (name == "start" and position.is_start)
    )
    return Choice(article.place, position.digest, reason, by)


def without_hidden(ruleset: Ruleset) -> dict[tuple[str, ...], Any]:
    contents = contents_of(ruleset)
    return {path: value for path, value in contents.items() if path != ("summary",) and value != "hidden"}


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
