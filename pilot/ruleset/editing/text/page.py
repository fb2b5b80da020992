"""A text as a page: where each value stands on it, how it is laid out, and how stretches of it are replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pilot.ruleset.editing.edit_refusals import reads_otherwise
from pilot.ruleset.editing.text.new_text import Layout
from pilot.ruleset.editing.text.positions import BLOCK_LIST, LINE_END, TextLines, Written, WrittenEntry, written


class Splice(NamedTuple):
    """What stands from `start` up to `end` gives way to the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class WantedEntry:
    """An entry that a list or map shall have in the end: one that is there already, or a new one."""

    entry: WrittenEntry | None
    key: str | int
    old: Any
    new: Any


class Page:
    """A text, and what is known of how it is written."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Written = written(text)

    @cached_property
    def lines(self) -> TextLines:
        """Its lines."""
        return TextLines(self.text)

    @cached_property
    def layout(self) -> Layout:
        """Its line ends and habits, as far as it shows any."""
        first = LINE_END.search(self.text)
        newline = first[0] if first and first[0] in ("\r\n", "\r") else "\n"
        lists = [entry.value for entry in self.root.entries if entry.value.style == BLOCK_LIST]
        lists_indented = not any(self.lines.column(listing.entries[0].start) == 0 for listing in lists)
        keys = self.root.entries if self.root.is_flow else []
        return Layout(newline, lists_indented, bool(keys) and all(self.text[key.start] == '"' for key in keys))

    def spliced(self, splices: Iterable[Splice]) -> str:
        """The text with the stretches replaced; what is put in at one spot keeps its order."""
        pieces, here = [], 0
        for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
            if start < here:
                raise reads_otherwise()
            pieces += [self.text[here:start], new]
            here = end
        return "".join([*pieces, self.text[here:]])
