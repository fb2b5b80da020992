"""The Room screen: its door, a participant's place, the facilitator's, the projector and the merge."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pilot.ruleset.reading.load import read_ruleset
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Room
from pilot.workshop.store import Store
from tests.views.screen import words
from tests.views.visits import PIN, Visitor, press, store

__all__ = ["store"]

MINUS_NINE = ("points: -5\n", "points: -9\n")
MINUS_SEVEN = ("points: -5\n", "points: -7\n")


@pytest.fixture
def lead(store: Store) -> Visitor:
    return Visitor(store)


@pytest.fixture
def red(store: Store) -> Visitor:
    return Visitor(store)


@pytest.fixture
def blue(store: Store) -> Visitor:
    return Visitor(store)


@pytest.fixture
def opened(lead: Visitor) -> tuple[Room, Facilitator]:
    return lead.room()


@pytest.fixture
def conflict(opened: tuple[Room, Facilitator], red: Visitor, blue: Visitor) -> tuple[Room, Facilitator]:
    """A room in which Red and Blue have changed the same rule differently."""
    red.joins(opened[0], "Red", *MINUS_NINE)
    blue.joins(opened[0], "Blue", *MINUS_SEVEN)
    return opened


def submit(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


class TestTheDoor:
    def test_whoever_opens_a_room_leads_it_at_once(self, lead: Visitor) -> None:
        app = lead.at("room", ruleset="open-pilot")
        app.text_input(key="_room_title").set_value("Wednesday")
        app.text_input(key="_room_pin").set_value(PIN)
        submit(app, "Open a room")

        (room,) = lead.store.rooms_of(lead.token)
        assert ("Wednesday", "open-pilot") == (room.title, room.origin)
        assert room.code in words(app)
        assert "Nobody has joined yet." in words(app)

    @pytest.mark.parametrize(
        ("title", "pin", "sentence"),
        [("", PIN, "The title is empty."), ("Wednesday", "1", "The PIN has 1 character; it needs 4 to 100.")],
    )
    def test_a_room_that_cannot_be_opened_says_why(self, lead: Visitor, title: str, pin: str, sentence: str) -> None:
        app = lead.at("room")
        app.text_input(key="_room_title").set_value(title)
        app.text_input(key="_room_pin").set_value(pin)

        assert sentence in words(submit(app, "Open a room"))
        assert () == lead.store.rooms_of(lead.token)

    def test_whoever_joins_has_the_copy_as_the_chosen_ruleset(
        self, opened: tuple[Room, Facilitator], red: Visitor
    ) -> None:
        room, _ = opened
        app = red.at("room")
        app.text_input(key="_join_code").set_value(room.code.lower().replace("-", " "))
        app.text_input(key="_join_alias").set_value("Red")
        submit(app, "Join")

        (copy,) = red.store.desk(red.token, room.code).drafts()
        assert f"draft-{copy.id}" == app.session_state["ruleset"]
        assert "You change a copy of your own; nobody else can." in words(app)
        assert f"your copy in room {room.code}" in " ".join(app.selectbox(key="ruleset").options)

    @pytest.mark.parametrize(
        ("code", "alias", "sentence"),
        [
            ("ABC-DEF", "Blue", "There is no room of that code."),
            ("", "Blue", "A code has 6 letters and digits; this one has 0."),
            (None, " ", "The alias is empty."),
            (None, "red", '"Red" is taken in this room, and "red" looks like it.'),
        ],
    )
    def test_whoever_cannot_join_reads_why(
        self, opened: tuple[Room, Facilitator], red: Visitor, blue: Visitor, code: str | None, alias: str, sentence: str
    ) -> None:
        room, _ = opened
        red.joins(room, "Red")
        app = blue.at("room")
        app.text_input(key="_join_code").set_value(room.code if code is None else code)
        app.text_input(key="_join_alias").set_value(alias)

        assert sentence in words(submit(app, "Join"))
        assert () == blue.store.rooms_joined(blue.token)


class TestTheFacilitator:
    def test_the_pin_opens_the_place_and_a_wrong_one_does_not(
        self, opened: tuple[Room, Facilitator], red: Visitor
    ) -> None:
        room, _ = opened
        app = red.at("room", room=room.code, part="keep")
        app.text_input(key="_unlock_pin").set_value("0000")
        submit(app, "Lead the room")
        assert "This is not the PIN of the room." in words(app)
        assert "Wipe it" not in words(app)

        app.text_input(key="_unlock_pin").set_value(PIN)
        submit(app, "Lead the room")
        assert "Wipe it" in words(app)
        assert "Wipe it" in words(red.at("room", room=room.code, part="keep"))
        submit(app, "Leave the facilitator’s place")
        assert "Wipe it" not in words(app)

    def test_the_place_belongs_to_the_browser_in_every_tab_and_to_no_other(
        self, opened: tuple[Room, Facilitator], lead: Visitor, red: Visitor
    ) -> None:
        here = {"room": opened[0].code, "part": "keep"}
        first, second = lead.at("room", **here), lead.at("room", **here)
        for tab in (first, second):
            assert "Wipe it" in words(tab)
        assert "Wipe it" not in words(red.at("room", **here))

        submit(first, "Leave the facilitator’s place")
        assert "Wipe it" not in words(second.run())
        assert "I am the facilitator" in [expander.label for expander in second.expander]

    def test_every_copy_stands_with_what_it_changes_and_for_whom(
        self, conflict: tuple[Room, Facilitator], lead: Visitor
    ) -> None:
        shown = words(lead.at("room", room=conflict[0].code))

        assert "2 in the room" in shown
        assert 2 == shown.count("1 rule changed")
        assert "The grade of no resident rises and of 1 resident falls" in shown

    def test_collecting_closing_and_opening_again_work_from_the_screen(
        self, conflict: tuple[Room, Facilitator], lead: Visitor
    ) -> None:
        room, facilitator = conflict
        app = lead.at("room", room=room.code)
        app.text_input(key="_collect_reason").set_value("End of the hour")  # and at once the button
        press(app, "_lead_Collect a version of every copy")
        assert ["End of the hour"] * 2 == [version.reason for version in facilitator.versions()]

        app = lead.at("room", room=room.code, part="keep")
        press(app, "_keep_Close it")
        assert facilitator.room().closed
        press(app, "_keep_Open it again")
        assert not facilitator.room().closed

    def test_a_copy_on_the_projector_is_seen_by_everybody_in_the_room_and_by_nobody_else(
        self, conflict: tuple[Room, Facilitator], red: Visitor, store: Store
    ) -> None:
        room, facilitator = conflict
        assert "Nothing is on the projector." in words(red.at("room", room=room.code, show="projector"))

        facilitator.project("Blue")
        seen = words(red.at("room", room=room.code, show="projector"))
        assert "Falls by 7 points instead of 5." in seen
        assert "Falls by 7 points" not in words(Visitor(store).at("room", room=room.code, show="projector"))

    def test_a_wiped_room_is_gone_for_everybody(
        self, conflict: tuple[Room, Facilitator], lead: Visitor, red: Visitor
    ) -> None:
        room, _ = conflict
        app = lead.at("room", room=room.code, part="keep")
        app.checkbox(key="_wipe_room_sure").check().run()
        press(app, "_keep_Wipe the room")

        assert () == lead.store.rooms_of(lead.token)
        assert "There is no room of that code." in words(red.at("room", room=room.code))


class TestMerging:
    def test_one_copy_is_not_enough(self, opened: tuple[Room, Facilitator], lead: Visitor, red: Visitor) -> None:
        red.joins(opened[0], "Red", *MINUS_NINE)

        assert "Two copies or more are needed to merge." in words(lead.at("room", room=opened[0].code, part="merge"))

    def test_what_stands_in_the_fields_is_kept_however_quickly_the_button_is_pressed(
        self, conflict: tuple[Room, Facilitator], lead: Visitor
    ) -> None:
        """Nothing was drawn anew between the choice, the reason and the click."""
        room, facilitator = conflict
        app = lead.at("room", room=room.code, part="merge")
        (radio,) = app.radio
        because, choose = (radio.key.replace("_choice_", name) for name in ("_because_", "_choose_"))

        radio.set_value(radio.options[2])
        app.text_input(key=because).set_value("Machines err")
        press(app, choose)
        app.text_input(key=because).set_value("Machines err often")
        press(app, choose)

        assert ["Machines err often"] == [choice.reason for choice in facilitator.choices()]
        assert "points: -7" in app.session_state["_merged"][room.code]

    def test_a_reason_alone_is_no_choice_and_stays_in_its_field(
        self, conflict: tuple[Room, Facilitator], lead: Visitor
    ) -> None:
        app = lead.at("room", room=conflict[0].code, part="merge")
        (radio,) = app.radio

        app.text_input(key=radio.key.replace("_choice_", "_because_")).set_value("Machines err")
        press(app, radio.key.replace("_choice_", "_choose_"))

        assert "Nothing is chosen at this place yet." in words(app)
        assert "Machines err" == app.text_input(key=radio.key.replace("_choice_", "_because_")).value

    def test_two_rules_added_under_one_id_are_both_taken_if_the_room_wants_both(
        self, opened: tuple[Room, Facilitator], lead: Visitor, red: Visitor, blue: Visitor
    ) -> None:
        room, facilitator = opened
        for visitor, alias, points in ((red, "Red", -3), (blue, "Blue", -4)):
            rule = f"  - {{id: pigeons, text: You feed them., when: {{kind: a.b}}, points: {points}, source: {{}}}}\n"
            visitor.joins(room, alias, "rules:\n", f"rules:\n{rule}")
        app = lead.at("room", room=room.code, part="merge")
        (radio,) = app.radio
        assert ["1: the start", "2: Red", "3: Blue", "both, each under an id of its own"] == radio.options

        radio.set_value(radio.options[3])
        app.text_input(key=radio.key.replace("_choice_", "_because_")).set_value("Two ideas")
        press(app, radio.key.replace("_choice_", "_choose_"))

        merged = read_ruleset(app.session_state["_merged"][room.code], "merged")
        assert [-3, -4] == [merged.rule(name).points for name in ("pigeons", "pigeons-2")]
        assert "both" == facilitator.choices()[0].chosen

    def test_an_open_conflict_is_named_and_a_choice_with_its_reason_settles_it(
        self, conflict: tuple[Room, Facilitator], lead: Visitor
    ) -> None:
        room, facilitator = conflict
        app = lead.at("room", room=room.code, part="merge")
        shown = words(app)
        assert "2 copies agree on 0 changes and conflict at 1 place; still open: 1." in shown
        assert "Rule 1, red-light: the copies conflict here" in shown

        (radio,) = app.radio
        assert ["1: the start", "2: Red", "3: Blue"] == radio.options
        radio.set_value(radio.options[2]).run()
        app.text_input(key=radio.key.replace("_choice_", "_because_")).set_value("Machines err").run()
        press(app, radio.key.replace("_choice_", "_choose_"))

        assert ["Machines err"] == [choice.reason for choice in facilitator.choices()]
        assert "still open: 0." in words(app)
        merged = app.session_state["_merged"][room.code]
        assert "points: -7" in merged
        assert "Machines err" in merged
