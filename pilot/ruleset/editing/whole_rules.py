"""Whole rules as they stand in the text: copied, moved, and switched off, every byte of them kept; examples alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pilot.ruleset.editing.edit_refusals import not_from_here, reads_otherwise
from pilot.ruleset.editing.edits import CopyRule, MoveRule
from pilot.ruleset.editing.paths import position, rule_ids
from pilot.ruleset.editing.text.brackets import separator
from pilot.ruleset.editing.text.lines import OFF, core, is_set_apart
from pilot.ruleset.editing.text.new_text import in_brackets, key_text
from pilot.ruleset.editing.text.page import Page, Splice
from pilot.ruleset.editing.text.positions import BLOCK_MAP, Written, WrittenEntry


def is_written(own: dict[str, Any], rule_id: str) -> bool:
    """Whether the text itself has something under that rule's id."""
    rules = own.get("rules")
    return rules.get(rule_id) is not None if isinstance(rules, dict) else rule_id in rule_ids(own)


def entry_of(page: Page, own: dict[str, Any], rule_id: str) -> tuple[Written, WrittenEntry]:
    """The list or map of rules as it is written, and the rule's entry in it."""
    rules = page.root.under("rules")
    is_map = isinstance(own.get("rules"), dict)
    entry = rules.value.under(rule_id if is_map else position(rule_id, rule_ids(own))) if rules else None
    if rules is None or entry is None:
        raise reads_otherwise(("rules", rule_id))
    return rules.value, entry


def copied(page: Page, own: dict[str, Any], edit: CopyRule) -> Iterator[Splice]:
    """The rule's own text once more behind it, with the new id in place of the old one."""
    holder, entry = entry_of(page, own, edit.rule_id)
    end = entry.value.end
    if holder.style == BLOCK_MAP:
        start, stop, new = entry.start, entry.start + len(_key(page, entry)), key_text(edit.new_id, page.layout)
    else:
        named = entry.value.under("id")
        if named is None or not entry.start <= named.value.start < named.value.end <= end:
            raise reads_otherwise(("rules", edit.rule_id))
        start, stop = named.value.start, named.value.end
        new = in_brackets(edit.new_id, page.layout, style=named.value.style)
    body = page.text[entry.start : start] + new + page.text[stop:end]
    if holder.is_flow:
        yield Splice(end, end, separator(page, holder) + body)
        return
    spot = page.lines.end(end)
    gap = page.layout.newline * (2 if is_set_apart(page, holder, entry) else 1)
    margin = " " * page.lines.column(entry.start)
    yield Splice(spot, spot, gap + margin + body + page.text[end:spot])


def _key(page: Page, entry: WrittenEntry) -> str:
    return page.text[entry.start : entry.head - 1].rstrip()


def moved(page: Page, own: dict[str, Any], edit: MoveRule) -> Iterator[Splice]:
    """The rule's text taken out at one place and put in at another."""
    holder, entry = entry_of(page, own, edit.rule_id)
    anchor = None if edit.after is None else entry_of(page, own, edit.after)[1]
    if holder.is_flow:
        yield from _moved_in_brackets(page, holder, entry, anchor)
        return
    first, last = core(page, entry)
    out = _with_gap(page, first, last, is_first=entry is holder.entries[0])
    start, end = page.lines.at(first)[0], page.lines.at(last)[1]
    body, gap = page.text[start:end], page.text[out[0] : start] + page.text[end : out[1]]
    yield Splice(*out, "")
    if anchor is None:
        spot = page.lines.at(core(page, holder.entries[0])[0])[0]
        yield Splice(spot, spot, body + gap)
    else:
        spot = page.lines.end(anchor.value.end)
        yield Splice(spot, spot, gap + body)


def _with_gap(page: Page, first: int, last: int, *, is_first: bool) -> tuple[int, int]:
    """The stretch of a rule's lines with the line ends and blank lines above them.

    Under a heading, and for the first rule, it is those below that set it apart.
    """
    lines = page.lines
    above, below = first - 1, last + 1
    if is_first or page.text[slice(*lines.at(above))].lstrip(" ").startswith("#"):
        while lines.is_blank(below):
            below += 1
        return lines.at(first)[0], lines.behind(below - 1)
    while lines.is_blank(above):
        above -= 1
    return lines.at(above)[1], lines.at(last)[1]


def _moved_in_brackets(
    page: Page, holder: Written, entry: WrittenEntry, anchor: WrittenEntry | None
) -> Iterator[Splice]:
    """Between brackets the entries change places, and what stands between them stays."""
    entries = [other for other in holder.entries if other is not entry]
    entries.insert(0 if anchor is None else entries.index(anchor) + 1, entry)
    for before, after in zip(holder.entries, entries, strict=True):
        if before is not after:
            yield Splice(before.start, before.value.end, page.text[after.start : after.value.end])


def switched_off(page: Page, own: dict[str, Any], rule_id: str, *, is_inherited: bool) -> Iterator[Splice]:
    """The rule's lines as comments; an inherited rule gets a null behind them, since the base would give it else."""
    holder, entry = entry_of(page, own, rule_id)
    if not is_by_lines(page, holder, entry):
        found = "rules in brackets cannot be switched off one by one."
        raise not_from_here(
            found, ("rules", rule_id), "drop the rule, or put each rule on lines of its own in the text."
        )
    yield from _commented(page, entry)
    if is_inherited:
        spot = page.lines.end(entry.value.end)
        null = f"{page.layout.newline}{' ' * page.lines.column(entry.start)}{_key(page, entry)}: null"
        yield Splice(spot, spot, null)
    elif len(holder.entries) == 1:
        yield from _emptied(page, "rules", holder)


def is_by_lines(page: Page, holder: Written, entry: WrittenEntry) -> bool:
    """Whether an entry has lines of its own, which can become comments."""
    return not holder.is_flow and page.lines.is_first(entry.start)


def set_aside(page: Page, place: int) -> Iterator[Splice]:
    """A worked example's lines as comments; DataError where it has no lines of its own."""
    examples = page.root.under("examples")
    entry = examples.value.under(place) if examples else None
    if examples is None or entry is None or not is_by_lines(page, examples.value, entry):
        found = "examples in brackets cannot be set aside one by one."
        raise not_from_here(found, ("examples", place), "put each example on lines of its own in the text.")
    yield from _commented(page, entry)
    if len(examples.value.entries) == 1:
        yield from _emptied(page, "examples", examples.value)


def _commented(page: Page, entry: WrittenEntry) -> Iterator[Splice]:
    column = page.lines.column(entry.start)
    for number in range(page.lines.number(entry.start), page.lines.number(entry.value.end) + 1):
        start, end = page.lines.at(number)
        if not page.lines.is_blank(number):
            line = page.text[start:end]
            spot = start + min(column, len(line) - len(line.lstrip(" ")))
            yield Splice(spot, spot, f"{OFF} ")


def _emptied(page: Page, section: str, holder: Written) -> Iterator[Splice]:
    """Empty brackets for a section whose last entry became a comment."""
    whole = page.root.under(section)
    assert whole is not None, "the entry stands under it"
    yield Splice(whole.head, whole.head, " {}" if holder.style == BLOCK_MAP else " []")
