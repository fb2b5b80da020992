"""Changes between brackets and braces: entries with commas between them, on one line or several, JSON among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pilot.ruleset.editing.edit_refusals import reads_otherwise
from pilot.ruleset.editing.edits import Path
from pilot.ruleset.editing.text.new_text import in_brackets, key_text
from pilot.ruleset.editing.text.page import Page, Splice, WantedEntry
from pilot.ruleset.editing.text.positions import FLOW_MAP, Written, WrittenEntry


def new_value(page: Page, entry: WrittenEntry, new: Any, path: Path) -> Iterator[Splice]:
    """Another value in the place of the old one."""
    old = entry.value
    text = in_brackets(new, page.layout, path, old.style)
    if old.start < old.end:
        yield Splice(old.start, old.end, text)
    elif entry.head < 0:
        raise reads_otherwise(path)
    else:
        yield Splice(entry.head, entry.head, f" {text}")


def taken_away(holder: Written, gone: set[WrittenEntry]) -> Iterator[Splice]:
    """Entries, each with one comma."""
    entries = holder.entries
    left = [place for place, entry in enumerate(entries) if entry not in gone]
    for place in range(left[-1]):
        if place not in left:
            yield Splice(entries[place].start, entries[place + 1].start, "")
    if left[-1] + 1 < len(entries):
        yield Splice(entries[left[-1]].value.end, entries[-1].value.end, "")


def put_in(page: Page, holder: Written, standing: Sequence[WantedEntry], path: Path) -> Iterator[Splice]:
    """New entries, with the same space between them as between the others."""
    between = separator(page, holder)
    first = next(place.entry for place in standing if place.entry)
    anchor: WrittenEntry | None = None
    for place in standing:
        if place.entry:
            anchor = place.entry
            continue
        text = in_brackets(place.new, page.layout, (*path, place.key))
        if holder.style == FLOW_MAP:
            text = f"{key_text(str(place.key), page.layout)}: {text}"
        if anchor:
            yield Splice(anchor.value.end, anchor.value.end, between + text)
        else:
            yield Splice(first.start, first.start, text + between)


def separator(page: Page, holder: Written) -> str:
    """The comma and the space between two entries; if there is one entry, the line end before it, if any."""
    entries = holder.entries
    if len(entries) > 1:
        between = page.text[entries[0].value.end : entries[1].start]
        return between if re.fullmatch(r",\s+", between) else ", "
    opening = page.text[holder.start : entries[0].start].partition(holder.style)[2]
    return f",{opening}" if re.fullmatch(r"\s*[\r\n]\s*", opening) else ", "
