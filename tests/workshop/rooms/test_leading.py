"""Who leads a room: the browser that opened it or gave its PIN, until it leaves the place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest

from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Room
from pilot.workshop.store import Store
from tests.workshop.conftest import Clock


@pytest.fixture
def room(room_of_two: tuple[Room, Facilitator]) -> Room:
    return room_of_two[0]


def test_whoever_opened_a_room_leads_it_until_they_leave_and_again_with_the_pin(store: Store, room: Room) -> None:
    assert store.facilitator("f", room.code) is not None
    store.leave("f", room.code)
    assert store.facilitator("f", room.code) is None

    store.unlock(room.code, "2468", "f")
    assert store.facilitator("f", room.code) is not None


def test_nobody_else_leads_it_before_they_gave_the_pin(store: Store, room: Room, refused: Callable[..., str]) -> None:
    assert "wrong-pin" == refused(store.unlock, room.code, "0000", "b")
    assert [None, None] == [store.facilitator(token, room.code) for token in ("b", "x")]

    store.unlock(room.code, "2468", "b")
    assert store.facilitator("b", room.code) is not None
    assert store.facilitator("x", room.code) is None


def test_the_place_outlives_the_server_and_not_the_room(
    url: str, store: Store, room: Room, clock: Clock, refused: Callable[..., str]
) -> None:
    with closing(Store.open(url, now=clock)) as again:
        lead = again.facilitator("f", room.code)
        assert lead is not None
        lead.wipe()

    assert "no-such-room" == refused(store.facilitator, "f", room.code)
