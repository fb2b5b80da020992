"""Who gains and who loses between two assessments, by group."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pilot.evaluation.comparing.compare import DIRECTIONS, Comparison
from pilot.evaluation.comparing.shift import Floats
from pilot.evaluation.everybody.groups import SMALL, members
from pilot.evaluation.everybody.totals import bearers_of
from pilot.evaluation.kernel.columns import Flags, Longs


def gains_by(comparison: Comparison, by: str) -> pd.DataFrame:
    """A row a group of residents, in natural order: how it fares on each side.

    `residents` are all in the group, `both` those whom both sides cover; `higher`, `same` and `lower` count those by
    the comparison's yardstick. `order_before` and `order_after` are the median share (0 to 1) of the others covered by
    both who stand below. `rewarded_` and `burdened_` `before` and `after` count the residents, covered or not, who have
    a reward, and those who bear a burden or a restriction. `small` marks groups of fewer than 10 in `both`.
    """
    before = comparison.before
    group = before.once(("members", by), lambda: members(before.city, by, before.as_of)).cat
    residents = before.columns.of_type("person")
    codes: Longs = np.asarray(group.codes, dtype=np.int64)
    sizes = np.bincount(codes, minlength=len(group.categories)).astype(np.int64)
    there: Longs = np.flatnonzero(sizes)

    def count(whom: Flags) -> Longs:
        return np.bincount(codes[whom[residents]], minlength=len(sizes))[there]

    both, direction = comparison.shift.both, comparison.direction
    sides = {"before": comparison.before, "after": comparison.after}
    order = dict(zip(sides, comparison.shift.order, strict=True))
    table = {
        by: pd.array(group.categories.to_numpy()[there], dtype="str"),
        "residents": sizes[there],
        "both": count(both),
        **{word: count(direction == number) for number, word in enumerate(DIRECTIONS)},
        **{f"rewarded_{name}": count(bearers_of(side, "reward")) for name, side in sides.items()},
        **{f"burdened_{name}": count(bearers_of(side, "burden", "restriction")) for name, side in sides.items()},
        **{f"order_{name}": _medians(shares[residents], codes, there) for name, shares in order.items()},
        "small": count(both) < SMALL,
    }
    return pd.DataFrame(table)


def _medians(shares: Floats, codes: Longs, groups: Longs) -> Floats:
    """The middle share of each group, NaN where it has none."""
    known = ~np.isnan(shares)
    mine = [shares[known & (codes == group)] for group in groups]
    return np.array([np.median(group) if len(group) else np.nan for group in mine], dtype=np.float64)
