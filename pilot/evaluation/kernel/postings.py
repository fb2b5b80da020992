"""Everything that a ruleset posts and lists, and the points that stand once reversals are counted (step 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from pilot.evaluation.kernel.balance import factor_number
from pilot.evaluation.kernel.carry import Carried
from pilot.evaluation.kernel.columns import Ints, Longs
from pilot.evaluation.kernel.memberships import Memberships
from pilot.evaluation.kernel.price import Block, Codes, exact_sums
from pilot.ruleset.model import Ruleset

Sums = dict[int, Longs]
"""Points by the number of a factor, a cell a subject."""


@dataclass(frozen=True)
class PerSubject:
    """The postings of the opening (`place` -1), a profile rule or a contact rule: at most one a subject."""

    place: int
    subject: Ints
    points: Longs
    note: Codes


@dataclass(frozen=True)
class Postings:
    """All that was posted, who is on which list, and the points that stand."""

    opening: PerSubject | None
    profiles: tuple[PerSubject, ...]
    blocks: tuple[Block, ...]
    carried: tuple[Carried, ...]
    contacts: tuple[PerSubject, ...]
    memberships: Memberships
    sums: Sums

    def furthest(self, ruleset: Ruleset, number: int, subjects: int) -> tuple[Longs, Longs]:
        """Per subject the lowest and the highest that the running sum of a factor could ever reach.

        A posting counts in full until its reversal and not at all afterwards, so no sum passes those of one sign.
        """
        lowest, highest = np.zeros(subjects, dtype=np.int64), np.zeros(subjects, dtype=np.int64)
        for place, subject, points in self._by_rule():
            if factor_number(ruleset, place) == number and len(points):
                if points.min() < 0:
                    lowest += exact_sums(subject, np.minimum(points, 0), subjects)
                if points.max() > 0:
                    highest += exact_sums(subject, np.maximum(points, 0), subjects)
        return lowest, highest

    @property
    def rows(self) -> int:
        """How many postings there are."""
        return sum(len(points) for _, _, points in self._by_rule())

    def _by_rule(self) -> Iterator[tuple[int, Ints, Longs]]:
        """Place, subjects and points of all that rules posted."""
        yield from ((block.place, block.matched.subject, block.points) for block in self.blocks)
        yield from ((carried.block.place, carried.subject, carried.points) for carried in self.carried)
        yield from ((own.place, own.subject, own.points) for own in (*self.profiles, *self.contacts))


def no_points(subjects: int) -> Sums:
    """Sums before anything is posted."""
    return {0: np.zeros(subjects, dtype=np.int64)}


def with_postings(sums: Sums, posted: Iterable[PerSubject], ruleset: Ruleset) -> Sums:
    """Sums with the postings of profile or contact rules added; what was handed over stays as it is."""
    sums = {number: points.copy() for number, points in sums.items()}
    for own in posted:
        number = factor_number(ruleset, own.place)
        sums.setdefault(number, np.zeros_like(sums[0]))[own.subject] += own.points
    return sums


def with_what_stands(sums: Sums, blocks: Iterable[Block], carried: Iterable[Carried], ruleset: Ruleset) -> Sums:
    """Sums with the postings of one pass added that were not reversed; what was handed over stays as it is."""
    sums = dict(sums)
    standing = [(block.place, block.sums) for block in blocks if ruleset.rules[block.place].has_points]
    standing += [(part.block.place, part.sums) for part in carried]
    for place, points in standing:
        number = factor_number(ruleset, place)
        sums[number] = sums[number] + points if number in sums else points
    return sums
