"""From the parser's events to the tree, refusing what YAML allows and no ruleset needs: tags, odd keys, bombs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from pilot.errors import DataError, Problem
from pilot.ruleset.model.values import NULLS, QuotedWord, Word
from pilot.ruleset.reading.nodes import Items, Map, Node, Scalar
from pilot.ruleset.reading.real_people import real_people
from pilot.ruleset.reading.source_text import UNPRINTABLE, Mark, SourceText, unprintable_problem
from pilot.ruleset.reading.syntax.yaml_faults import syntax_problem

DEEPEST = 40
MOST_VALUES = 300_000


def read_tree(source: SourceText) -> tuple[Node, list[Problem]]:
    """The tree, and what is wrong with its writing; DataError where the writing is such that there is no tree.

    The parser's events are used, not its nodes: they come one by one, so that a text which nests or repeats beyond
    measure is left at that point, and they still tell a tag from none.
    """
    builder = _TreeBuilder(source)
    parser = yaml.CSafeLoader(source.text)
    try:
        builder.read(iter(parser.get_event, None))
    except yaml.MarkedYAMLError as error:
        last = syntax_problem(error, source, builder.open_brackets(), builder.last_quoted)
        raise DataError([*builder.problems, last]) from None
    finally:
        parser.dispose()
    if builder.root is None:
        found = "the file holds nothing but comments."
        raise DataError([Mark(source, 1, 1).problem("empty-file", found, "begin with the keys schema, id and title.")])
    return builder.root, [*builder.problems, *real_people(source, builder.root)]


@dataclass(slots=True)
class _Part:
    """A finished node; `size` counts its values, `height` the levels below it, both with repeats written out."""

    node: Node
    size: int = 1
    height: int = 0


class _Open:
    """A list or map that is being filled; `key` is None in a map where the value to come has no key to stand under."""

    __slots__ = ("anchor", "awaits_key", "flow", "height", "key", "keys", "node", "size")

    def __init__(self, node: Items | Map, anchor: str | None, flow: bool) -> None:
        self.node, self.anchor, self.flow = node, anchor, flow
        self.key: str | None = None
        self.awaits_key = isinstance(node, Map)
        self.keys = node.keys if isinstance(node, Map) else {}
        self.size = self.height = 1

    def put(self, value: Node) -> None:
        """Take the next entry of the list, or the value of the last key."""
        node = self.node
        if isinstance(node, Items):
            node.values.append(value)
            return
        if self.key is not None:
            node.values[self.key] = value
        self.awaits_key = True


class _TreeBuilder:
    """Puts the tree together, and gives up where it would grow out of all proportion.

    Most of the time of reading a ruleset is spent here, most of that on single values: they take the short way.
    """

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.last_quoted: Mark | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, _Part | None] = {}
        self._documents = 0

    def open_brackets(self) -> list[Mark]:
        """The brackets and braces that are not closed yet, outermost first."""
        return [frame.node.mark for frame in self._open if frame.flow]

    def read(self, events: Iterable[yaml.Event]) -> None:
        """Add the events to the tree, one by one."""
        takes: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: self._begin,
            yaml.SequenceStartEvent: self._begin,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.DocumentStartEvent: self._document,
        }
        for event in events:
            if take := takes.get(type(event)):
                take(event)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            found = "a second document begins here (---); a file holds one ruleset."
            self._give_up(self._mark(event), "several-documents", found, "put each ruleset in a file of its own.")

    def _mark(self, event: Any) -> Mark:
        """Where an event stands; the parser marks every one."""
        start, end = event.start_mark, event.end_mark
        line, column = start.line, start.column
        stop = end.column if end.line == line else len(self.source.lines[line])
        return Mark(self.source, line + 1, column + 1, stop - column if stop > column else 1)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark, text = self._mark(event), event.value
        if event.tag is not None:
            self._refuse_tag(event.tag, mark)
        if event.style:
            self._quoted(event, mark)
        if event.anchor or not self._open:
            self._deliver(_Part(_single(mark, event)), event.anchor, text)
            return
        frame = self._open[-1]
        frame.size += 1
        if frame.size > MOST_VALUES:
            self._too_many(mark)
        if frame.awaits_key:
            self._key(frame, mark, text)
        else:
            frame.put(_single(mark, event))

    def _quoted(self, event: yaml.ScalarEvent, mark: Mark) -> None:
        """What is kept in mind of a text in quotes or in a block, and refused in it."""
        if event.style == '"' and (odd := UNPRINTABLE.search(event.value)):
            self.problems.append(unprintable_problem(mark, odd[0]))
        if event.style in ("'", '"'):
            runs_on = event.end_mark is not None and mark.line <= event.end_mark.line
            self.last_quoted = mark if runs_on else None

    def _alias(self, event: yaml.AliasEvent) -> None:
        mark, name = self._mark(event), str(event.anchor)
        part = self._anchors.get(name)
        if part is None and name in self._anchors:
            found = f"*{name} repeats the very part that it stands in, without end."
            self._give_up(mark, "endless-repeat", found, "write the part out, or leave it away.")
        if part is None:
            found = f"*{name} repeats a part named &{name}, and there is none above."
            mend = f'if the text itself begins with a star, put it in quotes: "*{name}".'
            self.problems.append(mark.problem("unknown-repeat", found, mend))
            part = _Part(Scalar(mark, Word(f"*{name}")))
        self._deliver(part, None, (part.node.word or "") if isinstance(part.node, Scalar) else "")

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        mark = self._mark(event)
        if event.tag is not None:
            self._refuse_tag(event.tag, mark)
        if len(self._open) >= DEEPEST:
            self._too_deep(mark)
        if event.anchor:
            self._anchors[event.anchor] = None
        node = Map(mark) if isinstance(event, yaml.MappingStartEvent) else Items(mark)
        self._open.append(_Open(node, event.anchor, bool(event.flow_style)))

    def _end(self, _event: yaml.CollectionEndEvent) -> None:
        frame = self._open.pop()
        self._deliver(_Part(frame.node, frame.size, frame.height), frame.anchor)

    def _deliver(self, part: _Part, anchor: str | None, text: str = "") -> None:
        """Hand a finished node to the list or map that it stands in, as an entry, a key or a value."""
        if anchor:
            self._anchors[anchor] = part
        if not self._open:
            self.root = part.node
            return
        frame = self._open[-1]
        frame.size += part.size
        frame.height = max(frame.height, part.height + 1)
        if frame.size > MOST_VALUES:
            self._too_many(part.node.mark)
        if len(self._open) + part.height > DEEPEST:
            self._too_deep(part.node.mark)
        if not frame.awaits_key:
            frame.put(part.node)
        elif isinstance(part.node, Scalar):
            self._key(frame, part.node.mark, text)
        else:
            self._odd_key(frame, part.node.mark)

    def _key(self, frame: _Open, mark: Mark, key: str) -> None:
        """Enter a key into the map, if it is a new one; else the value to come is skipped."""
        keys = frame.keys
        frame.awaits_key = False
        if key not in keys:
            keys[key] = mark
            frame.key = key
            return
        frame.key = None
        found = f'the key "{key}" stands here a second time; the first is {keys[key].seen_from(mark)}.'
        mend = "keep one of the two, or give one another name."
        self.problems.append(mark.problem("repeated-key", found, mend))

    def _odd_key(self, frame: _Open, mark: Mark) -> None:
        frame.awaits_key, frame.key = False, None
        found, mend = "a list or a map stands where a key belongs.", "write a single word, then a colon."
        self.problems.append(mark.problem("key-not-a-word", found, mend))

    def _refuse_tag(self, tag: str, mark: Mark) -> None:
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        found = f"found the tag {shown}; in a ruleset the key settles what kind of value follows."
        mend = 'leave the tag away; if the text itself begins with "!", put it in quotes.'
        self.problems.append(mark.problem("tag", found, mend))

    def _too_many(self, mark: Mark) -> NoReturn:
        found = f"the file holds more than {MOST_VALUES:,} values, repeats (*name) counted each time."
        self._give_up(mark, "too-many-values", found, "write a plain ruleset; repeats of repeats are not needed.")

    def _too_deep(self, mark: Mark) -> NoReturn:
        found = f"lists and maps stand in one another more than {DEEPEST} deep here."
        self._give_up(mark, "too-deep", found, "a ruleset needs about seven levels; check the brackets.")

    def _give_up(self, mark: Mark, code: str, found: str, mend: str) -> NoReturn:
        raise DataError([*self.problems, mark.problem(code, found, mend)])


def _single(mark: Mark, event: yaml.ScalarEvent) -> Scalar:
    text = event.value
    if event.style:
        return Scalar(mark, QuotedWord(text))
    return Scalar(mark, None if text in NULLS else Word(text))
