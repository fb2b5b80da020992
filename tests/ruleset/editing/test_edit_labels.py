"""The menu of what can be undone calls each edit by what it does."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pilot.ruleset.editing import AddRule, CopyRule, Drop, Edit, Insert, MoveRule, Put, SwitchOff, SwitchOn, edit_label


@pytest.mark.parametrize(
    ("words", "edit"),
    [
        ("points of jaywalking to −10", Put(("rules", "jaywalking", "points"), -10)),
        ("cap points of jaywalking to 20", Put(("rules", "jaywalking", "cap", "points"), 20)),
        ("cap of late to per year, points 20", Put(("rules", "late", "cap"), {"per": "year", "points": 20})),
        ("share of carry 1 of jaywalking to 0.5", Put(("rules", "jaywalking", "carry", 0, "share"), Decimal("0.5"))),
        ("from of band 3 to 90", Put(("bands", 2, "from"), 90)),
        ("start of score to 100", Put(("score", "start"), 100)),
        ("title to Ours", Put(("title",), "Ours")),
        ("summary to wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww…", Put(("summary",), "w" * 41)),
        ("cap of jaywalking taken away", Drop(("rules", "jaywalking", "cap"))),
        ("cap of jaywalking taken away", Put(("rules", "jaywalking", "cap"), None)),
        ("jaywalking taken away", Drop(("rules", "jaywalking"))),
        ("band 2 added", Insert(("bands", 1), {"grade": "B"})),
        ("rule noise added", AddRule({"id": "noise"})),
        ("noise copied as din", CopyRule("noise", "din")),
        ("noise moved behind din", MoveRule("noise", "din")),
        ("noise moved to the front", MoveRule("noise", None)),
        ("noise switched off", SwitchOff("noise")),
        ("noise switched on", SwitchOn("noise")),
    ],
)  # fmt: skip
def test_an_edit_has_a_label_of_a_few_words(words: str, edit: Edit) -> None:
    assert words == edit_label(edit)
