"""From the difference between two plain trees to the stretches of text that have to change, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pilot.ruleset.editing.edit_refusals import reads_otherwise, repeated_part
from pilot.ruleset.editing.edits import Path
from pilot.ruleset.editing.form_values import common
from pilot.ruleset.editing.paths import order_of
from pilot.ruleset.editing.text import brackets, lines
from pilot.ruleset.editing.text.page import Page, Splice, WantedEntry
from pilot.ruleset.editing.text.positions import REPEAT, Written, WrittenEntry


def splices(page: Page, old: Any, new: Any) -> Iterator[Splice]:
    """What turns a text that says `old` into one that says `new`; the two share every part that stays."""
    if old is not new:
        yield from _inside(page, page.root, old, new, ())


def _inside(page: Page, holder: Written, old: Any, new: Any, path: Path) -> Iterator[Splice]:
    """The changes within a list or map of which something stays."""
    standing = _standing_keys(holder, old, new, path) if isinstance(new, dict) else _standing_entries(holder, old, new)
    for place in standing:
        if place.entry and place.new is not place.old:
            yield from _value(page, holder, place, (*path, place.key))
    stays = {place.entry for place in standing if place.entry}
    if not stays:
        raise reads_otherwise(path)
    gone = {entry for entry in holder.entries if entry not in stays and not _is_second(entry, new)}
    if gone:
        yield from brackets.taken_away(holder, gone) if holder.is_flow else lines.taken_away(page, holder, gone, path)
    if len(stays) < len(standing):
        yield from (brackets if holder.is_flow else lines).put_in(page, holder, standing, path)


def _is_second(entry: WrittenEntry, new: Any) -> bool:
    """Whether a map's key stands there once more; the first one counts, and the second is the person's to mend."""
    return isinstance(new, dict) and entry.key in new


def _value(page: Page, holder: Written, place: WantedEntry, path: Path) -> Iterator[Splice]:
    entry, old, new = place.entry, place.old, place.new
    assert entry is not None, "only what stands there changes"
    is_part = isinstance(new, dict | list)
    if entry.value.style == REPEAT and is_part:
        raise repeated_part(path)
    has_common = isinstance(new, dict) and isinstance(old, dict) and not old.keys().isdisjoint(new)
    if has_common or (isinstance(new, list) and isinstance(old, list) and old and new):
        yield from _inside(page, entry.value, old, new, path)
    elif holder.is_flow:
        yield from brackets.new_value(page, entry, new, path)
    else:
        yield from lines.new_value(page, holder, entry, new, path)


def _standing_entries(holder: Written, old: list[Any], new: list[Any]) -> list[WantedEntry]:
    """The list's entries as they shall be: what is the same at both ends stays, what lies between is set in order."""
    front = common(old, new)
    back = min(common(old[::-1], new[::-1]), min(len(old), len(new)) - front)
    standing = []
    for place, value in enumerate(new):
        before = place if place < len(new) - back else place - len(new) + len(old)
        is_new = place < len(new) - back and place >= len(old) - back
        entry = None if is_new else holder.entries[before]
        standing.append(WantedEntry(entry, place, None if is_new else old[before], value))
    return standing


def _standing_keys(holder: Written, old: dict[str, Any], new: dict[str, Any], path: Path) -> list[WantedEntry]:
    """The map's keys as they shall be: those that stay in their order, each new one where it is looked for."""
    stays = [key for key in dict.fromkeys(entry.key for entry in holder.entries) if key in new and key in old]
    keys = [str(key) for key in stays]
    order = order_of(path)
    for key in sorted((key for key in new if key not in old), key=lambda key: order.get(key, len(order))):
        keys.insert(_slot(keys, key, order) if key in order else _behind(keys, key, list(new)), key)
    return [WantedEntry(holder.under(key) if key in old else None, key, old.get(key), new[key]) for key in keys]


def _slot(keys: list[str], key: str, order: dict[str, int]) -> int:
    """The place for a key at which the fewest keys stand on the wrong side of it, the last of several."""
    ranks = [order.get(other, order[key]) for other in keys]
    wrong = [
        sum(rank > order[key] for rank in ranks[:slot]) + sum(rank < order[key] for rank in ranks[slot:])
        for slot in range(len(keys) + 1)
    ]
    return max(slot for slot, count in enumerate(wrong) if count == min(wrong))


def _behind(keys: list[str], key: str, wanted: list[str]) -> int:
    """The place behind the key that comes before it in the wanted order."""
    before = next((name for name in reversed(wanted[: wanted.index(key)]) if name in keys), None)
    return 0 if before is None else keys.index(before) + 1
