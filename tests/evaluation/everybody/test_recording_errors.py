"""What was done against what was written down."""

from __future__ import annotations

import datetime as dt

from pilot.evaluation.everybody.recording_errors import recording_by_district
from tests.evaluation.small import small_city

FIRST, LAST = dt.date(2021, 1, 1), dt.date(2021, 12, 31)

CITY = small_city(
    people="ann district=North\n bea district=South\n cid",
    companies="mill district=North",
    acts="""
        a1 ann 2021-02-01 late
        a2 ann 2021-03-01 late
        a3 bea 2021-02-01 late
        a4 mill 2021-02-01 late
        a5 ann 2020-12-31 late
    """,
    records="""
        r1 ann 2021-02-02 late act_id=a1
        r2 ann 2021-02-03 late act_id=a1
        r3 bea 2021-03-05 late act_id=a2
        r4 cid 2021-03-05 late
        r5 mill 2021-02-05 late act_id=a4
        r6 bea 2021-04-05 late act_id=of-nobody
    """,
)


def table() -> dict[str, dict[str, int]]:
    return recording_by_district(CITY, FIRST, LAST).set_index("district").to_dict("index")


def test_an_act_counts_where_the_one_who_did_it_lives_even_if_another_carries_the_record() -> None:
    north = table()["North"]

    assert (1, 2, 2, 0) == (north["residents"], north["acts"], north["recorded"], north["missed"])


def test_an_act_without_a_record_was_missed() -> None:
    assert 1 == table()["South"]["missed"]


def test_a_record_of_anothers_act_is_mistaken_one_without_an_act_fabricated_a_second_one_doubled() -> None:
    rows = table()

    assert (1, 1, 1) == (rows["South"]["mistaken"], rows["not on record"]["fabricated"], rows["North"]["doubled"])


def test_a_record_whose_act_is_unknown_is_not_called_mistaken() -> None:
    south = table()["South"]

    assert (2, 1) == (south["records"], south["mistaken"])


def test_an_act_whose_record_comes_after_the_day_was_still_missed_on_it() -> None:
    early = recording_by_district(CITY, FIRST, dt.date(2021, 2, 1)).set_index("district")

    assert (1, 1) == (early.loc["North", "acts"], early.loc["North", "missed"])


def test_without_acts_there_is_nothing_to_compare() -> None:
    assert recording_by_district(small_city(), FIRST, LAST).empty
