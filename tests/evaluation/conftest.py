"""Both readings of the spec, one after the other, for every test that asks for `assess`."""

from __future__ import annotations

import pytest

from tests.evaluation.small import READINGS, Assess


@pytest.fixture(params=sorted(READINGS))
def assess(request: pytest.FixtureRequest) -> Assess:
    """`assess(ruleset, city, as_of, joined=None)` gives the four tables: by the columns, then by the plain reading."""
    return READINGS[request.param]
