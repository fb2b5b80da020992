"""What is no fault in a ruleset's text, and may not be as meant all the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pilot.errors import Problem
from pilot.ruleset.reading.load import text_of
from pilot.ruleset.reading.look_alikes import is_prose
from pilot.ruleset.reading.mends import nearest
from pilot.ruleset.reading.nodes import Node
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.places import Spot, all_inside, top
from pilot.ruleset.reading.shipped import shipped_name, shipped_rulesets
from pilot.ruleset.reading.source_text import SourceText, read_text
from pilot.written_forms import OF_EVERY_SUBJECT

_COMMENT = re.compile(r" +#.*")
_USUAL = ("name", "photograph", "address", "date of birth", "sex", "age", "workplace")
"""What is published of people wherever somebody is exposed."""


@dataclass(frozen=True)
class Vocabulary:
    """The words that somebody knows: kinds of record and columns of a city, areas of life, and published fields."""

    kinds: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


def hints_of(source: str | Path, vocabulary: Vocabulary | None = None) -> list[Problem]:
    """What may not be as meant in a ruleset that can be loaded, of its own file alone. DataError as `load_ruleset`."""
    return hints_in(text_of(source)[0], vocabulary)


def hints_in(source: SourceText, vocabulary: Vocabulary | None = None) -> list[Problem]:
    """The same of a text that makes a ruleset; with a vocabulary also the words that are not in it."""
    return hints_from(read_tree(source)[0], source, vocabulary)


def hints_from(tree: Node, source: SourceText, vocabulary: Vocabulary | None = None) -> list[Problem]:
    """The same of the tree of such a text."""
    return [*cut_texts(tree, source), *([] if vocabulary is None else unknown_words(tree, vocabulary))]


def cut_texts(tree: Node, source: SourceText) -> Iterator[Problem]:
    """Texts of this file that end where a comment begins: a # after a space, which may have been meant as a letter."""
    for spot in all_inside(top(tree)):
        mark = spot.node.mark
        if mark.source is not source or spot.word() is None or " #" not in source.lines[mark.line - 1]:
            continue
        line = source.lines[mark.line - 1]
        rest = _COMMENT.fullmatch(line, mark.column - 1 + mark.width)
        if rest and not line[mark.column - 1 : mark.column].startswith(("'", '"', "|", ">")) and is_prose(spot.way):
            comment = rest[0].strip()
            shown = comment if len(comment) <= 40 else f"{comment[:40]}..."
            yield spot.problem(
                "comment-cuts-text",
                f'the text ends before "{shown}": a # after a space begins a comment.',
                "if it belongs to the text, put the whole text in quotes.",
            )


def unknown_words(tree: Node, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Words that nothing knows, each with the nearest one that something does: no fault, since others may come yet."""
    whole = top(tree)
    groups = {f"{kind[:place]}.*" for kind in vocabulary.kinds for place, letter in enumerate(kind) if letter == "."}
    for spot in _kinds(whole):
        known = groups if str(spot.word()).endswith(".*") else vocabulary.kinds
        yield from _unknown(spot, "kind", known, 'no records of the kind "{}" are known.')
    there = {*vocabulary.columns, *OF_EVERY_SUBJECT}
    for column in _columns(whole):
        found = 'no city is sure to have the column "{}"; where it is missing nobody meets the condition.'
        yield from _unknown(column, "column", there, found, str(column.step))
    for area in (spot for entry in whole.entries("consequences") for spot in entry.words("area")):
        yield from _unknown(area, "area", vocabulary.areas, 'no ruleset that is known speaks of the area "{}".')
    for part in ("lists", "consequences"):
        for field in (spot for entry in whole.entries(part) for spot in entry.words("publishes")):
            yield from _unknown(field, "field", vocabulary.fields, 'no ruleset that is known publishes "{}".')


def _unknown(spot: Spot, what: str, known: Collection[str], found: str, word: str = "") -> Iterator[Problem]:
    """A problem where the word is not known; nothing where nothing is known of its sort."""
    word = word or str(spot.word())
    if not known or word in known:
        return
    near = nearest(word, sorted(known))
    mend = f"{near} " if near else ""
    sentence, rest = found.format(word), "It may be meant, if a city or a ruleset of your own has it."
    if what == "column":
        yield spot.at_key("unknown-column", sentence, mend + rest)
    else:
        yield spot.problem(f"unknown-{what}", sentence, mend + rest)


def _kinds(whole: Spot) -> Iterator[Spot]:
    for rule in whole.entries("rules"):
        yield from rule.words("when", "kind")
    for example in whole.entries("examples"):
        yield from (kind for record in example.entries("records") for kind in record.words("kind"))


def _columns(whole: Spot) -> Iterator[Spot]:
    """Every column that is named, as the spot of what it must hold."""
    yield from whole.entries("scope")
    for rule in whole.entries("rules"):
        yield from (*rule.entries("when", "subject"), *rule.entries("when", "profile"))
    for consequence in whole.entries("consequences"):
        yield from consequence.entries("where")
    for example in whole.entries("examples"):
        yield from example.entries("subject")


@lru_cache(maxsize=1)
def shipped_words() -> Vocabulary:
    """The kinds, areas and published fields that the shipped rulesets speak of, and what is published anywhere."""
    wholes = [top(read_tree(read_text(path, shipped_name(path)))[0]) for path in shipped_rulesets().values()]
    areas = (entry.word("area") for whole in wholes for entry in whole.entries("consequences"))
    published = (
        spot.word()
        for whole in wholes
        for part in ("lists", "consequences")
        for entry in whole.entries(part)
        for spot in entry.words("publishes")
    )
    kinds = (spot.word() for whole in wholes for spot in _kinds(whole))
    return Vocabulary(kinds=_words(kinds), areas=_words(areas), fields=_words(published) | frozenset(_USUAL))


def _words(found: Iterable[str | None]) -> frozenset[str]:
    return frozenset(str(word) for word in found if word and not word.endswith("*"))
