"""What a workshop leaves behind: the start, every copy with its versions, what was chosen and why, and the receipt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pilot.workshop.merging.choices import Choice, Count, tally


@dataclass(frozen=True)
class KeptVersion:
    """One saved state of a copy: its number in the copy, who saved it when and why, and the ruleset's text."""

    number: int
    alias: str
    at: dt.datetime
    reason: str
    text: str


@dataclass(frozen=True)
class KeptCopy:
    """One group's copy: the group's alias, all versions, and the text as it stood last."""

    alias: str
    versions: tuple[KeptVersion, ...]
    current: str


@dataclass(frozen=True)
class SessionReceipt:
    """What the figures of the session were made from, in the words of a receipt: `SessionReceipt(**vars(receipt))`."""

    version: str
    ruleset: str
    ruleset_fingerprint: str
    city: str
    city_fingerprint: str
    as_of: dt.date
    joined: tuple[str, ...] | None = None
    began_from: str | None = None


@dataclass(frozen=True)
class Session:
    """A whole session; `at` knows its time zone, `start` and `merged` are texts, `choices` are by room."""

    title: str
    at: dt.datetime
    receipt: SessionReceipt
    start: str
    copies: tuple[KeptCopy, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    merged: str | None = None

    @property
    def votes(self) -> dict[str, tuple[Count, ...]]:
        """For each place how many rooms chose what."""
        return tally(self.choices)
