"""What of a ruleset the evaluation reads, and what is there for people alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pilot.ruleset.model.ruleset import Ruleset

WORDS_ONLY: Mapping[str, tuple[str, ...]] = {
    "": ("id", "title", "place", "period", "summary", "extends", "sources", "disclosure", "recourse", "examples"),
    "rules": ("text", "source", "topic", "repair", "plausible"),
    "bands": ("title",),
    "factors": ("title",),
    "lists": ("title", "kind", "text", "publishes", "source"),
    "consequences": ("title", "text", "basic_right", "source"),
}
"""The fields of a ruleset itself (under an empty name) and of its parts that no figure depends on."""


def counted(ruleset: Ruleset) -> dict[str, Any]:
    """The ruleset as plain maps and lists, without what is there for people alone."""
    excluded: dict[str, Any] = dict.fromkeys(WORDS_ONLY[""], True)
    excluded |= {part: {"__all__": set(WORDS_ONLY[part])} for part in ("rules", "bands", "lists", "consequences")}
    excluded["score"] = {"factors": {"__all__": set(WORDS_ONLY["factors"])}}
    return ruleset.model_dump(exclude=excluded)


def is_counted(part: str, path: Sequence[str] = ()) -> bool:
    """Whether the evaluation reads what stands at a path in an entry of that part; an empty path is all of the entry.

    `part` is a key of the ruleset, such as `rules`; `head` stands for the single values at its top.
    """
    if part == "head":
        return bool(path) and path[0] not in WORDS_ONLY[""]
    if part == "score" and path[:1] == ("factors",) and len(path) > 2:
        return path[2] not in WORDS_ONLY["factors"]
    return part not in WORDS_ONLY[""] and not (path and path[0] in WORDS_ONLY.get(part, ()))
