"""A ruleset as articles, each of which can be held against the same place of another ruleset; and together again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pilot.ruleset.editing.dump import given
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import AUDIENCES

Path = tuple[str, ...]
NAMES = ("schema", "id", "title", "extends")
"""What names a ruleset and says how its file is put together; it is nobody's position."""
SECTIONS = ("sources", "rules", "lists", "consequences", "examples")
"""The sections whose entries are articles each."""
BY_KEY = ("disclosure", "recourse", "basis_of")
"""The parts of which every key is an article; what stands here nowhere is one article as a whole."""
ORDER = "order"
HIDDEN = "hidden"


def contents_of(ruleset: Ruleset) -> dict[Path, Any]:
    """What stands at each place that the ruleset fills, as plain values, by the place's path; orders are not in it."""
    whole = given(ruleset)
    in_pieces = {*NAMES, *SECTIONS, *BY_KEY}
    contents: dict[Path, Any] = {(key,): value for key, value in whole.items() if key not in in_pieces}
    for section in SECTIONS:
        contents |= {(section, name): entry for name, entry in _entries(section, whole.get(section, {})).items()}
    for part in BY_KEY:
        for key, value in whole.get(part, {}).items():
            contents |= _by_item((part, key), value) if part == "disclosure" else {(part, key): value}
    return contents


def _by_item(path: Path, value: Any) -> dict[Path, Any]:
    """What an audience is shown, item by item, and what the items rest on; a single value as it is."""
    return {(*path, item): entry for item, entry in value.items()} if isinstance(value, dict) else {path: value}


def orders_of(ruleset: Ruleset) -> dict[str, list[str]]:
    """The names of the entries of each section, in the order of the file."""
    whole = given(ruleset)
    return {section: list(_entries(section, whole.get(section, {}))) for section in SECTIONS}


def put_together(contents: Mapping[Path, Any], orders: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A ruleset without its name, as its file would give it, from the contents of its places; None stands nowhere."""
    whole: dict[str, Any] = {}
    for path, content in contents.items():
        if content is not None and path[0] not in SECTIONS:
            _put(whole, path, content)
    for section in SECTIONS:
        entries = {name: contents[section, name] for name in orders[section]}
        whole[section] = list(entries.values()) if section in ("rules", "examples") else entries
    return whole


def digest_of(path: Path, content: Any) -> str:
    """12 hexadecimal digits that are the same for the same content, however it is laid out.

    An item of disclosure that is not named is hidden, so it has the digest of one that is named as hidden.
    """
    is_item = path[0] == "disclosure" and len(path) == 3 and path[1] in AUDIENCES
    disclosed = HIDDEN if content is None and is_item else content
    text = json.dumps(disclosed, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _entries(section: str, entries: Any) -> dict[str, Any]:
    """The entries of a section by name; examples may share a name, and are then counted."""
    if isinstance(entries, dict):
        return entries
    named: dict[str, Any] = {}
    for entry in entries:
        name = first = entry["id" if section == "rules" else "name"]
        number = 1
        while name in named:
            number += 1
            name = f"{first} ({number})"
        named[name] = entry
    return named


def _put(whole: dict[str, Any], path: Path, content: Any) -> None:
    inner = whole
    for key in path[:-1]:
        inner = inner.setdefault(key, {})
    inner[path[-1]] = content


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    assert isinstance(value, dt.date), "a ruleset holds no other kind of value"
    return value.isoformat()
