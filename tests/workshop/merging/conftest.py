"""One start and three copies of it that disagree."""

from __future__ import annotations

import pytest

from pilot import Ruleset
from pilot.workshop.merging.merge import Copy, Merge, merge_of
from tests.workshop.merging.copies import edited


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
