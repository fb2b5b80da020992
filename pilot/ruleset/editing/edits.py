"""The changes that a form can make to a ruleset, as data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Path = tuple[str | int, ...]
"""Keys from the top: a rule by its id, another list entry by its position from 0: ("rules", "late", "carry", 0)."""

Value = None | str | int | bool | Decimal | dt.date | list[Any] | dict[str, Any]


@dataclass(frozen=True)
class Put:
    """Sets or adds a value, with the maps on the way to it where there are none.

    None takes away what stands there. In a map, None stands for a key that is not given.
    """

    path: Path
    value: Value


@dataclass(frozen=True)
class Drop:
    """Takes away a key or a list entry.

    A map or a list that is emptied by it goes with it where its own key is optional.
    """

    path: Path


@dataclass(frozen=True)
class Insert:
    """A new entry before a position in a list other than the rules; the position behind the last one is the end."""

    path: Path
    value: Value


@dataclass(frozen=True)
class AddRule:
    """A new rule (a map with its id), behind another one or, with None, at the end."""

    rule: dict[str, Any]
    after: str | None = None


@dataclass(frozen=True)
class CopyRule:
    """The same rule once more under a new id, right behind the original; behind all rules if that one is inherited."""

    rule_id: str
    new_id: str


@dataclass(frozen=True)
class MoveRule:
    """A rule to another place, with the comment lines right above it; None for `after` is the front.

    A heading (a comment that is drawn out to a line, such as `# ---- Tax`) stays: it belongs to the place.
    """

    rule_id: str
    after: str | None


@dataclass(frozen=True)
class SwitchOff:
    """The rule counts no more. Its lines become comments that keep every byte; an inherited one gets a null."""

    rule_id: str


@dataclass(frozen=True)
class SwitchOn:
    """The rule counts again, as it stood when it was switched off."""

    rule_id: str


@dataclass(frozen=True)
class SetAside:
    """A worked example, by its position, is run no more. Its lines become comments that keep every byte."""

    place: int


@dataclass(frozen=True)
class BringBack:
    """The worked example of that name is run again, as it stood when it was set aside."""

    name: str


@dataclass(frozen=True)
class NewEntry:
    """Something new in a section, which gets its id from its own words and its place behind what is there."""

    into: str
    value: dict[str, Any]


Edit = Put | Drop | Insert | AddRule | CopyRule | MoveRule | SwitchOff | SwitchOn | SetAside | BringBack
