"""How many went which way between two assessments."""

from __future__ import annotations

from dataclasses import dataclass

from pilot.evaluation.everybody.totals import SubjectType


@dataclass(frozen=True)
class Directions:
    """How many subjects of one type moved which way; None where that cannot be compared.

    `subjects` are all in the city, `both` those whom both sides cover, and of these `higher`, `same` and `lower` stand
    so by the yardstick. `risen` and `fallen` hold a better and a worse grade, `more` and `fewer` have more and fewer
    points. `moved` do not stand as before: the rows of `movers`. Of these `placed` differ in grade, points or, failing
    both, order; `listed` in no more than lists (and what follows from them); `followed` in consequences alone.
    `entered` and `left` are covered on one side only.
    """

    type: SubjectType
    subjects: int
    both: int
    higher: int | None
    same: int | None
    lower: int | None
    risen: int | None
    fallen: int | None
    more: int | None
    fewer: int | None
    moved: int
    placed: int
    listed: int
    followed: int
    entered: int
    left: int
