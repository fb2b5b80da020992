"""A posting that takes another one back reads as that, wherever the Resident screen words it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from pilot import City, load_ruleset
from pilot.evaluation.assess import last_day
from pilot.evaluation.one_subject.explain import Line, explain
from tests.views.resident.test_screen import sides
from tests.views.screen import opened, words

REVERSALS = {"appeal", "settlement", "expiry"}
TEASEL = "P0006"
"""The open pilot shows everything; an appeal gave this resident three points back, and two ran out."""


@pytest.fixture(scope="module")
def ledger(lantern_ford: City) -> tuple[Line, ...]:
    return explain(load_ruleset("open-pilot"), lantern_ford, TEASEL, last_day(lantern_ford)).lines


def entries(side: str) -> list[str]:
    """The text of each line on one side of the screen."""
    parts = re.split(r"<li[^>]*data-line=", side)[1:]
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", f"<{part}"))) for part in parts]


def test_in_the_systems_file_and_on_the_residents_own_screen(ledger: tuple[Line, ...]) -> None:
    own, system = sides(opened("resident", ruleset="open-pilot", resident=TEASEL))

    entered = [line for line in ledger if line.type != "opening"]
    posted = [line for line in entered if line.type not in REVERSALS]
    assert len(posted) < len(entered)
    for line, text in zip(posted, entries(system), strict=True):
        assert ("taken back on " in text) == (line.reversed_by is not None)
    for line, text in zip(entered, entries(own), strict=True):
        assert line.rule is not None
        assert (f"taken back: {line.rule.text}" if line.type in REVERSALS else line.rule.text) in text
        assert (line.type in REVERSALS) == ("taken back" in text)


def test_in_the_figures_behind_the_chart() -> None:
    page = words(opened("resident", ruleset="open-pilot", resident=TEASEL))

    assert "+3 taken back: Driving after drinking" in page
    assert "−2 taken back: Mended things for the neighbourhood" in page
