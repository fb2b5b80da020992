"""Who gains and who loses, by group."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pilot import compare
from pilot.evaluation import evaluate
from pilot.evaluation.comparing.gains import gains_by
from tests.evaluation.small import small_city, small_ruleset

DAY = dt.date(2021, 12, 31)
CITY = small_city(
    people="ann district=North\n bea district=North\n cid district=South\n dot",
    records="r1 ann 2021-02-01 late\n r2 cid 2021-02-01 gift",
    relationships="ann dot child",
)
SCALE = """
score: {start: 100}
bands: [{grade: fine, from: 100, consequences: [bonus]}, {grade: low, consequences: [no-train]}]
consequences: {bonus: {effect: reward}, no-train: {effect: restriction, falls_on: [self, child]}}
"""


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, Any]]:
    one = small_ruleset(SCALE)
    other = small_ruleset(SCALE + "rules: [{id: late, when: {kind: late}, points: -5}]")
    gains = gains_by(compare(evaluate(one, CITY, DAY), evaluate(other, CITY, DAY)), "district")
    found: dict[str, dict[str, Any]] = gains.set_index("district").to_dict("index")
    return found


def test_every_group_counts_who_stands_higher_and_who_lower(table: dict[str, dict[str, Any]]) -> None:
    assert (0, 1, 1) == tuple(table["North"][name] for name in ("higher", "same", "lower"))
    assert (0, 1, 0) == tuple(table["South"][name] for name in ("higher", "same", "lower"))


def test_rewards_and_burdens_are_counted_on_both_sides_and_reach_relatives(table: dict[str, dict[str, Any]]) -> None:
    assert (2, 1) == (table["North"]["rewarded_before"], table["North"]["rewarded_after"])
    assert (0, 1) == (table["North"]["burdened_before"], table["North"]["burdened_after"])
    assert (0, 1) == (table["not on record"]["burdened_before"], table["not on record"]["burdened_after"])


def test_the_middle_of_a_group_is_its_median_place_among_all(table: dict[str, dict[str, Any]]) -> None:
    assert 0.5 == table["South"]["order_before"]
    assert 2 / 3 == pytest.approx(table["South"]["order_after"])


def test_a_small_group_is_marked_and_stays(table: dict[str, dict[str, Any]]) -> None:
    assert {"North", "South", "not on record"} == set(table)
    assert all(row["small"] for row in table.values())
