"""Two assessments of one city side by side: who stands where, what moved them, and why nothing changed if so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from pilot.errors import DataError, Place, Problem
from pilot.evaluation.assess import Assessment
from pilot.evaluation.ledger import categories
from pilot.evaluation.moved import moving_postings
from pilot.evaluation.totals import SubjectType, subject_ids
from pilot.evaluation.unchanged import Unchanged, unchanged_because

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
        """By what somebody can be said to stand higher or lower than before."""
        if self.same_grades:
            return "grade"
        if self.same_scale:
            return "score"
        return None if self.before.ruleset.score is None or self.after.ruleset.score is None else "order"

    @cached_property
    def subjects(self) -> pd.DataFrame:
        """A row a subject of the city, persons first, in the order of the tables.

        `type`; `covered_`, `score_`, `grade_`, `because_` `before` and `after`; `steps`, how many grades higher (+) or
        lower (-), and `points`, the difference of the scores, each missing where that cannot be said; `order_before`
        and `order_after`, the share (0 to 1) of the subjects of the same type covered by both that stand below, ties
        counted half; and `direction`: higher, same or lower by the yardstick, missing where there is none.
        """
        frame = pd.concat([self._sides("person"), self._sides("company")], ignore_index=True)
        both = frame["covered_before"] & frame["covered_after"]
        steps = pd.Series(pd.NA, index=frame.index, dtype="Int64")
        points = steps.copy()
        if self.same_grades:
            codes = {side: frame[f"grade_{side}"].cat.codes.astype("int64") for side in ("before", "after")}
            steps = (codes["before"] - codes["after"]).astype("Int64").where(both)
        if self.same_scale:
            points = frame["score_after"] - frame["score_before"]
        for side in ("before", "after"):
            frame[f"order_{side}"] = self._order(frame, side, both)
        frame["steps"], frame["points"] = steps, points
        moved = {"grade": steps, "score": points, "order": frame["order_after"] - frame["order_before"]}
        change = (moved[self.yardstick] if self.yardstick else steps).to_numpy(dtype="float64", na_value=np.nan)
        words = np.select([change > 0, change == 0, change < 0], [0, 1, 2], default=-1)
        frame["direction"] = categories(words, DIRECTIONS)
        return frame

    def _sides(self, type_: SubjectType) -> pd.DataFrame:
        frame = pd.DataFrame({"subject_id": subject_ids(self.before, type_).array, "type": type_})
        for side, assessment in (("before", self.before), ("after", self.after)):
            standing = (
                assessment.standing.astype({"subject_id": "str"}).set_index("subject_id").reindex(frame["subject_id"])
            )
            frame[f"covered_{side}"] = standing["postings"].notna().to_numpy()
            frame[f"score_{side}"] = standing["score"].array
            frame[f"grade_{side}"] = standing["grade"].array
            frame[f"because_{side}"] = standing["grade_because"].astype("str").array
        return frame

    @staticmethod
    def _order(frame: pd.DataFrame, side: str, both: pd.Series) -> pd.Series:
        """The share of others below, by grade and then by score; half of those who stand level count as below."""
        here = frame[both & frame[f"score_{side}"].notna()]
        keys = np.stack(
            [-here[f"grade_{side}"].cat.codes.to_numpy(dtype=np.int64), here[f"score_{side}"].to_numpy(np.int64)]
        )
        level = pd.Series(np.unique(keys, axis=1, return_inverse=True)[1].reshape(-1), index=here.index)
        by_type = level.groupby(here["type"])
        size = by_type.transform("size")
        return ((by_type.rank() - 1) / (size - 1)).where(size > 1, 0.5).reindex(frame.index)

    def grades(self, type_: SubjectType = "person") -> pd.DataFrame:
        """How many subjects of a type covered by both hold which grade before (rows) and after (columns)."""
        mine = self.subjects[self.subjects["type"] == type_]
        one, other = (mine[f"grade_{side}"].cat.codes.to_numpy() for side in ("before", "after"))
        counts = np.zeros((len(self.before.ruleset.grades), len(self.after.ruleset.grades)), dtype=np.int64)
        graded = (one >= 0) & (other >= 0)
        np.add.at(counts, (one[graded], other[graded]), 1)
        return pd.DataFrame(counts, index=list(self.before.ruleset.grades), columns=list(self.after.ruleset.grades))

    @cached_property
    def movers(self) -> pd.DataFrame:
        """The subjects covered by both that do not stand as before, most moved first, with the one posting behind it.

        The columns of `subjects`, then those of `moving_postings`. Most moved is: by grades, then by points, where the
        scales allow it; else by the share of others passed. Empty where nothing can be compared.
        """
        frame = self.subjects
        passed = frame["order_after"] - frame["order_before"]
        told = frame[["steps", "points"]].astype("Float64").fillna(0)
        moved = (
            (told["steps"] != 0) | (told["points"] != 0) if self.same_grades or self.same_scale else passed.abs() > 0
        )
        size = pd.DataFrame({"steps": told["steps"].abs(), "points": told["points"].abs(), "passed": passed.abs()})
        order = size[moved].sort_values(list(size.columns), ascending=False, kind="stable").index
        movers = frame.loc[order].reset_index(drop=True)
        toward = np.sign(told["steps"].where(told["steps"] != 0, told["points"]).where(told.any(axis=1), passed))
        postings = moving_postings(self.before, self.after, movers, toward.loc[order].to_numpy(float), self.same_scale)
        return pd.concat([movers, postings], axis=1)

    @cached_property
    def consequences(self) -> pd.DataFrame:
        """A row a consequence and type of bearer where anybody bears it in force on either side; by the rulesets.

        `before` and `after` count the bearers, `gained` those that bear it only after, `lost` those only before. A
        consequence is told by its id.
        """
        borne = [_borne(assessment) for assessment in (self.before, self.after)]
        both = borne[0].merge(borne[1], how="outer", on=["bearer_id", "consequence_id"], indicator="side")
        company = both["bearer_id"].isin(subject_ids(self.before, "company"))
        both["type"] = np.where(company, "company", "person")
        counts = both.groupby(["type", "consequence_id", "side"], observed=False).size().unstack("side", fill_value=0)
        order = dict.fromkeys([*self.before.ruleset.consequences, *self.after.ruleset.consequences])
        frame = pd.DataFrame(
            {
                "before": counts["left_only"] + counts["both"],
                "after": counts["right_only"] + counts["both"],
                "gained": counts["right_only"],
                "lost": counts["left_only"],
            }
        ).reset_index()
        place = frame["consequence_id"].map({name: place for place, name in enumerate(order)})
        frame = frame[frame["before"] + frame["after"] > 0].assign(place=place, turn=frame["type"] == "company")
        return frame.sort_values(["turn", "place"]).drop(columns=["place", "turn"]).reset_index(drop=True)

    @cached_property
    def idle_rules(self) -> pd.DataFrame:
        """The rules that nobody meets, a row for each `side` (before, after) and `rule_id`, in the rulesets' order."""
        rows = []
        for side, assessment in (("before", self.before), ("after", self.after)):
            met = set(assessment.ledger["rule_id"].dropna().unique())
            rows += [(side, rule.id) for rule in assessment.ruleset.rules if rule.id not in met]
        return pd.DataFrame(rows, columns=["side", "rule_id"])

    @cached_property
    def nothing_changed(self) -> bool:
        """Whether standing, memberships and consequences are the same, row for row."""
        names = ("standing", "memberships", "consequences")
        return all(_plain(getattr(self.before, name)).equals(_plain(getattr(self.after, name))) for name in names)

    @cached_property
    def unchanged_because(self) -> tuple[Unchanged, ...]:
        """Why the rules that differ make no difference, where they make none; see `Unchanged`."""
        return unchanged_because(self.before, self.after)


def compare(before: Assessment, after: Assessment) -> Comparison:
    """Sets two assessments of one city side by side: two rulesets, two days, or two sets of joined agencies.

    Raises DataError where they are of different cities.
    """
    if before.city.fingerprint != after.city.fingerprint:
        said = f"one side is of {before.city.title}, the other of {after.city.title}."
        mend = "Compare two assessments of one city."
        raise DataError([Problem(Place("comparison"), "different-cities", said, mend)])
    return Comparison(before, after)


def _borne(assessment: Assessment) -> pd.DataFrame:
    borne = assessment.consequences
    return borne.loc[borne["in_force"], ["bearer_id", "consequence_id"]].astype("str").drop_duplicates()


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without the rulesets' own categories, which differ although the words are the same."""
    return frame.astype({name: "str" for name in frame.columns if isinstance(frame[name].dtype, pd.CategoricalDtype)})
