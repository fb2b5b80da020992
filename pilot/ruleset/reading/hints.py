"""What is no fault in a ruleset's text, and may not be as meant all the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from pilot.errors import Place, Problem
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import text_of
from pilot.ruleset.reading.look_alikes import is_prose
from pilot.ruleset.reading.mends import nearest
from pilot.ruleset.reading.nodes import Node
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.places import all_inside, top
from pilot.ruleset.reading.source_text import SourceText
from pilot.written_forms import OF_EVERY_SUBJECT

_COMMENT = re.compile(r" +#.*")


def hints_of(source: str | Path) -> list[Problem]:
    """What may not be as meant in a ruleset that can be loaded, of its own file alone. DataError as `load_ruleset`."""
    return hints_in(text_of(source)[0])


def hints_in(source: SourceText) -> list[Problem]:
    """The same of a text that makes a ruleset."""
    tree, _ = read_tree(source)
    return list(cut_texts(tree, source))


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


def unknown_columns(ruleset: Ruleset, file: str, known: Collection[str]) -> Iterator[Problem]:
    """A column that a rule asks for and that is none of those that are `known`, or that every subject has."""
    there = {*known, *OF_EVERY_SUBJECT}
    for rule in ruleset.rules:
        for name in rule.when.columns:
            if name not in there:
                near = nearest(name, sorted(there))
                meant = f"{near} " if near else ""
                found = f'no city is sure to have the column "{name}"; where it is missing nobody meets the rule.'
                mend = f"{meant}A city may have further columns of its own."
                yield Problem(Place(file, path=("rules", rule.id, "when")), "unknown-column", found, mend)


def unknown_kinds(ruleset: Ruleset, file: str, known: Collection[str]) -> Iterator[Problem]:
    """A kind of record that is none of those `known`, and looks like one of them; others may come yet."""
    groups = {f"{kind[:place]}.*" for kind in known for place, letter in enumerate(kind) if letter == "."}
    for rule in ruleset.rules:
        for kind in rule.when.kinds:
            there = groups if kind.endswith(".*") else known
            near = "" if kind in there else nearest(kind, sorted(there))
            if near:
                found = f'the city has no records of the kind "{kind}".'
                yield Problem(Place(file, path=("rules", rule.id, "when")), "unknown-kind", found, near)
