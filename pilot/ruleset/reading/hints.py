"""What is no fault in a ruleset's text, and may not be as meant all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pilot.errors import Problem
from pilot.ruleset.reading.load import text_of
from pilot.ruleset.reading.look_alikes import is_prose
from pilot.ruleset.reading.nodes import Node
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.places import all_inside, top
from pilot.ruleset.reading.source_text import SourceText

_COMMENT = re.compile(r" +#.*")


def hints_of(source: str | Path) -> list[Problem]:
    """What may not be as meant in a ruleset that can be loaded, of its own file alone. DataError as `load_ruleset`."""
    text, _ = text_of(source)
    tree, _ = read_tree(text)
    return list(cut_texts(tree, text))


def cut_texts(tree: Node, source: SourceText) -> Iterator[Problem]:
    """Texts of this file that end where a comment begins: a # after a space, which may have been meant as a letter."""
    for spot in all_inside(top(tree)):
        mark = spot.node.mark
        if mark.source is not source or spot.word() is None or not is_prose(spot.way):
            continue
        line = source.lines[mark.line - 1]
        rest = _COMMENT.fullmatch(line, mark.column - 1 + mark.width)
        if rest and not line[mark.column - 1 : mark.column].startswith(("'", '"', "|", ">")):
            comment = rest[0].strip()
            shown = comment if len(comment) <= 40 else f"{comment[:40]}..."
            yield spot.problem(
                "comment-cuts-text",
                f'the text ends before "{shown}": a # after a space begins a comment.',
                "if it belongs to the text, put the whole text in quotes.",
            )
