"""A draft is a text that has been read: what is made of it needs no second reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot import DataError
from pilot.ruleset.editing import Drop, Put, SwitchOff, edited_draft, read_draft
from pilot.ruleset.reading.load import read_ruleset, shipped_rulesets


@pytest.mark.parametrize("ruleset_id", sorted(shipped_rulesets()))
def test_a_draft_makes_the_ruleset_that_its_text_makes(ruleset_id: str) -> None:
    draft = edited_draft(read_draft(text_of(ruleset_id)), Put(("title",), "Ours"))

    assert read_ruleset(draft.text, "draft") == draft.ruleset()


def test_an_edit_that_changes_nothing_leaves_the_draft_as_it_is() -> None:
    draft = read_draft(text_of("rongcheng"))

    assert draft is edited_draft(draft, Put(("rules", "red-light", "points"), -5))


@pytest.mark.parametrize("edit", [Put(("rules", "red-light", "points"), "many"), Drop(("title",)), Put(("id",), None)])
def test_what_is_wrong_after_an_edit_is_told_as_reading_tells_it(edit: Put | Drop) -> None:
    draft = edited_draft(read_draft(text_of("rongcheng-disclosed"), name="mine"), edit)

    with pytest.raises(DataError) as told:
        draft.ruleset()
    with pytest.raises(DataError) as read:
        read_ruleset(draft.text, "mine")

    assert read.value.problems == told.value.problems


@pytest.mark.parametrize("ruleset_id", ["rongcheng", "honest-shanghai", "open-pilot"])
def test_a_shipped_ruleset_stays_one_whichever_rule_is_switched_off(ruleset_id: str) -> None:
    draft = read_draft(text_of(ruleset_id))
    for rule in draft.own["rules"][::20]:
        assert len(draft.own["rules"]) - 1 == len(edited_draft(draft, SwitchOff(rule["id"])).own["rules"])


def text_of(ruleset_id: str) -> str:
    return Path(shipped_rulesets()[ruleset_id]).read_text(encoding="utf-8")
