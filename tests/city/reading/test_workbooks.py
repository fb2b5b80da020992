"""A city in a workbook, a zip or a folder of workbooks, and what of these cannot be opened."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pilot.city.reading.city_files import files_given
from pilot.city.reading.conventions import WrittenOtherwiseError, convention_named
from pilot.city.reading.load import load_city, read_city
from pilot.city.reading.problems import Findings
from pilot.city.reading.workbook import empty_workbook
from pilot.errors import DataError
from tests.city.reading.spreadsheets import (
    FILE,
    GERMAN,
    HOME,
    RECORDS,
    RESIDENTS,
    SAVED,
    assert_read,
    in_a_workbook,
    opened,
    saved,
)


def test_a_workbook_opens_without_a_question(tmp_path: Path) -> None:
    path = tmp_path / "mill-town.xlsx"
    path.write_bytes(in_a_workbook(residents=HOME, records=FILE))
    city = load_city(path)

    assert_read(city)
    assert "mill-town" == city.id


def test_a_workbook_for_each_table_is_one_city() -> None:
    assert_read(opened({"residents.xlsx": in_a_workbook(Sheet1=HOME), "records.xlsx": in_a_workbook(Blatt=FILE)}))


def test_a_folder_of_workbooks_is_one_city(tmp_path: Path) -> None:
    (tmp_path / "residents.xlsx").write_bytes(in_a_workbook(Sheet1=HOME))
    (tmp_path / "records.xlsx").write_bytes(in_a_workbook(Feuil1=FILE))

    assert_read(load_city(tmp_path))


def test_a_sheet_with_coloured_cells_beside_and_below_the_table_opens() -> None:
    blank: list[tuple[object, ...]] = [("",) * 600] * 30
    wide = [(*row, *("",) * 600) for row in FILE]

    assert_read(opened({"city.xlsx": in_a_workbook(residents=[*HOME, *blank], records=[*wide[:2], *blank, wide[2]])}))


def test_a_sheet_with_a_title_above_its_table_opens() -> None:
    title: list[tuple[object, ...]] = [("Mill Town",), ()]

    assert_read(opened({"city.xlsx": in_a_workbook(residents=[*title, *HOME], records=[(), *FILE])}))


def test_a_number_keeps_what_a_spreadsheet_shows_of_it() -> None:
    rows = [FILE[0], (*FILE[1][:4], 0.1 + 0.2), (*FILE[2][:4], 12.3456)]
    city = opened({"city.xlsx": in_a_workbook(residents=HOME, records=rows)})
    assert ["0.3", "12.3456"] == [f"{amount.normalize():f}" for amount in city.records["amount"]]

    rows[1] = (*FILE[1][:4], 0.12345678)
    with pytest.raises(DataError, match="too-fine"):
        opened({"city.xlsx": in_a_workbook(residents=HOME, records=rows)})


def test_a_formula_whose_result_was_not_saved_is_named_and_not_read_as_empty() -> None:
    rows = [FILE[0], (*FILE[1][:4], "=1200+0.5"), FILE[2]]
    with pytest.raises(DataError, match="cell E2 holds a formula without its result"):
        opened({"city.xlsx": in_a_workbook(residents=HOME, records=rows)})


def test_a_workbook_whose_cells_are_text_asks_the_same_once() -> None:
    rows = {
        name: [tuple(cell.format(**GERMAN) for cell in row) for row in table]
        for name, table in (("residents", RESIDENTS), ("records", RECORDS))
    }
    book = {"city.xlsx": in_a_workbook(**rows)}
    with pytest.raises(WrittenOtherwiseError) as caught:
        opened(book)

    assert ["day-first decimal-comma local-words"] == [choice.convention.name for choice in caught.value.choices]
    assert_read(opened(book, "day-first decimal-comma local-words"))


@pytest.mark.parametrize(("files", "words"), SAVED.values(), ids=SAVED)
def test_a_folder_and_a_zip_ask_the_same(files: dict[str, bytes], words: str, tmp_path: Path) -> None:
    (folder := tmp_path / "town").mkdir()
    with zipfile.ZipFile(tmp_path / "town.zip", "w") as archive:
        for name, data in files.items():
            (folder / name).write_bytes(data)
            archive.writestr(name, data)

    for path in (folder, tmp_path / "town.zip"):
        with pytest.raises(WrittenOtherwiseError, match="written-otherwise"):
            load_city(path)
        assert_read(load_city(path, convention_named(words)))


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
