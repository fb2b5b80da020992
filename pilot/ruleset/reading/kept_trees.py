"""The trees of texts that were read a moment ago: one change of a ruleset asks for the same text several times over."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from pilot.errors import Problem
from pilot.ruleset.reading.nodes import Node
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.source_text import SourceText

LONGEST_KEPT = 500_000
"""Characters of a text that is kept in mind once it is read; hundreds of rules fit, and a bomb does not."""
_MOST = 12_000_000
"""Characters of all texts whose trees are kept; a tree takes some fifteen times as much, less what it shares."""


@dataclass(frozen=True)
class _Kept:
    """A tree; `pieced` if it was put together from those of other texts, to which some of its marks belong."""

    tree: Node
    problems: tuple[Problem, ...] = ()
    pieced: bool = False


_kept: OrderedDict[tuple[str, str], _Kept] = OrderedDict()
_lock = Lock()


def tree_of(source: SourceText) -> tuple[Node, list[Problem]]:
    """As `read_tree`; nobody changes the tree."""
    found = _found(source)
    if found is None:
        tree, problems = read_tree(source)
        found = _Kept(tree, tuple(problems))
        _keep(source, found)
    return found.tree, list(found.problems)


def keep_pieced(source: SourceText, tree: Node) -> None:
    """Remembers a tree as that of a text in which nothing is wrong, and which it is but for some marks."""
    _keep(source, _Kept(tree, pieced=True))


def forget_pieced(source: SourceText) -> bool:
    """Forgets such a tree, so that problems are told with the marks of the text itself; whether there was one."""
    with _lock:
        found = _kept.get((source.name, source.text))
        if found is None or not found.pieced:
            return False
        del _kept[source.name, source.text]
        return True


def _found(source: SourceText) -> _Kept | None:
    key = (source.name, source.text)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def _keep(source: SourceText, found: _Kept) -> None:
    if len(source.text) > LONGEST_KEPT:
        return
    with _lock:
        _kept[source.name, source.text] = found
        while sum(len(text) for _, text in _kept) > _MOST:
            _kept.popitem(last=False)
