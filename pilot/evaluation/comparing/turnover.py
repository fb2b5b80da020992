"""Who bears a consequence, or stands on a list, on one side and not on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pilot.evaluation.kernel.columns import Flags, Ints, Longs


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


@dataclass(frozen=True)
class Changed:
    """What is held on one side alone: rows as the names, a column a subject in order of id."""

    names: Sequence[str]
    gained: Flags
    lost: Flags

    @property
    def anything(self) -> Flags:
        """Which subjects hold something on one side alone."""
        return self.how_many > 0

    @property
    def how_many(self) -> Longs:
        """How many names each subject holds on one side alone."""
        many: Longs = np.count_nonzero(self.gained | self.lost, axis=0)
        return many

    def columns(self, subjects: Ints, called: str) -> dict[str, Any]:
        """The names that `subjects` hold only after (`<called>_gained`) and only before, with spaces between."""
        return {
            f"{called}_{way}": pd.array([self._listed(flags[:, subject]) for subject in subjects], dtype="str")
            for way, flags in (("gained", self.gained), ("lost", self.lost))
        }

    def _listed(self, flags: Flags) -> str | None:
        return " ".join(name for name, flag in zip(self.names, flags, strict=True) if flag) or None


def changed(before: Held, after: Held) -> Changed:
    """What each subject holds on one side alone."""
    names = list(dict.fromkeys([*before.names, *after.names]))
    one, other = before.under(names), after.under(names)
    return Changed(names, other & ~one, one & ~other)


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
