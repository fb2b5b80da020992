"""Edits as a browser sends them: nothing in them is believed before it has been looked at."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn

from pilot.ruleset.editing.edit_refusals import refusal
from pilot.ruleset.editing.edits import (
    AddRule,
    BringBack,
    CopyRule,
    Drop,
    Edit,
    Insert,
    MoveRule,
    NewEntry,
    Path,
    Put,
    SetAside,
    SwitchOff,
    SwitchOn,
)
from pilot.ruleset.model.values import LARGEST_AMOUNT, LONGEST_ID
from pilot.ruleset.reading.source_text import UNPRINTABLE

DEEPEST = 12
LONGEST_TEXT = 20_000
MOST_VALUES = 2_000
LAST_POSITION = 100_000
SECTIONS = ("rules", "lists", "consequences", "sources", "examples", "since")


def edit_from(data: object) -> Edit | NewEntry:
    """The edit in what JSON was read from: {"op": "put", "path": ["rules", "late", "points"], "value": -10}.

    The operations: put, drop, insert, add, add_rule, copy_rule, move_rule, switch_off, switch_on, set_aside and
    bring_back, each with the fields of its class. DataError for everything else.
    """
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        _refuse("the change is no map of fields.")
    operation = data.get("op")
    known = _OPERATIONS.get(operation) if isinstance(operation, str) else None
    if known is None:
        _refuse("the change names no operation that is known here.", f"Operations: {', '.join(_OPERATIONS)}.")
    make, fields = known
    given = data.keys() - {"op"}
    if given != fields.keys():
        _refuse(f"the fields of {operation} are {', '.join(fields)}.")
    return make(**{name: read(data[name]) for name, read in fields.items()})


def _path(data: object) -> Path:
    if not isinstance(data, list) or not 0 < len(data) <= DEEPEST:
        _refuse(f"a path is a list of one to {DEEPEST} keys and positions.")
    return tuple(_step(step) for step in data)


def _step(step: object) -> str | int:
    return _place(step) if isinstance(step, int) else _key(step)


def _place(data: object) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or not 0 <= data <= LAST_POSITION:
        _refuse(f"a position is a whole number from 0 to {LAST_POSITION:,}.")
    return data


def _name(data: object) -> str:
    if not isinstance(data, str) or not 0 < len(data) <= LONGEST_TEXT:
        _refuse(f"a name has at most {LONGEST_TEXT:,} characters.")
    return data


def _key(data: object) -> str:
    if not isinstance(data, str) or not 0 < len(data) <= LONGEST_ID or UNPRINTABLE.search(data):
        _refuse(f"a key is a word of at most {LONGEST_ID} characters that can be seen.")
    return data


def _key_or_none(data: object) -> str | None:
    return None if data is None else _key(data)


def _map(data: object) -> dict[str, Any]:
    value = _value(data)
    if not isinstance(value, dict):
        _refuse("what is new is a map of keys.")
    return value


def _section(data: object) -> str:
    if data not in SECTIONS:
        _refuse(f"something new goes into {', '.join(SECTIONS)}.")
    return str(data)


def _value(data: object) -> Any:
    left = MOST_VALUES

    def read(value: object, depth: int) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or depth > DEEPEST:
            _refuse(f"a value holds at most {MOST_VALUES:,} others, {DEEPEST} deep.")
        if isinstance(value, dict):
            return {_key(key): read(inner, depth + 1) for key, inner in value.items()}
        if isinstance(value, list):
            return [read(inner, depth + 1) for inner in value]
        return _single(value)

    return read(data, 0)


def _single(value: object) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if (isinstance(value, float) and not math.isfinite(value)) or abs(value) > LARGEST_AMOUNT:
            _refuse("a number is larger than can be worked with.")
        return int(value) if value == int(value) else Decimal(str(value))
    if not isinstance(value, str):
        _refuse("a value is text, a number, true, false, null, a list or a map.")
    if len(value) > LONGEST_TEXT:
        _refuse(f"a text has at most {LONGEST_TEXT:,} characters.")
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if UNPRINTABLE.search(text):
        _refuse("a text holds a character that cannot be seen.")
    return text


def _refuse(found: str, allowed: str = "") -> NoReturn:
    raise refusal("not-an-edit", found, "load the page again, and make the change once more.", allowed=allowed)


_OPERATIONS: dict[str, tuple[Callable[..., Edit | NewEntry], dict[str, Callable[[object], Any]]]] = {
    "put": (Put, {"path": _path, "value": _value}),
    "drop": (Drop, {"path": _path}),
    "insert": (Insert, {"path": _path, "value": _value}),
    "add": (NewEntry, {"into": _section, "value": _map}),
    "add_rule": (AddRule, {"rule": _map, "after": _key_or_none}),
    "copy_rule": (CopyRule, {"rule_id": _key, "new_id": _key}),
    "move_rule": (MoveRule, {"rule_id": _key, "after": _key_or_none}),
    "switch_off": (SwitchOff, {"rule_id": _key}),
    "switch_on": (SwitchOn, {"rule_id": _key}),
    "set_aside": (SetAside, {"place": _place}),
    "bring_back": (BringBack, {"name": _name}),
}
