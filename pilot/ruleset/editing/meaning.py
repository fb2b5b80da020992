"""What an edit means: the plain tree of a ruleset before and after it, whatever the text looks like.

A tree is changed by making a new one that shares every part that stays; no part is ever changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from pilot.ruleset.editing.edit_refusals import (
    id_taken,
    no_such_entry,
    no_such_path,
    not_from_here,
    refusal,
)
from pilot.ruleset.editing.edits import AddRule, BringBack, CopyRule, Drop, Edit, Insert, MoveRule, Path, Put, SetAside
from pilot.ruleset.editing.form_values import common, kept
from pilot.ruleset.editing.paths import checked, in_model, is_optional, located, position, rule_ids
from pilot.ruleset.model.shapes import shapes_at
from pilot.ruleset.model.values import Word

GONE = object()
Change = Callable[[Any], Any]


def meant(tree: dict[str, Any], edit: Edit, *, inherited: frozenset[str]) -> dict[str, Any]:
    """The tree with the edit applied; the very same tree where that changes nothing.

    `inherited` are the rules that come from an extended ruleset; the file's own rules always stand behind them.
    Switching on and bringing back are not among the edits here: what they bring stands in the text alone.
    """
    ids = rule_ids(tree)
    if isinstance(edit, SetAside):
        examples = tree.get("examples")
        if not isinstance(examples, list) or edit.place >= len(examples):
            raise no_such_entry(("examples", edit.place))
        return {**tree, "examples": [*examples[: edit.place], *examples[edit.place + 1 :]]}
    if isinstance(edit, Put | Drop | Insert):
        return _at_path(tree, edit, ids, inherited)
    if not isinstance(tree.get("rules", []), list):
        raise not_from_here("the rules of this text are no list.", ("rules",))
    rules = list(tree.get("rules", []))
    if isinstance(edit, AddRule):
        _add(rules, edit, ids, inherited)
    elif isinstance(edit, CopyRule):
        copied = rules[position(edit.rule_id, ids)]
        place = len(rules) if edit.rule_id in inherited else position(edit.rule_id, ids) + 1
        rules.insert(place, {**copied, "id": Word(_new_id(edit.new_id, {*ids, *inherited}))})
    elif isinstance(edit, MoveRule):
        _move(rules, edit, ids)
    elif not isinstance(edit, BringBack):
        del rules[position(edit.rule_id, ids)]
    is_same = len(rules) == len(ids) and common(rules, tree["rules"]) == len(rules)
    return tree if is_same else {**tree, "rules": rules}


def _at_path(
    tree: dict[str, Any], edit: Put | Drop | Insert, ids: list[str | None], inherited: frozenset[str]
) -> dict[str, Any]:
    path = located(checked(edit.path), ids)
    if isinstance(edit, Insert):
        if not isinstance(path[-1], int) or path[:-1] == ("rules",) or not shapes_at(in_model(path)):
            raise no_such_path(edit.path)
        changed = _changed(tree, path[:-1], lambda old: _inserted(old, edit), ())
    elif isinstance(edit, Drop) or edit.value is None:
        changed = _changed(tree, path, lambda _: GONE, ())
    else:
        value = _without_nulls(edit.value)
        if len(path) == 2 and path[0] == "rules" and isinstance(value, dict):
            value = {"id": str(edit.path[1]), **value}
        _keep_ids_apart(edit.path, value, ids, inherited)
        changed = _changed(tree, path, lambda old: kept(None if old is GONE else old, value), ())
    return tree if changed is GONE else changed


def _changed(data: Any, path: Path, change: Change, way: Path) -> Any:
    """The data with the change made at the end of the path; maps that are missing on the way are made, lists are not.

    GONE comes back where nothing is left of the data, or where there was nothing to take away.
    """
    if not path:
        return change(data)
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return _changed_entry(data, step, rest, change, way)
    if data is GONE or data is None:
        made = _changed(GONE, rest, change, (*way, step))
        return data if made is GONE else {step: made}
    if not isinstance(data, dict):
        raise not_from_here("something else stands where a map of keys belongs.", way)
    old = data.get(step, GONE)
    new = _changed(old, rest, change, (*way, step))
    if new is old:
        return data
    if new is not GONE:
        return {**data, step: new}
    left = {key: value for key, value in data.items() if key != step}
    return left if left or not way or not is_optional(way) else GONE


def _changed_entry(data: Any, step: int, rest: Path, change: Change, way: Path) -> Any:
    if not isinstance(data, list) or not 0 <= step < len(data):
        raise no_such_entry((*way, step))
    new = _changed(data[step], rest, change, (*way, step))
    if new is data[step]:
        return data
    left = [*data[:step], *([] if new is GONE else [new]), *data[step + 1 :]]
    return left if left or not is_optional(way) else GONE


def _inserted(old: Any, edit: Insert) -> list[Any]:
    entries = [] if old is GONE or old is None else old
    place = edit.path[-1]
    if not isinstance(entries, list) or not isinstance(place, int) or not 0 <= place <= len(entries):
        raise no_such_entry(edit.path)
    return [*entries[:place], _without_nulls(edit.value), *entries[place:]]


def _without_nulls(value: Any) -> Any:
    """The value without keys that nothing is given for."""
    if isinstance(value, dict):
        return {str(key): _without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [_without_nulls(inner) for inner in value] if isinstance(value, list) else value


def _keep_ids_apart(path: Path, value: Any, ids: list[str | None], inherited: frozenset[str]) -> None:
    """No way round AddRule: an id that is put stays the rule's own, or is one that no rule has."""
    if path[0] != "rules" or len(path) not in (2, 3) or path[2:] not in ((), ("id",)):
        return
    given = value if len(path) == 3 else value.get("id") if isinstance(value, dict) else None
    if not isinstance(given, str) or (given != path[1] and path[1] in inherited):
        raise refusal("rule-id-differs", "a rule is known by its id.", "leave the id as it is.", path)
    if given != path[1]:
        _new_id(given, {*ids, *inherited})


def _new_id(rule_id: Any, taken: Container[str | None]) -> str:
    if not isinstance(rule_id, str) or not rule_id.strip():
        found = "a new rule needs an id of its own."
        raise refusal(
            "not-an-id", found, "give it one word, without spaces; hyphens can stand in their place.", ("rules",)
        )
    if rule_id in taken:
        raise id_taken(rule_id)
    return rule_id


def _add(rules: list[Any], edit: AddRule, ids: list[str | None], inherited: frozenset[str]) -> None:
    _new_id(edit.rule.get("id"), {*ids, *inherited})
    place = len(rules) if edit.after is None else position(edit.after, ids) + 1
    if edit.after in inherited and place < len(rules):
        found = "in a ruleset that extends another, new rules stand behind all inherited ones."
        raise not_from_here(found, ("rules",), "add the rule at the end.")
    rules.insert(place, _without_nulls(edit.rule))


def _move(rules: list[Any], edit: MoveRule, ids: list[str | None]) -> None:
    if edit.after == edit.rule_id:
        position(edit.rule_id, ids)
        return
    moved = rules.pop(position(edit.rule_id, ids))
    ids = [rule for rule in ids if rule != edit.rule_id]
    rules.insert(0 if edit.after is None else position(edit.after, ids) + 1, moved)
