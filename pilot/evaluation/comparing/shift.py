"""How far each subject stands from where it stood before, as columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pilot.evaluation.assess import Assessment
from pilot.evaluation.everybody.stands import StandingOfAll, standing_of_all
from pilot.evaluation.kernel.columns import Flags, Ints, Longs

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shift:
    """The way from one side to the other, a cell a subject in order of id.

    `both` are covered on both sides. `steps` (grades higher) and `points` are 0 where they cannot be compared;
    `order` is the share of the others that stand below, before and after, NaN where there is none.
    """

    both: Flags
    steps: Longs
    points: Longs
    order: tuple[Floats, Floats]

    @property
    def passed(self) -> Floats:
        """The share of the others that the subject passed; below 0 where it was passed."""
        return self.order[1] - self.order[0]

    @property
    def by_grade_or_points(self) -> Flags:
        """Who has another grade, or other points."""
        return np.logical_or(self.steps, self.points)

    def largest_first(self, among: Ints, beside: Longs) -> Ints:
        """Those of `among` who moved: by grades, then by points, by others passed, by what changed `beside` these.

        Equals stay as they were given.
        """
        passed = np.abs(np.nan_to_num(self.passed[among]))
        keys = beside[among], passed, np.abs(self.points[among]), np.abs(self.steps[among])
        return among[np.lexsort([-key for key in keys])]

    def toward(self, subjects: Ints) -> Floats:
        """+1 for those who rose and -1 for those who fell: by grades, else by points, else by others passed."""
        shown = np.where(self.steps[subjects] != 0, self.steps[subjects], self.points[subjects])
        toward: Floats = np.sign(np.where(shown != 0, shown, self.passed[subjects]))
        return toward


def shift_of(before: Assessment, after: Assessment, *, same_grades: bool, same_scale: bool) -> Shift:
    """What moved for everybody; `same_grades` and `same_scale` say whether grades and points can be set against each
    other.
    """
    one, other = standing_of_all(before), standing_of_all(after)
    both = one.covered & other.covered
    nothing = np.zeros(len(both), dtype=np.int64)
    is_company = before.columns.is_company
    return Shift(
        both=both,
        steps=np.where(both, one.grade - other.grade, 0) if same_grades else nothing,
        points=np.where(both, other.score - one.score, 0) if same_scale else nothing,
        order=(_order(before, one, both, is_company), _order(after, other, both, is_company)),
    )


def _order(assessment: Assessment, side: StandingOfAll, both: Flags, is_company: Flags) -> Floats:
    """The share of others of the same type below, by grade and then by score; half of those level count as below."""
    order = np.full(len(both), np.nan)
    for of_type in (~is_company, is_company) if assessment.ruleset.score is not None else ():
        here = np.flatnonzero(both & of_type)
        if len(here) > 1:
            order[here] = _below(side.grade[here], side.score[here]) / (len(here) - 1)
        else:
            order[here] = 0.5
    return order


def _below(grade: Ints, score: Longs) -> Floats:
    """How many stand below each, those level counted half."""
    rising = np.lexsort((score, -grade))
    grade, score = grade[rising], score[rising]
    first = np.flatnonzero(np.concatenate([[True], (grade[1:] != grade[:-1]) | (score[1:] != score[:-1])]))
    level = np.diff(first, append=len(rising))
    below = np.empty(len(rising), dtype=np.float64)
    below[rising] = np.repeat(first + (level - 1) / 2, level)
    return below
