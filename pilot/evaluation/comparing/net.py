"""What each posting still weighs once what was taken back is counted with it, without laying out a ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields

import numpy as np

from pilot.evaluation.assess import Assessment
from pilot.evaluation.kernel.carry import Carried
from pilot.evaluation.kernel.columns import Flags, Ints, Longs
from pilot.evaluation.kernel.days import Days
from pilot.evaluation.kernel.price import Block


@dataclass(frozen=True)
class Net:
    """The postings that weigh something, a row for each subject, record, rule and way there; no opening.

    `row` (of the record) and `via` are -1 where there is none; `place` is the rule's.
    """

    subject: Ints
    day: Days
    row: Ints
    place: Ints
    via: Ints
    points: Longs

    def __len__(self) -> int:
        return len(self.subject)

    def only(self, keep: Flags | Ints) -> Net:
        """Some of the rows."""
        return Net(*(getattr(self, field.name)[keep] for field in fields(self)))


def net_of(assessment: Assessment, chosen: Flags | None = None, places: Collection[int] | None = None) -> Net:
    """The postings that weigh something, of the `chosen` subjects and of the rules at `places`, or of all."""
    everybody = np.ones(assessment.columns.subjects, dtype=bool)
    parts = list(_parts(assessment, everybody if chosen is None else chosen, places))
    if not parts:
        return Net(*(np.empty(0, dtype=np.int64) for _ in fields(Net)))
    return Net(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


_Cells = tuple[Ints, Days, Ints, Ints, Ints, Longs]


def _parts(assessment: Assessment, chosen: Flags, places: Collection[int] | None) -> Iterator[_Cells]:
    """The columns of Net in pieces that are not empty."""
    posted, scope = assessment.postings, assessment.scope

    def wanted(place: int) -> bool:
        return places is None or place in places

    for day, several in ((scope.opens, posted.profiles), (scope.as_of, posted.contacts)):
        for own in (posting for posting in several if wanted(posting.place)):
            kept = np.flatnonzero(chosen[own.subject] & (own.points != 0))
            if len(kept):
                days, place, none = (np.full(len(kept), cell) for cell in (day, own.place, -1))
                yield own.subject[kept], days, none, place, none, own.points[kept]
    for block in (block for block in posted.blocks if wanted(block.place)):
        kept = block.standing[chosen[block.matched.subject[block.standing]]]
        if len(kept):
            yield _of_block(block, kept)
    for carried in (carried for carried in posted.carried if wanted(carried.block.place)):
        kept = np.flatnonzero(chosen[carried.subject] & ~carried.reversed)
        if len(kept):
            yield _of_carried(carried, kept)


def _of_block(block: Block, kept: Ints) -> _Cells:
    matched, size = block.matched, len(kept)
    place, via = np.full(size, block.place), np.full(size, -1)
    return matched.subject[kept], matched.day[kept], matched.rows[kept], place, via, block.points[kept]


def _of_carried(carried: Carried, kept: Ints) -> _Cells:
    """Two entries of `carry` can reach the same subject from the same posting; together they are one row."""
    kept = kept[np.lexsort((carried.source[kept], carried.subject[kept]))]
    subject, source, points = carried.subject[kept], carried.source[kept], carried.points[kept]
    starts = np.ones(len(kept), dtype=bool)
    starts[1:] = (subject[1:] != subject[:-1]) | (source[1:] != source[:-1])
    points = np.add.reduceat(points, np.flatnonzero(starts))
    weighs = points != 0
    subject, source, points = subject[starts][weighs], source[starts][weighs], points[weighs]
    matched = carried.block.matched
    place = np.full(len(subject), carried.block.place)
    return subject, matched.day[source], matched.rows[source], place, matched.subject[source], points
