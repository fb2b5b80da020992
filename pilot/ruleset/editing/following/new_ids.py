"""Ids made from the words of what is added, so that two who add something each do not call it the same."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count
from typing import Any

from pilot.ruleset.editing.edits import AddRule, Insert, NewEntry, Put

LONGEST = 40
MOST_WORDS = 6
_BEFORE_THE_MATTER = frozenset(
    {"a", "an", "and", "for", "he", "if", "of", "on", "or", "she", "the", "they", "to", "whoever", "you", "your"}
)
_WORDS = re.compile(r"\w+")


def id_from(text: str, taken: Collection[str], otherwise: str = "entry") -> str:
    """The first words of a text as an id that nothing has yet: you-feed-pigeons becomes feed-pigeons, then
    feed-pigeons-2."""
    words = [word.replace("_", "-") for word in _WORDS.findall(text.lower())]
    while len(words) > 1 and words[0] in _BEFORE_THE_MATTER:
        del words[0]
    wanted = ""
    for word in words[:MOST_WORDS]:
        longer = f"{wanted}-{word}".strip("-")
        if len(longer) > LONGEST:
            break
        wanted = longer
    wanted = wanted or (words[0][:LONGEST] if words else otherwise)
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


def placed(new: NewEntry, tree: dict[str, Any], off: Collection[str]) -> AddRule | Insert | Put:
    """Where a new entry goes: a rule behind all others, one of a list at its end, any other under an id of its own.

    `off` are the ids of rules that are switched off.
    """
    section, value = new.into, new.value
    if section == "rules":
        rules = tree.get(section) or []
        ids = [str(rule.get("id")) for rule in rules if isinstance(rule, dict)]
        rule = {"id": id_from(str(value.get("text", "")), {*ids, *off}, "rule"), **value}
        return AddRule(rule, ids[-1] if ids else None)
    if section in ("examples", "since"):
        return Insert((section, len(tree.get(section) or [])), value)
    held = tree.get(section)
    name = id_from(str(value.get("title", "")), held if isinstance(held, dict) else (), section.removesuffix("s"))
    return Put((section, name), value)
