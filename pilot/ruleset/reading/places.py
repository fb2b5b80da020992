"""Finding a place in the tree again, and calling it by a name that a reader knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pilot.errors import Problem
from pilot.ruleset.model.values import Word
from pilot.ruleset.reading.nodes import Items, Map, Node, Scalar
from pilot.ruleset.reading.source_text import Mark

Path = tuple[str | int, ...]


@dataclass(slots=True, eq=False)
class Spot:
    """A node with the way to it: the spot that it stands in, and there the key or the position from 0.

    `key` marks the key it stands under.
    """

    node: Node
    key: Mark | None = None
    above: Spot | None = None
    step: str | int = 0

    @property
    def path(self) -> Path:
        """The way from the top, which calls list entries by their names, and by their number from 1 without one."""
        if self.above is None:
            return ()
        return (*self.above.path, self.step if isinstance(self.step, str) else _name(self.node) or self.step + 1)

    @property
    def way(self) -> Path:
        """The same in keys and positions from 0, as the models have it."""
        return () if self.above is None else (*self.above.way, self.step)

    @property
    def mark(self) -> Mark:
        """Where to point for this node: at a single value itself, else at the key it stands under, if any."""
        holds_nothing = not isinstance(self.node, Scalar) or self.node.word is None
        return self.key if holds_nothing and self.key else self.node.mark

    def problem(self, code: str, found: str, mend: str, allowed: str = "") -> Problem:
        """A problem with what stands here."""
        return self.mark.problem(code, found, mend, allowed, self.path)

    def at_key(self, code: str, found: str, mend: str) -> Problem:
        """A problem with the key rather than with its value."""
        return (self.key or self.mark).problem(code, found, mend, path=self.path)

    def child(self, step: str | int) -> Spot | None:
        """What stands under a key or at a position from 0, if anything does."""
        node = self.node
        if isinstance(node, Map):
            key = str(step)
            return Spot(node.values[key], node.keys[key], self, key) if step in node.values else None
        if isinstance(node, Items) and isinstance(step, int) and step < len(node.values):
            return Spot(node.values[step], None, self, step)
        return None

    def get(self, *way: str) -> Spot | None:
        """What stands under one key after the other, if anything but null does."""
        spot = self
        for key in way:
            node = spot.node
            if not isinstance(node, Map) or key not in node.values:
                return None
            spot = Spot(node.values[key], node.keys[key], spot, key)
        return None if isinstance(spot.node, Scalar) and spot.node.word is None else spot

    def entries(self, *way: str) -> list[Spot]:
        """The entries of the list, or the values of the map, at the end of the way; none where there is neither."""
        spot = self.get(*way)
        if spot is None or isinstance(spot.node, Scalar):
            return []
        node = spot.node
        if isinstance(node, Map):
            return [Spot(value, node.keys[key], spot, key) for key, value in node.values.items()]
        return [Spot(value, None, spot, place) for place, value in enumerate(node.values)]

    def word(self, *way: str) -> Word | None:
        """The single value at the end of the way."""
        spot = self.get(*way)
        return spot.node.word if spot and isinstance(spot.node, Scalar) else None

    def words(self, *way: str) -> list[Spot]:
        """The single values of a list (or the one value that stands for a list of one) at the end of the way."""
        spot = self.get(*way)
        if spot and isinstance(spot.node, Scalar):
            return [spot]
        return [entry for entry in self.entries(*way) if entry.word() is not None]


def all_inside(spot: Spot) -> Iterator[Spot]:
    """The spot and everything in it, at any depth, in the order of the file."""
    yield spot
    for entry in spot.entries():
        yield from all_inside(entry)


def top(tree: Node) -> Spot:
    """The whole tree as a spot."""
    return Spot(tree)


def _name(entry: Node) -> str | None:
    """The id, grade or name by which people know a list entry."""
    if isinstance(entry, Map):
        for key in ("id", "grade", "name"):
            value = entry.values.get(key)
            if isinstance(value, Scalar) and value.word:
                return str(value.word)
    return None
