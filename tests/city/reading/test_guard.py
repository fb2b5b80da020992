"""The guard: nothing that looks like a real person's data enters, whatever the cell."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot.city.format import TABLES
from pilot.city.reading.guarded_columns import suspicious
from pilot.city.reading.load import city_of
from pilot.errors import DataError
from pilot.guard import masked, suspicions

QUICK = settings(max_examples=50, deadline=None)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
COLUMNS = [(table.name, column.name) for table in TABLES.values() for column in table.columns]
TOWN = {
    "residents": {"subject_id": ["P1", "P2"], "name": ["Tamarisk Flint", "Sorrel Marl"]},
    "companies": {"subject_id": ["C1"], "name": ["Quartz Bakery"]},
    "kinds": {"kind": ["order.noise"], "title": ["Noise"], "topic": ["order"]},
    "acts": {"act_id": ["A1"], "subject_id": ["P1"], "date": ["2021-03-04"], "kind": ["order.noise"]},
    "records": {"record_id": ["R1"], "subject_id": ["P1"], "date": ["2021-03-04"], "kind": ["order.noise"]},
    "relationships": {"subject_id": ["P1"], "other_id": ["P2"], "kind": ["friend"]},
    "appeals": {"appeal_id": ["X1"], "record_id": ["R1"], "filed_on": ["2021-04-01"]},
}


def check_digit(first: str) -> str:
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True)) % 11]


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    """Made-up numbers that pass every test of a resident identity number."""
    region = draw(st.integers(110000, 659999))
    born = draw(st.dates(dt.date(1900, 1, 1), dt.date(2024, 12, 31)))
    first = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first + check_digit(first)


def with_luhn(first: str) -> str:
    digits = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(first))]
    return first + str(-sum(digit - 9 if digit > 9 else digit for digit in digits) % 10)


def codes(cell: str) -> list[str]:
    found = [suspicion.code for suspicion in suspicions(cell)]
    # The sieve over whole columns and the reading of one cell agree.
    assert bool(found) == bool(suspicious(pa.array([cell]))[0])
    return found


@QUICK
@given(number=identity_numbers(), at=st.sampled_from([*COLUMNS, ("residents", "shoe size")]))
def test_a_valid_identity_number_is_refused_in_any_column_and_never_repeated(number: str, at: tuple[str, str]) -> None:
    table, column = at
    cells = {name: {key: list(column) for key, column in columns.items()} for name, columns in TOWN.items()}
    cells[table].setdefault(column, [""] * len(next(iter(cells[table].values()))))[0] = number

    with pytest.raises(DataError) as caught:
        city_of({name: pd.DataFrame(columns) for name, columns in cells.items()})

    refused = [problem for problem in caught.value.problems if problem.code == "identity-number"]
    assert [(f"{table}.csv", 2, column)] == [(one.place.file, one.place.line, one.place.column) for one in refused]
    assert number not in str(caught.value)


@QUICK
@given(number=identity_numbers(), step=st.integers(1, 10))
def test_a_number_with_a_wrong_check_digit_is_no_identity_number(number: str, step: int) -> None:
    signs = "0123456789X"
    wrong = number[:17] + signs[(signs.index(number[17]) + step) % 11]

    assert "identity-number" not in codes(wrong)


@QUICK
@given(
    number=identity_numbers(),
    gaps=st.lists(st.sampled_from(["", "", " ", "-", " - ", "–", "\u3000"]), min_size=17, max_size=17),
)
def test_spaces_and_hyphens_do_not_hide_an_identity_number(number: str, gaps: list[str]) -> None:
    spread = "".join(digit + gap for digit, gap in zip(number, [*gaps, ""], strict=True))

    assert ["identity-number"] == codes(f"see {spread}.")


@QUICK
@given(number=identity_numbers())
def test_full_width_figures_do_not_hide_an_identity_number(number: str) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)

    assert ["identity-number"] == codes(wide)


@QUICK
@given(first=st.from_regex(r"(4|5[1-5]|62|3[57])[0-9]{14,16}", fullmatch=True))
def test_a_bank_card_number_is_recognized_by_its_check_digit(first: str) -> None:
    assert codes(with_luhn(first)) in (["bank-card-number"], ["identity-number"])


@QUICK
@given(first=st.from_regex(r"20[12][0-9][0-9]{11,14}", fullmatch=True))
def test_an_order_number_that_begins_with_its_year_is_no_bank_card(first: str) -> None:
    assert "bank-card-number" not in codes(with_luhn(first))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("13800138000", "mobile-number"),
        ("+86 138 0013 8000", "mobile-number"),
        ("(+86)138-0013-8000", "mobile-number"),
        ("0086 13800138000", "mobile-number"),
        ("8613800138000", "mobile-number"),
        ("Tel.13800138000", "mobile-number"),
        ("电话13800138000", "mobile-number"),
        ("１３８００１３８０００", "mobile-number"),
        ("4111 1111 1111 1111", "bank-card-number"),
        ("4111-1111-1111-1111", "bank-card-number"),
        ("tamarisk.flint@example.org", "e-mail-address"),
        ("write to tamarisk＠example.org, please", "e-mail-address"),
        ("portrait.JPG", "photograph"),
        ("see face.webp", "photograph"),
        ("data:image/png;base64,AAAA", "photograph"),
        ("https://example.org/photos/17", "photograph"),
        ("110101900307123", "identity-number"),
        ("0631-5201234", "landline-number"),
        ("(010) 62345678", "landline-number"),
        ("+86 0631 5201234", "landline-number"),
        ("E12345678", "passport-number"),
        ("EA1234567", "passport-number"),
        ("passport G12345678.", "passport-number"),
        ("https://example.org/17.jpeg?size=2", "photograph"),
        ("/9j/4AAQSkZJRgABAQ", "photograph"),
    ],
)
def test_other_traces_of_real_people_are_refused(cell: str, code: str) -> None:
    assert [code] == codes(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "R000012345",
        "R13800138000",
        "R0000000000000018",
        "P0001",
        "83.40",
        "999999999999.999999",
        "13800138000.50",
        "2021-03-04",
        "2019-01-01 2020-05-06",
        "from 2019-01-01 to 2020-05-06",
        "traffic.red_light",
        "https://example.org/images",
        "https://example.org/image-of-the-town.html",
        "2024110512345678",
        "201912311234567",
        "C12345678",
        "E123456",
        "AE12345678",
        "0631-520",
        "12800138000",
        "1380013800",
        "@home",
        "at 5 @ 3",
        "Paid on 2021-03-04; entered later.",
        "Tamarisk Flint",
        "茶馆",
        "",
    ],
)
def test_ordinary_cells_raise_no_alarm(cell: str) -> None:
    assert [] == codes(cell)


@QUICK
@given(amount=st.decimals(-10_000_000, 10_000_000, places=6), day=st.dates(), number=st.integers(1, 99_999_999))
def test_amounts_dates_and_ids_raise_no_alarm(amount: object, day: dt.date, number: int) -> None:
    assert [] == codes(str(amount)) + codes(day.isoformat()) + codes(f"R{number:08}")


def test_what_is_masked_keeps_its_first_character_and_its_surroundings() -> None:
    assert "call 1********** at noon" == masked("call 13800138000 at noon")


def test_a_very_long_cell_costs_no_more_than_its_length() -> None:
    assert [] == codes("a" * 50_000 + "@")
    assert [] == codes("12 " * 10_000)


def test_a_column_name_is_looked_at_too() -> None:
    residents = pd.DataFrame({"subject_id": ["P1"], "name": ["Sorrel Marl"], "13800138000": ["x"]})

    with pytest.raises(DataError, match="mobile-number"):
        city_of({"residents": residents})
