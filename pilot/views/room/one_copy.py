"""Whatever fails with one copy of a room is a problem of that copy; nobody else's is touched."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from pilot.errors import DataError, Place, Problem
from pilot.ruleset.editing import read_draft
from pilot.ruleset.model import Ruleset
from pilot.workshop.rooms.copy_bounds import refuse_too_many
from pilot.workshop.rooms.rooms import Room

T = TypeVar("T")
log = logging.getLogger(__name__)


def of_one(alias: str, work: Callable[[], T]) -> T:
    """What the work with a copy comes to; DataError where it fails, whatever the fault."""
    try:
        return work()
    except DataError:
        raise
    except Exception as error:
        log.exception("A copy could not be worked with")
        fault = f"the work with it fails ({type(error).__name__})."
        mend = "Take back its last change; please report this with the copy."
        raise DataError([Problem(Place(alias), "cannot-be-worked-with", fault, mend)]) from error


def ruleset_of_copy(text: str, alias: str, room: Room) -> Ruleset:
    """The ruleset that a copy makes; DataError where it makes none, or one that is too large for a room."""

    def read() -> Ruleset:
        ruleset = read_draft(text, name=room.origin).ruleset
        refuse_too_many(ruleset)
        return ruleset

    return of_one(alias, read)


def cannot_be_reckoned(error: DataError) -> str:
    """The words for such a copy."""
    return f"cannot be reckoned: {error.problems[0].found}"
