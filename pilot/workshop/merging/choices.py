"""Which content of an article somebody wants, and the count of what the rooms want."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One content of one article, chosen with a reason.

    `place` is the article's, `chosen` the digest of a position on it, `by` the names of those who chose.
    """

    place: str
    chosen: str
    reason: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Count:
    """How many rooms chose one content; the rooms are named, the persons in them are not counted."""

    chosen: str
    rooms: tuple[str, ...]

    @property
    def votes(self) -> int:
        """One for each room."""
        return len(self.rooms)


def tally(choices_of_rooms: Mapping[str, Sequence[Choice]]) -> dict[str, tuple[Count, ...]]:
    """For each place the contents that rooms chose, most votes first; those with as many stand as they came in.

    A room has one vote for each place, however many of its participants chose and however often: its last choice.
    """
    rooms_of: dict[str, dict[str, list[str]]] = {}
    for room, choices in choices_of_rooms.items():
        for place, choice in last_by_place(choices).items():
            rooms_of.setdefault(place, {}).setdefault(choice.chosen, []).append(room)
    return {place: _counts(rooms) for place, rooms in rooms_of.items()}


def last_by_place(choices: Sequence[Choice]) -> dict[str, Choice]:
    """The last choice for each place, by the place."""
    return {choice.place: choice for choice in choices}


def _counts(rooms: Mapping[str, Sequence[str]]) -> tuple[Count, ...]:
    counts = (Count(chosen, tuple(names)) for chosen, names in rooms.items())
    return tuple(sorted(counts, key=lambda count: -count.votes))
