"""Characters that a word processor writes in place of those that a ruleset is written with, and that look the same."""

from __future__ import annotations

import re
import unicodedata

from pilot.errors import Problem
from pilot.ruleset.model.field_facts import Wording
from pilot.ruleset.model.shapes import fields_on, is_open_map, shapes_at
from pilot.ruleset.model.values import NOT_IN_WORDS
from pilot.ruleset.reading.nodes import Map, Node
from pilot.ruleset.reading.places import Path, all_inside, top
from pilot.ruleset.reading.source_text import Mark, SourceText

_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f"
_QUOTES = "\u2018-\u201f\u2039\u203a\u00ab\u00bb\uff02\uff07"
_DASHES = "\u2010-\u2015\u2022\u2043\u2212\uff0d"
_WIDE = "\uff01-\uff5e\u3001\u3002"
_IN_FIGURES = re.compile(f"[{_BLANKS}{_UNSEEN}{_QUOTES}{_DASHES}{_WIDE}]")
_AMONG_THE_MARKS = re.compile(
    rf"^[ ]*(?:- +)*[{_BLANKS}{_UNSEEN}]"
    rf"|^[ ]*(?:- +)*[{_DASHES}](?=\s)"
    rf"|^[ ]*(?:- +)*[A-Za-z_][\w.-]*[ ]*[\uff1a]"
    rf"|^[ ]*(?:- +)*[A-Za-z_][\w.-]*:[{_BLANKS}{_UNSEEN}]"
)
_PLAIN = {"\uff1a": ":", "\uff0c": ",", "\u3001": ",", "\u3002": "."}


def among_the_marks(source: SourceText, last: int) -> Problem | None:
    """The first such character that stands for an indent, a dash or a colon, in lines 1 to `last`."""
    if source.text.isascii():
        return None
    for number, line in enumerate(source.lines[:last], start=1):
        if found := _AMONG_THE_MARKS.match(line):
            return _problem(Mark(source, number, found.end()), found[0][-1])
    return None


def keys_that_look_alike(tree: Node) -> list[Problem]:
    """Such characters in keys, which make another key of it, so that nothing else can be said of the file."""
    problems = []
    for spot in all_inside(top(tree)):
        for key, mark in spot.node.keys.items() if isinstance(spot.node, Map) else ():
            pattern = NOT_IN_WORDS if is_open_map(spot.way) else _IN_FIGURES
            if not key.isascii() and (found := pattern.search(key)):
                problems.append(_problem(mark, found[0], found.start(), spot.path))
    return problems


def values_that_look_alike(tree: Node) -> list[Problem]:
    """Such characters in values that are compared or counted with; in prose they do no harm."""
    problems = []
    for spot in all_inside(top(tree)):
        word = spot.word()
        if word is not None and not word.isascii() and not is_prose(spot.way):
            pattern = NOT_IN_WORDS if str in shapes_at(spot.way) else _IN_FIGURES
            if found := pattern.search(word):
                problems.append(_problem(spot.node.mark, found[0], found.start(), spot.path))
    return problems


def is_prose(way: Path) -> bool:
    """Whether people alone read what stands there: a text, or anything of a source."""
    if {"sources", "source"} & set(way) or way[-1:] == ("name",):
        return True
    fields = fields_on(way)
    return bool(fields) and any(isinstance(fact, Wording) and fact.is_prose for fact in fields[-1].metadata)


def _problem(mark: Mark, character: str, position: int | None = None, path: Path = ()) -> Problem:
    name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
    where = f", character {position + 1} of this," if position else ""
    found = f"found U+{ord(character):04X} ({name}){where} as word processors write it."
    return mark.problem("look-alike", found, _mend(character), path=path)


def _mend(character: str) -> str:
    if re.match(f"[{_BLANKS}]", character):
        return "type a plain space in its place, or delete it."
    if re.match(f"[{_UNSEEN}]", character):
        return "delete it; it cannot be seen, so type the word anew."
    if re.match(f"[{_QUOTES}]", character):
        return "delete it, or type a plain quote (\" or ')."
    if re.match(f"[{_DASHES}]", character):
        return "type a plain minus (-)."
    plain = _PLAIN.get(character) or unicodedata.normalize("NFKC", character)
    return f"type a plain {plain} in its place."
