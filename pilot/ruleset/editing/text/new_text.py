"""New pieces of text, written by PyYAML's emitter the way the shipped rulesets are laid out.

A part stands on lines of its own where people look for it (the top level and the entries below it), deeper ones in
brackets as long as they fit the line, rows of words always; long texts are folded.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml
from yaml.emitter import Emitter

from pilot.ruleset.editing.edits import Path
from pilot.ruleset.editing.form_values import as_word, quotes_matter
from pilot.ruleset.editing.paths import order_of
from pilot.ruleset.model.values import NULLS, Word

WIDEST = 118
_ENDLESS = 1_000_000_000
# What a reader of plain words would take for something else, even where a text belongs.
_NEEDS_QUOTES = {*NULLS, "True", "TRUE", "False", "FALSE"}


@dataclass(frozen=True)
class Layout:
    """How the text at hand is laid out: its line ends, whether lists stand indented below their key, whether JSON."""

    newline: str
    lists_indented: bool = True
    is_json: bool = False


def in_brackets(value: Any, layout: Layout, path: Path = (), style: str = "") -> str:
    """A value on one line, as it stands between brackets; `style` is the quote that a text should have if it can."""
    if layout.is_json:
        return json.dumps(_for_json(value, path), ensure_ascii=False)
    start = yaml.SequenceStartEvent(None, None, True, flow_style=True)
    return _emitted(_Events(layout).flow(value, path, style), start, 0, layout)[1:-1]


def behind_key(value: Any, column: int, path: Path, layout: Layout, style: str = "") -> str:
    """What follows the colon of a key in that column: a space and the value, or lines with their indentation."""
    room = max(1, WIDEST - column - len(str(path[-1])) - 2)
    events = _Events(layout).block(value, path, room, style)
    start = yaml.MappingStartEvent(None, None, True, flow_style=False)
    key = yaml.ScalarEvent(None, None, (True, True), "k")
    return _shifted(_emitted([key, *events], start, column, layout)[2:], column, layout)


def behind_dash(value: Any, column: int, path: Path, layout: Layout, style: str = "") -> str:
    """What follows the dash of a list entry in that column: a space and the value."""
    events = _Events(layout).block(value, path, max(1, WIDEST - column - 2), style)
    start = yaml.SequenceStartEvent(None, None, True, flow_style=False)
    return _shifted(_emitted(events, start, column, layout)[1:], column, layout)


def key_text(key: str, layout: Layout) -> str:
    """A key as it stands before its colon."""
    return in_brackets(key, layout)


class _Events:
    """The parser's events that a value would come from, each with the style that suits it."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def block(self, value: Any, path: Path, room: int, style: str = "") -> Iterator[yaml.Event]:
        """The events of a value that has `room` columns left in its line."""
        if not isinstance(value, dict | list):
            yield self._scalar(value, style, room)
        elif not self._has_lines(value, path, room):
            yield from self.flow(value, path)
        elif isinstance(value, list):
            yield yaml.SequenceStartEvent(None, None, True, flow_style=False)
            for place, inner in enumerate(value):
                yield from self.block(inner, (*path, place), max(1, room - 2))
            yield yaml.SequenceEndEvent()
        else:
            yield yaml.MappingStartEvent(None, None, True, flow_style=False)
            for key, inner in _in_order(value, path):
                yield self._scalar(key, "", _ENDLESS)
                yield from self.block(inner, (*path, key), max(1, room - 2))
            yield yaml.MappingEndEvent()

    def flow(self, value: Any, path: Path, style: str = "") -> Iterator[yaml.Event]:
        """The events of a value between brackets."""
        if isinstance(value, list):
            yield yaml.SequenceStartEvent(None, None, True, flow_style=True)
            for place, inner in enumerate(value):
                yield from self.flow(inner, (*path, place))
            yield yaml.SequenceEndEvent()
        elif isinstance(value, dict):
            yield yaml.MappingStartEvent(None, None, True, flow_style=True)
            for key, inner in _in_order(value, path):
                yield self._scalar(key, "", 0)
                yield from self.flow(inner, (*path, key))
            yield yaml.MappingEndEvent()
        else:
            yield self._scalar(value, style, 0)

    def _has_lines(self, value: Any, path: Path, room: int) -> bool:
        is_row = isinstance(value, list) and not any(isinstance(inner, dict | list) for inner in value)
        if not value or is_row:
            return False
        return len(path) <= 2 or len(in_brackets(value, self.layout, path)) > room

    def _scalar(self, value: Any, style: str, room: int) -> yaml.ScalarEvent:
        """A single value; with no room it stands between brackets."""
        text = "null" if value is None else as_word(value)
        if isinstance(value, str):
            style = _style(value, text, style, room)
        elif not isinstance(value, dt.date) or style not in ("'", '"'):
            style = ""
        return yaml.ScalarEvent(None, None, (True, True), text, style=style or None)


def _style(value: str, text: str, style: str, room: int) -> str:
    """The style that a text can have: that of the text which it replaces, else the plainest."""
    is_lines = "\n" in text
    if style == '"' or (style == "'" and not is_lines):
        return style
    if room and (style in ("|", ">") or is_lines):
        return ">" if style == ">" and _is_foldable(text) else "|"
    quotes = "'" if not is_lines and "'" not in text and set(text) & set('"\\') else '"'
    is_kept_apart = isinstance(value, Word) and not value.plain and quotes_matter(text)
    if is_lines or text in _NEEDS_QUOTES or is_kept_apart:
        return quotes
    if " " in text and 0 < room < len(text) and _is_foldable(text):
        return ">"
    analysis = Emitter(io.StringIO(), allow_unicode=True).analyze_scalar(text)
    return "" if (analysis.allow_block_plain if room else analysis.allow_flow_plain) else quotes


def _is_foldable(text: str) -> bool:
    """Whether line breaks can stand for the spaces in it, and come back as they were."""
    lines = text.split("\n")
    return bool(lines[0]) and all(line == line.strip() and "  " not in line for line in lines)


class _Emitter(Emitter):
    """PyYAML's, but for lists below a key, which may be indented, and for folded lines, which end before the edge."""

    def __init__(self, stream: io.StringIO, column: int, lists_indented: bool) -> None:
        super().__init__(stream, allow_unicode=True, width=_ENDLESS)
        self.edge = WIDEST - column
        self.lists_indented = lists_indented

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """One level deeper."""
        super().increase_indent(flow, indentless and not self.lists_indented)

    def write_folded(self, text: str) -> None:
        """A folded text: a line break stands for a space, and one more line end than there is for each run of them."""
        self.write_indicator(">" + self.determine_block_hints(text), True)
        self.write_line_break()
        body = text.rstrip("\n")
        for line in re.sub("\n+", lambda run: run[0] + "\n", body).split("\n"):
            for piece in _wrapped(line, self.edge - (self.indent or 0)):
                self.write_indent()
                self.stream.write(piece)
                self.column += len(piece)
            self.write_line_break()
        for _ in text[len(body) + 1 :]:
            self.write_line_break()


def _wrapped(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, max(20, width), break_long_words=False, break_on_hyphens=False)


def _emitted(events: Iterable[yaml.Event], start: yaml.CollectionStartEvent, column: int, layout: Layout) -> str:
    """The text of a list or map with these events in it, without the last line end.

    The stream is not ended: its end could be marked with dots.
    """
    stream = io.StringIO()
    emitter = _Emitter(stream, column, layout.lists_indented)
    is_map = isinstance(start, yaml.MappingStartEvent)
    end = yaml.MappingEndEvent() if is_map else yaml.SequenceEndEvent()
    for event in (yaml.StreamStartEvent(), yaml.DocumentStartEvent(), start, *events, end, yaml.DocumentEndEvent()):
        emitter.emit(event)
    return stream.getvalue().removesuffix("\n")


def _shifted(text: str, column: int, layout: Layout) -> str:
    """The text with all lines but the first moved to the right, with the line ends of the file."""
    first, *others = text.split("\n")
    return layout.newline.join([first, *(" " * column + line if line else line for line in others)])


def _in_order(value: dict[str, Any], path: Path) -> list[tuple[str, Any]]:
    """The keys of a part in the order in which they are written; free keys as they come."""
    order = order_of(path)
    return sorted(value.items(), key=lambda item: order.get(item[0], len(order)))


def _for_json(value: Any, path: Path) -> Any:
    """The value as JSON knows it; a plain word of the file stands for what it looks like."""
    if isinstance(value, dict):
        return {key: _for_json(inner, (*path, key)) for key, inner in _in_order(value, path)}
    if isinstance(value, list):
        return [_for_json(inner, (*path, place)) for place, inner in enumerate(value)]
    if isinstance(value, Word) and value.plain and re.fullmatch("-?[0-9]+(\\.[0-9]+)?|true|false", value):
        return json.loads(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None or isinstance(value, bool | int) else as_word(value)
