"""The lines of the ledger: all that was posted and reversed, in ledger order (step 10 of docs/evaluation.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from pilot.evaluation.kernel.carry import Carried
from pilot.evaluation.kernel.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.kernel.days import Days
from pilot.evaluation.kernel.match import Scope
from pilot.evaluation.kernel.postings import Postings
from pilot.evaluation.kernel.price import Block, Codes
from pilot.evaluation.merge_runs import merge_runs
from pilot.evaluation.threads import in_parallel

TYPES = ("opening", "profile", "rule", "carry", "appeal", "settlement", "expiry", "contact")
_OPENING, _PROFILE, _RULE, _CARRY, _REVERSED, _CONTACT = 0, 1, 2, 3, 3, 7
"""A reversal's type is `_REVERSED` plus its code among REVERSALS."""
_PHASE = np.array([0, 1, 2, 2, 3, 3, 3, 4])


@dataclass(frozen=True)
class LedgerPart:
    """Postings of one kind and rule: columns, or one value for all; `row`, `place` and `via` are -1 where there is
    none.
    """

    subject: Ints
    day: Days | int
    type: Codes | int
    points: Longs | int
    row: Ints | int = -1
    place: int = -1
    via: Ints | int = -1
    note: Codes | int = 0

    def only(self, keep: Ints) -> LedgerPart:
        """The postings at these positions."""
        cells = {field.name: getattr(self, field.name) for field in fields(self)}
        kept: dict[str, Any] = {
            name: cell.take(keep) if isinstance(cell, np.ndarray) else cell for name, cell in cells.items()
        }
        return LedgerPart(**kept)


@dataclass(frozen=True)
class LedgerLines:
    """All postings as columns, in ledger order; `row`, `place` and `via` are -1 where there is none."""

    subject: Ints
    day: Days
    type: Ints
    points: Longs
    row: Ints
    place: Ints
    via: Ints
    note: Ints

    def __len__(self) -> int:
        return len(self.subject)


def lines_of(posted: Postings, columns: Columns, scope: Scope, chosen: Flags | None = None) -> LedgerLines:
    """Every posting, in ledger order; only those of the `chosen` subjects where given."""
    parts = list(_parts(posted, scope))
    if chosen is not None:
        parts = [part.only(np.flatnonzero(chosen[part.subject])) for part in parts]
    lines = _joined(parts)
    order, subject, day = _ledger_order(lines, columns)
    names = ("type", "points", "row", "place", "via", "note")
    rest = in_parallel(lambda name: getattr(lines, name).take(order), names, len(lines))
    return LedgerLines(subject=subject, day=day, **dict(zip(names, rest, strict=True)))


def _parts(posted: Postings, scope: Scope) -> Iterator[LedgerPart]:
    """All postings in pieces; among equals in ledger order the earlier piece comes first."""
    if posted.opening is not None:
        yield LedgerPart(posted.opening.subject, scope.opens, _OPENING, posted.opening.points)
    for own in posted.profiles:
        yield LedgerPart(own.subject, scope.opens, _PROFILE, own.points, place=own.place, note=own.note)
    sources: tuple[Block | Carried, ...] = (*posted.blocks, *posted.carried)
    pieces = [*map(_of_block, posted.blocks), *map(_of_carried, posted.carried)]
    yield from pieces
    for source, part in zip(sources, pieces, strict=True):
        back = part.only(np.flatnonzero(source.reversed))
        reversals = source.reversals
        yield replace(
            back, day=reversals.day, type=reversals.kind + np.int8(_REVERSED), points=-np.asarray(back.points), note=0
        )
    for own in posted.contacts:
        yield LedgerPart(own.subject, scope.as_of, _CONTACT, own.points, place=own.place, note=own.note)


def _of_block(block: Block) -> LedgerPart:
    matched = block.matched
    return LedgerPart(matched.subject, matched.day, _RULE, block.points, matched.rows, block.place, note=block.note)


def _of_carried(carried: Carried) -> LedgerPart:
    place = carried.block.place
    return LedgerPart(carried.subject, carried.day, _CARRY, carried.points, carried.row, place, carried.via)


_NARROW = {"type": np.int8, "note": np.int8, "place": np.int16, "row": np.int32, "via": np.int32}


def _joined(parts: list[LedgerPart]) -> LedgerLines:
    sizes = [len(part.subject) for part in parts]
    ends = np.cumsum(sizes, dtype=np.int64)
    columns = {}
    for field in fields(LedgerLines):
        column = np.empty(sum(sizes), dtype=_NARROW.get(field.name, np.int64))
        for part, end, size in zip(parts, ends, sizes, strict=True):
            column[end - size : end] = getattr(part, field.name)
        columns[field.name] = column
    return LedgerLines(**columns)


def _ledger_order(lines: LedgerLines, columns: Columns) -> tuple[Ints, Ints, Days]:
    """Step 10: the order by subject, date, phase, record id, place, via; with it subject and day in that order.

    Subject, date, phase and position are packed into one number each, which sorts several times as fast as an indirect
    sort; the few ties that stand wrong are put right after. Equal rows stay as they were posted. Each piece that was
    posted is a run, in order by subject and date.
    """
    size = len(lines)
    if not size:
        return lines.subject, lines.subject, lines.day
    first_day = int(lines.day.min())
    day_bits = (int(lines.day.max()) - first_day).bit_length()
    position_bits = size.bit_length()
    if int(lines.subject.max()).bit_length() + day_bits + 3 + position_bits > 63:
        raise OverflowError("the ledger is too large to be laid out at once; lay it out for some subjects at a time")
    key = lines.subject << day_bits
    key |= lines.day - first_day
    key <<= 3
    key |= _PHASE.take(lines.type)
    key <<= position_bits
    key |= np.arange(size)
    merge_runs(key)
    order = key & ((1 << position_bits) - 1)
    key >>= position_bits
    _put_ties_right(order, key, lines, columns)
    key >>= 3
    return order, key >> day_bits, (key & ((1 << day_bits) - 1)) + first_day


def _put_ties_right(order: Ints, key: Longs, lines: LedgerLines, columns: Columns) -> None:
    """Among postings of one subject, date and phase: by record id, the rule's place, via. Changes `order` in place."""
    same = np.flatnonzero(key[1:] == key[:-1])
    left, right = order.take(same), order.take(same + 1)
    ranks = np.append(columns.rank, -1)
    rows = [lines.row.take(side) for side in (left, right)]
    places = [lines.place.take(side) for side in (left, right)]
    wrong = (rows[0] == rows[1]) & (places[0] > places[1])
    apart = np.flatnonzero(rows[0] != rows[1])
    wrong[apart] = ranks.take(rows[0].take(apart)) > ranks.take(rows[1].take(apart))
    alike = np.flatnonzero((rows[0] == rows[1]) & (places[0] == places[1]))
    wrong[alike] = lines.via.take(left.take(alike)) > lines.via.take(right.take(alike))
    if not wrong.any():
        return
    run = np.cumsum(np.diff(same, prepend=-2) != 1)
    broken = np.zeros(run[-1] + 1, dtype=bool)
    broken[run[wrong]] = True
    tied = same[broken.take(run)]
    touched = np.zeros(len(order), dtype=bool)
    touched[tied] = touched[tied + 1] = True
    mine = np.flatnonzero(touched)
    posted = order.take(mine)
    fixed = np.lexsort(
        (lines.via.take(posted), lines.place.take(posted), ranks.take(lines.row.take(posted)), key.take(mine))
    )
    order[mine] = posted.take(fixed)
