"""What one guest may do at the doors of rooms, by browser and by address, and that nobody else pays for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from pilot.errors import DataError
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.gatekeeper import ROOMS_OF_A_BROWSER, ROOMS_OF_AN_ADDRESS, SEATS_OF_AN_ADDRESS, network_of
from pilot.workshop.rooms.rooms import Plan, Room
from pilot.workshop.store import Store
from tests.workshop.conftest import Clock

PLAN = Plan("Wednesday", "rongcheng", "rules: []\n", "lantern-ford", 2)
HERE, ELSEWHERE = "10.0.0.9", "10.0.0.10"
MUCH_LONGER = 60 * 60


@pytest.fixture
def room(room_of_two: tuple[Room, Facilitator]) -> Room:
    return room_of_two[0]


def flooded(store: Store, room: Room, tries: int = 40) -> None:
    """Wrong PINs from one address, each from a browser that was never seen before."""
    for number in range(tries):
        with pytest.raises(DataError):
            store.unlock(room.code, "0000", f"cookie {number}", HERE)


class TestWrongPins:
    def test_a_browser_that_guesses_waits_and_another_at_its_address_does_not(
        self, store: Store, room: Room, refused: Callable[..., str]
    ) -> None:
        for _ in range(3):
            assert "wrong-pin" == refused(store.unlock, room.code, "0000", "x", HERE)

        assert "too-early" == refused(store.unlock, room.code, "2468", "x", HERE)
        assert store.unlock(room.code, "2468", "y", HERE)

    def test_the_browser_that_opened_the_room_never_waits_whoever_guesses(self, store: Store, room: Room) -> None:
        flooded(store, room)
        for _ in range(9):
            with pytest.raises(DataError, match="not the PIN"):
                store.unlock(room.code, "0000", "f", HERE)

        assert store.unlock(room.code, "2468", "f", HERE)

    def test_a_browser_that_led_the_room_before_does_not_wait_for_strangers_at_its_address(
        self, store: Store, room: Room
    ) -> None:
        store.unlock(room.code, "2468", "the laptop at the projector", HERE)
        flooded(store, room)

        assert store.unlock(room.code, "2468", "the laptop at the projector", HERE)

    def test_an_address_that_guesses_from_ever_new_browsers_waits_and_no_other_does(
        self, store: Store, room: Room, clock: Clock, refused: Callable[..., str]
    ) -> None:
        flooded(store, room, 30)

        assert "too-early" == refused(store.unlock, room.code, "2468", "new", HERE)
        assert store.unlock(room.code, "2468", "new", ELSEWHERE)
        clock.move(seconds=2)
        assert store.unlock(room.code, "2468", "new", HERE)

    @pytest.mark.parametrize("seconds", [-10 * 365 * 86_400, -86_400, -1, 86_400, 10 * 365 * 86_400])
    def test_no_wait_is_longer_than_three_hundred_seconds_wherever_the_clock_leaps(
        self, store: Store, room: Room, clock: Clock, refused: Callable[..., str], seconds: int
    ) -> None:
        for number in range(60):
            refused(store.unlock, room.code, "0000", "x", ELSEWHERE)
            refused(store.unlock, room.code, "0000", f"cookie {number}", HERE)
            refused(store.room, "999-999", "x", HERE)
            clock.move(seconds=300)
        clock.move(seconds=seconds - 300)
        for _ in ("codes", "PINs from the address", "PINs from the browser"):
            for browser, address in (("x", ELSEWHERE), ("new", HERE)):
                with suppress(DataError):
                    store.unlock(room.code, "2468", browser, address)
            clock.move(seconds=300)

        assert store.unlock(room.code, "2468", "x", ELSEWHERE)
        assert store.unlock(room.code, "2468", "new", HERE)
        assert "no-such-room" == refused(store.room, "999-999", "x", HERE)


class TestRoomsAndSeats:
    def test_one_address_takes_half_of_the_seats_and_no_more(
        self, store: Store, room: Room, refused: Callable[..., str]
    ) -> None:
        for number in range(SEATS_OF_AN_ADDRESS):
            store.join(f"cookie {number}", room.code, f"Seat {number}", HERE)

        assert "too-many-seats" == refused(store.join, "one more", room.code, "One more", HERE)
        assert "One more" == store.join("one more", room.code, "One more", ELSEWHERE).alias
        assert "Blue" == store.join("b", room.code, "Blue", HERE).alias

    def test_under_an_alias_that_was_let_go_somebody_new_comes_in_all_the_same(
        self, store: Store, room_of_two: tuple[Room, Facilitator]
    ) -> None:
        room, facilitator = room_of_two
        for number in range(SEATS_OF_AN_ADDRESS):
            store.join(f"cookie {number}", room.code, f"Seat {number}", HERE)
        facilitator.release("Seat 7")

        assert "Seat 7" == store.join("one more", room.code, "Seat 7", HERE).alias

    def test_one_browser_has_ten_rooms_open_and_may_open_another_when_one_is_wiped(
        self, store: Store, clock: Clock, refused: Callable[..., str]
    ) -> None:
        rooms = [store.open_room("x", "2468", PLAN)[1] for _ in range(ROOMS_OF_A_BROWSER)]

        assert "too-many-rooms" == refused(store.open_room, "x", "2468", PLAN)
        rooms[0].wipe()
        assert store.open_room("x", "2468", PLAN)
        clock.move(hours=3)
        assert store.open_room("x", "2468", PLAN)

    def test_one_address_opens_thirty_rooms_a_day(
        self, store: Store, clock: Clock, refused: Callable[..., str]
    ) -> None:
        for number in range(ROOMS_OF_AN_ADDRESS):
            store.open_room(f"cookie {number}", "2468", PLAN, HERE)

        assert "too-many-rooms" == refused(store.open_room, "new", "2468", PLAN, HERE)
        assert store.open_room("new", "2468", PLAN, ELSEWHERE)
        clock.move(days=1)
        assert store.open_room("new", "2468", PLAN, HERE)


def test_addresses_of_one_household_are_one() -> None:
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert "10.0.0.9" == network_of("::ffff:10.0.0.9") == network_of("10.0.0.9")
    assert "this machine" == network_of("this machine")
