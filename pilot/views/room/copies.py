"""What the copies in a room change and whom that moves, for the facilitator's table: a few copies in one look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pilot.errors import DataError
from pilot.ruleset.changes.diff import changes
from pilot.ruleset.editing import read_draft
from pilot.views.room.one_copy import cannot_be_reckoned, of_one, ruleset_of_copy
from pilot.views.visit import frame, world
from pilot.views.visit.figures import comparison_of
from pilot.views.workshop import impact
from pilot.workshop.facilitator import Participant
from pilot.workshop.rooms.rooms import Room

AT_ONCE = 6
"""So many changed copies are worked out in one look; each takes some ten milliseconds from everybody in the room."""


@dataclass(frozen=True)
class CopySummary:
    """A copy in words, worked out in that look of its `state` at the time."""

    change: str
    moved: str
    look: int
    state: object


def summaries(people: Sequence[Participant], selection: frame.Selection, room: Room) -> dict[str, CopySummary | None]:
    """What is known of each copy by its alias, None where nothing is yet; those that wait longest come first."""
    known: dict[str, CopySummary] = st.session_state.setdefault(f"_copies_{room.code}", {})
    look = 1 + max((summary.look for summary in known.values()), default=0)
    waiting = [
        person for person in people if person.text is not None and is_behind(person, known.get(person.alias), selection)
    ]
    waiting.sort(key=lambda person: known[person.alias].look if person.alias in known else 0)
    changed = [person for person in waiting if person.text != room.start_text][:AT_ONCE]
    for person in waiting:
        if person in changed or person.text == room.start_text:
            words = _words(person.alias, str(person.text), selection, room)
            known[person.alias] = CopySummary(*words, look, _state(person, selection))
    return {person.alias: known.get(person.alias) for person in people}


def is_behind(person: Participant, summary: CopySummary | None, selection: frame.Selection) -> bool:
    """Whether the copy is not, or no longer, as the summary has it."""
    return summary is None or summary.state != _state(person, selection)


def _state(person: Participant, selection: frame.Selection) -> object:
    return person.revision, person.changed_at, selection.city.fingerprint, selection.as_of


def _words(alias: str, text: str, selection: frame.Selection, room: Room) -> tuple[str, str]:
    """What a copy changes, and whom that moves; what fails in either is said in its place."""
    before = read_draft(room.start_text, name=room.origin).ruleset
    try:
        after = ruleset_of_copy(text, alias, room)
        change = of_one(alias, lambda: changes(before, after).summary)
    except DataError as error:
        return cannot_be_reckoned(error), "–"
    if text == room.start_text or before == after:
        return change, "as it began"
    as_of = max(selection.as_of, before.opens_on, after.opens_on)

    def moved() -> str:
        sides = [world.evaluated_or_refused(side, selection.city, as_of) for side in (before, after)]
        return impact.lead(comparison_of(*sides))

    try:
        return change, of_one(alias, moved)
    except DataError as error:
        return change, cannot_be_reckoned(error)
