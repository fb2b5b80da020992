"""Runs in order are merged into one, whichever sort is the quicker here."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.evaluation import merge_runs as runs
from pilot.evaluation.merge_runs import merge_runs


@given(st.lists(st.lists(st.integers(-(2**63), 2**63 - 1))), st.sampled_from(["stable", "quicksort"]))
def test_all_is_in_order_and_nothing_is_lost(pieces: list[list[int]], kind: str) -> None:
    keys = np.array([key for piece in pieces for key in sorted(piece)], dtype=np.int64)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_quicker", lambda: kind)
        assert sorted(key for piece in pieces for key in piece) == merge_runs(keys).tolist()
