"""From the parser's events to the tree, refusing what YAML allows and no ruleset needs: tags, odd keys, bombs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

import yaml

from pilot.errors import DataError, Problem
from pilot.ruleset.nodes import Items, Node, Scalar, Table
from pilot.ruleset.syntax import syntax_problem
from pilot.ruleset.texts import UNPRINTABLE, Mark, SourceText, unprintable_problem
from pilot.ruleset.words import NULLS, Word

DEEPEST = 40
MOST_VALUES = 300_000


def read_tree(source: SourceText) -> tuple[Node, list[Problem]]:
    """The tree, and what is wrong with its writing; DataError where the writing is such that there is no tree.

    The parser's events are used, not its nodes: they come one by one, so that a text which nests or repeats beyond
    measure is left at that point, and they still tell a tag from none.
    """
    builder = _Builder(source)
    try:
        for event in yaml.parse(source.text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        last = syntax_problem(error, source, builder.open_brackets(), builder.last_quoted)
        raise DataError([*builder.problems, last]) from None
    if builder.root is None:
        said = "the file holds nothing but comments."
        raise DataError([Mark(source, 1, 1).problem("empty-file", said, "begin with the keys schema, id and title.")])
    return builder.root, builder.problems


@dataclass(frozen=True, slots=True)
class _Part:
    """A finished node; `size` counts its values, `height` the levels below it, both with repeats written out."""

    node: Node
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class _Open:
    """A list or map that is being filled; `skips` where the value to come has no key that it could stand under."""

    node: Items | Table
    anchor: str | None
    flow: bool
    key: str | None = None
    skips: bool = False
    size: int = 1
    height: int = 1


class _Builder:
    """Puts the tree together, and gives up where it would grow out of all proportion."""

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

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            frame = self._open.pop()
            self._deliver(_Part(frame.node, frame.size, frame.height), frame.anchor)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                said = "a second document begins here (---); a file holds one ruleset."
                self._give_up(self._mark(event), "several-documents", said, "put each ruleset in a file of its own.")

    def _mark(self, event: yaml.Event) -> Mark:
        start, end = event.start_mark, event.end_mark
        assert start is not None, "the parser marks every event"
        assert end is not None, "the parser marks every event"
        stop = end.column if end.line == start.line else len(self.source.lines[start.line])
        return Mark(self.source, start.line + 1, start.column + 1, max(1, stop - start.column))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark = self._mark(event)
        runs_on = event.start_mark is not None and event.end_mark is not None and mark.line <= event.end_mark.line
        self._refuse_tag(event, mark)
        if event.style == '"' and (odd := UNPRINTABLE.search(event.value)):
            self.problems.append(unprintable_problem(mark, odd[0]))
        if event.style in ("'", '"'):
            self.last_quoted = mark if runs_on else None
        is_plain = not event.style
        word = None if is_plain and event.value in NULLS else Word(event.value, is_plain)
        self._deliver(_Part(Scalar(mark, word)), event.anchor, event.value)

    def _alias(self, event: yaml.AliasEvent) -> None:
        mark, name = self._mark(event), str(event.anchor)
        part = self._anchors.get(name)
        if part is None and name in self._anchors:
            said = f"*{name} repeats the very part that it stands in, without end."
            self._give_up(mark, "endless-repeat", said, "write the part out, or leave it away.")
        if part is None:
            said = f"*{name} repeats a part named &{name}, and there is none above."
            mend = f'if the text itself begins with a star, put it in quotes: "*{name}".'
            self.problems.append(mark.problem("unknown-repeat", said, mend))
            part = _Part(Scalar(mark, Word(f"*{name}")))
        self._deliver(part, None, (part.node.word or "") if isinstance(part.node, Scalar) else "")

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        mark = self._mark(event)
        self._refuse_tag(event, mark)
        if len(self._open) >= DEEPEST:
            self._too_deep(mark)
        if event.anchor:
            self._anchors[event.anchor] = None
        node = Table(mark) if isinstance(event, yaml.MappingStartEvent) else Items(mark)
        self._open.append(_Open(node, event.anchor, bool(event.flow_style)))

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
            said = f"the file holds more than {MOST_VALUES:,} values, repeats (*name) counted each time."
            mend = "write a plain ruleset; repeats of repeats are not needed."
            self._give_up(part.node.mark, "too-many-values", said, mend)
        if len(self._open) + part.height > DEEPEST:
            self._too_deep(part.node.mark)
        if isinstance(frame.node, Items):
            frame.node.values.append(part.node)
        elif frame.key is None:
            frame.key = text
            frame.skips = not self._takes_key(frame.node, part.node, text)
        else:
            if not frame.skips:
                frame.node.values[frame.key] = part.node
            frame.key = None

    def _takes_key(self, table: Table, node: Node, key: str) -> bool:
        """Enter a key into the map, if it is one and a new one."""
        if not isinstance(node, Scalar):
            said, mend = "a list or a map stands where a key belongs.", "write a single word, then a colon."
            self.problems.append(node.mark.problem("key-not-a-word", said, mend))
            return False
        if key in table.keys:
            said = f'the key "{key}" stands here a second time; the first is {table.keys[key].seen_from(node.mark)}.'
            mend = "keep one of the two, or give one another name."
            self.problems.append(node.mark.problem("repeated-key", said, mend))
            return False
        table.keys[key] = node.mark
        return True

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, mark: Mark) -> None:
        if event.tag is not None:
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            said = f"found the tag {shown}; in a ruleset the key settles what kind of value follows."
            mend = 'leave the tag away; if the text itself begins with "!", put it in quotes.'
            self.problems.append(mark.problem("tag", said, mend))

    def _too_deep(self, mark: Mark) -> NoReturn:
        said = f"lists and maps stand in one another more than {DEEPEST} deep here."
        self._give_up(mark, "too-deep", said, "a ruleset needs about seven levels; check the brackets.")

    def _give_up(self, mark: Mark, code: str, said: str, mend: str) -> NoReturn:
        raise DataError([*self.problems, mark.problem(code, said, mend)])
