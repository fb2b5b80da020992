"""The Workshop while its database cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pilot.workshop.database.connection import Database
from pilot.workshop.database.refusals import refusal
from pilot.workshop.store import Store
from tests.views.screen import words
from tests.views.visits import Visitor, press

RED_LIGHT = ("points: -5\n", "points: -9\n")


class TestTheDatabaseOutOfReach:
    @pytest.fixture
    def unplugged(self) -> Iterator[pytest.MonkeyPatch]:
        """From now on nothing can be read or written, until it is undone."""

        def gone(*_: object, **__: object) -> None:
            raise refusal("store-unreachable", "the workshop's database cannot be reached.", "Try again.")

        with pytest.MonkeyPatch.context() as patch:
            for name in ("read", "write"):
                patch.setattr(Database, name, gone)
            yield patch

    @pytest.mark.usefixtures("unplugged")
    @pytest.mark.parametrize("screen", ["start", "resident", "city", "rulebook", "workshop", "room"])
    def test_every_screen_opens_with_a_sentence(self, visitor: Visitor, screen: str) -> None:
        assert "the workshop's database cannot be reached." in words(visitor.at(screen, ruleset="rongcheng"))

    @pytest.mark.usefixtures("unplugged")
    def test_a_version_that_cannot_be_saved_is_refused_and_the_reason_stays(self, visitor: Visitor) -> None:
        app = visitor.at("workshop", ruleset="rongcheng")
        app.text_area(key="_reason").set_value("Because of this")
        press(app, "_save")

        assert "database cannot be reached" in words(app)
        assert "Because of this" == app.text_area(key="_reason").value

    def test_a_draft_on_the_screen_is_there_again_once_the_database_is(
        self, store: Store, request: pytest.FixtureRequest
    ) -> None:
        visitor = Visitor(store)
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        patch = request.getfixturevalue("unplugged")
        press(app, "_undo")
        assert "database cannot be reached" in words(app)

        patch.undo()
        app.run()
        assert not app.exception
        assert f"draft-{draft.id}" == app.session_state["ruleset"]
        press(app, "_undo")
        assert draft.start_text == visitor.desk.draft(draft.id).text
