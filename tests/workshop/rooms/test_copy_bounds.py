"""What a participant brings into a room is bounded, since everybody there waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pilot import DataError
from pilot.ruleset.reading.load import read_ruleset
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.copy_bounds import LONGEST_COPY, MOST_ENTRIES, refuse_too_many
from pilot.workshop.rooms.rooms import Plan, Room
from pilot.workshop.store import Store

START = "schema: 1\nid: small\ntitle: Small\nsources: {}\nparticipation: mandatory\nopens_on: 2019-01-01\n"
LONG = START + "#" * LONGEST_COPY


def with_rules(number: int) -> str:
    rules = (f"- {{id: r{n}, text: A., when: {{kind: a.b}}, source: {{}}}}\n" for n in range(number))
    return f"{START}rules:\n{''.join(rules)}"


def test_a_copy_of_so_many_rules_is_taken_and_of_one_more_refused() -> None:
    refuse_too_many(read_ruleset(with_rules(MOST_ENTRIES), "copy"))
    with pytest.raises(DataError, match="there are 501 rules; in a room a copy has at most 500"):
        refuse_too_many(read_ruleset(with_rules(MOST_ENTRIES + 1), "copy"))


def test_a_long_text_is_kept_outside_of_a_room(store: Store) -> None:
    own = store.desk("r").begin("small", START)
    assert LONG == store.desk("r").apply(own.id, own.revision, LONG, "a change").text


def test_a_long_text_is_refused_in_a_room(
    store: Store, room_of_two: tuple[Room, Facilitator], refused: Callable[..., str]
) -> None:
    desk = store.desk("r", room_of_two[0].code)
    (copy,) = desk.drafts()
    plan = Plan("Wednesday", "small", START, "lantern-ford", 2)

    assert "too-long" == refused(desk.apply, copy.id, copy.revision, LONG, "a change")
    assert "too-long" == refused(desk.keep_typed, copy.id, LONG, copy.revision)
    assert "too-long" == refused(store.open_room, "f", "2468", replace(plan, text=LONG))
    assert copy == desk.draft(copy.id)
