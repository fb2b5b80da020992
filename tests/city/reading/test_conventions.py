"""A city as spreadsheets of many countries save it: one question for all its files, and nothing is misread."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.city.reading.conventions import WrittenOtherwiseError, convention_named
from pilot.errors import DataError
from tests.city.reading.spreadsheets import (
    GERMAN,
    SAVED,
    assert_read,
    opened,
    saved,
)


@pytest.mark.parametrize(("files", "words"), SAVED.values(), ids=SAVED)
class TestEverySpreadsheet:
    def test_it_asks_one_question(self, files: dict[str, bytes], words: str) -> None:
        with pytest.raises(WrittenOtherwiseError) as caught:
            opened(files)

        assert [words] == [choice.convention.name for choice in caught.value.choices]
        assert 1 == len(caught.value.problems)

    def test_and_reads_what_is_meant(self, files: dict[str, bytes], words: str) -> None:
        assert_read(opened(files, words))


def test_the_question_shows_what_would_be_read() -> None:
    with pytest.raises(WrittenOtherwiseError) as caught:
        opened(saved(";", "windows-1252", **GERMAN))

    assert (
        "semicolons stand between the cells, the letters are Windows-1252 (Zoë), 31.12.2024 is 31 December 2024, "
        "1.200,50 is 1200.50, WAHR is true"
    ) == caught.value.choices[0].sentence


def test_what_can_be_read_in_two_ways_is_asked_in_two() -> None:
    files = saved(",", "utf-8", late="03/04/2024", early="01/02/2024", large="1", small="2", yes="true")
    with pytest.raises(WrittenOtherwiseError) as caught:
        opened(files)

    assert ["day-first", "month-first"] == [choice.convention.name for choice in caught.value.choices]
    assert dt.date(2024, 4, 3) == opened(files, "day-first").records["date"][0].date()
    assert dt.date(2024, 3, 4) == opened(files, "month-first").records["date"][0].date()


@pytest.mark.parametrize(
    ("late", "early"), [("03-04-2024", "01-02-2024"), ("03/04/24", "01/02/24"), ("31.12.2024", "03/04/2024")]
)
def test_a_day_that_two_countries_read_otherwise_is_never_guessed(late: str, early: str) -> None:
    with pytest.raises(WrittenOtherwiseError) as caught:
        opened(saved(",", "utf-8", late=late, early=early, large="1", small="2", yes="true"))

    assert ["day-first", "month-first"] == [choice.convention.name for choice in caught.value.choices]


@pytest.mark.parametrize("late", ["2024", "2024111", "202411", "31.02.2024", "24.13.24"])
def test_what_is_no_day_of_any_country_is_a_problem_and_no_question(late: str) -> None:
    with pytest.raises(DataError, match="not-a-date") as caught:
        opened(saved(",", "utf-8", late=late, early="2024-03-04", large="1", small="2", yes="true"))

    assert 1 == len(caught.value.problems)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_point_between_three_digits_is_no_plain_number_where_days_are_written_as_in_germany(mark: str) -> None:
    with pytest.raises(WrittenOtherwiseError) as caught:
        opened(saved(mark, "utf-16", **(GERMAN | {"large": "1.200", "small": "3"})))

    assert [Decimal(1200), Decimal("1.2")] == [
        opened(saved(mark, "utf-16", **(GERMAN | {"large": "1.200", "small": "3"})), choice.convention.name).records[
            "amount"
        ][0]
        for choice in caught.value.choices
    ]


@pytest.mark.parametrize("encoding", ["windows-1252", "mac-roman", "gb18030"])
@pytest.mark.parametrize("name", ["Größe", "Straßenfest", "Élodie", "Hélène", "François", "Übermut", "Jürgen Weiß"])
def test_letters_of_the_west_are_offered_in_their_encoding(encoding: str, name: str) -> None:
    files = saved(",", "utf-8", late="2024-12-31", early="2024-03-04", large="1", small="2", yes="true")
    rows = files["residents.csv"].decode().replace("Zoë Müller", name).replace("Mühle", "Mill")
    with pytest.raises(WrittenOtherwiseError) as caught:
        opened({**files, "residents.csv": rows.encode(encoding)})

    assert encoding in [choice.convention.encoding for choice in caught.value.choices]


@pytest.mark.parametrize("name", ["李", "王芳", "欧阳娜娜", "荣成市民", "上海，浦东"])
def test_chinese_letters_are_offered_first(name: str) -> None:
    files = saved(",", "utf-8", late="2024-12-31", early="2024-03-04", large="1", small="2", yes="true")
    rows = files["residents.csv"].decode().replace("Zoë Müller", name).replace("Mühle", "Mill")
    with pytest.raises(WrittenOtherwiseError) as caught:
        opened({**files, "residents.csv": rows.encode("gb18030")})

    assert "gb18030" == caught.value.choices[0].convention.encoding


def test_a_point_between_three_digits_is_asked_about_where_semicolons_stand_between_cells() -> None:
    files = saved(";", "utf-8", late="2024-12-31", early="2024-03-04", large="1.200", small="3.500", yes="true")
    with pytest.raises(WrittenOtherwiseError) as caught:
        opened(files)

    assert ["semicolons decimal-comma", "semicolons"] == [choice.convention.name for choice in caught.value.choices]
    assert [Decimal(1200), Decimal(3500)] == list(opened(files, "semicolons decimal-comma").records["amount"])
    assert [Decimal("1.2"), Decimal("3.5")] == list(opened(files, "semicolons").records["amount"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_that_tells_the_encoding_asks_nothing(encoding: str) -> None:
    plain = {"late": "2024-12-31", "early": "2024-03-04", "large": "1200.5", "small": "12.25", "yes": "true"}

    assert_read(opened(saved(",", encoding, **plain)))


@pytest.mark.parametrize(
    ("odd", "cell"),
    [("date", "31.02.2024"), ("date", "n/a"), ("amount", "12,25%"), ("amount", "n/a")],
)
def test_one_mistyped_cell_among_many_is_the_one_problem_that_is_left(odd: str, cell: str) -> None:
    rows = [{"date": f"{day:02}.03.2024", "amount": f"{day},25"} for day in range(1, 29)]
    rows.append({"date": "13.03.2024", "amount": "1,25"} | {odd: cell})
    lines = [f"R{number};P1;{row['date']};order.noise;{row['amount']}" for number, row in enumerate(rows)]
    records = "\r\n".join(["record_id;subject_id;date;kind;amount", *lines, ""])
    files = {"residents.csv": b"subject_id;name\r\nP1;Ann\r\n", "records.csv": records.encode()}

    with pytest.raises(WrittenOtherwiseError) as caught:
        opened(files)
    assert ["semicolons day-first decimal-comma"] == [choice.convention.name for choice in caught.value.choices]
    with pytest.raises(DataError) as left:
        opened(files, "semicolons day-first decimal-comma")
    assert [(30, odd)] == [(problem.place.line, problem.place.column) for problem in left.value.problems]


def test_an_amount_that_somebody_mistyped_makes_no_plain_file_another() -> None:
    with pytest.raises(DataError) as caught:
        opened(saved(",", "utf-8", late="2024-12-31", early="2024-03-04", large="n/a", small="12.25", yes="true"))
    assert ["not-an-amount"] == [problem.code for problem in caught.value.problems]


def test_titles_above_the_names_of_the_columns_are_passed_over_and_rows_keep_their_numbers() -> None:
    records = b"Noise\n,,,\nrecord_id,subject_id,date,kind\nR1,P1,2024-12-31,order.noise\nR2,P1,today,order.noise\n"
    with pytest.raises(DataError) as caught:
        opened({"residents.csv": b"\nsubject_id,name\nP1,Ann\n", "records.csv": records})
    assert [5] == [problem.place.line for problem in caught.value.problems]


def test_rows_of_blanks_are_passed_over() -> None:
    city = opened(
        {
            "residents.csv": b"subject_id,name\nP1,Ann\n , \n",
            "records.csv": b"record_id,subject_id,date,kind\nR1,P1,2024-12-31,order.noise\n, ,,\n",
        }
    )
    assert (1, 1) == (len(city.residents), len(city.records))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1er août 2024", "2024-08-01"), ("31 de diciembre de 2024", "2024-12-31"), ("Dec 31, 2024", "2024-12-31"),
        ("4 Sept 2024", "2024-09-04"), ("29 févr. 2024", "2024-02-29"), ("31.12.2024, 00:00", "2024-12-31"),
    ],
)  # fmt: skip
def test_a_day_is_read_by_the_name_of_its_month_and_without_its_midnight(written: str, day: str) -> None:
    files = saved(";", "utf-8", late=written, early=written, large="1", small="2", yes="true")
    with pytest.raises(WrittenOtherwiseError) as caught:
        opened(files)
    (choice,) = caught.value.choices
    assert day == str(opened(files, choice.convention.name).records["date"][0].date())


def test_empty_columns_at_the_side_are_passed_over() -> None:
    files = {
        "residents.csv": b"subject_id,name,,\nP1,Ann,,\n",
        "records.csv": b"record_id,subject_id,date,kind,\nR1,P1,2024-12-31,order.noise,\n",
    }
    assert ["subject_id", "name"] == list(opened(files).residents.dropna(axis="columns").columns)


def test_another_convention_than_the_one_that_fits_is_asked_about_again() -> None:
    with pytest.raises(WrittenOtherwiseError):
        opened(saved(";", "utf-8", **GERMAN), "day-first")


def test_a_word_that_names_no_convention_is_refused_with_those_that_do() -> None:
    with pytest.raises(ValueError, match=r'"commas" is no way of writing; there are semicolons, tabs'):
        convention_named("commas")


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)),
    st.decimals(-999_999, 999_999, places=2),
    st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d"]),
    st.booleans(),
)
def test_every_day_and_number_is_among_what_is_offered(
    day: dt.date, amount: Decimal, form: str, is_comma: bool
) -> None:
    grouped = f"{amount:,.2f}"
    written = grouped.translate(str.maketrans(",.", ".,")) if is_comma else grouped
    files = saved(
        ";", "utf-8", late=day.strftime(form), early=day.strftime(form), large=written, small=written, yes="true"
    )
    with pytest.raises(WrittenOtherwiseError) as caught:
        opened(files)
    cities = [opened(files, choice.convention.name) for choice in caught.value.choices]

    assert day in [city.records["date"][0].date() for city in cities]
    assert amount in [city.records["amount"][0] for city in cities]
