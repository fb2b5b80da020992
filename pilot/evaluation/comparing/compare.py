"""Two assessments of one city side by side: who stands where, what moved them, and why nothing changed if so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa

from pilot.errors import DataError, Place, Problem
from pilot.evaluation.assess import Assessment
from pilot.evaluation.comparing.directions import Directions
from pilot.evaluation.comparing.moved import moving_postings
from pilot.evaluation.comparing.shift import Floats, Shift, shift_of
from pilot.evaluation.comparing.turnover import Changed, Held, changed, turnover
from pilot.evaluation.comparing.unchanged import Unchanged, nothing_changed, unchanged_because
from pilot.evaluation.everybody.stands import standing_of_all
from pilot.evaluation.everybody.totals import SubjectType, rules_met
from pilot.evaluation.kernel.columns import Flags, Ints
from pilot.evaluation.kernel.frames import Cells, categories, plain_rows, words

Yardstick = Literal["grade", "score", "order"]
DIRECTIONS = ("higher", "same", "lower")


@dataclass(frozen=True, eq=False)
class Comparison:
    """What changes for whom between two assessments of one city.

    Grades are set against each other as higher or lower only where both rulesets use the same words for them in the
    same order (`yardstick` is `grade`), points only where both also start everybody at the same score (`same_scale`).
    Otherwise only the order of the subjects can be compared: who stands above whom (`order`; None where one side has
    no score).
    """

    before: Assessment
    after: Assessment

    @property
    def same_grades(self) -> bool:
        """Whether both sides have grades, and the same ones in the same order."""
        return bool(self.before.ruleset.grades) and self.before.ruleset.grades == self.after.ruleset.grades

    @property
    def same_scale(self) -> bool:
        """Whether points of one side can be set against points of the other."""
        one, other = self.before.ruleset, self.after.ruleset
        if one.score is None or other.score is None:
            return False
        return one.grades == other.grades and one.score.start == other.score.start

    @property
    def yardstick(self) -> Yardstick | None:
        """By what it is decided whether somebody stands higher or lower than before."""
        if self.same_grades:
            return "grade"
        if self.same_scale:
            return "score"
        return None if self.before.ruleset.score is None or self.after.ruleset.score is None else "order"

    @cached_property
    def shift(self) -> Shift:
        """How far each subject moved, a cell a subject in order of id."""
        return shift_of(self.before, self.after, same_grades=self.same_grades, same_scale=self.same_scale)

    @cached_property
    def direction(self) -> Ints:
        """The way each subject went by the yardstick, as a place in DIRECTIONS; -1 where there is none."""
        by: dict[Yardstick | None, Ints | Floats]
        by = {"grade": self.shift.steps, "score": self.shift.points, "order": self.shift.passed}
        comparable = self.shift.both & (self.yardstick is not None)
        return np.where(comparable, 1 - np.sign(np.nan_to_num(by.get(self.yardstick, self.shift.steps))), -1).astype(
            np.int64
        )

    @cached_property
    def _placed(self) -> Flags:
        """Who stands elsewhere in grade or points, or failing both in the order, or is covered on one side only."""
        comparable = self.same_grades or self.same_scale
        moved = self.shift.by_grade_or_points if comparable else np.abs(self.shift.passed) > 0
        entered, left = self._crossed
        placed: Flags = moved | entered | left
        return placed

    @cached_property
    def _moved(self) -> Flags:
        """Who does not stand as before in anything."""
        moved: Flags = self._placed | self._lists_changed.anything | self._consequences_changed.anything
        return moved

    @cached_property
    def _crossed(self) -> tuple[Flags, Flags]:
        """Who is covered only after, and who only before."""
        one, other = (standing_of_all(side).covered for side in (self.before, self.after))
        return other & ~one, one & ~other

    @cached_property
    def _lists_changed(self) -> Changed:
        return changed(*self._lists)

    @cached_property
    def _consequences_changed(self) -> Changed:
        return changed(*self._consequences)

    @property
    def _lists(self) -> tuple[Held, Held]:
        one, other = (Held(list(side.ruleset.lists), side.listed) for side in (self.before, self.after))
        return one, other

    @property
    def _consequences(self) -> tuple[Held, Held]:
        one, other = (Held(list(side.ruleset.consequences), side.borne) for side in (self.before, self.after))
        return one, other

    def directions(self, type_: SubjectType = "person") -> Directions:
        """How many subjects of a type moved which way."""
        mine, shift = self.before.columns.of_type(type_), self.shift
        ways = np.bincount(self.direction[mine] + 1, minlength=4).tolist()
        risen, fallen = _signs(shift.steps[mine], self.same_grades)
        more, fewer = _signs(shift.points[mine], self.same_scale)
        moved, placed, listed = (flags[mine] for flags in (self._moved, self._placed, self._lists_changed.anything))
        entered, left = (int(flags[mine].sum()) for flags in self._crossed)
        return Directions(
            type=type_,
            subjects=len(mine),
            both=int(shift.both[mine].sum()),
            **{word: ways[way + 1] if self.yardstick else None for way, word in enumerate(DIRECTIONS)},
            risen=risen,
            fallen=fallen,
            more=more,
            fewer=fewer,
            moved=int(moved.sum()),
            placed=int(placed.sum()),
            listed=int((listed & ~placed).sum()),
            followed=int((moved & ~placed & ~listed).sum()),
            entered=entered,
            left=left,
        )

    @cached_property
    def subjects(self) -> pd.DataFrame:
        """A row a subject of the city, persons first, in the order of the tables.

        `type`; `covered_`, `score_`, `grade_`, `because_` `before` and `after`; `steps`, how many grades higher (+) or
        lower (-), and `points`, the difference of the scores, each missing where it cannot be compared; `order_before`
        and `order_after`, the share (0 to 1) of the subjects of the same type covered by both that stand below, ties
        counted half; and `direction`: higher, same or lower by the yardstick, missing where there is none.
        """
        return pd.DataFrame(self._cells(self.before.columns.in_tables))

    def _cells(self, subjects: Ints) -> Cells:
        """The columns of `subjects`, by the subjects' numbers."""
        columns, shift = self.before.columns, self.shift
        both = shift.both[subjects]
        types = pa.array(["person", "company"], type=pa.large_string())
        cells: Cells = {
            "subject_id": words(columns.subject_ids, subjects),
            "type": words(types, columns.is_company[subjects].astype(np.int64)),
        }
        for name, assessment in (("before", self.before), ("after", self.after)):
            cells |= _stood(assessment, subjects, name)
        for name, order in zip(("before", "after"), shift.order, strict=True):
            cells[f"order_{name}"] = order[subjects]
        cells["steps"] = pd.arrays.IntegerArray(shift.steps[subjects], ~both | (not self.same_grades))
        cells["points"] = pd.arrays.IntegerArray(shift.points[subjects], ~both | (not self.same_scale))
        cells["direction"] = categories(self.direction[subjects], DIRECTIONS)
        return cells

    def grades(self, type_: SubjectType = "person") -> pd.DataFrame:
        """How many subjects of a type covered by both hold which grade before (rows) and after (columns)."""
        mine = self.before.columns.of_type(type_)
        one, other = (standing_of_all(side).grade[mine] for side in (self.before, self.after))
        counts = np.zeros((len(self.before.ruleset.grades), len(self.after.ruleset.grades)), dtype=np.int64)
        graded = (one >= 0) & (other >= 0)
        np.add.at(counts, (one[graded], other[graded]), 1)
        return pd.DataFrame(counts, index=list(self.before.ruleset.grades), columns=list(self.after.ruleset.grades))

    @cached_property
    def movers(self) -> pd.DataFrame:
        """The subjects that do not stand as before in anything, most moved first, with the one posting behind it.

        The columns of `subjects`, then `lists_gained`, `lists_lost`, `consequences_gained` and `consequences_lost` (ids
        with spaces between, missing where none), then those of `moving_postings`. Most moved is: by grades, then by
        points, where the scales allow it; else by the share of others passed; then by how many lists and consequences.
        """
        return pd.DataFrame(self._movers_table(self._largest_first(self.before.columns.in_tables)))

    def most_moved(self, most: int, type_: SubjectType = "person") -> list[dict[str, Any]]:
        """The first rows of `movers` of one type as plain values, None where one is missing.

        The postings of nobody else are looked at.
        """
        return plain_rows(self._movers_table(self._largest_first(self.before.columns.of_type(type_))[:most]))

    def _largest_first(self, among: Ints) -> Ints:
        beside = self._lists_changed.how_many + self._consequences_changed.how_many
        return self.shift.largest_first(among[self._moved[among]], beside)

    def _movers_table(self, movers: Ints) -> Cells:
        toward, same = self.shift.toward(movers), {"same_grades": self.same_grades, "same_scale": self.same_scale}
        return (
            self._cells(movers)
            | self._lists_changed.columns(movers, "lists")
            | self._consequences_changed.columns(movers, "consequences")
            | moving_postings(self.before, self.after, movers, toward, **same)
        )

    @cached_property
    def consequences(self) -> pd.DataFrame:
        """Who bears what in force: see `turnover`. A consequence is named by its id (`consequence_id`)."""
        return turnover(*self._consequences, self.before.columns.is_company, "consequence_id")

    @cached_property
    def lists(self) -> pd.DataFrame:
        """Who stands on which list at the end: see `turnover`. A list is named by its id (`list_id`)."""
        return turnover(*self._lists, self.before.columns.is_company, "list_id")

    @cached_property
    def idle_rules(self) -> pd.DataFrame:
        """The rules that nobody meets, a row for each `side` (before, after) and `rule_id`, in the rulesets' order."""
        sides = {"before": self.before, "after": self.after}
        rows = [(name, rule_id) for name, side in sides.items() for rule_id, met in rules_met(side).items() if not met]
        return pd.DataFrame(rows, columns=["side", "rule_id"])

    @property
    def newly_idle(self) -> tuple[str, ...]:
        """The ids of the rules that somebody met before and nobody meets after."""
        return _turned(rules_met(self.before), rules_met(self.after))

    @property
    def newly_met(self) -> tuple[str, ...]:
        """The ids of the rules that nobody met before and somebody meets after."""
        return _turned(rules_met(self.after), rules_met(self.before))

    @cached_property
    def nothing_changed(self) -> bool:
        """Whether standing, memberships and consequences are the same, row for row."""
        return nothing_changed(self.before, self.after)

    @cached_property
    def unchanged_because(self) -> tuple[Unchanged, ...]:
        """Why the rules that differ make no difference, where they make none; see `Unchanged`."""
        return unchanged_because(self.before, self.after)


def compare(before: Assessment, after: Assessment) -> Comparison:
    """Sets two assessments of one city side by side: two rulesets, two days, or two sets of joined agencies.

    Raises DataError where they are of different cities.
    """
    if before.city.fingerprint != after.city.fingerprint:
        found = f"one side is of {before.city.title}, the other of {after.city.title}."
        mend = "Compare two assessments of one city."
        raise DataError([Problem(Place("comparison"), "different-cities", found, mend)])
    return Comparison(before, after)


def _stood(assessment: Assessment, subjects: Ints, name: str) -> Cells:
    """Where subjects stand on one side, as columns; `name` is the side's."""
    side, ruleset = standing_of_all(assessment), assessment.ruleset
    covered, because = side.covered[subjects], side.because[subjects] + 1
    reasons = pa.array(["score", *(rule.id for rule in ruleset.rules)], type=pa.large_string())
    return {
        f"covered_{name}": covered,
        f"score_{name}": pd.arrays.IntegerArray(side.score[subjects], ~covered | (ruleset.score is None)),
        f"grade_{name}": categories(side.grade[subjects], ruleset.grades),
        f"because_{name}": words(reasons, np.where(covered & bool(ruleset.bands), because, -1)),
    }


def _signs(cells: Ints, comparable: bool) -> tuple[int | None, int | None]:
    """How many are above 0, and how many below; None where they cannot be compared."""
    return (int((cells > 0).sum()), int((cells < 0).sum())) if comparable else (None, None)


def _turned(met: dict[str, bool], unmet: dict[str, bool]) -> tuple[str, ...]:
    """The rules of both sides that are met on the one and not on the other."""
    return tuple(rule_id for rule_id, is_met in met.items() if is_met and not unmet.get(rule_id, True))
