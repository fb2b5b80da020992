"""Changes to what is laid out by lines: a key or dash in its column, the value behind it or on the lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pilot.ruleset.editing.edit_refusals import reads_otherwise
from pilot.ruleset.editing.edits import Path
from pilot.ruleset.editing.text.new_text import behind_dash, behind_key, key_text
from pilot.ruleset.editing.text.page import Page, Splice, WantedEntry
from pilot.ruleset.editing.text.positions import BLOCK_MAP, Written, WrittenEntry

OFF = "#~"
_HEADING = re.compile(r"#\s*[-=#*~_]{3}|.*[-=]{4}\s*$")


def new_value(page: Page, holder: Written, entry: WrittenEntry, new: Any, path: Path) -> Iterator[Splice]:
    """Another value behind a key or dash that stays."""
    old, lines = entry.value, page.lines
    if entry.head < 0:
        raise reads_otherwise(path)
    behind = behind_key if holder.style == BLOCK_MAP else behind_dash
    text = behind(new, lines.column(entry.start), path, page.layout, old.style)
    is_below = text[0] != " "
    if old.start == old.end:
        spot = lines.end(entry.head) if is_below else entry.head
        yield Splice(spot, spot, text)
    elif old.is_block and lines.number(old.start) != lines.number(entry.head):
        line_end = lines.end(entry.head)
        if not is_below:
            yield Splice(entry.head, entry.head, text)
        yield Splice(line_end, lines.end(old.end), text if is_below else "")
    elif is_below:
        comment = page.text[old.end : lines.end(old.end)].rstrip()
        yield Splice(entry.head, lines.end(old.end), comment + text)
    elif old.is_block:
        yield Splice(entry.head, old.end, text)
    elif old.style in ("|", ">") and text[1] in "|>":
        yield Splice(old.start, old.end, _as_deep(page, old, text[1:]))
    else:
        yield Splice(old.start, old.end, text[1:])


def _as_deep(page: Page, old: Written, text: str) -> str:
    """A text block as far to the right as the one that it replaces, with the comment behind its sign."""
    newline = page.layout.newline
    header, *below = page.text[old.start : old.end].split(newline)
    sign, *lines = text.split(newline)
    depth = next((len(line) - len(line.lstrip(" ")) for line in below if line.strip()), 0)
    own = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
    comment = header[len(header.split(" ", 1)[0]) :]
    if not depth or sign.rstrip("+-")[-1] not in "|>":
        return text
    return newline.join([sign + comment, *(" " * depth + line[own:] if line.strip() else line for line in lines)])


def taken_away(page: Page, holder: Written, gone: set[WrittenEntry], path: Path) -> Iterator[Splice]:
    """Entries without their lines; one of two blank lines goes along, so that no gap is left."""
    lines, entries = page.lines, holder.entries
    here = -1
    for place, entry in enumerate(entries):
        if entry not in gone or entry.start < here:
            continue
        if not lines.is_first(entry.start):
            following = next((entry.start for entry in entries[place + 1 :] if entry not in gone), entry.value.end)
            has_comment = "#" in page.text[entry.value.end : following]
            here = entry.value.end if has_comment else following
            yield Splice(entry.start, here, "")
            continue
        first, last = core(page, entry) if path == ("rules",) else _rows(page, entry)
        is_apart = lines.is_blank(last + 1) or lines.is_last(last)
        if is_apart and lines.is_blank(first - 1) and lines.at(first - 1)[0] > here:
            first -= 1
        elif place == 0 and lines.is_blank(last + 1):
            last += 1
        # With the line end above rather than that below, as new lines are put in: so the one undoes the other.
        start, here = (lines.at(first - 1)[1], lines.at(last)[1]) if first else (0, lines.behind(last))
        yield Splice(start, here, "")


def put_in(page: Page, holder: Written, standing: Sequence[WantedEntry], path: Path) -> Iterator[Splice]:
    """New entries, each behind the one that it follows."""
    lines, newline = page.lines, page.layout.newline
    first = next(place.entry for place in standing if place.entry)
    column = lines.column(first.start)
    anchor: WrittenEntry | None = None
    for place in standing:
        if place.entry:
            anchor = place.entry
            continue
        text = _entry_text(page, holder, place, column, (*path, place.key))
        if anchor:
            spot = lines.end(anchor.value.end)
            yield Splice(spot, spot, newline * (2 if is_set_apart(page, holder, anchor) else 1) + " " * column + text)
        elif lines.is_first(first.start) and lines.number(first.start):
            spot = lines.at(lines.number(first.start) - 1)[1]
            gap = newline if is_set_apart(page, holder, first) else ""
            yield Splice(spot, spot, newline + " " * column + text + gap)
        else:
            yield Splice(first.start, first.start, text + newline + " " * column)


def _entry_text(page: Page, holder: Written, place: WantedEntry, column: int, path: Path) -> str:
    if holder.style == BLOCK_MAP:
        return f"{key_text(str(place.key), page.layout)}:{behind_key(place.new, column, path, page.layout)}"
    return f"-{behind_dash(place.new, column, path, page.layout)}"


def is_set_apart(page: Page, holder: Written, entry: WrittenEntry) -> bool:
    """Whether there are blank lines between the entry and the next one, or the one before it if it is the last."""
    place = holder.entries.index(entry)
    pair = holder.entries[place : place + 2] if place + 1 < len(holder.entries) else holder.entries[-2:]
    if len(pair) < 2:
        return False
    first, last = page.lines.number(pair[0].value.end), page.lines.number(pair[1].start)
    return any(page.lines.is_blank(number) for number in range(first + 1, last))


def core(page: Page, entry: WrittenEntry) -> tuple[int, int]:
    """The first and last line of a rule, with the comment lines right above it; a heading among them is none of it."""
    first, last = _rows(page, entry)
    margin = " " * page.lines.column(entry.start)
    while first > 0:
        line = page.text[slice(*page.lines.at(first - 1))]
        comment = line.removeprefix(margin)
        if not line.startswith(margin + "#") or comment.startswith(OFF) or _HEADING.match(comment):
            break
        first -= 1
    return first, last


def _rows(page: Page, entry: WrittenEntry) -> tuple[int, int]:
    return page.lines.number(entry.start), page.lines.number(entry.value.end)
