"""How large a ruleset may be in a room: what one participant brings, everybody there waits for."""

from __future__ import annotations

from pilot.errors import DataError, Place, Problem
from pilot.phrases import number
from pilot.ruleset.model import Ruleset
from pilot.workshop.database.bounds import checked_text
from pilot.workshop.database.refusals import refusal

LONGEST_COPY = 500_000
MOST_ENTRIES = 500
"""Of each section; the longest shipped ruleset has ninety rules, and merging takes a millisecond for each."""
_COUNTED = ("rules", "lists", "consequences", "sources", "examples")


def checked_copy(text: str) -> str:
    """A text that may lie in a room, as it is. DataError if it is too long, or no text that is kept anywhere."""
    if len(text) > LONGEST_COPY:
        found = f"the text has {len(text):,} characters; in a room a copy has at most {LONGEST_COPY:,}."
        raise refusal("too-long", found, "Take out what is not needed, or work on it outside of the room.")
    return checked_text(text)


def refuse_too_many(ruleset: Ruleset) -> None:
    """DataError if one of its sections has more entries than a room can take in."""
    problems = [
        Problem(Place("copy", path=(section,)), "too-many-entries", found, "Take out what is not needed.")
        for section in _COUNTED
        if (entries := len(getattr(ruleset, section))) > MOST_ENTRIES
        for found in [f"there are {number(entries)} {section}; in a room a copy has at most {MOST_ENTRIES}."]
    ]
    if problems:
        raise DataError(problems)
