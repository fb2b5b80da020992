"""One value of a rule changed in the lines of that rule alone, so that the rest of a long text is not read again.

The lines of a rule say the same wherever they stand: they begin with the rule's dash, the next entry or key begins
behind them in the same column or further left, and nothing in them is repeated from elsewhere. So it is enough to read
them by themselves, before and after. Wherever that is not so plain, there is no piece, and the whole text is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pilot.errors import DataError
from pilot.ruleset.editing.form_values import kept
from pilot.ruleset.editing.text.page import Page
from pilot.ruleset.editing.text.splices import splices
from pilot.ruleset.reading.nodes import Items, Map, Node, plain
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.source_text import SourceText

_HEAD = "rules:\n"
_DASH = re.compile("( *)- +")
_NOT_BY_ITSELF = re.compile(r"[&*\r\x85\u2028\u2029]|^(?:---|\.\.\.|%)", re.MULTILINE)
"""What repeats other parts, ends a line otherwise than the rest, or begins another document."""


@dataclass(frozen=True)
class Piece:
    """A text with the lines of one rule written anew, what the rule then says, and the tree of the text."""

    text: str
    rule: dict[str, Any]
    tree: Node


def with_rule(source: SourceText, tree: Node, place: int, old: Any, new: Any) -> Piece | None:
    """The text with that rule changed within its lines; None where the whole has to be looked at."""
    found = _lines_of(source.text, tree, place)
    if found is None:
        return None
    first, rows, behind = found
    before, lines = "\n".join(rows[: first - 1]), "\n".join(rows[first - 1 : behind - 1])
    head = SourceText(source.name, "\n" * (first - 2) + _HEAD + lines + "\n")
    try:
        if (read := _only_rule(head)) is None or plain(read) != old:
            return None
        page = Page(_HEAD + lines + "\n")
        after_text = page.spliced(splices(page, {"rules": [old]}, {"rules": [new]}))
        after = _only_rule(SourceText(source.name, "\n" * (first - 2) + after_text))
    except DataError:
        return None
    if after is None or after_text.count("\n") != page.text.count("\n") or _NOT_BY_ITSELF.search(after_text):
        return None
    rule = plain(after)
    if kept(rule, new) is not rule:
        return None
    text = "\n".join([before, after_text[len(_HEAD) : -1], *rows[behind - 1 :]])
    return Piece(text, rule, _with_rule(tree, place, after))


def _lines_of(text: str, tree: Node, place: int) -> tuple[int, list[str], int] | None:
    """Where the lines of a rule begin, all lines, and where the next entry or key begins; lines count from 1."""
    rules = tree.values.get("rules") if isinstance(tree, Map) else None
    if not isinstance(rules, Items) or not isinstance(tree, Map) or any(end in text for end in "\r\x85\u2028\u2029"):
        return None
    rows, node = text.split("\n"), rules.values[place]
    starts = sorted(mark.line for mark in tree.keys.values() if mark.line > node.mark.line)
    is_last = place + 1 == len(rules.values)
    behind = rules.values[place + 1].mark.line if not is_last else starts[0] if starts else len(rows) + 1
    dash = _DASH.match(rows[node.mark.line - 1])
    if dash is None or node.mark.column != dash.end() + 1 or behind <= node.mark.line or node.mark.line < 2:
        return None
    if behind <= len(rows) and not _begins(rows[behind - 1], "" if is_last else f"{dash[1]}- "):
        return None
    is_plain = not _NOT_BY_ITSELF.search("\n".join(rows[node.mark.line - 1 : behind - 1]))
    return (node.mark.line, rows, behind) if is_plain else None


def _begins(row: str, with_: str) -> bool:
    """Whether a line begins an entry of the list, or a key of the ruleset itself."""
    return row.startswith(with_) if with_ else row[:1] not in ("", " ", "\t", "#", "-", "{", "[")


def _only_rule(source: SourceText) -> Node | None:
    """The one rule in some lines of a text, if they hold nothing else and nothing is wrong with them."""
    tree, problems = read_tree(source)
    rules = tree.values.get("rules") if isinstance(tree, Map) and len(tree.values) == 1 else None
    if problems or not isinstance(rules, Items) or len(rules.values) != 1 or not isinstance(rules.values[0], Map):
        return None
    return rules.values[0]


def _with_rule(tree: Node, place: int, rule: Node) -> Node:
    assert isinstance(tree, Map), "it has rules"
    rules = tree.values["rules"]
    assert isinstance(rules, Items), "the rules are a list"
    entries = [*rules.values[:place], rule, *rules.values[place + 1 :]]
    return Map(tree.mark, {**tree.values, "rules": Items(rules.mark, entries)}, tree.keys)
