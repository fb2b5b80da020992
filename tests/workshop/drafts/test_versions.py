"""Versions: every saved ruleset is kept as it was, and seen by whom it concerns alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pilot.workshop.drafts.history import StoredDraft
from pilot.workshop.drafts.versions import Imprint
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Room
from pilot.workshop.store import Store
from tests.workshop.conftest import Clock

DEMO = Imprint("demo", "Demonstration", "0123456789ab")
OTHER = Imprint("other", "Another", "ba9876543210")


@pytest.fixture
def draft(store: Store) -> StoredDraft:
    return store.desk("mine").begin("demo", "the start")


def copy_of(store: Store, token: str, room: Room) -> StoredDraft:
    (draft,) = store.desk(token, room.code).drafts()
    return draft


def test_a_version_keeps_text_alias_reason_time_title_and_fingerprint(
    store: Store, draft: StoredDraft, clock: Clock
) -> None:
    saved = store.desk("mine").save(draft.id, 0, " Ann ", "a first try\nof mine", DEMO)

    kept = store.desk("mine").version(saved.id)
    assert ("the start", "Ann", "a first try of mine", clock.time) == (
        kept.text,
        kept.alias,
        kept.reason,
        kept.saved_at,
    )
    assert DEMO == Imprint(kept.ruleset, kept.title, kept.fingerprint)


def test_versions_of_one_ruleset_are_numbered_and_know_the_one_before(store: Store, draft: StoredDraft) -> None:
    desk = store.desk("mine")
    first = desk.save(draft.id, 0, "Ann", "", DEMO)
    desk.apply(draft.id, 0, "changed", "typed")
    second = desk.save(draft.id, 1, "Ann", "", DEMO)
    other = desk.save(draft.id, 1, "Ann", "", OTHER)

    assert (1, None, 2, first.id) == (first.number, first.parent_id, second.number, second.parent_id)
    assert (1, second.id) == (other.number, other.parent_id)
    assert (other, second, first) == desk.versions()
    assert (second, first) == desk.versions("demo")
    assert "the start" == desk.version(first.id).text


def test_what_was_changed_meanwhile_is_not_saved(store: Store, draft: StoredDraft, refused: Callable[..., str]) -> None:
    desk = store.desk("mine")
    desk.apply(draft.id, 0, "changed", "in another tab")

    assert "changed-meanwhile" == refused(desk.save, draft.id, 0, "Ann", "", DEMO)
    assert () == desk.versions()


def test_a_version_outlives_its_draft(store: Store, draft: StoredDraft) -> None:
    desk = store.desk("mine")
    saved = desk.save(draft.id, 0, "Ann", "", DEMO)
    desk.wipe(draft.id)

    assert "the start" == desk.version(saved.id).text


@pytest.mark.parametrize("fingerprint", ["", "0123456789AB", "0123456789abc", "<script>1234"])
def test_a_fingerprint_has_twelve_digits(fingerprint: str) -> None:
    with pytest.raises(ValueError, match="12"):
        Imprint("demo", "Demonstration", fingerprint)


class TestWhoMaySeeThem:
    def test_somebody_elses_gets_the_same_words_as_one_that_does_not_exist(
        self, store: Store, draft: StoredDraft, refused: Callable[..., str]
    ) -> None:
        saved = store.desk("mine").save(draft.id, 0, "Ann", "", DEMO)

        for number in (saved.id, saved.id + 1, 0, -1, 2**31, 10**30):
            assert "no-such-version" == refused(store.desk("theirs").version, number)

    def test_one_saved_in_a_room_is_its_owners_and_the_facilitators(
        self, store: Store, room_of_two: tuple[Room, Facilitator], refused: Callable[..., str]
    ) -> None:
        room, facilitator = room_of_two
        blue = store.desk("b", room.code)
        saved = blue.save(copy_of(store, "b", room).id, 0, "not asked", "ours", DEMO)

        assert "Blue" == blue.version(saved.id).alias
        assert saved.id == facilitator.version(saved.id).id
        assert "no-such-version" == refused(store.desk("r", room.code).version, saved.id)
        assert () == store.desk("r", room.code).shown_versions()

    def test_one_whose_copy_was_on_the_projector_is_everybodys_in_the_room_and_nobodys_outside(
        self, store: Store, room_of_two: tuple[Room, Facilitator], refused: Callable[..., str]
    ) -> None:
        room, facilitator = room_of_two
        blue, copy = store.desk("b", room.code), copy_of(store, "b", room)
        before = blue.save(copy.id, 0, "", "before", DEMO)
        facilitator.project("Blue")
        during = blue.save(copy.id, 0, "", "during", DEMO)
        facilitator.project(None)
        after = blue.save(copy.id, 0, "", "after", DEMO)

        red = store.desk("r", room.code)
        assert (during.id, before.id) == tuple(version.id for version in red.shown_versions())
        assert "before" == red.version(before.id).reason
        assert "no-such-version" == refused(red.version, after.id)
        assert "no-such-version" == refused(store.desk("r").version, before.id)

    def test_a_facilitator_sees_no_version_of_another_room_or_outside(
        self, store: Store, draft: StoredDraft, room_of_two: tuple[Room, Facilitator], refused: Callable[..., str]
    ) -> None:
        _, facilitator = room_of_two
        outside = store.desk("b").save(store.desk("b").begin("demo", "x").id, 0, "Blue", "", DEMO)

        assert "no-such-version" == refused(facilitator.version, outside.id)
        assert () == facilitator.versions()

    def test_versions_in_a_room_are_numbered_together(
        self, store: Store, room_of_two: tuple[Room, Facilitator]
    ) -> None:
        room, _ = room_of_two
        numbers = [
            store.desk(token, room.code).save(copy_of(store, token, room).id, 0, "", "", DEMO).number
            for token in ("b", "r", "b")
        ]
        outside = store.desk("b").save(store.desk("b").begin("demo", "x").id, 0, "Blue", "", DEMO)

        assert [1, 2, 3] == numbers
        assert 1 == outside.number
