"""A YAML text as a tree in which every key and value knows its place, and no value is anything but what was written.

Nobody changes a tree once it is read. Its nodes are not frozen all the same: that would double the time of making them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pilot.ruleset.model.values import Word
from pilot.ruleset.reading.source_text import Mark


@dataclass(slots=True, eq=False)
class Scalar:
    """A single value; `word` is None where nothing, or a plain null, is written."""

    mark: Mark
    word: Word | None


@dataclass(slots=True, eq=False)
class Items:
    """A list."""

    mark: Mark
    values: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Map:
    """A map; `keys` marks where each key stands."""

    mark: Mark
    values: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Mark] = field(default_factory=dict)


Node = Scalar | Items | Map


def plain(node: Node) -> Any:
    """The tree without its places: dicts, lists, words and None."""
    if isinstance(node, Scalar):
        return node.word
    if isinstance(node, Map):
        return {key: plain(value) for key, value in node.values.items()}
    return [plain(value) for value in node.values]
