"""The order of a section's entries after a merge."""

from __future__ import annotations

from collections.abc import Sequence

from pilot.workshop.merging.contents import orders_of
from pilot.workshop.merging.merge import Merge


def merged_order(section: str, merge: Merge, moved: Sequence[str] | None) -> list[str]:
    """The names of all entries that the start or any copy has: those of the start as `moved`, or as they were.

    What copies added stands behind the entry that it follows in the first copy which has it; what several copies added
    at one place stands there copy by copy.
    """
    order = list(orders_of(merge.start.ruleset)[section]) if moved is None else list(moved)
    added_by: dict[str, str] = {}
    for copy in merge.copies:
        before: str | None = None
        for name in orders_of(copy.ruleset)[section]:
            if name not in order:
                order.insert(_place_behind(before, order, added_by, copy.name), name)
                added_by[name] = copy.name
            before = name
    return order


def _place_behind(before: str | None, order: Sequence[str], added_by: dict[str, str], copy: str) -> int:
    """The place behind `before`, and behind what other copies added there."""
    place = order.index(before) + 1 if before is not None else 0
    while place < len(order) and added_by.get(order[place], copy) != copy:
        place += 1
    return place
