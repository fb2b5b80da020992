"""Which entry of one ruleset is which of another: by name, renamed where all else is the same, moved or not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pilot.ruleset.model import Part


@dataclass(frozen=True)
class Pair:
    """An entry before and after by its names, None where it is not there; places count from 1."""

    before: str | None
    after: str | None
    place_before: int | None = None
    place_after: int | None = None
    moved: bool = False


def pairs(before: Mapping[str, Part], after: Mapping[str, Part], identity: str = "", *, ordered: bool) -> list[Pair]:
    """All entries in the order of the newer side, those that are gone where they stood.

    `identity` is the field that holds an entry's name, if the entry holds it. Where the order means something, as few
    entries as can be count as moved.
    """
    former = _renamed(before, after, identity) | {name: name for name in after if name in before}
    places = {name: place for place, name in enumerate(before, 1)}
    kept = [
        Pair(former.get(name), name, places.get(former.get(name, "")), place) for place, name in enumerate(after, 1)
    ]
    if ordered:
        kept = list(_with_moves(kept))
    return list(_with_gone(kept, before, places))


def _renamed(before: Mapping[str, Part], after: Mapping[str, Part], identity: str) -> dict[str, str]:
    """The former names of entries that are new by name and else just like one that is gone."""
    gone = {name: _content(part, identity) for name, part in before.items() if name not in after}
    former: dict[str, str] = {}
    for name, part in after.items():
        if name not in before and gone:
            content = _content(part, identity)
            old = next((old for old, other in gone.items() if other == content), None)
            if old is not None:
                former[name] = old
                del gone[old]
    return former


def _content(part: Part, identity: str) -> dict[str, Any]:
    return part.model_dump(exclude={identity})


def _with_moves(kept: Sequence[Pair]) -> Iterator[Pair]:
    held = _longest_rise([pair.place_before for pair in kept if pair.place_before is not None])
    return (replace(pair, moved=pair.place_before is not None and pair.place_before not in held) for pair in kept)


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """A longest run of rising numbers in a sequence without repetition, gaps allowed."""
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        previous[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    rise: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        rise.add(last)
        last = previous[last]
    return rise


def _with_gone(kept: Sequence[Pair], before: Mapping[str, Part], places: Mapping[str, int]) -> Iterator[Pair]:
    """The pairs, and each entry that is gone after the one that stood before it."""
    survivors = {pair.before for pair in kept}
    following: dict[str | None, list[Pair]] = {}
    last: str | None = None
    for name in before:
        if name in survivors:
            last = name
        else:
            following.setdefault(last, []).append(Pair(name, None, places[name]))
    yield from following.get(None, ())
    for pair in kept:
        yield pair
        yield from following.get(pair.before, ()) if pair.before is not None else ()
