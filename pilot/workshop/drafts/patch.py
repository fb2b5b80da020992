"""What one change did to a text: at one place, so many characters out and so many in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Patch:
    """`removed` stood at `offset` (counted in characters), and `inserted` stands there now."""

    offset: int
    removed: str
    inserted: str

    @classmethod
    def between(cls, before: str, after: str) -> Patch:
        """The smallest single patch from one text to the other: what they share at both ends is cut away."""
        shared = min(len(before), len(after))
        start = _longest(shared, lambda length: before.startswith(after[:length]))
        end = _longest(shared - start, lambda length: before.endswith(after[len(after) - length :]))
        return cls(start, before[start : len(before) - end], after[start : len(after) - end])

    def done(self, text: str) -> str:
        """The text after the change."""
        return text[: self.offset] + self.inserted + text[self.offset + len(self.removed) :]

    def undone(self, text: str) -> str:
        """The text before the change."""
        return text[: self.offset] + self.removed + text[self.offset + len(self.inserted) :]


def _longest(most: int, agree: Callable[[int], bool]) -> int:
    """The greatest length up to `most` that agrees, by halving: slices are compared far faster than letters."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if agree(middle) else (low, middle - 1)
    return low
