"""Paths of edits held against the model: what may stand at their end, in which order, and what can be left away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from pilot.ruleset.editing.edit_refusals import no_such_path, not_from_here, unknown_rule
from pilot.ruleset.editing.edits import Path
from pilot.ruleset.model.shapes import is_open_map, keys_of, parts_at, required_of, shapes_at

# Among a rule's keys the source closes the rule in every shipped file; the model has it early because it is required.
_CLOSING = "source"


def in_model(path: Sequence[str | int]) -> Path:
    """The path as the models know it: a rule by its position, here any."""
    return (path[0], 0, *path[2:]) if path[:1] == ("rules",) and len(path) > 1 else tuple(path)


def checked(path: Path) -> Path:
    """The path, if some ruleset could have something there and a form may change it."""
    if not path or not shapes_at(in_model(path)):
        raise no_such_path(path)
    if path[0] == "extends":
        raise not_from_here("what a ruleset extends is changed with all that follows from it.", path)
    return path


def located(path: Path, rules: list[str | None]) -> Path:
    """The path with the rule's position in place of its id."""
    if path[0] != "rules" or len(path) == 1:
        return path
    return ("rules", position(path[1], rules), *path[2:])


def position(rule_id: str | int, rules: list[str | None]) -> int:
    """Where the rule of that id stands, from 0."""
    if not isinstance(rule_id, str) or rule_id not in rules:
        raise unknown_rule(str(rule_id), (rule for rule in rules if rule))
    return rules.index(rule_id)


def rule_ids(tree: Any) -> list[str | None]:
    """The ids of the rules of a plain tree, None for one that has none."""
    rules = tree.get("rules")
    ids = [rule.get("id") if isinstance(rule, dict) else None for rule in (rules if isinstance(rules, list) else [])]
    return [str(rule_id) if isinstance(rule_id, str) else None for rule_id in ids]


def is_optional(path: Sequence[str | int]) -> bool:
    """Whether a key can go when nothing is left under it; ids that somebody gave, and entries of lists, stay."""
    key, holders = path[-1], parts_at(in_model(path)[:-1])
    return any(key in keys_of(part) and key not in required_of(part) for part in holders)


def order_of(path: Sequence[str | int]) -> dict[str, int]:
    """The place of each key in the order in which a part's keys are written; empty where keys are free words."""
    where = in_model(path)
    if is_open_map(where):
        keys = [word for shape in shapes_at(where) for word in get_args(get_args(shape)[0])]
        return {word: place for place, word in enumerate(keys) if isinstance(word, str)}
    keys = list(dict.fromkeys(key for part in parts_at(where) for key in keys_of(part)))
    keys.sort(key=lambda key: key == _CLOSING)
    return {key: place for place, key in enumerate(keys)}
