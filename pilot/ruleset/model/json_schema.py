"""The JSON Schema of a ruleset file, made from the models, for editors that complete and check while one types.

It knows two forms: the whole ruleset, and the one that extends another, where nothing else is required, null removes,
and rules stand under their ids. What needs more than one place to judge is left to the reading.
"""

from __future__ import annotations

import json
from typing import Any

from pilot.ruleset.model.ruleset import Ruleset

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BOUNDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
_NULL: Schema = {"type": "null"}
_REF = "#/$defs/"


def json_schema() -> Schema:
    """The schema (draft 2020-12); each key carries its description from the models."""
    whole = Ruleset.model_json_schema(by_alias=True)
    parts = {name: _whole_part(part) for name, part in {**whole.pop("$defs"), "Ruleset": whole}.items()}
    changes = {f"{name}Change": _changed_part(name, part, parts) for name, part in parts.items()}
    return {
        "$schema": _DIALECT,
        "title": "Ruleset",
        "description": "The rules of a points scheme, as data: one ruleset a file.",
        "type": "object",
        "if": {"required": ["extends"], "properties": {"extends": {"not": _NULL}}},
        "then": {"$ref": f"{_REF}RulesetChange"},
        "else": {"$ref": f"{_REF}Ruleset"},
        "$defs": _reachable({**parts, **changes}, ("Ruleset", "RulesetChange")),
    }


def schema_text() -> str:
    """The schema as it is kept in `rulesets/ruleset.schema.json`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _reachable(parts: dict[str, Schema], names: tuple[str, ...]) -> dict[str, Schema]:
    """The parts that the named ones refer to, directly or not, in the order of their names."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        text = json.dumps(parts[name])
        waiting += [other for other in parts if other not in found and f'"{_REF}{other}"' in text]
    return {name: parts[name] for name in sorted(found)}


def _whole_part(part: Schema) -> Schema:
    """A model's schema with pydantic's habits put straight: titles, bounds, and null wherever a key is optional."""
    required = part.get("required", [])
    tidy: Schema = _tidied(part)
    for key, about in tidy["properties"].items():
        tidy["properties"][key] = about if key in required else _nullable(about)
    return tidy


def _tidied(node: Any) -> Any:
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidy = {_BOUNDS.get(key, key): _tidied(value) for key, value in node.items() if key not in ("title", "properties")}
    if "properties" in node:
        tidy["properties"] = {key: _tidied(value) for key, value in node["properties"].items()}
    if "description" in tidy:
        tidy["description"] = " ".join(tidy["description"].split())
    if isinstance(tidy.get("default", []), dict) or tidy.get("default", []) is None:
        del tidy["default"]
    for pattern, values in tidy.pop("patternProperties", {}).items():
        tidy |= {"propertyNames": {"pattern": pattern}, "additionalProperties": values}
    return tidy


def _nullable(about: Schema) -> Schema:
    """The same or null; what describes the key stays outside."""
    types = about.get("type")
    if types is not None and not {"enum", "const"} & set(about):
        single = types if isinstance(types, list) else [types]
        return {**about, "type": single if "null" in single else [*single, "null"]}
    outside: Schema = {key: value for key, value in about.items() if key in ("description", "default")}
    inside = {key: value for key, value in about.items() if key not in outside}
    choices = [choice for choice in inside.get("anyOf", [inside]) if choice != _NULL]
    if len(choices) == 1 and choices != [inside]:
        return _nullable({**outside, **choices[0]})
    return {**outside, "anyOf": [*choices, _NULL]}


def _changed_part(name: str, part: Schema, parts: dict[str, Schema]) -> Schema:
    """A model's schema where only what differs is given."""
    change = {key: value for key, value in part.items() if key not in ("required", "minProperties")}
    change["properties"] = {key: _nullable(_changed(about, parts)) for key, about in part["properties"].items()}
    if name == "Ruleset":
        own = {key: part["properties"][key] for key in ("schema", "id")}
        rules: Schema = {
            "description": "Under each rule's id what differs; null removes the rule, a new id adds one.",
            "type": "object",
            "additionalProperties": {"anyOf": [{"$ref": f"{_REF}RuleChange"}, _NULL]},
        }
        change["properties"] = {**change["properties"], **own, "rules": _nullable(rules)}
        change["required"] = ["schema", "id", "extends"]
    return change


def _changed(about: Schema, parts: dict[str, Schema]) -> Schema:
    """What may stand under a key in place of the whole: maps give what differs, lists and single values are whole."""
    if "$ref" in about:
        return {**about, "$ref": f"{about['$ref']}Change"}
    if isinstance(about.get("additionalProperties"), dict):
        rest = {key: value for key, value in about.items() if key != "minProperties"}
        return {**rest, "additionalProperties": _nullable(_changed(about["additionalProperties"], parts))}
    for word in ("oneOf", "anyOf"):
        if word in about:
            rest = {key: value for key, value in about.items() if key != word}
            return {**rest, **_changed_choice(about[word], parts)}
    return about


def _changed_choice(choices: list[Schema], parts: dict[str, Schema]) -> Schema:
    """Any of the changed choices; where all are maps, one map of all their keys: null may remove the other kind's."""
    if len(choices) > 1 and all("$ref" in choice for choice in choices):
        keys: Schema = {}
        for choice in choices:
            for key, about in parts[choice["$ref"].removeprefix(_REF)]["properties"].items():
                keys[key] = _nullable(_changed(about, parts))
        return {"type": "object", "properties": keys, "additionalProperties": False}
    return {"anyOf": [_changed(choice, parts) for choice in choices]}
