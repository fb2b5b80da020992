"""Where everybody stands under one assessment, as columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pilot.evaluation.assess import Assessment
from pilot.evaluation.kernel.columns import Flags, Ints, Longs


@dataclass(frozen=True)
class StandingOfAll:
    """Where everybody stands, a cell a subject in order of id.

    `grade` is -1 where there is none, `score` 0; `because` is the place of the overriding rule, -1 for the score.
    """

    covered: Flags
    score: Longs
    grade: Ints
    because: Ints


def standing_of_all(assessment: Assessment) -> StandingOfAll:
    """Where everybody stands, worked out once for all comparisons of the same assessment."""
    return assessment.once("standing of all", lambda: _standing_of_all(assessment))


def _standing_of_all(assessment: Assessment) -> StandingOfAll:
    stands, subjects = assessment.stands, assessment.columns.subjects
    covered = np.zeros(subjects, dtype=bool)
    covered[stands.subject] = True

    def everybody(values: Longs | None, nothing: int) -> Longs:
        cells = np.full(subjects, nothing, dtype=np.int64)
        if values is not None:
            cells[stands.subject] = values
        return cells

    return StandingOfAll(
        covered, everybody(stands.score, 0), everybody(stands.grade, -1), everybody(stands.because, -1)
    )
