"""Visitors of the workshop whom the tests know by their word, and the store behind the screens."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from streamlit.testing.v1 import AppTest

from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.workshop.desk import Desk
from pilot.workshop.drafts.history import StoredDraft
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Plan, Room
from pilot.workshop.store import Store
from tests.views.screen import addressed, on_screen

PIN = "2468"
_numbers = itertools.count(1)


def text_of(ruleset: str) -> str:
    """The text of a shipped ruleset."""
    return shipped_rulesets()[ruleset].read_text(encoding="utf-8")


@dataclass
class Visitor:
    """Somebody with a word of their own."""

    store: Store
    token: str = field(default_factory=lambda: f"{next(_numbers):040}")

    @property
    def desk(self) -> Desk:
        return self.store.desk(self.token)

    def draft(self, ruleset: str, *change: str) -> StoredDraft:
        """A draft of a shipped ruleset, in which the first word was replaced by the second if they are given."""
        draft = self.desk.begin(ruleset, text_of(ruleset))
        if not change:
            return draft
        found, put = change
        assert found in draft.text
        return self.desk.apply(draft.id, draft.revision, draft.text.replace(found, put, 1), "a change")

    def app(self, **address: str) -> AppTest:
        """The app at this address, not yet run."""
        app = addressed(**address)
        app.session_state["_visitor"] = self.token
        return app

    def at(self, screen: str, **address: str) -> AppTest:
        """A screen at this address, drawn without an exception."""
        return on_screen(self.app(**address).run(), screen)

    def room(self, title: str = "Wednesday", ruleset: str = "rongcheng") -> tuple[Room, Facilitator]:
        """A room that this visitor opens."""
        plan = Plan(title, ruleset, text_of(ruleset), "lantern-ford", 2)
        return self.store.open_room(self.token, PIN, plan)

    def joins(self, room: Room, alias: str, *change: str) -> StoredDraft:
        """Their copy in a room, in which the first word was replaced by the second if they are given."""
        self.store.join(self.token, room.code, alias)
        desk = self.store.desk(self.token, room.code)
        copy = desk.drafts()[0]
        if not change:
            return copy
        found, put = change
        assert found in copy.text
        return desk.apply(copy.id, copy.revision, copy.text.replace(found, put, 1), "a change")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """The store that the screens use too."""
    with closing(Store.open()) as opened:
        yield opened


def press(app: AppTest, key: str) -> AppTest:
    """Presses the button of that key; the screen must be drawn without an exception."""
    app.button(key=key).click().run()
    assert not app.exception
    return app
