"""A city that nobody looks at any more is given back, however often it was evaluated."""

from __future__ import annotations

import datetime as dt
import gc
import weakref

import pytest

from pilot import evaluate
from pilot.evaluation.kernel.columns import columns_of
from tests.evaluation.small import small_city, small_ruleset

RULES = """
score: {start: 100}
bands: [{grade: good, from: 100}, {grade: fair}]
rules: [{id: red, when: {kind: traffic.red}, points: -5, carry: [{to: spouse, share: 0.5}], lists: [seen]}]
lists: {seen: {}}
"""


@pytest.mark.parametrize("effect_after_days", [0, 14])
def test_a_city_is_given_back_once_nobody_holds_it(effect_after_days: int) -> None:
    city = small_city(people="p1\np2", records="r1 p1 2021-02-28 traffic.red", relationships="p1 p2 spouse")
    ruleset = small_ruleset(f"effect_after_days: {effect_after_days}\n{RULES}")
    assessment = evaluate(ruleset, city, dt.date(2021, 12, 31))
    for table in (assessment.ledger, assessment.standing, assessment.memberships, assessment.consequences):
        assert table is not None
    freed, columns = weakref.ref(city), weakref.ref(columns_of(city))

    del city, assessment, table
    gc.collect()  # the city, and with it what is remembered under it
    gc.collect()  # its columns, which hold themselves in a circle

    assert (None, None) == (freed(), columns())
