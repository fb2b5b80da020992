"""A room whose time is over, as those see it who are in it, come late, or lead it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from pilot.views.visit import own_drafts
from pilot.workshop.store import Store
from tests.views.screen import words
from tests.views.visits import Visitor


class TestAnExpiredRoom:
    @pytest.fixture
    def clock(self, store: Store) -> Iterator[list[dt.datetime]]:
        """The time of the screens' own store, in a list of one."""
        now = [dt.datetime.now(dt.UTC)]
        own = own_drafts.store()._database
        before, own.now = own.now, lambda: now[0]
        yield now
        own.now = before

    def test_it_can_be_looked_at_and_not_changed(
        self, tables: tuple[Visitor, Visitor, Visitor], clock: list[dt.datetime]
    ) -> None:
        lead, red, blue = tables
        room, _ = lead.room()
        copy = red.joins(room, "Red", "points: -5\n", "points: -9\n")
        clock[0] += dt.timedelta(hours=3)

        app = red.at("workshop", ruleset=f"draft-{copy.id}")
        assert "has expired: your copy is kept, and nothing can be changed in it." in words(app)
        assert app.button(key="_undo").disabled
        assert "what was made in it can be looked at" in words(red.at("room", room=room.code))
        app = blue.at("room", room=room.code)
        app.text_input(key="_join_alias").set_value("Blue")
        next(button for button in app.button if button.label == "Join").click().run()
        assert not app.exception
        assert "The room's time was over" in words(app)
        for part in ("people", "merge", "keep"):
            lead.at("room", room=room.code, part=part)
