"""Rules that are switched off, found again in the comments that they became, and taken out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pilot.errors import DataError
from pilot.ruleset.editing.edit_refusals import no_such_aside, unknown_rule
from pilot.ruleset.editing.text.lines import OFF
from pilot.ruleset.editing.text.page import Page, Splice
from pilot.ruleset.editing.text.splices import splices
from pilot.ruleset.reading.nodes import plain
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.source_text import SourceText

_LINE = re.compile(rf"( *){OFF} ?(.*)", re.DOTALL)
_NAMED = {
    "rules": ("id", re.compile(r"""\bid: *["']?([^\s"',}]+)""")),
    "examples": ("name", re.compile(r"""\bname: *["']?([^"'}]+)""")),
}
"""What names an entry of a section, and how that is found in lines that cannot be read otherwise."""
_KEY = re.compile(r"""["']?([^\s"':]+)""")


@dataclass(frozen=True)
class Resting:
    """A rule or an example in comments: its id or name, its lines, and the position of the entry before it, -1 for
    none."""

    name: str
    content: dict[str, Any]
    lines: tuple[int, ...]
    before: int


def resting(page: Page, own: dict[str, Any], section: str = "rules") -> list[Resting]:
    """The rules that are switched off in this text, or the examples that are set aside, as it runs."""
    found = []
    is_map = isinstance(own.get(section), dict)
    for before, numbers in _gaps(page, section):
        for block in _blocks(page, numbers, "" if is_map else "-"):
            name, content = _read(page, block, section, is_map=is_map)
            found.append(Resting(name, content, tuple(block), before))
    return found


def bringing_back(page: Page, own: dict[str, Any], name: str) -> Iterator[Splice]:
    """What brings an example back: its comments undone."""
    found = resting(page, own, "examples")
    block = next((block for block in found if block.name == name), None)
    if block is None:
        raise no_such_aside(name, (block.name for block in found))
    yield from _uncommented(page, block)
    if not own.get("examples"):
        yield from _without_brackets(page, "examples")


def switching_on(page: Page, own: dict[str, Any], rule_id: str) -> Iterator[Splice]:
    """What brings a rule back: its comments undone, its null taken away, or both."""
    found = resting(page, own)
    block = next((block for block in found if block.name == rule_id), None)
    rules = own.get("rules")
    is_null = isinstance(rules, dict) and rules.get(rule_id, "") is None
    if block:
        yield from _uncommented(page, block)
        if is_null:
            yield from _without_null(page, rule_id)
        elif not rules:
            yield from _without_brackets(page, "rules")
    elif is_null and isinstance(rules, dict):
        left = {key: value for key, value in rules.items() if key != rule_id}
        others = {key: value for key, value in own.items() if key != "rules"}
        yield from splices(page, own, {**own, "rules": left} if left else others)
    else:
        raise unknown_rule(rule_id, (block.name for block in found))


def _uncommented(page: Page, block: Resting) -> Iterator[Splice]:
    for number in block.lines:
        start, end = page.lines.at(number)
        line = _LINE.fullmatch(page.text[start:end])
        if line:
            yield Splice(start + len(line[1]), end - len(line[2]), "")


def _without_null(page: Page, rule_id: str) -> Iterator[Splice]:
    rules = page.root.under("rules")
    entry = rules.value.under(rule_id) if rules else None
    if entry and not (rules and rules.value.is_flow):
        number = page.lines.number(entry.start)
        yield Splice(page.lines.at(number - 1)[1], page.lines.at(number)[1], "")


def _without_brackets(page: Page, section: str) -> Iterator[Splice]:
    """The empty brackets gone that stood for the section while all of it were comments."""
    whole = page.root.under(section)
    if whole and whole.value.is_flow:
        yield Splice(whole.head, whole.value.end, "")


def _gaps(page: Page, section: str) -> Iterator[tuple[int, range]]:
    """The lines between the entries, where nothing but comments can stand, each with the position of the one before."""
    whole = page.root.under(section)
    if whole is None or page.root.is_flow:
        return
    lines = page.lines
    end = next((lines.number(entry.start) for entry in page.root.entries if entry.start > whole.start), lines.count)
    entries = [] if whole.value.is_flow else whole.value.entries
    first = lines.number(whole.value.end if whole.value.is_flow else whole.head) + 1
    for place, entry in enumerate(entries):
        yield place - 1, range(first, lines.number(entry.start))
        first = lines.number(entry.value.end) + 1
    yield len(entries) - 1, range(first, end)


def _blocks(page: Page, numbers: range, dash: str) -> Iterator[list[int]]:
    """Runs of commented lines, each beginning with a dash or key in the rules' own column."""
    block: list[int] = []
    column = -1
    for number in numbers:
        line = _LINE.fullmatch(page.text[slice(*page.lines.at(number))])
        if line is None or (block and len(line[1]) > column):
            if block and not page.lines.is_blank(number):
                yield block
                block = []
            continue
        begins = line[2].startswith(dash) and line[2][:1] not in ("", " ", "#") and column in (-1, len(line[1]))
        if begins:
            if block:
                yield block
            block, column = [number], len(line[1])
        elif block:
            block.append(number)
    if block:
        yield block


def _read(page: Page, block: list[int], section: str, *, is_map: bool) -> tuple[str, dict[str, Any]]:
    """The name and the entry as far as they can be read."""
    key, in_lines = _NAMED[section]
    lines = (page.text[slice(*page.lines.at(number))] for number in range(block[0], block[-1] + 1))
    text = "\n".join(_LINE.sub(r"\1\2", line) for line in lines)
    try:
        tree = plain(read_tree(SourceText("", text))[0])
    except DataError:
        tree = None
    if is_map and isinstance(tree, dict) and tree:
        name, entry = next(iter(tree.items()))
        return str(name), entry if isinstance(entry, dict) else {}
    if isinstance(tree, list) and isinstance(tree[0], dict) and tree[0].get(key):
        return str(tree[0][key]), tree[0]
    named = (_KEY if is_map else in_lines).search(text)
    return named[1] if named else "", {}
