"""A draft is a text that has been read: what is made of it needs no second reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot import DataError
from pilot.ruleset.editing import Drop, Put, SwitchOff, edited_draft, keep_draft, read_draft
from pilot.ruleset.editing.kept_drafts import KeptDrafts
from pilot.ruleset.reading.load import read_ruleset, shipped_rulesets


@pytest.mark.parametrize("ruleset_id", sorted(shipped_rulesets()))
def test_a_draft_makes_the_ruleset_that_its_text_makes(ruleset_id: str) -> None:
    draft = edited_draft(read_draft(text_of(ruleset_id)), Put(("title",), "Ours"))

    assert read_ruleset(draft.text, "draft") == draft.ruleset


def test_an_edit_that_changes_nothing_leaves_the_draft_as_it_is() -> None:
    draft = read_draft(text_of("rongcheng"))

    assert draft is edited_draft(draft, Put(("rules", "red-light", "points"), -5))


@pytest.mark.parametrize("edit", [Put(("rules", "red-light", "points"), "many"), Drop(("title",)), Put(("id",), None)])
def test_what_is_wrong_after_an_edit_is_worded_as_when_it_is_read(edit: Put | Drop) -> None:
    draft = edited_draft(read_draft(text_of("rongcheng-disclosed"), name="mine"), edit)

    with pytest.raises(DataError) as read:
        read_ruleset(draft.text, "mine")

    assert read.value.problems == draft.problems
    with pytest.raises(DataError) as refused:
        draft.ruleset  # noqa: B018 (asking for it raises)
    assert read.value.problems == refused.value.problems


def test_what_is_extended_is_changed_in_the_text_alone() -> None:
    with pytest.raises(DataError, match="what a ruleset extends"):
        edited_draft(read_draft(text_of("rongcheng-disclosed")), Put(("extends",), "open-pilot"))


def test_the_same_text_is_the_same_draft_until_too_many_others_came() -> None:
    kept = KeptDrafts(most=2, characters=10_000)
    first, second, third = (read_draft(f"title: {number}") for number in range(3))
    for draft in (first, second, first, third):
        kept.keep(draft)

    assert [first, None, third] == [kept.find("draft", draft.text) for draft in (first, second, third)]


def test_long_texts_make_room_for_one_another() -> None:
    kept = KeptDrafts(most=10, characters=15)
    first, second = read_draft("title: one"), read_draft("title: two")
    kept.keep(first)
    kept.keep(second)

    assert (None, second) == (kept.find("draft", first.text), kept.find("draft", second.text))


def test_a_draft_that_an_edit_made_is_given_to_whoever_asks_for_its_text() -> None:
    draft = edited_draft(read_draft(text_of("rongcheng")), Put(("rules", "red-light", "points"), -3))
    keep_draft(draft)

    assert draft is read_draft(draft.text)


def test_drafts_that_extend_the_same_ruleset_share_its_tree() -> None:
    one, other = (read_draft(text_of("rongcheng-disclosed") + remark) for remark in ("# One.\n", "# Another.\n"))

    assert one.layers[1].tree is other.layers[1].tree


@pytest.mark.parametrize("ruleset_id", ["rongcheng", "honest-shanghai", "open-pilot"])
def test_a_shipped_ruleset_stays_one_whichever_rule_is_switched_off(ruleset_id: str) -> None:
    draft = read_draft(text_of(ruleset_id))
    for rule in draft.own["rules"][::20]:
        assert len(draft.own["rules"]) - 1 == len(edited_draft(draft, SwitchOff(rule["id"])).own["rules"])


def text_of(ruleset_id: str) -> str:
    return Path(shipped_rulesets()[ruleset_id]).read_text(encoding="utf-8")
