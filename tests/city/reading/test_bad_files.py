"""Every fault of a city is told at once, with its place and its mend, in exactly these words."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot.city.reading.load import load_city
from pilot.errors import DataError

BAD = Path(__file__).parent / "bad"


def problems_of(path: str | Path) -> str:
    with pytest.raises(DataError) as caught:
        load_city(path)
    return str(caught.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A city of one resident and one record."""
    (tmp_path / "residents.csv").write_text("subject_id,name\nP1,Tamarisk Flint\n", encoding="utf-8")
    (tmp_path / "records.csv").write_text(
        "record_id,subject_id,date,kind\nR1,P1,2021-03-04,order.noise\n", encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("name", sorted(folder.name for folder in BAD.iterdir()))
def test_every_bad_folder_gets_the_words_that_stand_beside_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)

    assert (BAD / name / "expected.txt").read_text(encoding="utf-8") == problems_of(name) + "\n"


def test_a_bad_date_deep_in_a_large_file_is_found_on_its_row(folder: Path) -> None:
    rows = [f"R{number},P1,2021-03-04,order.noise\n" for number in range(2, 6001)]
    rows[4312 - 2] = rows[4312 - 2].replace("2021-03-04", "2021-02-29")
    (folder / "records.csv").write_text("record_id,subject_id,date,kind\n" + "".join(rows), encoding="utf-8")

    assert (
        "records.csv, row 4,312, column date: no-such-date\n"
        "  2021-02-29 is not a day of the calendar.\n"
        "  Mend: Write a day from 01 to 28; February 2021 ends on 2021-02-28."
    ) == problems_of(folder)


def test_a_table_over_the_limit_is_refused_before_it_is_read(folder: Path) -> None:
    with (folder / "records.csv").open("wb") as file:
        file.truncate(200_000_000)

    assert (
        "records.csv: too-large-file\n"
        "  the file has 200.0 MB; tables of up to 190 MB are read.\n"
        "  Mend: Make the city smaller, or set the environment variable PILOT_TABLE_LIMIT_MB to more megabytes."
    ) == problems_of(folder)


def test_the_limit_can_be_set_from_outside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PILOT_TABLE_LIMIT_MB", "0.00003")

    assert "residents.csv: too-large-file" in problems_of(folder)


def test_a_limit_that_is_no_number_is_itself_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PILOT_TABLE_LIMIT_MB", "plenty")

    assert (
        "PILOT_TABLE_LIMIT_MB: not-a-limit\n"
        '  the environment variable is "plenty".\n'
        "  Mend: Set it to a number of megabytes such as 190, or unset it."
    ) == problems_of(folder)


def test_a_folder_that_is_not_there_is_reported_with_the_nearest_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "lantern-ford").mkdir()
    monkeypatch.chdir(folder)

    assert ("lantern-fort: no-such-folder\n  there is no such folder.\n  Mend: Give lantern-ford.") == problems_of(
        "lantern-fort"
    )


def test_a_file_instead_of_its_folder_gets_its_own_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)

    assert (
        "records.csv: not-a-folder\n"
        "  this is a file; a city is a folder of CSV files, a .zip of them, or an .xlsx.\n"
        "  Mend: Give the folder that holds the file: ."
    ) == problems_of("records.csv")


def test_rows_are_numbered_as_a_spreadsheet_does_whatever_stands_between(folder: Path) -> None:
    (folder / "records.csv").write_text(
        "record_id,subject_id,date,kind,note\n"
        'R1,P1,2021-03-04,order.noise,"two\nlines"\n'
        "\n"
        "R2,P1,2021-03-04\n"
        "R3,P1,soon,order.noise,\n",
        encoding="utf-8",
    )

    assert ["records.csv:4: ragged-row", "records.csv, row 5, column date: not-a-date"] == [
        line for line in problems_of(folder).splitlines() if line.startswith("records.csv")
    ]


def test_what_a_message_repeats_never_holds_a_real_number(folder: Path) -> None:
    (folder / "records.csv").write_text(
        "record_id,subject_id,date,kind\nR1,P1,call 13800138000 now,order.noise\n", encoding="utf-8"
    )

    assert "13800138000" not in problems_of(folder)
    assert "call 1********** now" in problems_of(folder)


def test_a_table_of_too_many_columns_is_refused_at_its_header(folder: Path) -> None:
    names = ",".join(["subject_id", "name", *(f"c{number}" for number in range(30_000))])
    (folder / "residents.csv").write_text(f"{names}\n", encoding="utf-8")

    assert (
        "residents.csv:1: too-many-columns\n"
        "  there are 30,002 columns; a table has at most 500.\n"
        "  Mend: Delete those that are not needed."
    ) == problems_of(folder)


def test_a_cell_of_a_megabyte_is_refused_by_its_length(folder: Path) -> None:
    (folder / "residents.csv").write_text(f"subject_id,name,motto\nP1,Ann,{'1 ' * 500_000}\n", encoding="utf-8")

    assert (
        "residents.csv, row 2, column motto: too-long-cell\n"
        "  the cell has 1,000,000 bytes; one has at most 20,000.\n"
        "  Mend: Shorten it; what is long belongs beside the city."
    ) == problems_of(folder)
