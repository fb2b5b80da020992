"""How a draft is kept: saved, undone and redone, found again, and wiped."""

from __future__ import annotations

from pilot.workshop.drafts.edit_link import edit_word
from pilot.workshop.drafts.versions import Imprint
from pilot.workshop.store import Store
from tests.views.screen import words
from tests.views.visits import Visitor, press, text_of

RED_LIGHT = ("points: -5\n", "points: -9\n")
TITLE = ("title: ", "title: Our ")


class TestKeeping:
    def test_a_version_is_saved_with_its_reason_and_found_again(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")

        app.text_input(key="_alias").set_value("Table 3")
        app.text_area(key="_reason").set_value("Red lights\nare read by machines.")
        press(app, "_save")

        (version,) = visitor.desk.versions()
        assert ("Table 3", "Red lights are read by machines.", 1) == (version.alias, version.reason, version.number)
        assert draft.text == visitor.desk.version(version.id).text
        assert "version 1: Red lights are read by machines." in app.selectbox(key="baseline").options
        assert "" == app.text_area(key="_reason").value

    def test_what_came_in_with_the_click_is_in_the_version(self, visitor: Visitor) -> None:
        """A field that one leaves for the button sends its change a moment before the button is pressed."""
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        app.text_area(key="_reason").set_value("At once")
        later = draft.text.replace("points: -9", "points: -8")
        visitor.desk.apply(draft.id, draft.revision, later, "a change")

        press(app, "_save")

        (version,) = visitor.desk.versions()
        assert (later, "At once") == (visitor.desk.version(version.id).text, version.reason)

    def test_the_version_that_stands_in_the_field_is_the_one_that_is_gone_back_to(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        imprint = Imprint("rongcheng", "Rongcheng", "0" * 12)
        visitor.desk.save(draft.id, draft.revision, "A", "first", imprint)
        again = visitor.desk.apply(draft.id, draft.revision, f"{draft.text}# more\n", "a change")
        visitor.desk.save(again.id, again.revision, "A", "second", imprint)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        app.session_state["_popover_versions"] = True
        app.run()

        app.selectbox(key="_version").select_index(1)
        press(app, "_take_version")

        assert draft.text == visitor.desk.draft(draft.id).text

    def test_a_shipped_ruleset_can_be_saved_and_becomes_a_draft(self, visitor: Visitor) -> None:
        app = visitor.at("workshop", ruleset="open-pilot")
        app.text_input(key="_alias").set_value("Table 3")

        press(app, "_save")

        assert text_of("open-pilot") == visitor.desk.version(visitor.desk.versions()[0].id).text
        assert f"draft-{visitor.desk.drafts()[0].id}" == app.session_state["ruleset"]

    def test_undo_redo_and_reset_are_steps_of_the_draft(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")

        press(app, "_undo")
        assert draft.start_text == visitor.desk.draft(draft.id).text
        press(app, "_redo")
        assert draft.text == visitor.desk.draft(draft.id).text
        press(app, "_reset")
        assert draft.start_text == visitor.desk.draft(draft.id).text
        assert app.button(key="_reset").disabled
        press(app, "_undo")
        assert draft.text == visitor.desk.draft(draft.id).text

    def test_typed_text_that_was_not_applied_is_offered_and_can_be_let_go(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        visitor.desk.keep_typed(draft.id, f"{draft.text}# more\n", draft.revision)

        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        assert "There is text that was typed and not applied." in words(app)
        press(app, "_forget_typed")

        assert visitor.desk.draft(draft.id).typed is None
        assert "There is text that was typed" not in words(app)

    def test_a_draft_that_was_left_is_offered_at_the_ruleset_that_it_began_from(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        assert "You have a draft of this ruleset" not in words(visitor.at("workshop", ruleset="open-pilot"))

        app = visitor.at("workshop", ruleset="rongcheng")
        assert "You have a draft of this ruleset, and what you change goes into it." in words(app)
        press(app, "_go_on")

        assert f"draft-{draft.id}" == app.session_state["ruleset"]
        assert "You have a draft of this ruleset" not in words(app)

    def test_a_wiped_draft_is_gone_and_the_shipped_ruleset_stands_there(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        app.session_state["_popover_kept"] = True
        app.run()

        app.session_state["_popover_kept"] = True
        app.run()
        press(app, "_wipe_draft")

        assert () == visitor.desk.drafts()
        assert "rongcheng" == app.session_state["ruleset"]
        assert "both sides hold the same rules" in words(app)

    def test_nothing_is_left_once_everything_is_wiped(self, visitor: Visitor) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        visitor.draft("open-pilot", *TITLE)
        visitor.desk.save(draft.id, draft.revision, "A", "B", Imprint("x", "X", "0" * 12))
        app = visitor.at("workshop", ruleset=f"draft-{draft.id}")
        app.session_state["_popover_kept"] = True
        app.run()
        assert app.button(key="_wipe_all").disabled

        app.checkbox(key="_wipe_sure").check().run()
        press(app, "_wipe_all")

        assert ((), ()) == (visitor.desk.drafts(), visitor.desk.versions())
        assert not app.session_state["_wipe_sure"]

    def test_a_link_carries_a_change_and_becomes_a_draft(self, visitor: Visitor, store: Store) -> None:
        draft = visitor.draft("rongcheng", *RED_LIGHT)
        other = Visitor(store)
        app = other.at("workshop", edit=edit_word("rongcheng", draft.start_text, draft.text))
        assert "This link carries a change of rongcheng." in words(app)
        press(app, "_take_edit")

        assert draft.text == other.desk.drafts()[0].text
