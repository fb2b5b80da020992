"""What each edit means, once more and plainly: on dicts and lists that are changed in place."""

from __future__ import annotations

import copy
import datetime as dt
from decimal import Decimal
from typing import Any

from pilot.ruleset.editing import AddRule, CopyRule, Drop, Edit, Insert, MoveRule, Put, SwitchOff

# The keys that go when nothing is left under them. The others are required, or ids that somebody gave.
GO_WHEN_EMPTY = {
    "score", "factors", "bands", "lists", "consequences", "disclosure", "recourse", "examples", "applies_to", "amount",
    "agency", "subject", "public", "partner", "points_per", "repeat", "cap", "override", "carry", "plausible",
    "publishes", "entered_when", "falls_on", "appeal", "repair", "records", "disputed_by",
}  # fmt: skip


def applied(data: Any, edit: Edit) -> Any:
    """The data with the edit made in it; what was given stays as it is."""
    data = copy.deepcopy(data)
    rules = data["rules"]
    ids = [rule["id"] for rule in rules]
    match edit:
        case Put(path, None) | Drop(path):
            _drop(data, _steps(path, ids))
        case Put(("rules", rule_id), value):
            rules[ids.index(rule_id)] = {"id": rule_id, **value}
        case Put(path, value):
            _put(data, _steps(path, ids), copy.deepcopy(value))
        case Insert(path, value):
            *way, place = _steps(path, ids)
            _put(data, way, [*(entries := _at(data, way) or [])[:place], copy.deepcopy(value), *entries[place:]])
        case AddRule(rule, after):
            rules.insert(len(rules) if after is None else ids.index(after) + 1, copy.deepcopy(rule))
        case CopyRule(rule_id, new_id):
            place = ids.index(rule_id)
            rules.insert(place + 1, {**copy.deepcopy(rules[place]), "id": new_id})
        case MoveRule(rule_id, after):
            rule = rules.pop(ids.index(rule_id))
            left = [other for other in ids if other != rule_id]
            rules.insert(0 if after is None else left.index(after) + 1, rule)
        case SwitchOff(rule_id):
            del rules[ids.index(rule_id)]
    return data


def worded(data: Any) -> Any:
    """The data as the words that a file has for them; what is not given is left out of maps."""
    if isinstance(data, dict):
        return {str(key): worded(value) for key, value in data.items() if value is not None}
    if isinstance(data, list | tuple):
        return [worded(value) for value in data]
    if isinstance(data, bool):
        return str(data).lower()
    if isinstance(data, dt.date):
        return data.isoformat()
    return format(data, "f") if isinstance(data, Decimal) else None if data is None else str(data)


def _steps(path: Any, ids: list[str]) -> list[str | int]:
    return ["rules", ids.index(path[1]), *path[2:]] if path[0] == "rules" and len(path) > 1 else list(path)


def _at(data: Any, way: list[str | int]) -> Any:
    for step in way:
        data = data[step] if isinstance(step, int) else data.get(step, {})
    return data


def _put(data: Any, way: list[str | int], value: Any) -> None:
    for step in way[:-1]:
        data = data[step] if isinstance(step, int) else data.setdefault(step, {})
    data[way[-1]] = value


def _drop(data: Any, way: list[str | int]) -> None:
    """Takes away what is at the end of the way, then what is left empty by that."""
    *before, last = way
    holder = data
    for step in before:
        if isinstance(step, str) and step not in holder:
            return
        holder = holder[step]
    if isinstance(last, str) and last not in holder:
        return
    del holder[last]
    if not holder and before and (before[-1] in GO_WHEN_EMPTY) and before[-2:-1] not in (["lists"], ["consequences"]):
        _drop(data, before)
