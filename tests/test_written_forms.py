"""What is meant by numbers and days as people of many countries write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.written_forms import FIRST_DAY, LAST_DAY, plain_days, plain_numbers


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.200,50", ["1200.50"]),
        ("1,200.50", ["1200.50"]),
        ("1 200,5", ["1200.5"]),
        ("1'200", ["1200"]),
        ("12,5", ["12.5"]),
        ("-2,5", ["-2.5"]),
        ("-5,00", ["-5.00"]),
        ("−5", ["-5"]),
        ("0,125", ["0.125"]),
        ("1,200", ["1200", "1.200"]),
        ("1.234.567", ["1234567"]),
        ("1,00,000", ["100000"]),
        ("¥1,234,567.8", ["1234567.8"]),
        ("5 %", ["0.05", "5"]),
        ("0x10", []),
        ("1.2.3", []),
        ("1,2.3,4", []),
        ("five", []),
    ],
)
def test_a_number_keeps_its_value_in_the_plain_form(written: str, meant: list[str]) -> None:
    assert meant == list(plain_numbers(written))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31.12.2024", ["2024-12-31"]),
        ("12/31/2024", ["2024-12-31"]),
        ("03/04/2021", ["2021-04-03", "2021-03-04"]),
        ("3.4.2021", ["2021-04-03"]),
        ("04/04/2021", ["2021-04-04"]),
        ("2021/3/4", ["2021-03-04"]),
        ("2021年3月4日", ["2021-03-04"]),
        ("31.02.2024", []),
        ("31.12.0024", []),
        ("yesterday", []),
    ],
)
def test_a_day_is_the_one_that_is_meant_or_both(written: str, meant: list[str]) -> None:
    assert meant == list(plain_days(written))


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_a_plain_day_is_its_own_plain_form(day: dt.date) -> None:
    assert (day.isoformat(),) == plain_days(day.isoformat())
    assert (day.isoformat(),) == plain_days(f"{day:%d.%m.%Y}")


@given(st.integers(0, 10**9), st.sampled_from([",", ".", " ", "'"]))
def test_digits_in_groups_with_decimals_are_never_read_in_two_ways(number: int, mark: str) -> None:
    decimal = "." if mark == "," else ","
    assert (f"{number}.25",) == plain_numbers(f"{number:,}".replace(",", mark) + f"{decimal}25")
