"""Rooms: who comes in, under which alias, and who is kept out."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pilot.errors import DataError
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import MOST_PARTICIPANTS, Plan, Room
from pilot.workshop.store import Store
from tests.workshop.conftest import Clock

PLAN = Plan("Wednesday", "rongcheng", "rules: []\n", "lantern-ford", 2)
WRONG = "999-999"


def opened_now(url: str, clock: Clock, code: str) -> str:
    """The code of the room as a store finds it that is opened at this moment."""
    with closing(Store.open(url, now=clock)) as again:
        return again.room(code).code


@pytest.fixture
def room(room_of_two: tuple[Room, Facilitator]) -> Room:
    return room_of_two[0]


class TestOpening:
    def test_a_room_says_what_it_was_opened_with(self, store: Store, clock: Clock) -> None:
        opened, _ = store.open_room("f", "2468", PLAN)

        assert PLAN == Plan(opened.title, opened.origin, opened.start_text, opened.city, 2)
        assert (clock.time, 2 * 3600) == (opened.opened_at, (opened.expires_at - opened.opened_at).seconds)
        assert (opened,) == store.rooms_of("f")

    def test_the_pin_is_nowhere_in_the_database(self, store: Store, tmp_path: Path) -> None:
        store.open_room("f", "a-long-secret-pin", PLAN)

        for path in tmp_path.iterdir():
            assert b"a-long-secret-pin" not in path.read_bytes()

    def test_what_cannot_be_kept_is_refused(self, store: Store, refused: Callable[..., str]) -> None:
        assert "bad-pin" == refused(store.open_room, "f", " 123 ", PLAN)
        assert "bad-pin" == refused(store.open_room, "f", "x" * 101, PLAN)
        assert "empty" == refused(store.open_room, "f", "2468", replace(PLAN, title="  "))
        assert "too-long" == refused(store.open_room, "f", "2468", replace(PLAN, title="x" * 201))
        assert "hidden-character" == refused(store.open_room, "f", "2468", replace(PLAN, city="bell \a"))
        assert "not-text" == refused(store.open_room, "f", "2468", replace(PLAN, text="\0"))
        for hours in (0, -1, 169, math.nan, math.inf):
            assert "bad-hours" == refused(store.open_room, "f", "2468", replace(PLAN, hours=hours))
        assert () == store.rooms_of("f")


class TestJoining:
    def test_a_code_is_read_whatever_its_capitals_spaces_and_dashes(self, store: Store, room: Room) -> None:
        for typed in (room.code.lower(), room.code.replace("-", ""), f" {room.code.replace('-', ' - ')} "):
            assert "Blue" == store.join("b", typed, "Blue").alias

    def test_whoever_joins_has_a_copy_of_the_rooms_text(self, store: Store, room: Room) -> None:
        (copy,) = store.desk("b", room.code).drafts()

        assert ("rongcheng", "rules: []\n", 0) == (copy.origin, copy.text, copy.revision)

    def test_the_same_visitor_comes_back_under_the_alias_and_to_the_copy(self, store: Store, room: Room) -> None:
        (copy,) = store.desk("b", room.code).drafts()
        changed = store.desk("b", room.code).apply(copy.id, 0, "changed", "typed")

        assert "Blue" == store.join("b", room.code, "Somebody else").alias
        assert (changed,) == store.desk("b", room.code).drafts()
        assert (room.code,) == tuple(joined.code for joined in store.rooms_joined("b"))

    def test_a_taken_alias_is_refused_however_it_is_spelt(
        self, store: Store, room: Room, refused: Callable[..., str]
    ) -> None:
        alike = (
            "Blue", "BLUE", " blue ", "\uff22lue", "Bl\u200due", "B l u e", "B1ue", "BIue", "Bl\u00fce",
            "\u0412lue", "B\u013cu\u0435", "BLU\u0395", "Blue\ufe0f", "\u3164Blue", "Bl\u034fue",
        )  # fmt: skip
        for alias in alike:
            assert "alias-taken" == refused(store.join, "x", room.code, alias)
        assert "hidden-character" == refused(store.join, "x", room.code, "Bl\nue")

    def test_an_alias_is_normalised(self, store: Store, room: Room) -> None:
        assert "Caf\u00e9" == store.join("x", room.code, " Cafe\u0301 ").alias

    def test_a_full_room_is_refused_and_those_in_it_come_back(
        self, store: Store, room: Room, refused: Callable[..., str]
    ) -> None:
        for number in range(MOST_PARTICIPANTS - 2):
            store.join(f"token {number}", room.code, f"Table {number}")

        assert "room-full" == refused(store.join, "one more", room.code, "One more")
        assert "Blue" == store.join("b", room.code, "Blue").alias

    def test_whoever_has_not_joined_has_no_desk_there_and_learns_nothing_of_the_code(
        self, store: Store, room: Room, refused: Callable[..., str]
    ) -> None:
        assert "not-in-room" == refused(store.desk, "x", room.code)
        assert "not-in-room" == refused(store.desk, "x", WRONG)

    def test_copies_in_a_room_and_drafts_outside_do_not_meet(
        self, store: Store, room: Room, refused: Callable[..., str]
    ) -> None:
        outside = store.desk("b").begin("rongcheng", "rules: []\n")
        inside = store.desk("b", room.code)
        (copy,) = inside.drafts()

        assert (outside,) == store.desk("b").drafts()
        assert "no-such-draft" == refused(store.desk("b").apply, copy.id, 0, "x", "x")
        assert "no-such-draft" == refused(inside.apply, outside.id, 0, "x", "x")
        assert "no-such-draft" == refused(store.desk("r", room.code).apply, copy.id, 0, "x", "x")
        assert "one-copy" == refused(inside.begin, "another", "text")


class TestGuessedCodes:
    HERE = "10.0.0.9"

    def test_after_five_wrong_codes_a_browser_waits_longer_every_time_and_nobody_else_at_its_address_does(
        self, store: Store, room: Room, clock: Clock, refused: Callable[..., str]
    ) -> None:
        for _ in range(5):
            assert "no-such-room" == refused(store.join, "x", WRONG, "Green", self.HERE)
        for wait in (2, 4, 8):
            clock.move(seconds=wait - 1)
            assert "too-early" == refused(store.join, "x", room.code, "Green", self.HERE)
            clock.move(seconds=1)
            assert "no-such-room" == refused(store.room, WRONG, "x", self.HERE)

        assert "Green" == store.join("y", room.code, "Green", self.HERE).alias

    def test_after_three_hundred_from_new_browsers_their_address_waits_ten_seconds_at_most(
        self, store: Store, room: Room, clock: Clock, refused: Callable[..., str]
    ) -> None:
        for number in range(310):
            clock.move(seconds=10)
            assert "no-such-room" == refused(store.room, WRONG, f"cookie {number}", self.HERE)
        clock.move(seconds=9)

        assert "too-early" == refused(store.room, room.code, "new", self.HERE)
        assert room.code == store.room(room.code, "b", self.HERE).code
        assert room.code == store.room(room.code, "f", self.HERE).code
        assert room.code == store.room(room.code, "new", "10.0.0.10").code
        clock.move(seconds=1)
        assert room.code == store.room(room.code, "new", self.HERE).code

    def test_after_a_quiet_quarter_of_an_hour_it_begins_anew(
        self, store: Store, clock: Clock, refused: Callable[..., str]
    ) -> None:
        for _ in range(5):
            refused(store.room, WRONG, "x", self.HERE)
        clock.move(minutes=16)
        refused(store.room, WRONG, "x", self.HERE)

        assert "no-such-room" == refused(store.room, WRONG, "x", self.HERE)

    def test_a_mistyped_code_is_no_guess(self, store: Store, room: Room, refused: Callable[..., str]) -> None:
        for _ in range(9):
            assert "not-a-code" == refused(store.room, "ABC", "x", self.HERE)

        assert room.code == store.room(room.code, "x", self.HERE).code


class TestThePin:
    def test_whoever_knows_the_pin_is_the_facilitator(self, store: Store, room: Room) -> None:
        assert room.code == store.unlock(room.code, " 2468 ").room().code

    def test_after_the_third_wrong_pin_every_try_waits_twice_as_long_even_the_right_one(
        self, store: Store, room: Room, clock: Clock, refused: Callable[..., str]
    ) -> None:
        for _ in range(3):
            assert "wrong-pin" == refused(store.unlock, room.code, "0000")
        for wait in (2, 4, 8, 16, 32, 64, 128, 256, 300, 300):
            clock.move(seconds=wait - 1)
            assert "too-early" == refused(store.unlock, room.code, "2468")
            clock.move(seconds=1)
            assert "wrong-pin" == refused(store.unlock, room.code, "0000")
        clock.move(seconds=300)

        assert store.unlock(room.code, "2468")
        assert "wrong-pin" == refused(store.unlock, room.code, "0000")

    def test_the_seconds_that_are_left_are_named(self, store: Store, room: Room, clock: Clock) -> None:
        for _ in range(4):
            with pytest.raises(DataError) as caught:
                store.unlock(room.code, "0000")

        assert "2 seconds are left" in caught.value.problems[0].found

    def test_a_restart_does_not_forget_the_wrong_tries(
        self, store: Store, url: str, room: Room, clock: Clock, refused: Callable[..., str]
    ) -> None:
        for _ in range(3):
            refused(store.unlock, room.code, "0000")
        store.close()
        again = Store.open(url, now=clock)

        try:
            assert "too-early" == refused(again.unlock, room.code, "2468")
        finally:
            again.close()

    def test_any_text_can_be_a_wrong_pin(
        self, store: Store, room: Room, clock: Clock, refused: Callable[..., str]
    ) -> None:
        for pin in ("", "2468\0", "\ud800", "x" * 10_000):
            clock.move(seconds=5)
            assert "wrong-pin" == refused(store.unlock, room.code, pin)


class TestTheEnd:
    def test_a_closed_room_refuses_edits_and_joins_and_shows_what_there_is(
        self, store: Store, room_of_two: tuple[Room, Facilitator], refused: Callable[..., str]
    ) -> None:
        room, facilitator = room_of_two
        desk = store.desk("b", room.code)
        (copy,) = desk.drafts()
        facilitator.close()

        for call, words in (
            (desk.apply, ("x", "x")), (desk.undo, ()), (desk.redo, ()), (desk.reset, ()),
        ):  # fmt: skip
            assert "room-closed" == refused(call, copy.id, 0, *words)
        assert "room-closed" == refused(desk.keep_typed, copy.id, "x", 0)
        assert "room-closed" == refused(store.join, "x", room.code, "Green")
        assert (copy,) == desk.drafts()
        facilitator.reopen()
        assert "x" == desk.apply(copy.id, 0, "x", "x").text

    def test_an_expired_room_refuses_all_but_looking_exporting_and_wiping(
        self, store: Store, room: Room, clock: Clock, refused: Callable[..., str]
    ) -> None:
        desk = store.desk("b", room.code)
        (copy,) = desk.drafts()
        clock.move(hours=2)
        facilitator = store.unlock(room.code, "2468")

        assert "room-expired" == refused(desk.apply, copy.id, 0, "x", "x")
        assert "room-expired" == refused(store.join, "x", room.code, "Green")
        assert "room-expired" == refused(store.join, "b", room.code, "Blue")
        for call, words in (
            (facilitator.reopen, ()), (facilitator.close, ()), (facilitator.project, ("Blue",)),
            (facilitator.release, ("Blue",)), (facilitator.choose, ("place", "Blue", "x", "")),
            (facilitator.collect, ("why", lambda text: None)),
        ):  # fmt: skip
            assert "room-expired" == refused(call, *words)
        assert 2 == len(facilitator.export().copies)
        facilitator.wipe()
        assert "no-such-room" == refused(store.room, room.code)

    def test_thirty_days_later_it_is_wiped_when_the_store_is_opened_again_on_the_day_after(
        self, store: Store, url: str, room: Room, clock: Clock, refused: Callable[..., str]
    ) -> None:
        young, _ = store.open_room("f", "2468", replace(PLAN, hours=168))
        clock.move(days=30, hours=3)
        assert room.code == opened_now(url, clock, room.code)
        clock.move(days=1)

        assert "no-such-room" == refused(opened_now, url, clock, room.code)
        assert young.code == opened_now(url, clock, young.code)

    def test_a_clock_that_leaps_to_another_year_and_back_wipes_nothing(
        self, store: Store, url: str, room: Room, clock: Clock
    ) -> None:
        for days in (4_000, -4_000, 9_000, -9_000, -20_000, 20_000, 40, -40, 40, -40):
            clock.move(days=days)
            assert room.code == opened_now(url, clock, room.code)

        assert not store.room(room.code).expired

    def test_a_room_that_ended_by_a_clock_that_was_wrong_is_opened_for_longer(
        self, store: Store, room_of_two: tuple[Room, Facilitator], clock: Clock, refused: Callable[..., str]
    ) -> None:
        room, facilitator = room_of_two
        desk = store.desk("b", room.code)
        (copy,) = desk.drafts()
        clock.move(days=4_000)
        assert "room-expired" == refused(desk.apply, copy.id, 0, "x", "x")
        facilitator.extend(3)

        assert "x" == desk.apply(copy.id, 0, "x", "x").text
        assert clock.time + dt.timedelta(hours=3) == store.room(room.code).expires_at
        assert "bad-hours" == refused(facilitator.extend, 0)
