"""The ledger laid out: every posting in order, with balance, score and grade after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from pilot.evaluation.kernel.balance import band_of, clamped, factor_ends, factor_number, score_of
from pilot.evaluation.kernel.carry import Carried
from pilot.evaluation.kernel.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.kernel.days import Days
from pilot.evaluation.kernel.frames import categories, whole_numbers, words
from pilot.evaluation.kernel.match import Scope
from pilot.evaluation.kernel.postings import Postings
from pilot.evaluation.kernel.price import LARGEST, NOTES, Block, Codes
from pilot.evaluation.kernel.threads import each, meanwhile
from pilot.ruleset.model import Ruleset

TYPES = ("opening", "profile", "rule", "carry", "appeal", "settlement", "expiry", "contact")
_OPENING, _PROFILE, _RULE, _CARRY, _REVERSED, _CONTACT = 0, 1, 2, 3, 3, 7
"""A reversal's type is `_REVERSED` plus its code among REVERSALS."""
_PHASE = np.array([0, 1, 2, 2, 3, 3, 3, 4])

COLUMNS = (
    "posting_id", "subject_id", "date", "type", "record_id", "rule_id", "via_id",
    "points", "balance", "score", "grade", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
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

    def only(self, keep: Ints) -> Part:
        """The postings at these positions."""
        cells = {field.name: getattr(self, field.name) for field in fields(self)}
        kept: dict[str, Any] = {
            name: cell.take(keep) if isinstance(cell, np.ndarray) else cell for name, cell in cells.items()
        }
        return Part(**kept)


@dataclass(frozen=True)
class Lines:
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


def lines_of(posted: Postings, ruleset: Ruleset, columns: Columns, scope: Scope, chosen: Flags | None = None) -> Lines:
    """Every posting, in ledger order; only those of the `chosen` subjects where given."""
    parts = list(_parts(posted, ruleset, scope))
    if chosen is not None:
        parts = [part.only(np.flatnonzero(chosen[part.subject])) for part in parts]
    lines = _joined(parts)
    order, subject, day = _ledger_order(lines, columns)
    names = ("type", "points", "row", "place", "via", "note")
    rest = each(lambda name: getattr(lines, name).take(order), names, len(lines))
    return Lines(subject=subject, day=day, **dict(zip(names, rest, strict=True)))


def _parts(posted: Postings, ruleset: Ruleset, scope: Scope) -> Iterator[Part]:
    """All postings in pieces; among equals in ledger order the earlier piece comes first."""
    if ruleset.score is not None:
        yield Part(np.flatnonzero(scope.inside), scope.opens, _OPENING, ruleset.score.start)
    for own in posted.profiles:
        yield Part(own.subject, scope.opens, _PROFILE, own.points, place=own.place, note=own.note)
    pieces: list[tuple[Block | Carried, Part]] = [
        *(
            (
                block,
                Part(
                    block.matched.subject,
                    block.matched.day,
                    _RULE,
                    block.points,
                    block.matched.rows,
                    block.place,
                    note=block.note,
                ),
            )
            for block in posted.blocks
        ),
        *(
            (part, Part(part.subject, part.day, _CARRY, part.points, part.row, part.block.place, part.via))
            for part in posted.carried
        ),
    ]
    for _, part in pieces:
        yield part
    for source, part in pieces:
        back = part.only(np.flatnonzero(source.reversed))
        reversals = source.reversals
        yield replace(
            back, day=reversals.day, type=reversals.kind + np.int8(_REVERSED), points=-np.asarray(back.points), note=0
        )
    for own in posted.contacts:
        yield Part(own.subject, scope.as_of, _CONTACT, own.points, place=own.place, note=own.note)


_NARROW = {"type": np.int8, "note": np.int8, "place": np.int16, "row": np.int32, "via": np.int32}


def _joined(parts: list[Part]) -> Lines:
    sizes = [len(part.subject) for part in parts]
    ends = np.cumsum(sizes, dtype=np.int64)
    columns = {}
    for field in fields(Lines):
        column = np.empty(sum(sizes), dtype=_NARROW.get(field.name, np.int64))
        for part, end, size in zip(parts, ends, sizes, strict=True):
            column[end - size : end] = getattr(part, field.name)
        columns[field.name] = column
    return Lines(**columns)


def _ledger_order(lines: Lines, columns: Columns) -> tuple[Ints, Ints, Days]:
    """Step 10: the order by subject, date, phase, record id, place, via; with it subject and day in that order.

    Subject, date, phase and position are packed into one number each, which sorts several times as fast as an indirect
    sort; the few ties that stand wrong are put right after. Equal rows stay as they were posted.
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
    key.sort()
    order = key & ((1 << position_bits) - 1)
    key >>= position_bits
    _put_ties_right(order, key, lines, columns)
    key >>= 3
    return order, key >> day_bits, (key & ((1 << day_bits) - 1)) + first_day


def _put_ties_right(order: Ints, key: Longs, lines: Lines, columns: Columns) -> None:
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


def ledger_frame(lines: Lines, posted: Postings, ruleset: Ruleset, columns: Columns) -> pd.DataFrame:
    """The ledger as the spec's table: record ids as text, all other words as categories, dates as `datetime64[s]`."""
    size = len(lines)
    record_ids = meanwhile(words, columns.record_ids, lines.row)
    balance = score = grade = None
    if ruleset.score is not None:
        balance = _balances(lines, posted, ruleset, columns.subjects)
        score = score_of(ruleset.score, balance)
        if ruleset.bands:
            grade = band_of(ruleset, score)
    return pd.DataFrame(
        {
            "posting_id": np.arange(1, size + 1),
            "subject_id": pd.Categorical.from_codes(lines.subject, dtype=columns.subject_words, validate=False),
            "date": (lines.day * 86_400).view("datetime64[s]"),
            "type": categories(lines.type, TYPES),
            "record_id": record_ids.result(),
            "rule_id": categories(lines.place, [rule.id for rule in ruleset.rules]),
            "via_id": pd.Categorical.from_codes(lines.via, dtype=columns.subject_words, validate=False),
            "points": lines.points,
            "balance": whole_numbers(balance, size),
            "score": whole_numbers(score, size),
            "grade": categories(np.full(size, -1) if grade is None else grade, ruleset.grades),
            "note": categories(lines.note - 1, NOTES[1:]),
        },
        copy=False,
    )


def _balances(lines: Lines, posted: Postings, ruleset: Ruleset, subjects: int) -> Longs:
    """The balance after each posting: the running sum of what each one moves it by, its factor's ends counted in.

    A factor's ends are looked at for those subjects alone whose postings could reach one.
    """
    moves = lines.points.copy()
    of_rule = np.array([0, *(factor_number(ruleset, place) for place in range(len(ruleset.rules)))], dtype=np.int8)
    factor = of_rule.take(lines.place + np.int16(1))

    def hold(number: int) -> None:
        low, high = factor_ends(ruleset)[number - 1]
        lowest, highest = posted.furthest(ruleset, number, subjects)
        held_back = (lowest < (-LARGEST if low is None else low)) | (highest > (LARGEST if high is None else high))
        if not held_back.any():
            return
        mine = np.flatnonzero((factor == number) & held_back.take(lines.subject))
        first = _starts(lines.subject.take(mine))
        held = clamped(_running(lines.points.take(mine), first), low, high)
        moved = held.copy()
        moved[1:] -= held[:-1]
        moved[first] = held.take(first)
        moves[mine] = moved

    each(hold, range(1, len(factor_ends(ruleset)) + 1), len(lines))
    return _running(moves, _starts(lines.subject))


def _starts(subject: Ints) -> Ints:
    """The positions at which another subject begins."""
    return np.flatnonzero(np.concatenate([[len(subject) > 0], subject[1:] != subject[:-1]]))


def _running(points: Longs, starts: Ints) -> Longs:
    """Running sums that begin anew at each of the starts."""
    total = np.cumsum(points)
    if len(starts):
        before = total.take(starts) - points.take(starts)
        total -= np.repeat(before, np.diff(starts, append=len(points)))
    return total
