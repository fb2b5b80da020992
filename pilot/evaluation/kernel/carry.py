"""Postings carried on to relatives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from pilot.evaluation.kernel.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.kernel.days import Days
from pilot.evaluation.kernel.price import Block, Reversals, row_counts, standing_sums, within_bounds
from pilot.ruleset.model import Rule


@dataclass(frozen=True)
class Carried:
    """The carried postings of one block: who receives them, from which posting (its position in the block), how
    many points.
    """

    block: Block
    source: Longs
    subject: Ints
    points: Longs

    @property
    def row(self) -> Ints:
        """The record of each."""
        return self.block.matched.rows[self.source]

    @property
    def day(self) -> Days:
        """The day of each, that of its record."""
        return self.block.matched.day[self.source]

    @property
    def via(self) -> Ints:
        """The subject that each came from."""
        return self.block.matched.subject[self.source]

    @cached_property
    def reversed(self) -> Flags:
        """Reversed as the posting it came from is."""
        return self.block.reversed.take(self.source)

    @cached_property
    def sums(self) -> Longs:
        """The points that still stand, per subject."""
        return standing_sums(self.subject, self.points, self.reversed, self.block.columns.subjects)

    @cached_property
    def counts(self) -> Longs:
        """How many ledger rows these give each subject, reversals among them."""
        return row_counts(self.subject, self.reversed, self.block.columns.subjects)

    @property
    def reversals(self) -> Reversals:
        """The reversals of the postings they came from, one for each carried posting that was reversed."""
        place = np.cumsum(self.block.reversed) - 1
        of_source = place.take(self.source[self.reversed])
        return Reversals(self.block.reversals.kind.take(of_source), self.block.reversals.day.take(of_source))


def share_of(points: int, share: Decimal) -> int:
    """Points times a share, rounded half away from zero."""
    top, bottom = share.as_integer_ratio()
    product = points * top
    size = (2 * abs(product) + bottom) // (2 * bottom)
    return size if product >= 0 else -size


def carried_of(rule: Rule, block: Block, columns: Columns, inside: Flags) -> Carried:
    """Step 5: for each entry of `carry` in order, the postings that the relatives in scope receive."""
    sources, subjects, points = [], [], []
    values = np.unique(block.points)
    which = np.searchsorted(values, block.points)
    for entry in rule.carry:
        shares = np.array([share_of(int(value), entry.share) for value in values], dtype=np.int64)[which]
        worth = np.flatnonzero(shares)
        position, receiver = columns.links(entry.to).of(block.matched.subject[worth])
        keep = inside[receiver]
        sources.append(worth[position[keep]])
        subjects.append(receiver[keep])
        points.append(within_bounds(shares[sources[-1]], rule))
    return Carried(block, np.concatenate(sources), np.concatenate(subjects), np.concatenate(points))
