"""Where in a text each value stands, to the character: a second, light pass over the parser's events."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

BLOCK_MAP, BLOCK_LIST, FLOW_MAP, FLOW_LIST, REPEAT = ":", "-", "{", "[", "*"
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_FILL = "(?:[ \t\r\n\x85\u2028\u2029]|#[^\r\n\x85\u2028\u2029]*)*"
_TO_DASH = re.compile(rf"(?:&[^ \t\r\n]+)?{_FILL}-")
_TO_COLON = re.compile(f"{_FILL}:")
_BREAKS = "\r\n\x85\u2028\u2029"


@dataclass(slots=True, eq=False)
class Written:
    """A value as it is written, from `start` up to `end`, without what follows on its last line.

    `style` is a quote, | or > for a text in them, empty for a plain word, else one of the names above.
    """

    start: int
    style: str
    end: int = 0
    entries: Sequence[WrittenEntry] = ()

    @property
    def is_flow(self) -> bool:
        """Whether it is a list or a map in brackets."""
        return self.style in (FLOW_MAP, FLOW_LIST)

    @property
    def is_block(self) -> bool:
        """Whether it is a list or a map laid out by lines."""
        return self.style in (BLOCK_MAP, BLOCK_LIST)

    def under(self, key: str | int) -> WrittenEntry | None:
        """The first entry of a map under that key, or the entry of a list at that position."""
        if isinstance(key, int):
            return self.entries[key] if key < len(self.entries) else None
        return next((entry for entry in self.entries if entry.key == key), None)


@dataclass(slots=True, eq=False)
class WrittenEntry:
    """An entry of a list or a map; it starts with its dash or key, and its value follows at or behind `head`.

    `head` is the offset behind the colon or dash, and -1 where there is none.
    """

    key: str | None
    start: int
    head: int
    value: Written


class TextLines:
    """The lines of a text, as YAML counts them."""

    def __init__(self, text: str) -> None:
        ends = list(LINE_END.finditer(text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(text)]
        self._text = text

    @property
    def count(self) -> int:
        """How many lines there are, an empty one behind the last line end included."""
        return len(self._starts)

    def start(self, offset: int) -> int:
        """Where the line begins that holds the offset."""
        return self._starts[self.number(offset)]

    def end(self, offset: int) -> int:
        """Where the line ends that holds the offset, without its line end."""
        return self._ends[self.number(offset)]

    def number(self, offset: int) -> int:
        """The number of the line, from 0."""
        return bisect_right(self._starts, offset) - 1

    def column(self, offset: int) -> int:
        """How many characters stand before it in its line."""
        return offset - self.start(offset)

    def at(self, number: int) -> tuple[int, int]:
        """Start and end of a line by its number."""
        return self._starts[number], self._ends[number]

    def behind(self, number: int) -> int:
        """Where the next line begins, or the text ends."""
        return len(self._text) if self.is_last(number) else self._starts[number + 1]

    def is_last(self, number: int) -> bool:
        """Whether no line end follows."""
        return number == len(self._starts) - 1

    def is_blank(self, number: int) -> bool:
        """Whether there is such a line and nothing stands in it."""
        return 0 <= number < len(self._ends) and not self._text[slice(*self.at(number))].strip(" \t")

    def is_first(self, offset: int) -> bool:
        """Whether only spaces stand before it in its line."""
        return not self._text[self.start(offset) : offset].strip(" ")


def written(text: str) -> Written:
    """How a text that `read_tree` has read stands on the page; what is refused there need not be feared here."""
    builder = _Builder(text)
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        builder.take(event)
    assert builder.root is not None, "a text that was read holds something"
    return builder.root


class _Builder:
    """Puts the tree of places together; the end of a block is that of its last entry, not the parser's."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Written | None = None
        self._open: list[Written] = []
        self._entries: list[list[WrittenEntry]] = []
        self._keys: list[tuple[str | None, int, int] | None] = []

    def take(self, event: yaml.Event) -> None:
        """Add one event."""
        start, end = event.start_mark, event.end_mark
        assert start is not None, "the parser marks every event"
        assert end is not None, "the parser marks every event"
        if isinstance(event, yaml.ScalarEvent):
            style = event.style or ""
            stop = self._content_end(start.index, end.index) if style in ("|", ">") else end.index
            self._deliver(Written(start.index, style, stop), event.value)
        elif isinstance(event, yaml.AliasEvent):
            self._deliver(Written(start.index, REPEAT, end.index), None)
        elif isinstance(event, yaml.CollectionStartEvent):
            is_map = isinstance(event, yaml.MappingStartEvent)
            style = (FLOW_MAP if is_map else FLOW_LIST) if event.flow_style else BLOCK_MAP if is_map else BLOCK_LIST
            self._open.append(Written(start.index, style, start.index))
            self._entries.append([])
            self._keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self._open.pop()
            done.entries = self._entries.pop()
            self._keys.pop()
            done.end = end.index if done.is_flow else done.entries[-1].value.end if done.entries else done.start
            self._deliver(done, None)

    def _deliver(self, value: Written, text: str | None) -> None:
        """Hand a finished value to the list or map that it stands in."""
        if not self._open:
            self.root = value
            return
        holder, entries = self._open[-1], self._entries[-1]
        if holder.style == FLOW_LIST:
            entries.append(WrittenEntry(None, value.start, value.start, value))
        elif holder.style == BLOCK_LIST:
            before = entries[-1].value.end if entries else holder.start
            head = self._behind(_TO_DASH, before)
            entries.append(WrittenEntry(None, head - 1, head, value))
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = (text, value.start, self._behind(_TO_COLON, value.end))
        else:
            entries.append(WrittenEntry(*key, value))
            self._keys[-1] = None

    def _behind(self, pattern: re.Pattern[str], offset: int) -> int:
        found = pattern.match(self.text, offset)
        return found.end() if found else -1

    def _content_end(self, start: int, end: int) -> int:
        """Where the last line of a text block ends; blank lines behind it belong to it only where it keeps them (+)."""
        block = self.text[start:end]
        header = LINE_END.split(block, 1)[0]
        if "+" in header.split("#")[0]:
            last = re.search(f"(?:\r\n|[{_BREAKS}])\\Z", block)
            return start + (last.start() if last else len(block))
        filled = len(block.rstrip(f" \t{_BREAKS}"))
        line_end = LINE_END.search(block, filled)
        return start + (line_end.start() if line_end else len(block))
