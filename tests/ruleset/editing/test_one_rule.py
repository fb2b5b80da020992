"""A value changed in the lines of its rule alone comes out as if the whole text had been looked at."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import DataError
from pilot.ruleset.editing import Draft, Put, edited, edited_draft, read_draft
from pilot.ruleset.editing.meaning import meant
from pilot.ruleset.editing.one_rule import with_rule
from pilot.ruleset.editing.text.splices import splices
from pilot.ruleset.reading.extends import Layer
from pilot.ruleset.reading.load import read_ruleset, shipped_rulesets
from pilot.ruleset.reading.nodes import plain
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.source_text import SourceText
from tests.ruleset.editing.edit_strategies import at, paths, texts
from tests.ruleset.editing.layouts import layouts, written
from tests.ruleset.editing.test_laws import rulesets

RONGCHENG = shipped_rulesets()["rongcheng"].read_text(encoding="utf-8")


@settings(max_examples=80, deadline=None)
@given(st.data(), rulesets(), layouts)
def test_a_piece_is_the_same_text_and_says_the_same(data: st.DataObject, ruleset: dict[str, Any], layout: Any) -> None:
    text = written(ruleset, *layout)
    single = [
        path for path in paths(ruleset)
        if path[0] == "rules" and len(path) > 2 and path[2] != "id" and not isinstance(at(ruleset, path), dict | list)
    ]  # fmt: skip
    path = data.draw(st.sampled_from(single))
    draft = read_draft(text)
    whole = meant(draft.own, Put(path, data.draw(st.one_of(texts, st.integers()))), inherited=frozenset())
    place = [rule["id"] for rule in draft.own["rules"]].index(path[1])
    piece = with_rule(draft.source, read_tree(draft.source)[0], place, draft.own["rules"][place], whole["rules"][place])

    if piece is not None:
        assert draft.page.spliced(splices(draft.page, draft.own, whole)) == piece.text
        assert plain(read_tree(SourceText("any", piece.text))[0]) == plain(piece.tree)
        assert piece.rule == plain(piece.tree)["rules"][place]
        assert read_draft(piece.text).problems == Draft(draft.source, (Layer(piece.tree, []),)).problems


def test_a_number_in_a_long_ruleset_is_such_a_piece() -> None:
    draft = read_draft(RONGCHENG)
    whole = meant(draft.own, Put(("rules", "red-light", "points"), -7), inherited=frozenset())
    place = [rule["id"] for rule in draft.own["rules"]].index("red-light")
    old, new = draft.own["rules"][place], whole["rules"][place]

    assert with_rule(draft.source, read_tree(draft.source)[0], place, old, new) is not None


@pytest.mark.parametrize(
    ("path", "value"), [("points", "many"), ("valid_from", "2030-02-31"), ("expires_after_months", -3)]
)
def test_what_is_wrong_then_is_worded_as_of_the_whole_text(path: str, value: Any) -> None:
    draft = edited_draft(read_draft(RONGCHENG), Put(("rules", "red-light", "points"), -7))
    draft = edited_draft(draft, Put(("rules", "red-light", path), value))
    with pytest.raises(DataError) as expected:
        read_ruleset(draft.text, "draft")

    assert expected.value.problems == draft.problems


def test_two_rules_of_one_id_are_a_fault_as_of_the_whole_text() -> None:
    twice = RONGCHENG.replace("id: contract-not-performed\n", "id: red-light\n", 1)
    draft = edited_draft(read_draft(twice), Put(("rules", "red-light", "points"), -7))
    with pytest.raises(DataError) as expected:
        read_ruleset(draft.text, "draft")

    assert expected.value.problems == draft.problems
    assert any("the first is in line 237" in problem.found for problem in draft.problems)


def test_a_part_that_is_repeated_elsewhere_is_no_piece() -> None:
    text = RONGCHENG.replace("points: -5", "points: &five -5", 1)
    draft = read_draft(text)
    rules = draft.own["rules"]

    assert with_rule(draft.source, read_tree(draft.source)[0], 0, rules[0], {**rules[0], "text": "Another."}) is None


def test_a_single_value_outside_of_the_rules_is_changed_as_well() -> None:
    text = edited(RONGCHENG, Put(("score", "start"), 900))

    assert "900" == read_draft(text).own["score"]["start"]
    assert (
        "true"
        == read_draft(edited(text, Put(("disclosure", "subject", "score"), True))).own["disclosure"]["subject"]["score"]
    )
