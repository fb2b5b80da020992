"""The trees of texts that were read a moment ago: one change of a ruleset asks for the same text several times over."""

from __future__ import annotations

from functools import lru_cache

from pilot.errors import Problem
from pilot.ruleset.nodes import Node
from pilot.ruleset.texts import SourceText
from pilot.ruleset.tree import read_tree

LONGEST_KEPT = 500_000
"""Characters of a text that is kept in mind once it is read; hundreds of rules fit, and a bomb does not."""
AT_ONCE = 8
"""So many changes may be on their way at once; a tree takes megabytes."""


def tree_of(source: SourceText) -> tuple[Node, list[Problem]]:
    """As `read_tree`; nobody changes the tree."""
    if len(source.text) > LONGEST_KEPT:
        return read_tree(source)
    tree, problems = _read(source.name, source.text)
    return tree, list(problems)


@lru_cache(maxsize=AT_ONCE)
def _read(name: str, text: str) -> tuple[Node, list[Problem]]:
    return read_tree(SourceText(name, text))
