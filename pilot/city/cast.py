"""The cast: residents of a city whose stories the screens tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CastMember:
    """One resident with a story: a headline, what really happened and what is on record, and what to look at."""

    subject_id: str
    name: str
    headline: str
    story: str
    look_at: str
