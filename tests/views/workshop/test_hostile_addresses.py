"""Addresses with another's numbers, nonsense or guessed codes are refused in a sentence; the room goes on."""

from __future__ import annotations

import pytest

from pilot.workshop.store import Store
from tests.views.screen import HOSTILE, on_screen, words
from tests.views.visits import Visitor
from tests.views.workshop.hostile import harmless


class TestNumbersOfOthers:
    def test_anothers_draft_in_the_address_is_refused_in_words(self, tables: tuple[Visitor, Visitor, Visitor]) -> None:
        lead, red, blue = tables
        room, _ = lead.room()
        mine, copy = red.draft("rongcheng", "points: -5\n", "points: -7777\n"), red.joins(room, "Red")

        for number in (mine.id, copy.id, 10**9, 10**30, "x"):
            app = blue.app(ruleset=f"draft-{number}").run()
            assert "rongcheng" == app.session_state["ruleset"]
            assert "you have no such draft here." in words(app)
            assert "7777" not in words(on_screen(app, "workshop"))

    def test_nonsense_in_the_address_is_left_aside(self, visitor: Visitor) -> None:
        nonsense = dict.fromkeys(("face", "impact", "by", "baseline", "articles", "words", "part"), f"{HOSTILE}[(\\")

        assert harmless(visitor.at("workshop", **nonsense))
        assert harmless(visitor.at("room", **nonsense, show="x"))

    @pytest.mark.parametrize("word", ["", "A", "A" * 2_000, "../..", HOSTILE])
    def test_a_link_that_carries_nothing_is_refused_in_words(self, visitor: Visitor, word: str) -> None:
        app = visitor.at("workshop", edit=word)
        assert "link" in words(app)
        assert harmless(app)

    def test_codes_that_are_guessed_are_refused_and_slowed(self, store: Store) -> None:
        guesser = Visitor(store)
        screens = [
            words(guesser.at("room", room=code)) for code in ("AAA-AAA", "AAA-AAB", "AAA-AAC", "AAA-AAD", "x", "0" * 99)
        ]
        assert all("here is no room of that code." in screen for screen in screens[:4])
        assert "such as ABC-DEF" in screens[4]
        # The wait doubles with every guess that comes after it, so one of them comes too early however slow they are.
        waits = (words(guesser.at("room", room=f"AAA-AA{letter}")) for letter in "EFGHJKMNPQRS")
        assert any("the next try has to wait" in screen for screen in waits)

        lead, red = Visitor(store), Visitor(store)
        room, _ = lead.room()
        app = red.at("room", room=room.code)
        app.text_input(key="_join_alias").set_value("Red")
        next(button for button in app.button if button.label == "Join").click().run()
        assert "You change a copy of your own" in words(app)
