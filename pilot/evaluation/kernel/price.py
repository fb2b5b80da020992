"""What each match posts: base points, the heavier rule, repeats, the cap, and what takes the posting back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pilot.errors import DataError
from pilot.evaluation.kernel.columns import AMOUNT_UNIT, NO_AMOUNT, Columns, Flags, Ints, Longs
from pilot.evaluation.kernel.days import NEVER, Days, last_day_over, later, period
from pilot.evaluation.kernel.match import Matched
from pilot.evaluation.largest_posting import LARGEST_POSTING, posting_too_large
from pilot.ruleset.model import Cap, Repeat, Rule

Codes = npt.NDArray[np.int8]

NOTES = ("", "cap reached", "heavier rule applies")
CAP_REACHED, HEAVIER = 1, 2
REVERSALS = ("", "appeal", "settlement", "expiry")
EXACT = 2**53
LARGEST_BASE = 10**15
"""Base points up to here can be multiplied in 64 bits; larger ones are counted as Python's own numbers."""


@dataclass(frozen=True)
class Block:
    """The postings of one record rule, each with its points and note (an index into NOTES), and whether it was
    reversed.
    """

    place: int
    rule: Rule
    columns: Columns
    as_of: int
    matched: Matched
    points: Longs
    note: Codes
    reversed: Flags

    def add_up(self) -> None:
        """Works out `sums` and `counts` now rather than when they are first read."""
        self.sums, self.counts  # noqa: B018 (kept by the asking)

    @cached_property
    def sums(self) -> Longs:
        """The points that still stand, per subject."""
        return standing_sums(self.matched.subject, self.points, self.reversed, self.columns.subjects)

    @cached_property
    def counts(self) -> Longs:
        """How many ledger rows this block gives each subject, reversals among them."""
        return row_counts(self.matched.subject, self.reversed, self.columns.subjects)

    @cached_property
    def standing(self) -> Ints:
        """The positions of the postings that weigh something still."""
        return np.flatnonzero((self.points != 0) & ~self.reversed)

    @cached_property
    def reversals(self) -> Reversals:
        """Step 6: what reversed each posting that was; found when a ledger needs it."""
        return _reversals(self.rule, self.matched.only(self.reversed), self.columns)


@dataclass(frozen=True)
class Reversals:
    """For each reversed posting of a block, in the block's order: by what (an index into REVERSALS), and on which
    day.
    """

    kind: Codes
    day: Days


def base_points(rule: Rule, matched: Matched, columns: Columns) -> Longs:
    """Step 4a: the price of each match before repeats and caps; Python's own numbers where 64 bits may not hold it."""
    if rule.points_per is None:
        return np.full(len(matched.rows), rule.points or 0, dtype=np.int64)
    amounts = columns.amount[matched.rows]
    size = np.abs(np.where(amounts == NO_AMOUNT, 0, amounts))
    step = int(rule.points_per.amount * AMOUNT_UNIT)
    if rule.points_per.within is None:
        units = size // step
    else:
        after = _added_up(size, matched, rule.points_per.within)
        units = (after // step - (after - size) // step).astype(np.int64)
    beyond = len(units) and int(units.max()) * abs(rule.points_per.points) > LARGEST_BASE
    priced: Longs = (units.astype(object) if beyond else units) * rule.points_per.points
    return priced


def _added_up(size: Longs, matched: Matched, per: str) -> Longs:
    """The sum of the amounts so far, each match's own included, per subject and period; matches in ledger order."""
    if not len(size):
        return size
    first = np.flatnonzero(_begins(matched, per))
    beyond = int(size.max()) > 2**62 // len(size)
    total = np.cumsum(size.astype(object) if beyond else size)
    before = np.repeat(total[first] - size[first], np.diff(np.append(first, len(size))))
    added: Longs = total - before
    return added


def _begins(matched: Matched, per: str) -> Flags:
    """Which matches, in ledger order, are the first of their subject and period."""
    starts = np.ones(len(matched.subject), dtype=bool)
    starts[1:] = matched.subject[1:] != matched.subject[:-1]
    if per != "ever":
        periods = period(matched.day, per)
        starts[1:] |= periods[1:] != periods[:-1]
    return starts


def within_bounds(points: Longs, rule: Rule) -> Longs:
    """The points of a rule's rows; DataError where one of them is larger than a posting may be."""
    if len(points) and max(-int(points.min()), int(points.max())) > LARGEST_POSTING:
        raise DataError([posting_too_large(rule)])
    return points


def outweighed(matches: Mapping[int, Matched], bases: Mapping[int, Longs], records: int) -> dict[int, Flags]:
    """With overlap `heaviest`: which matches of each rule (by place) give way to a heavier one on the same record."""
    beyond = any(weight.dtype == object for weight in bases.values())
    heaviest = np.full(records, -1, dtype=object if beyond else np.int64)
    winner = np.full(records, -1, dtype=np.int64)
    for place in sorted(matches):
        rows, weight = matches[place].rows, np.abs(bases[place])
        heavier = weight > heaviest[rows]
        heaviest[rows[heavier]] = weight[heavier]
        winner[rows[heavier]] = place
    return {place: winner[matched.rows] != place for place, matched in matches.items()}


def block_of(rule: Rule, place: int, matched: Matched, columns: Columns, as_of: int, gives_way: Flags | None) -> Block:
    """Steps 4 and 6 for one rule: its postings and their reversals."""
    points = base_points(rule, matched, columns)
    note = np.zeros(len(points), dtype=np.int8)
    if gives_way is not None and gives_way.any():
        points[gives_way] = 0
        note[gives_way] = HEAVIER
    counts = ... if gives_way is None or not gives_way.any() else ~gives_way
    if rule.repeat is not None:
        points[counts] *= _multipliers(rule.repeat, matched.subject[counts], matched.day[counts])
    if rule.points_per is not None:  # points and multipliers alone stay within what a posting may be
        # What is beyond that stays so, and a cap cuts it as deep.
        points = np.clip(points, -LARGEST_POSTING - 1, LARGEST_POSTING + 1).astype(np.int64)
    if rule.cap is not None:
        kept = capped(points, matched, rule.cap)
        note[kept != points] = CAP_REACHED
        points = kept
    if rule.points_per is not None:
        points = within_bounds(points, rule)
    return Block(place, rule, columns, as_of, matched, points, note, _reversed(rule, matched, points, columns, as_of))


def _multipliers(repeat: Repeat, subject: Ints, day: Days) -> Longs:
    """Step 4b. Months only move days forward, so the n-th earlier match is in time only if the nearer ones are."""
    nth = np.zeros(len(day), dtype=np.int64)
    runs_out = later(day, repeat.within_months)
    for back in range(1, min(len(repeat.multiply), len(day))):
        recent = (subject[back:] == subject[:-back]) & (day[back:] < runs_out[:-back])
        if not recent.any():
            break
        nth[back:] += recent
    multipliers: Longs = np.array(repeat.multiply, dtype=np.int64)[nth]
    return multipliers


def capped(points: Longs, matched: Matched, cap: Cap) -> Longs:
    """Step 4c: the points that a cap leaves, in ledger order, per subject and period."""
    if not len(points):
        return points
    size = np.abs(points)
    total = np.cumsum(size)
    first = np.flatnonzero(_begins(matched, cap.per))
    before = np.repeat(total[first] - size[first], np.diff(np.append(first, len(points))))
    reached = total - before
    kept = np.minimum(reached, cap.points) - np.minimum(reached - size, cap.points)
    signed: Longs = np.sign(points) * kept
    return signed


def _reversed(rule: Rule, matched: Matched, points: Longs, columns: Columns, as_of: int) -> Flags:
    """Which postings were reversed by `as_of`: a day that months move past it, an open settlement or appeal, is
    not enough.
    """
    gone = np.zeros(len(points), dtype=bool)
    if rule.expires_after_months is not None:
        gone |= matched.day <= last_day_over(as_of, rule.expires_after_months)
    if rule.until == "settled":
        gone |= columns.settled.take(matched.rows) <= as_of
    if columns.any_upheld:
        gone |= columns.upheld.take(matched.rows) <= as_of
    gone &= points != 0
    return gone


def _reversals(rule: Rule, matched: Matched, columns: Columns) -> Reversals:
    """The first of upheld appeal, settlement and expiry for postings that were reversed; ties in that order."""
    day = np.full(len(matched.rows), NEVER, dtype=np.int64)
    kind = np.zeros(len(matched.rows), dtype=np.int8)
    if rule.expires_after_months is not None:
        day = later(matched.day, rule.expires_after_months)
        kind[:] = REVERSALS.index("expiry")
    if rule.until == "settled":
        _earlier(day, kind, settled_on(matched, columns), REVERSALS.index("settlement"))
    if columns.any_upheld:
        _earlier(day, kind, columns.upheld.take(matched.rows), REVERSALS.index("appeal"))
    return Reversals(kind, day)


def _earlier(day: Days, kind: Codes, other: Days, code: int) -> None:
    first = np.flatnonzero((other <= day) & (other != NEVER))
    day[first] = other.take(first)
    kind[first] = code


def settled_on(matched: Matched, columns: Columns) -> Days:
    """The day of settlement of each match, not before the record itself; NEVER where it is open."""
    settled = columns.settled.take(matched.rows)
    return np.where(settled == NEVER, NEVER, np.maximum(settled, matched.day)).astype(np.int64)


def standing_sums(subject: Ints, points: Longs, reversed_: Flags, subjects: int) -> Longs:
    """Per subject the points that were not reversed."""
    return exact_sums(subject, points * ~reversed_, subjects)


def exact_sums(subject: Ints, points: Longs, subjects: int) -> Longs:
    """Per subject the sum of its points, none larger than a posting may be.

    They are added up in floating point, which is exact below 2^53; where a sum could pass that, the upper and the lower
    digits are added up apart.
    """

    def added(weights: Longs) -> Longs:
        return np.bincount(subject, weights=weights, minlength=subjects).astype(np.int64)

    if len(points) * LARGEST_POSTING < EXACT or int(np.abs(points).max()) * len(points) < EXACT:
        return added(points)
    return (added(points >> 20) << 20) + added(points & (2**20 - 1))


def row_counts(subject: Ints, reversed_: Flags, subjects: int) -> Longs:
    """Per subject the postings and their reversals."""
    return np.bincount(subject, weights=reversed_ + 1.0, minlength=subjects).astype(np.int64)
