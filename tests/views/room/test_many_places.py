"""Copies that differ at very many places are merged a page at a time, and past a bound not together."""

from __future__ import annotations

import time

import pytest

from pilot.views.room import merge_table
from pilot.views.room.merge_articles import OF_A_PAGE
from pilot.workshop.rooms.rooms import Room
from pilot.workshop.store import Store
from tests.views.screen import words
from tests.views.visits import Visitor, press, store, text_of

__all__ = ["store"]

MANY = 300


def with_rules(text: str, number: int) -> str:
    """A ruleset with so many rules more, each named by the text that it has."""
    rules = (
        f"  - {{id: r{n}, text: {text} {n}., when: {{kind: traffic.*}}, points: -1, source: {{}}}}\n"
        for n in range(number)
    )
    return text_of("rongcheng").replace("rules:\n", f"rules:\n{''.join(rules)}", 1)


@pytest.fixture
def lead(store: Store) -> Visitor:
    return Visitor(store)


@pytest.fixture
def room(store: Store, lead: Visitor) -> Room:
    """Red and Blue have added hundreds of rules of the same names, which say different things."""
    room, _ = lead.room()
    for alias in ("Red", "Blue"):
        visitor = Visitor(store)
        copy = visitor.joins(room, alias)
        store.desk(visitor.token, room.code).apply(copy.id, copy.revision, with_rules(alias, MANY), "many rules")
    return room


def test_a_page_of_places_is_drawn_and_the_next_one_on_request(lead: Visitor, room: Room) -> None:
    app = lead.at("room", room=room.code, part="merge")
    assert f"conflict at {MANY} places; still open: {MANY}." in words(app)
    assert OF_A_PAGE == len(app.radio)
    assert "Red 0." in words(app)

    app.pagination(key="_conflicts_page").set_value(2).run()
    assert OF_A_PAGE == len(app.radio)
    assert "Red 0." not in words(app)
    assert f"Red {OF_A_PAGE}." in words(app)


def test_a_choice_on_a_later_page_is_kept_with_the_reason_that_stands_there(lead: Visitor, room: Room) -> None:
    app = lead.at("room", room=room.code, part="merge")
    app.pagination(key="_conflicts_page").set_value(3).run()
    radio = app.radio[0]
    app.text_input(key=radio.key.replace("_choice_", "_because_")).set_value("Typed at the last moment")
    radio.set_value(radio.options[2]).run()
    press(app, radio.key.replace("_choice_", "_choose_"))

    assert f"still open: {MANY - 1}." in words(app)


def test_copies_that_differ_at_too_many_places_are_named_and_not_merged(
    lead: Visitor, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_table, "MOST_PLACES", 100)
    app = lead.at("room", room=room.code, part="merge")
    assert f"Together the copies differ at {MANY} places; up to 100 can be merged." in words(app)
    assert f"alone changed {MANY} places." in words(app)


@pytest.mark.alone
def test_the_merge_of_hundreds_of_rules_comes_within_seconds(lead: Visitor, room: Room) -> None:
    lead.at("room", room=room.code, part="merge")
    start = time.perf_counter()
    lead.at("room", room=room.code, part="merge")
    assert time.perf_counter() - start < 5
