"""What of a ruleset the evaluation reads, and what is there for people alone, as the fields themselves tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pilot.ruleset.model.field_facts import COUNTS
from pilot.ruleset.model.part import Part
from pilot.ruleset.model.ruleset import Ruleset
from pilot.ruleset.model.shapes import fields_on


def counted(ruleset: Ruleset) -> dict[str, Any]:
    """The ruleset as plain maps and lists, without what is there for people alone."""
    content: dict[str, Any] = _counted(ruleset)
    return content


def counted_fields(part: type[Part]) -> tuple[str, ...]:
    """The attributes of a part on which figures depend."""
    return tuple(name for name, field in part.model_fields.items() if COUNTS in field.metadata)


def is_counted(part: str, path: Sequence[str] = ()) -> bool:
    """Whether the evaluation reads what stands at a path in an entry of that part; an empty path is all of the entry.

    `part` is a key of the ruleset, such as `rules`; `head` stands for the single values at its top.
    """
    return all(COUNTS in field.metadata for field in fields_on(from_top(part, path)))


def from_top(part: str, path: Sequence[str]) -> tuple[str | int, ...]:
    """The path of keys from the top of a ruleset, for one that begins in the head, or in any entry of a part."""
    if part == "head":
        return tuple(path)
    in_order = part in ("rules", "bands", "examples", "since", "promises")
    by_name = part in ("lists", "consequences", "sources")
    return (part, *((0,) if in_order else ("*",) if by_name else ()), *path)


def _counted(value: Any) -> Any:
    if isinstance(value, Part):
        return {name: _counted(getattr(value, name)) for name in counted_fields(type(value))}
    if isinstance(value, Mapping):
        return {key: _counted(entry) for key, entry in value.items()}
    return tuple(map(_counted, value)) if isinstance(value, tuple) else value
