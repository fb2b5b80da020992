"""Many at once: nothing is lost and nothing crossed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pilot.errors import DataError
from pilot.workshop.drafts.versions import Imprint
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Plan, Room
from pilot.workshop.store import Store

CROWD, CHANGES = 40, 20
DEMO = Imprint("demo", "Demonstration", "0123456789ab")


def at_once(work: Callable[[int], object], many: int = CROWD) -> list[object]:
    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(work, range(many)))


def test_forty_with_drafts_of_their_own_all_make_twenty_changes(store: Store) -> None:
    def edit(who: int) -> None:
        desk = store.desk(f"visitor {who}")
        draft = desk.begin("demo", "")
        for number in range(CHANGES):
            draft = desk.apply(draft.id, draft.revision, f"{draft.text}{who}:{number} ", f"{who}:{number}")

    at_once(edit)

    for who in range(CROWD):
        (draft,) = store.desk(f"visitor {who}").drafts()
        assert [f"{who}:{number}" for number in range(CHANGES)] == draft.text.split()
        assert draft.text.split()[::-1] == [step.label for step in store.desk(f"visitor {who}").steps(draft.id)]


def test_several_tabs_on_one_draft_that_try_again_get_every_change_in(store: Store) -> None:
    draft_id = store.desk("mine").begin("demo", "").id

    def edit(tab: int) -> None:
        desk = store.desk("mine")
        for number in range(CHANGES):
            while True:
                draft = desk.draft(draft_id)
                try:
                    desk.apply(draft_id, draft.revision, f"{draft.text}{tab}:{number} ", "typed")
                except DataError:
                    continue
                break

    at_once(edit, 4)

    draft = store.desk("mine").draft(draft_id)
    assert sorted(f"{tab}:{number}" for tab in range(4) for number in range(CHANGES)) == sorted(draft.text.split())
    assert 4 * CHANGES == draft.behind == draft.revision


def test_of_many_tabs_that_begin_at_once_all_have_the_same_draft(store: Store) -> None:
    assert 1 == len({draft.id for draft in at_once(lambda tab: store.desk("mine").begin("demo", "x"), 8)})


def test_versions_saved_at_once_have_numbers_without_gaps(store: Store) -> None:
    drafts = [store.desk("mine").begin(f"file {number}", "x") for number in range(8)]

    saved = at_once(lambda tab: store.desk("mine").save(drafts[tab].id, 0, "Ann", "", DEMO), 8)

    assert list(range(1, 9)) == sorted(version.number for version in saved)


def test_of_forty_who_ask_for_the_same_alias_one_has_it(store: Store) -> None:
    room, facilitator = store.open_room("f", "2468", Plan("Wednesday", "demo", "start", "lantern-ford", 2))

    def join(who: int) -> str:
        try:
            return store.join(f"visitor {who}", room.code, "Blue").alias
        except DataError as error:
            return error.problems[0].code

    assert ["Blue", *["alias-taken"] * (CROWD - 1)] == sorted(at_once(join))
    assert 1 == len(facilitator.participants())


def test_pins_guessed_at_once_are_no_more_than_pins_guessed_one_after_the_other(
    store: Store, room_of_two: tuple[Room, Facilitator]
) -> None:
    room, _ = room_of_two

    def guess(number: int) -> str:
        with pytest.raises(DataError) as caught:
            store.unlock(room.code, str(1000 + number))
        return caught.value.problems[0].code

    assert 3 == at_once(guess, 12).count("wrong-pin")
