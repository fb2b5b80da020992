"""Copies of one start, article by article: what is agreed, one-sided or a conflict."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from pilot import DataError, Ruleset, load_ruleset
from pilot.ruleset.editing.dump import given as what_is_given
from pilot.workshop.merging.contents import contents_of, orders_of, put_together
from pilot.workshop.merging.merge import Copy, Merge, merge_of
from tests.conftest import SMALL
from tests.workshop.merging.copies import Tables, edited, tables


class TestArticles:
    def test_whatever_a_ruleset_holds_but_its_name_stands_in_its_articles(self) -> None:
        full = load_ruleset(SMALL / "everything.yaml")
        whole = put_together(contents_of(full), orders_of(full))

        named = {key: value for key, value in what_is_given(full).items() if key in ("schema", "id", "title")}
        assert full == Ruleset.model_validate(whole | named)

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
