"""What a data package becomes once it has been read."""

from __future__ import annotations

import csv
import io
import shutil
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pilot.city.format import TABLES
from pilot.city.reading.load import city_of, load_city
from pilot.errors import DataError
from pilot.guard import suspicions

RESIDENTS = "subject_id,name,born,enrolled,shoe size\nP1,Tamarisk Flint,1980,TRUE,41\nP2,Sorrel Marl,,False,\n"
RECORDS = (
    "record_id,subject_id,date,kind,amount\n"
    "R1,P1,2020-02-29,traffic.red_light,\n"
    'R2,P2,2200-12-31,utility.bill_late,"83.400001"\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    town = tmp_path / "hollow-weir"
    town.mkdir()
    (town / "residents.csv").write_bytes(RESIDENTS.encode())
    (town / "records.csv").write_bytes(RECORDS.encode())
    return town


class TestTables:
    def test_an_absent_file_is_a_table_without_rows_but_with_the_columns_of_the_format(self, folder: Path) -> None:
        appeals = load_city(folder).appeals

        assert ["appeal_id", "record_id", "filed_on", "decided_on", "outcome"] == list(appeals.columns)
        assert 0 == len(appeals)

    def test_an_absent_column_is_null_and_a_further_one_is_kept_after_those_of_the_format(self, folder: Path) -> None:
        residents = load_city(folder).residents

        assert [*(column.name for column in TABLES["residents"].columns), "shoe size"] == list(residents.columns)
        assert residents["district"].isna().all()
        assert "41" == residents["shoe size"][0]

    def test_dates_amounts_and_text_have_their_types_even_where_a_table_is_empty(self, folder: Path) -> None:
        city = load_city(folder)

        assert ["datetime64[s]", "datetime64[s]"] == [str(city.records[name].dtype) for name in ("date", "settled_on")]
        assert "decimal128(19, 6)[pyarrow]" == str(city.records["amount"].dtype)
        assert "decimal128(19, 6)[pyarrow]" == str(city.acts["amount"].dtype)
        assert {"str"} == {str(dtype) for dtype in city.residents.dtypes}

    def test_amounts_are_exact(self, folder: Path) -> None:
        assert Decimal("83.400001") == load_city(folder).records["amount"][1]

    @pytest.mark.parametrize("text", ["0", "-0", "+5", "5.", ".5", "007.50", "-999999999999.999999"])
    def test_any_plain_decimal_is_an_amount(self, text: str) -> None:
        city = city_of(tables(amount=text))

        assert Decimal(text) == city.records["amount"][0]

    def test_true_and_false_are_kept_in_lower_case(self, folder: Path) -> None:
        assert ["true", "false"] == list(load_city(folder).residents["enrolled"])

    def test_a_row_given_twice_counts_once(self, folder: Path) -> None:
        (folder / "records.csv").write_text(RECORDS + RECORDS.splitlines()[1] + "\n", encoding="utf-8")

        assert ["R1", "R2"] == list(load_city(folder).records["record_id"])

    def test_a_relationship_given_twice_counts_once(self) -> None:
        rows = pd.DataFrame({"subject_id": ["P1", "P1"], "other_id": ["P2", "P2"], "kind": ["friend", "friend"]})

        assert 1 == len(city_of({**tables(), "relationships": rows}).relationships)

    def test_rows_without_any_filled_cell_are_passed_over(self, folder: Path) -> None:
        (folder / "records.csv").write_text(RECORDS.replace("\nR2", "\n\n,,,,\nR2"), encoding="utf-8")

        assert ["R1", "R2"] == list(load_city(folder).records["record_id"])

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_the_kind_of_line_end_does_not_matter(self, folder: Path, end: str) -> None:
        (folder / "records.csv").write_bytes(RECORDS.replace("\n", end).encode())

        assert ["R1", "R2"] == list(load_city(folder).records["record_id"])

    def test_an_act_that_is_not_there_and_a_kind_without_title_are_accepted(self) -> None:
        assert "A99" == city_of(tables(act_id="A99", kind="tea.spilt")).records["act_id"][0]

    def test_words_outside_the_usual_ones_are_accepted(self) -> None:
        city = city_of(tables(registration="elsewhere", income="12,000 to 15,000"))

        assert "elsewhere" == city.residents["registration"][0]


class TestIdentity:
    def test_a_city_is_called_after_its_folder(self, folder: Path) -> None:
        city = load_city(folder)

        assert ("hollow-weir", "hollow-weir") == (city.id, city.title)

    def test_a_data_package_names_its_city(self, folder: Path) -> None:
        (folder / "datapackage.json").write_text('{"name": "weir", "title": "Hollow Weir"}', encoding="utf-8")
        city = load_city(folder)

        assert ("weir", "Hollow Weir") == (city.id, city.title)

    def test_what_a_data_package_declares_does_not_change_the_reading(self, folder: Path) -> None:
        (folder / "datapackage.json").write_text(
            '{"resources": [{"name": "records", "path": "elsewhere.csv", "dialect": {"delimiter": ";"}}]}',
            encoding="utf-8",
        )

        assert 2 == len(load_city(folder).records)

    def test_the_fingerprint_is_that_of_the_data_files_wherever_they_stand(self, folder: Path, tmp_path: Path) -> None:
        before = load_city(folder).fingerprint
        shutil.copytree(folder, tmp_path / "moved")
        (tmp_path / "moved" / "notes.txt").write_text("no part of the city", encoding="utf-8")

        assert before == load_city(tmp_path / "moved").fingerprint
        assert 12 == len(before)

    def test_one_changed_cell_changes_the_fingerprint(self, folder: Path) -> None:
        before = load_city(folder).fingerprint
        (folder / "residents.csv").write_text(RESIDENTS.replace("1980", "1981"), encoding="utf-8")

        assert before != load_city(folder).fingerprint

    def test_a_city_from_tables_has_a_fingerprint_too(self) -> None:
        assert city_of(tables()).fingerprint == city_of(tables()).fingerprint
        assert city_of(tables()).fingerprint != city_of(tables(amount="5")).fingerprint


class TestAnyInput:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        cells=st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1),
            min_size=1,
            max_size=6,
        )
    )
    def test_every_text_comes_back_as_it_was_written(self, folder: Path, cells: list[str]) -> None:
        assume(not any(suspicions(cell) for cell in cells))
        written = io.StringIO(newline="")
        csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
            [
                ["subject_id", "name", "motto"],
                *([f"P{i}", "Sorrel Marl", cell] for i, cell in enumerate(cells, start=1)),
            ]
        )
        (folder / "records.csv").write_text("record_id,subject_id,date,kind\n", encoding="utf-8")
        (folder / "residents.csv").write_bytes(written.getvalue().encode())

        assert cells == list(load_city(folder).residents["motto"])

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(place=st.integers(0, len(RECORDS) - 1), change=st.binary(max_size=3), length=st.integers(0, 4))
    def test_whatever_a_file_holds_it_is_read_or_its_problems_are_listed(
        self, folder: Path, place: int, change: bytes, length: int
    ) -> None:
        data = RECORDS.encode()
        (folder / "records.csv").write_bytes(data[:place] + change + data[place + length :])
        with suppress(DataError):
            load_city(folder)


def tables(**cells: str) -> dict[str, pd.DataFrame]:
    """Two residents and a record of the first, whose cells `cells` replaces."""
    resident = {"subject_id": "P1", "name": "Tamarisk Flint", "registration": "local", "income": "low"}
    record = {
        "record_id": "R1",
        "subject_id": "P1",
        "date": "2021-03-04",
        "kind": "order.noise",
        "amount": "",
        "act_id": "",
    }
    changed = {name: value for name, value in cells.items() if name in resident}
    residents = [resident | changed, {**resident, "subject_id": "P2", "name": "Sorrel Marl"}]
    records = [record | {name: value for name, value in cells.items() if name in record}]
    return {"residents": pd.DataFrame(residents), "records": pd.DataFrame(records)}
