"""A city as spreadsheets of many countries save it: one question for all its files, and nothing is misread."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.city.city import City
from pilot.city.reading.city_files import files_given
from pilot.city.reading.conventions import WrittenOtherwiseError, convention_named
from pilot.city.reading.load import load_city, read_city
from pilot.city.reading.problems import Findings
from pilot.city.reading.workbook import empty_workbook
from pilot.errors import DataError

RESIDENTS = [("subject_id", "name", "born", "district", "enrolled"), ("P1", "Zoë Müller", "1990", "Mühle", "{yes}")]
RECORDS = [
    ("record_id", "subject_id", "date", "kind", "amount"),
    ("R1", "P1", "{late}", "order.noise", "{large}"),
    ("R2", "P1", "{early}", "order.noise", "{small}"),
]
LATE, EARLY, LARGE, SMALL = dt.date(2024, 12, 31), dt.date(2024, 3, 4), Decimal("1200.5"), Decimal("12.25")


def saved(mark: str, encoding: str, ends: str = "\r\n", before: str = "", **cells: str) -> dict[str, bytes]:
    """The two files as a spreadsheet saves them."""
    files = {}
    for name, rows in (("residents.csv", RESIDENTS), ("records.csv", RECORDS)):
        lines = []
        for row in rows:
            written = [cell.format(**cells) for cell in row]
            lines.append(mark.join(f'"{cell}"' if mark in cell else cell for cell in written))
        files[name] = (before + ends.join(lines) + ends).encode(encoding)
    return files


def opened(files: dict[str, bytes], written: str = "") -> City:
    findings = Findings()
    given_files = files_given(files, "mill town", findings)
    return read_city(given_files, convention_named(written) if written else None, findings)


def assert_read(city: City) -> None:
    assert ["Zoë Müller"] == list(city.residents["name"])
    assert ["Mühle"] == list(city.residents["district"])
    assert ["true"] == list(city.residents["enrolled"])
    assert [LATE, EARLY] == [day.date() for day in city.records["date"]]
    assert [LARGE, SMALL] == list(city.records["amount"])


GERMAN = {"late": "31.12.2024", "early": "04.03.2024", "large": "1.200,50", "small": "12,25", "yes": "WAHR"}
FRENCH = {"late": "31/12/2024", "early": "04/03/2024", "large": "1\u202f200,50", "small": "12,25", "yes": "VRAI"}
AMERICAN = {"late": "12/31/2024", "early": "3/4/2024", "large": "1,200.50", "small": "12.25", "yes": "TRUE"}
CHINESE = {"late": "2024/12/31", "early": "2024/3/4", "large": "1200.5", "small": "12.25", "yes": "TRUE"}
SAVED = {
    "Excel in Germany": (
        saved(";", "windows-1252", **GERMAN),
        "semicolons windows-1252 day-first decimal-comma local-words",
    ),
    "Excel in Germany, as UTF-8": (
        saved(";", "utf-8-sig", **GERMAN),
        "semicolons day-first decimal-comma local-words",
    ),
    "Excel in France": (
        saved(";", "utf-8-sig", **FRENCH),
        "semicolons day-first decimal-comma local-words",
    ),
    "Excel in the United States": (saved(",", "utf-8-sig", **AMERICAN), "month-first grouped-thousands"),
    "Excel in China": (saved(",", "gb18030", **CHINESE), "gb18030 year-first"),
    "Excel, Unicode text": (saved("\t", "utf-16", **CHINESE), "tabs year-first"),
    "Numbers in Germany": (
        saved(";", "utf-8", ends="\n", **GERMAN),
        "semicolons day-first decimal-comma local-words",
    ),
    "LibreOffice in Germany": (
        saved(",", "utf-8", ends="\n", **(GERMAN | {"yes": "true"})),
        "day-first decimal-comma",
    ),
    "a file that names its separator": (
        saved(";", "utf-8", before="sep=;\r\n", **(GERMAN | {"yes": "true"})),
        "semicolons day-first decimal-comma",
    ),
    "days as a spreadsheet counts them": (
        saved(",", "utf-8", late="45657", early="45355", large="1200.5", small="12.25", yes="TRUE"),
        "day-numbers",
    ),
}


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


def in_a_workbook(**sheets: list[tuple[object, ...]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HOME = [("subject_id", "name", "born", "district", "enrolled"), ("P1", "Zoë Müller", 1990, "Mühle", True)]
FILE = [
    ("record_id", "subject_id", "date", "kind", "amount"),
    ("R1", "P1", dt.date(2024, 12, 31), "order.noise", 1200.5),
    ("R2", "P1", dt.date(2024, 3, 4), "order.noise", 12.25),
]


def test_a_workbook_opens_without_a_question(tmp_path: Path) -> None:
    path = tmp_path / "mill-town.xlsx"
    path.write_bytes(in_a_workbook(residents=HOME, records=FILE))
    city = load_city(path)

    assert_read(city)
    assert "mill-town" == city.id


def test_a_workbook_for_each_table_is_one_city() -> None:
    assert_read(opened({"residents.xlsx": in_a_workbook(Sheet1=HOME), "records.xlsx": in_a_workbook(Blatt=FILE)}))


def test_a_zip_of_a_folder_opens(tmp_path: Path) -> None:
    path = tmp_path / "mill-town.zip"
    plain = {"late": "2024-12-31", "early": "2024-03-04", "large": "1200.5", "small": "12.25", "yes": "true"}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in saved(",", "utf-8", **plain).items():
            archive.writestr(f"mill-town/{name}", data)
            archive.writestr(f"__MACOSX/mill-town/._{name}", b"\0\1")
    city = load_city(path)

    assert_read(city)
    assert "mill-town" == city.id


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("city.zip", b"PK\x03\x04 cut short", "damaged-zip"),
        ("city.xlsx", b"PK\x03\x04 cut short", "damaged-workbook"),
        ("city.xlsx", in_a_workbook(people=HOME), "no-such-sheet"),
        ("city.xlsx", b"", "damaged-workbook"),
    ],
)
def test_what_cannot_be_opened_is_a_problem(name: str, data: bytes, code: str) -> None:
    with pytest.raises(DataError, match=code):
        opened({name: data})


def test_a_zip_that_would_unpack_beyond_all_bounds_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PILOT_TABLE_LIMIT_MB", "1")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("residents.csv", b"0" * 50_000_000)
        archive.writestr("records.csv", b"0" * 50_000_000)

    with pytest.raises(DataError, match="too-large-file"):
        opened({"city.zip": out.getvalue()})


def test_the_workbook_to_start_from_has_a_sheet_for_each_table_and_opens_once_it_is_filled() -> None:
    book = openpyxl.load_workbook(io.BytesIO(empty_workbook()))
    book["residents"].append(["P1", "Ann"])
    book["records"].append(["R1", "P1", dt.date(2024, 12, 31), "order.noise"])
    out = io.BytesIO()
    book.save(out)
    city = opened({"city.xlsx": out.getvalue()})

    assert [
        "what it means",
        "residents",
        "companies",
        "kinds",
        "acts",
        "records",
        "relationships",
        "appeals",
        "cast",
    ] == (book.sheetnames)
    assert ["Ann"] == list(city.residents["name"])
    assert pd.Timestamp("2024-12-31") == city.records["date"][0]


@pytest.mark.parametrize(
    ("name", "id"), [("mill town", "mill-town"), ("荣成", "city-"), ("上海", "city-"), ("..", "city-")]
)
def test_a_city_is_called_by_what_held_it_and_keeps_its_script_in_the_title(name: str, id: str) -> None:
    plain = {"late": "2024-12-31", "early": "2024-03-04", "large": "1200.5", "small": "12.25", "yes": "true"}
    city = read_city(files_given(saved(",", "utf-8", **plain), name, Findings()))

    assert city.id.startswith(id)
    assert name == city.title
    assert city.id.isascii()
