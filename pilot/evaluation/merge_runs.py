"""Sorting numbers that come in runs which are in order already."""

from __future__ import annotations

import time
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.int64]

_RUNS, _LENGTH = 64, 1024


def merge_runs(keys: Longs) -> Longs:
    """The same array, sorted in place; every run in it rises, which is what makes it quick.

    A stable sort merges runs, NumPy's default sorts anew. With AVX-512 the default is three to five times as fast as
    merging on some processors, and as much slower on others (numpy/x86-simd-sort#6), so it is measured once which.
    """
    keys.sort(kind=_quicker())
    return keys


@cache
def _quicker() -> Literal["quicksort", "stable"]:
    drawn = np.random.default_rng(0).integers(0, 1 << 55, (_RUNS, _LENGTH))
    runs: Longs = np.sort(drawn, axis=1).reshape(-1)
    _seconds(runs, "quicksort")
    return "stable" if _seconds(runs, "stable") < _seconds(runs, "quicksort") else "quicksort"


def _seconds(runs: Longs, kind: Literal["quicksort", "stable"]) -> float:
    """The quickest of five."""
    taken = []
    for _ in range(5):
        keys = runs.copy()
        begun = time.perf_counter()
        keys.sort(kind=kind)
        taken.append(time.perf_counter() - begun)
    return min(taken)
