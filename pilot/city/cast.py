"""The cast: residents of a city whose stories the screens tell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    """A day of a story, and what happens on it in a few words."""

    day: dt.date
    words: str


@dataclass(frozen=True)
class CastMember:
    """One resident with a story: a headline, what really happened and what is on record, and what to look at.

    The story opens on `opens_on`, without one on the last day of the city; `moments` are further days of it.
    """

    subject_id: str
    name: str
    headline: str
    story: str
    look_at: str
    opens_on: dt.date | None = None
    moments: tuple[Moment, ...] = ()


def moments_in(cell: str | None) -> tuple[Moment, ...] | None:
    """The moments that a cell of the cast's table holds, none where it is empty; None where it holds something else."""
    found = []
    for part in filter(None, (part.strip() for part in (cell or "").split(";"))):
        day, _, words = part.partition(" ")
        try:
            found.append(Moment(dt.date.fromisoformat(day), words.strip()))
        except ValueError:
            return None
        if not words.strip():
            return None
    return tuple(found)
