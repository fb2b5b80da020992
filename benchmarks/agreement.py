"""Whether two ledgers are the same, to the last row of the last column."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.tables import LEDGER

NUMBERS = ("posting_id", "points", "balance", "score")


class DisagreementError(Exception):
    """Two programs gave different ledgers, so there is nothing to compare."""


def first_difference(ours: pd.DataFrame, theirs: pd.DataFrame) -> str:
    """Where two ledgers differ first, in a sentence; empty where they are the same."""
    if tuple(ours.columns) != LEDGER or tuple(theirs.columns) != LEDGER:
        return f"The columns differ: {', '.join(ours.columns)} and {', '.join(theirs.columns)}."
    if len(ours) != len(theirs):
        return f"One ledger has {len(ours):,} rows, the other {len(theirs):,}."
    unlike = {column: np.flatnonzero(_unlike(column, ours[column], theirs[column])) for column in LEDGER}
    found = [(int(rows[0]), column) for column, rows in unlike.items() if len(rows)]
    if not found:
        return ""
    row, column = min(found)
    return f"Row {row + 1:,}, {column}: {ours[column].iloc[row]} in one, {theirs[column].iloc[row]} in the other."


def demand_the_same(ours: pd.DataFrame, theirs: pd.DataFrame, who: str) -> None:
    """Raises DisagreementError, with the first difference, unless the two ledgers are the same."""
    difference = first_difference(ours, theirs)
    if difference:
        raise DisagreementError(f"The engine and the {who} disagree. {difference}")


def _unlike(column: str, ours: pd.Series[Any], theirs: pd.Series[Any]) -> npt.NDArray[np.bool_]:
    one, other = _plain(column, ours), _plain(column, theirs)
    return np.asarray((one != other) & ~(one.isna() & other.isna()), dtype=bool)


def _plain(column: str, values: pd.Series[Any]) -> pd.Series[Any]:
    """The values without the types that a program happens to give them."""
    if column in NUMBERS:
        return values.astype("int64")
    return values.astype("datetime64[s]") if column == "date" else values.astype("str")
