"""Every story is there to see on the day and under the ruleset on which it opens."""

from __future__ import annotations

import datetime as dt
from html import unescape

import pytest

from pilot import City
from tests.views.screen import component, markup, opened, words

NOTICED = {
    "P0001": ["Bears for Oriel Boatyard: Owners barred from flights"],
    "P0002": ["Bears for Mullein Halyard: No expensive private school", "Offices hold 10 records"],
    "P0003": ["Judgment defaulters", "luxury", "D set by one rule"],
    "P0004": ["taken back", "AAA", "Volunteer work"],
    "P0005": ["Petition in person after a promise to stop", "grade is C"],
    "P0006": ["Judgment", "D set by one rule", "Driving after drinking"],
    "P0007": ["Donation", "Traffic fine"],
    "P0008": ["undesirable", "grade is B", "−50"],
    "P0009": ["passed on from", "grade is B"],
    "P0010": ["Red light ignored", "Rubbish not sorted"],
    "P0011": ["undesirable", "grade is C"],
    "P0012": ["that no rule reads", "Hours spent on games"],
}
"""For each story what a visitor is to find on the Resident screen as it opens."""


@pytest.mark.parametrize("subject_id", NOTICED)
def test_what_the_story_is_about_is_on_the_screen_as_it_opens(subject_id: str, lantern_ford: City) -> None:
    member = next(member for member in lantern_ford.cast if member.subject_id == subject_id)

    app = opened("resident", ruleset="rongcheng", resident=subject_id)

    page = f"{words(app)} {unescape(component(app, 'line')['html'])}"
    assert app.session_state["as_of"] == (member.opens_on or dt.date(2024, 12, 31))
    assert member.headline in page
    assert [] == [notice for notice in NOTICED[subject_id] if notice not in page]


def test_a_moment_of_the_story_is_a_button_that_turns_the_day(lantern_ford: City) -> None:
    app = opened("resident", ruleset="rongcheng", resident="P0006")
    first = lantern_ford.cast[0].moments[0].day

    app.button_group(key="moment").set_value(first).run()

    assert first == app.session_state["as_of"]
    assert f"{first}" in component(app, "line")["html"]


def test_another_story_brings_its_own_day_unless_the_visitor_chose_one() -> None:
    app = opened("resident", ruleset="rongcheng", resident="P0006")
    app.selectbox(key="resident").set_value("P0002").run()
    assert dt.date(2023, 9, 1) == app.session_state["as_of"]
    app.selectbox(key="resident").set_value("P0006").run()
    assert dt.date(2024, 12, 31) == app.session_state["as_of"]

    app.date_input(key="as_of").set_value(dt.date(2022, 5, 1)).run()
    app.selectbox(key="resident").set_value("P0002").run()

    assert dt.date(2022, 5, 1) == app.session_state["as_of"]
    assert "Mullein Halyard" in markup(app)
