"""A text that is being edited, with all that was read from it: its tree, and the ruleset that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from pilot.errors import DataError, Problem
from pilot.ruleset.editing.edit_refusals import not_from_here
from pilot.ruleset.editing.paths import rule_ids
from pilot.ruleset.editing.text.page import Page
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.extends import Layer, put_together, unlike_the_whole
from pilot.ruleset.reading.load import ruleset_of
from pilot.ruleset.reading.nodes import Node, plain
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.source_text import SourceText, checked_text


@dataclass(frozen=True, eq=False)
class Draft:
    """A text that has been read, and the layers of its tree: its own, then those that it extends, the nearest first.

    Nobody changes a draft: an edit makes another one of it, which shares with it what stays the same. So whoever has
    the draft need not read the text again, neither to show what it makes nor to edit it further.
    """

    source: SourceText
    layers: tuple[Layer, ...]

    @property
    def text(self) -> str:
        """The text itself."""
        return self.source.text

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset that it makes; DataError with all that is wrong with it."""
        if isinstance(self._outcome, Ruleset):
            return self._outcome
        raise DataError(self._outcome)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with it; empty where it makes a ruleset."""
        return () if isinstance(self._outcome, Ruleset) else self._outcome

    @cached_property
    def _outcome(self) -> Ruleset | tuple[Problem, ...]:
        try:
            return ruleset_of(put_together(self._trees), chain.from_iterable(layer.problems for layer in self.layers))
        except DataError as error:
            return error.problems

    @cached_property
    def page(self) -> Page:
        """Where everything stands in the text."""
        return Page(self.text)

    @cached_property
    def own(self) -> dict[str, Any]:
        """What the text itself says."""
        return _as_map(plain(self.layers[0].tree))

    @cached_property
    def base(self) -> dict[str, Any]:
        """What it extends, put together; nothing where it stands alone."""
        return _as_map(plain(put_together(self._trees[1:]))) if self.extends else {}

    @cached_property
    def whole(self) -> dict[str, Any]:
        """The ruleset as it comes out."""
        return _as_map(plain(put_together(self._trees))) if self.extends else self.own

    @property
    def extends(self) -> bool:
        """Whether it extends another."""
        return len(self.layers) > 1

    @cached_property
    def inherited(self) -> frozenset[str]:
        """The ids of the rules that come from what it extends."""
        return frozenset(rule for rule in rule_ids(self.base) if rule)

    def with_text(self, text: str) -> Draft:
        """Another text in its place, over the same base."""
        source = checked_text(text, self.source.name)
        tree, problems = read_tree(source)
        if self.extends:
            problems += unlike_the_whole(tree)
        return Draft(source, (Layer(tree, problems), *self.layers[1:]))

    @property
    def _trees(self) -> list[Node]:
        return [layer.tree for layer in self.layers]


def _as_map(tree: Any) -> dict[str, Any]:
    if not isinstance(tree, dict):
        raise not_from_here("the text is no map of keys.")
    return tree
