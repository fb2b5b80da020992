"""Postings carried on to relatives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from pilot.evaluation.calendar import Days
from pilot.evaluation.columns import Columns, Flags, Ints, Longs
from pilot.evaluation.post import Block, Codes
from pilot.ruleset.model import Rule


@dataclass(frozen=True)
class Carried:
    """The carried postings of one block: who receives them, from which posting (its position in the block), how many points."""

    block: Block
    source: Longs
    subject: Ints
    points: Longs

    @property
    def via(self) -> Ints:
        """The subject that each came from."""
        return self.block.matched.subject[self.source]

    @property
    def reversal(self) -> Codes:
        """Reversed as the posting it came from is."""
        return self.block.reversal[self.source]

    @property
    def reversed_on(self) -> Days:
        """The day of that reversal."""
        return self.block.reversed_on[self.source]

    @property
    def standing(self) -> Longs:
        """The points that still stand."""
        return np.where(self.reversal == 0, self.points, 0)


def share_of(points: int, share: Decimal) -> int:
    """Points times a share, rounded half away from zero."""
    top, bottom = share.as_integer_ratio()
    product = points * top
    size = (2 * abs(product) + bottom) // (2 * bottom)
    return size if product >= 0 else -size


def carried_of(rule: Rule, block: Block, columns: Columns, inside: Flags) -> Carried:
    """Step 5: for each entry of `carry` in order, the postings that the relatives in scope receive."""
    sources, subjects, points = [], [], []
    values, which = np.unique(block.points, return_inverse=True)
    for entry in rule.carry:
        shares = np.array([share_of(int(value), entry.share) for value in values], dtype=np.int64)[which]
        worth = np.flatnonzero(shares)
        position, receiver = columns.links(entry.to).of(block.matched.subject[worth])
        keep = inside[receiver]
        sources.append(worth[position[keep]])
        subjects.append(receiver[keep])
        points.append(shares[sources[-1]])
    return Carried(block, np.concatenate(sources), np.concatenate(subjects), np.concatenate(points))
