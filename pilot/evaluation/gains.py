"""Who gains and who loses between two assessments, by group."""

from __future__ import annotations

import pandas as pd

from pilot.evaluation.compare import Comparison
from pilot.evaluation.groups import SMALL, members
from pilot.evaluation.totals import bearers_of

SIDES = ("before", "after")


def gains_by(comparison: Comparison, by: str) -> pd.DataFrame:
    """A row a group of residents, in natural order: how it fares on each side.

    `residents` are all in the group, `both` those whom both sides cover; `higher`, `same` and `lower` count those by
    the comparison's yardstick. `order_before` and `order_after` are the median share (0 to 1) of the others covered by
    both who stand below. `rewarded_` and `burdened_` `before` and `after` count the residents, covered or not, who have
    a reward, and those who bear a burden or a restriction. `small` marks groups of fewer than 10 in `both`.
    """
    people = comparison.subjects[comparison.subjects["type"] == "person"].reset_index(drop=True)
    people[by] = members(comparison.before.city, by, comparison.before.as_of)
    people["both"] = people["covered_before"] & people["covered_after"]
    people = people.assign(
        **{direction: people["direction"] == direction for direction in ("higher", "same", "lower")},
        **{f"rewarded_{side}": people["subject_id"].isin(_bearing(comparison, side, "reward")) for side in SIDES},
        **{
            f"burdened_{side}": people["subject_id"].isin(_bearing(comparison, side, "burden", "restriction"))
            for side in SIDES
        },
    )
    counted = [
        "both",
        "higher",
        "same",
        "lower",
        *(f"{name}_{side}" for name in ("rewarded", "burdened") for side in SIDES),
    ]
    grouped = people.groupby(by, observed=True, sort=True)
    table = pd.concat(
        [grouped.size().rename("residents"), grouped[counted].sum(), grouped[["order_before", "order_after"]].median()],
        axis=1,
    ).reset_index()
    return table.astype({by: "str"}).assign(small=table["both"] < SMALL)


def _bearing(comparison: Comparison, side: str, *effects: str) -> pd.Series:
    assessment = comparison.before if side == "before" else comparison.after
    bearing: pd.Series = pd.concat([bearers_of(assessment, effect) for effect in effects])
    return bearing
