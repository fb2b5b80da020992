"""Where everybody stood at the end of each day on which it may have changed, with the grade that was held."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pilot.evaluation import Assessment
from pilot.evaluation.kernel.days import later, to_dates
from pilot.evaluation.kernel.memberships import falls_on

AT_ONE_PLACE = ["subject_id", "date"]


def day_ends(assessment: Assessment) -> pd.DataFrame:
    """A row for each subject and day with a posting, or on which a rule began or ceased to set a grade.

    Columns: subject_id, date, score, and as places among the bands (0 the best, -1 without bands) `by_score`, the grade
    of the score, and `held`, the worse of it and of those that rules set on that day. In order of subject and day.
    """
    return assessment.once("day ends", lambda: _day_ends(assessment))


def turned(ends: pd.DataFrame, column: str) -> pd.Series:
    """Which of these days ended otherwise in that column than the same subject's day before; the first one never."""
    same = ends["subject_id"].astype("str") == ends["subject_id"].astype("str").shift()
    changed: pd.Series = same & (ends[column] != ends[column].shift())
    return changed


def _day_ends(assessment: Assessment) -> pd.DataFrame:
    ledger = assessment.ledger
    closing = ledger.drop_duplicates(AT_ONE_PLACE, keep="last")[[*AT_ONE_PLACE, "score"]]
    grades = ledger["grade"].cat.codes.reindex(closing.index)
    closing = closing.assign(
        subject_id=closing["subject_id"].astype("str"),
        score=closing["score"].astype("Int64"),
        by_score=grades.astype(np.int64),
    )
    spans = _spans(assessment)
    if not len(spans):
        return closing.assign(held=closing["by_score"]).reset_index(drop=True)
    ends = _with_the_days_of(spans, closing, assessment)
    return ends.assign(held=np.maximum(ends["by_score"], _set_by_rules(ends, spans)))


def _spans(assessment: Assessment) -> pd.DataFrame:
    """The grades that rules set: subject_id, grade, the day of the beginning, and the first day without it, or none."""
    ruleset, columns = assessment.ruleset, assessment.columns
    parts = []
    for block in assessment.postings.blocks:
        rule, matched = ruleset.rules[block.place], block.matched
        if rule.override is None or not ruleset.bands or not len(matched.day):
            continue
        ends = falls_on(rule, matched, columns)
        if rule.override.months is not None:
            ends = np.minimum(ends, later(matched.day, rule.override.months))
        names = columns.subject_ids.take(matched.subject).to_pylist()
        grade = ruleset.grades.index(rule.override.grade)
        begin, until = to_dates(matched.day), to_dates(ends)
        parts.append(pd.DataFrame({"subject_id": names, "grade": grade, "begin": begin, "until": until}))
    return pd.concat(parts) if parts else pd.DataFrame()


def _with_the_days_of(spans: pd.DataFrame, closing: pd.DataFrame, assessment: Assessment) -> pd.DataFrame:
    """The closings, and what stood on the days on which a grade began or ceased to be set without a posting."""
    days = pd.concat([spans[["subject_id", name]].set_axis(AT_ONE_PLACE, axis=1) for name in ("begin", "until")])
    days = days[days["date"] <= pd.Timestamp(assessment.as_of)].drop_duplicates()
    ends = closing.merge(days, how="outer", on=AT_ONE_PLACE).sort_values(AT_ONE_PLACE, kind="stable")
    ends[["score", "by_score"]] = ends.groupby("subject_id", sort=False)[["score", "by_score"]].ffill()
    return ends.astype({"by_score": np.int64}).reset_index(drop=True)


def _set_by_rules(ends: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """The worst grade that rules set on each of these days, -1 where none does."""
    both = ends[AT_ONE_PLACE].reset_index().merge(spans, on="subject_id")
    in_force = (both["begin"] <= both["date"]) & (both["until"].isna() | (both["date"] < both["until"]))
    worst = both[in_force].groupby("index")["grade"].max()
    found: np.ndarray = worst.reindex(ends.index, fill_value=-1).to_numpy()
    return found
