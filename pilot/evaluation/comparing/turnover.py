"""Who bears a consequence, or stands on a list, on one side and not on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pilot.evaluation.kernel.columns import Flags, Longs


@dataclass(frozen=True)
class Held:
    """What is held on one side: `by` has a row for each of the names, a column a subject in order of id."""

    names: Sequence[str]
    by: Flags

    def under(self, names: Sequence[str]) -> Flags:
        """The rows in another order, empty where this side has no such name."""
        rows = np.zeros((len(names), self.by.shape[1]), dtype=bool)
        for row, name in enumerate(names):
            if name in self.names:
                rows[row] = self.by[self.names.index(name)]
        return rows


def turnover(before: Held, after: Held, is_company: Flags, called: str) -> pd.DataFrame:
    """A row a name (column `called`) and type of holder where anybody holds it on either side; persons first.

    `before` and `after` count the holders, `gained` those that hold it only after, `lost` those only before.
    """
    names = list(dict.fromkeys([*before.names, *after.names]))
    one, other = before.under(names), after.under(names)
    types = {"person": ~is_company, "company": is_company}

    def count(holding: Flags) -> Longs:
        return np.concatenate([np.count_nonzero(holding[:, mine], axis=1) for mine in types.values()])

    counts = {"before": count(one), "after": count(other), "gained": count(other & ~one), "lost": count(one & ~other)}
    held = np.flatnonzero(counts["before"] + counts["after"])
    columns = {
        "type": pd.array([list(types)[row // len(names)] for row in held], dtype="str"),
        called: pd.array([names[row % len(names)] for row in held], dtype="str"),
    }
    return pd.DataFrame(columns | {name: counted[held] for name, counted in counts.items()})
