"""The facilitator: sees all, projects, releases, collects, keeps choices, exports, wipes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine, inspect, text

from pilot.workshop.database.database_url import address_of
from pilot.workshop.drafts.versions import Imprint
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Plan, Room
from pilot.workshop.store import Store
from tests.workshop.conftest import Clock

DEMO = Imprint("demo", "Demonstration", "0123456789ab")
KEPT_BY_THE_TOOLS = {"workshop_revision"}


@pytest.fixture
def room(room_of_two: tuple[Room, Facilitator]) -> Room:
    return room_of_two[0]


@pytest.fixture
def facilitator(room_of_two: tuple[Room, Facilitator]) -> Facilitator:
    return room_of_two[1]


@pytest.fixture
def rows(url: str) -> Iterator[Callable[[], dict[str, int]]]:
    """How many rows each table has, read by other means than the store's."""
    address = address_of(url)
    engine = create_engine(url) if address.file else create_engine(address.server or "")

    def rows_() -> dict[str, int]:
        with engine.connect() as connection:
            names = set(inspect(connection).get_table_names()) - KEPT_BY_THE_TOOLS
            return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in names}

    yield rows_
    engine.dispose()


def edit(store: Store, token: str, room: Room, text: str) -> None:
    desk = store.desk(token, room.code)
    (copy,) = desk.drafts()
    desk.apply(copy.id, copy.revision, text, f"now {text}")


def test_the_facilitator_sees_every_copy(store: Store, room: Room, facilitator: Facilitator, clock: Clock) -> None:
    clock.move(minutes=5)
    edit(store, "r", room, "of Red")
    desk = store.desk("r", room.code)
    desk.save(desk.drafts()[0].id, 1, "", "why", DEMO)

    blue, red = facilitator.participants()
    assert ("Blue", "rules: []\n", 0, 0) == (blue.alias, blue.text, blue.revision, blue.versions)
    assert ("Red", "of Red", 1, 1, clock.time) == (red.alias, red.text, red.revision, red.versions, red.changed_at)


def test_one_copy_is_on_the_projector_or_none(store: Store, room: Room, facilitator: Facilitator) -> None:
    red = store.desk("r", room.code)
    assert red.projected() is None
    facilitator.project("Red")
    facilitator.project("blue")
    edit(store, "b", room, "of Blue")

    shown = red.projected()
    assert shown is not None
    assert ("Blue", "of Blue", 1) == (shown.alias, shown.text, shown.revision)
    assert "Blue" == store.room(room.code).projected
    facilitator.project(None)
    assert red.projected() is None


def test_a_released_alias_is_taken_over_with_its_copy_and_versions(
    store: Store, room: Room, facilitator: Facilitator, refused: Callable[..., str]
) -> None:
    edit(store, "b", room, "of Blue")
    old = store.desk("b", room.code)
    saved = old.save(old.drafts()[0].id, 1, "", "", DEMO)
    facilitator.release("BLUE")
    assert [True, False] == [participant.released for participant in facilitator.participants()]

    assert "Blue" == store.join("a new device", room.code, "blue").alias
    (copy,) = store.desk("a new device", room.code).drafts()
    assert ("of Blue", 1) == (copy.text, copy.behind)
    assert saved.id == store.desk("a new device", room.code).version(saved.id).id
    assert "not-in-room" == refused(store.desk, "b", room.code)
    assert "no-such-draft" == refused(old.apply, copy.id, 1, "late", "late")
    assert "no-such-version" == refused(old.version, saved.id)
    assert "alias-taken" == refused(store.join, "b", room.code, "Blue")


def test_an_alias_that_nobody_has_can_be_neither_released_nor_projected(
    facilitator: Facilitator, refused: Callable[..., str]
) -> None:
    assert "no-such-alias" == refused(facilitator.release, "Green")
    assert "no-such-alias" == refused(facilitator.project, "\ud800\0")


def test_collecting_saves_every_copy_for_all_to_see(store: Store, room: Room, facilitator: Facilitator) -> None:
    edit(store, "r", room, "of Red")
    read = []

    def imprint_of(text: str) -> Imprint:
        read.append(text)
        return DEMO

    collected = facilitator.collect("end of the hour", imprint_of)

    assert [("Blue", True), ("Red", True)] == [(version.alias, version.collected) for version in collected]
    assert ["rules: []\n", "of Red"] == read
    assert "of Red" == store.desk("b", room.code).version(collected[1].id).text
    assert collected[::-1] == store.desk("b", room.code).shown_versions() == facilitator.versions()


def test_a_copy_changed_while_texts_are_read_is_collected_as_it_was(
    store: Store, room: Room, facilitator: Facilitator
) -> None:
    def imprint_of(text: str) -> Imprint:
        edit(store, "b", room, "later")
        return DEMO

    blue, _ = facilitator.collect("now", imprint_of)

    assert "rules: []\n" == facilitator.version(blue.id).text


def test_of_two_choices_at_one_place_the_later_one_is_kept(facilitator: Facilitator) -> None:
    facilitator.choose("rules > litter", "Blue", "points: -5", "fairer")
    facilitator.choose("bands", "Red", "A: 900", "")
    facilitator.choose("rules > litter", "Red", "points: -3", "milder")

    assert [("bands", "Red"), ("rules > litter", "Red")] == [
        (choice.place, choice.chosen) for choice in facilitator.choices()
    ]
    assert "milder" == facilitator.choices()[1].reason


def test_an_export_holds_copies_steps_versions_and_choices(store: Store, room: Room, facilitator: Facilitator) -> None:
    edit(store, "r", room, "of Red")
    store.desk("b", room.code).keep_typed(store.desk("b", room.code).drafts()[0].id, "half a word", 0)
    facilitator.collect("the end", lambda text: DEMO)
    facilitator.choose("bands", "Red", "A: 900", "why")

    export = facilitator.export()
    assert ["half a word", None] == [copy.stored.typed for copy in export.copies]
    assert ["now of Red"] == [step.label for step in export.copies[1].steps]
    assert {"rules: []\n", "of Red"} == {version.text for version in export.versions}
    assert facilitator.choices() == export.choices
    assert facilitator.room() == export.room
    assert "2468" not in repr(export)


def test_wiping_a_room_leaves_no_row_of_it_and_every_row_of_others(
    store: Store, rows: Callable[[], dict[str, int]], refused: Callable[..., str]
) -> None:
    def fill(title: str) -> tuple[Room, Facilitator]:
        room, facilitator = store.open_room("f", "2468", Plan(title, "demo", "start", "lantern-ford", 2))
        store.join("b", room.code, "Blue")
        edit(store, "b", room, title)
        facilitator.collect("why", lambda text: DEMO)
        facilitator.choose("bands", "Blue", "x", "")
        store.unlock(room.code, "2468", "a laptop")
        return room, facilitator

    fill("kept")
    before = rows()
    _, facilitator = fill("wiped")
    assert all(count > before[name] for name, count in rows().items())

    facilitator.wipe()

    assert before == rows()
    assert 7 == len(before)
    for call in (facilitator.room, facilitator.participants, facilitator.export, facilitator.close, facilitator.wipe):
        assert "no-such-room" == refused(call)


def test_wiping_everything_of_a_visitor_leaves_what_was_collected(
    store: Store, room: Room, facilitator: Facilitator, rows: Callable[[], dict[str, int]], refused: Callable[..., str]
) -> None:
    facilitator.release("Red")
    before = rows()
    store.join("g", room.code, "Green")
    edit(store, "g", room, "of Green")
    outside = store.desk("g").begin("demo", "mine")
    store.desk("g").apply(outside.id, 0, "changed", "typed")
    store.desk("g").save(outside.id, 1, "Green", "", DEMO)

    store.desk("g").wipe_everything()
    assert before == rows()

    (collected, _) = facilitator.collect("the end", lambda text: DEMO)
    store.desk("b").wipe_everything()
    assert "rules: []\n" == facilitator.version(collected.id).text
    assert "not-in-room" == refused(store.desk, "b", room.code)
    assert [("Blue", True, None), ("Red", True, "rules: []\n")] == [
        (participant.alias, participant.released, participant.text) for participant in facilitator.participants()
    ]
