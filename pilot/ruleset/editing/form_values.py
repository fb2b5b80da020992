"""Values as a form gives them beside words as the file has them: when the two say the same, and what stays of which."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pilot.ruleset.model.values import NULLS, Word

# What reads otherwise in quotes than without: numbers, truth values, and cells that are put into lower case.
_READ_OTHERWISE = re.compile(
    r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|true|false|" + "|".join(map(re.escape, filter(None, NULLS))),
    re.IGNORECASE,
)


def quotes_matter(text: str) -> bool:
    """Whether quotes around it make a difference to some reader."""
    return not text or bool(_READ_OTHERWISE.fullmatch(text))


def as_word(value: Any) -> str:
    """A single value other than None as the file would have its characters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def kept(old: Any, new: Any) -> Any:
    """The new value, made of the old one's own parts wherever they say the same; so `kept(a, b) is a` if b says a.

    The order of keys says nothing; that of entries does.
    """
    if isinstance(new, dict):
        before = old if isinstance(old, dict) else {}
        made = {key: kept(before.get(key), value) for key, value in new.items()}
        return old if isinstance(old, dict) and _is_same_map(old, made) else made
    if isinstance(new, list):
        entries = _kept_entries(old if isinstance(old, list) else [], new)
        is_same = isinstance(old, list) and len(old) == len(entries)
        return old if is_same and all(a is b for a, b in zip(old, entries, strict=True)) else entries
    return old if not isinstance(old, dict | list) and _says(old, new) else new


def _is_same_map(old: dict[str, Any], made: dict[str, Any]) -> bool:
    return old.keys() == made.keys() and all(old[key] is value for key, value in made.items())


def _kept_entries(old: list[Any], new: list[Any]) -> list[Any]:
    """Entries matched from the front, and behind the first that differs from the back if the length differs."""
    entries = [kept(before, after) for before, after in zip(old, new, strict=False)]
    if len(old) == len(new):
        return entries
    front = common(old, entries)
    entries += new[len(entries) :]
    for place in range(1, min(len(old), len(new)) - front + 1):
        entry = kept(old[-place], new[-place])
        if entry is not old[-place]:
            break
        entries[-place] = entry
    return entries


def common(old: Sequence[Any], new: Sequence[Any]) -> int:
    """How many entries the two share from the front: the very same ones."""
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a is not b), min(len(old), len(new)))


def _says(word: Word | None, value: Any) -> bool:
    """Whether a word of the file says what the value means."""
    if word is None or value is None:
        return word is value
    if isinstance(value, Word):
        return str(word) == str(value) and (word.plain == value.plain or not quotes_matter(word))
    if isinstance(value, bool):
        return word.plain and word.lower() == as_word(value)
    if isinstance(value, int | Decimal):
        return word.plain and _number(word) == value
    return str(word) == as_word(value)


def _number(word: str) -> Decimal | None:
    return Decimal(word) if re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", word, re.ASCII) else None
