"""What the copies in a room change and whom that moves, for the facilitator's table: a few copies in one look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pilot.ruleset.changes.diff import changes, said
from pilot.views.visit import frame, world
from pilot.views.visit.figures import comparison_of
from pilot.views.workshop import impact, open_draft
from pilot.workshop.facilitator import Participant
from pilot.workshop.rooms.rooms import Room

AT_ONCE = 6
"""So many changed copies are worked out in one look; each takes some ten milliseconds from everybody in the room."""


@dataclass(frozen=True)
class Told:
    """A copy in words, worked out in that look of its `state` at the time."""

    change: str
    moved: str
    look: int
    state: object


def told(people: Sequence[Participant], selection: frame.Selection, room: Room) -> dict[str, Told | None]:
    """What is known of each copy by its alias, None where nothing is yet; those that wait longest come first."""
    known: dict[str, Told] = st.session_state.setdefault(f"_copies_{room.code}", {})
    look = 1 + max((each.look for each in known.values()), default=0)
    waiting = [each for each in people if each.text is not None and is_behind(each, known.get(each.alias), selection)]
    waiting.sort(key=lambda each: known[each.alias].look if each.alias in known else 0)
    changed = [each for each in waiting if each.text != room.start_text][:AT_ONCE]
    for person in waiting:
        if person in changed or person.text == room.start_text:
            words = _words(str(person.text), selection, room)
            known[person.alias] = Told(*words, look, _state(person, selection))
    return {each.alias: known.get(each.alias) for each in people}


def is_behind(person: Participant, told: Told | None, selection: frame.Selection) -> bool:
    """Whether the copy is not, or no longer, as it was told."""
    return told is None or told.state != _state(person, selection)


def _state(person: Participant, selection: frame.Selection) -> object:
    return person.revision, person.changed_at, selection.city.fingerprint, selection.as_of


def _words(text: str, selection: frame.Selection, room: Room) -> tuple[str, str]:
    before = open_draft.read(world.Written(room.origin, room.start_text))
    after = open_draft.read(world.Written(room.origin, text))
    if text == room.start_text:
        return said(changes(before, after)), "as it began"
    as_of = max(selection.as_of, before.opens_on, after.opens_on)
    sides = (world.assessment(each, selection.city, as_of) for each in (before, after))
    return said(changes(before, after)), impact.lead(comparison_of(*sides)) if before != after else "as it began"
