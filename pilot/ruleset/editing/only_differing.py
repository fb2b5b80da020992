"""What a text that extends another must say for the whole to come out as meant: only what differs."""

from __future__ import annotations

from typing import Any

from pilot.ruleset.editing.form_values import kept

_SAME = object()


def differing(base: dict[str, Any], own: dict[str, Any], whole: dict[str, Any], key: str) -> dict[str, Any]:
    """The file's own tree, changed under one top-level key so that base and own together give the whole.

    What the file already says stays said, even where the base says the same: it may have been written for emphasis.
    """
    sides = [tree.get(key, _SAME) for tree in (base, own, whole)]
    if key == "rules":
        sides = [_by_id(sides[0], {}), sides[1], _by_id(sides[2], sides[1])]
    changed = _needed(*sides)
    if changed is _SAME:
        return {name: value for name, value in own.items() if name != key}
    return {**own, key: kept(own.get(key), changed)}


def _needed(base: Any, own: Any, whole: Any) -> Any:
    """What the file must say so that `base` becomes `whole`; `_SAME` on either side stands for nothing there."""
    if whole is _SAME:
        return None if base is not _SAME or own is None else _SAME
    if (own is _SAME or own is None) and base is not _SAME and kept(base, whole) is base:
        return _SAME
    if not isinstance(whole, dict):
        return whole
    below = base if isinstance(base, dict) else {}
    above = own if isinstance(own, dict) else {}
    needed = {}
    for key in _keys(above, below, whole):
        inner = _needed(below.get(key, _SAME), above.get(key, _SAME), whole.get(key, _SAME))
        if inner is not _SAME:
            needed[key] = inner
    return needed


def _keys(above: dict[str, Any], below: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    """All keys: those that the file has, in its order, and each other one behind the one that it follows."""
    followers: dict[str | None, list[str]] = {}
    before: str | None = None
    for key in [*below, *(key for key in whole if key not in below)]:
        if key in above:
            before = key
        else:
            followers.setdefault(before, []).append(key)
    return [*followers.get(None, []), *(name for key in above for name in (key, *followers.get(key, [])))]


def _by_id(rules: Any, own: Any) -> Any:
    """Rules under their ids, as an extending file has them: the key is the id, unless the file gives both."""
    if not isinstance(rules, list):
        return rules
    named = {str(rule["id"]): rule for rule in rules if isinstance(rule, dict) and isinstance(rule.get("id"), str)}
    keeps = (
        {key for key, rule in own.items() if isinstance(rule, dict) and "id" in rule} if isinstance(own, dict) else ()
    )
    return {
        rule_id: {key: value for key, value in rule.items() if key != "id" or rule_id in keeps}
        for rule_id, rule in named.items()
    }
