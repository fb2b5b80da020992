"""Tables as files: what stands in them, and that a folder is written whole or not at all."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from pilot import Assessment, City, DataError, Ruleset, evaluate
from pilot.report.receipt import Receipt
from pilot.report.table_files import TABLES, table_bytes, write_tables

DAY = dt.date(2020, 12, 31)
FILES = {"ledger.csv", "standing.csv", "memberships.csv", "consequences.csv", "receipt.json"}


@pytest.fixture(scope="module")
def assessment(few_rules: Ruleset, hill_end: City) -> Assessment:
    return evaluate(few_rules, hill_end, DAY)


class TestCsv:
    def test_days_are_iso_and_nothing_is_an_empty_cell(self, assessment: Assessment) -> None:
        lines = table_bytes(assessment.ledger, "csv").decode("utf-8-sig").split("\n")

        assert "posting_id,subject_id,date,type,record_id,rule_id,via_id,points,balance,score,grade,note" == lines[0]
        assert "1,P1,2020-01-01,opening,,,,100,100,100,High," == lines[1]
        assert "4,P1,2020-03-01,appeal,R2,red-light,,10,95,95,High," == lines[4]
        assert "" == lines[-1]

    def test_true_and_false_are_in_lower_case(self, few_rules: Ruleset, hill_end: City) -> None:
        apart = evaluate(few_rules, hill_end, DAY, joined=[])

        assert "P3,P2,no-fast-trains,list:defaulters,Railway,false" in table_bytes(apart.consequences, "csv").decode(
            "utf-8-sig"
        )

    def test_a_cell_with_a_comma_or_a_quote_reads_back_as_it_was(self) -> None:
        frame = pd.DataFrame({"subject_id": pd.array(['a,"b"', "c", None], dtype="str")})

        read = pd.read_csv(io.BytesIO(table_bytes(frame, "csv")), dtype="str", skip_blank_lines=False)

        pd.testing.assert_frame_equal(frame, read)

    def test_a_spreadsheet_is_told_of_utf_8_and_takes_no_text_for_a_formula(self) -> None:
        """Each text that could be one begins with an apostrophe; numbers stay numbers."""
        texts = ["=1+1", "+A1", "-cmd", "@sum", "\tx", "-5", "+1,250.50", "ordinary = text", None]
        frame = pd.DataFrame({"note": pd.array(texts, dtype="str"), "points": range(-4, 5), "=A1": "x"})

        written = table_bytes(frame, "csv")

        read = pd.read_csv(io.BytesIO(written), dtype={"note": "str"}, skip_blank_lines=False)
        assert b"\xef\xbb\xbf" == written[:3]
        assert ["'=1+1", "'+A1", "'-cmd", "'@sum", "'\tx", *texts[5:8]] == read["note"].tolist()[:-1]
        assert list(range(-4, 5)) == read["points"].tolist()
        assert "'=A1" == read.columns[-1]

    def test_without_a_score_the_columns_are_there_and_empty(self, few_rules: Ruleset, hill_end: City) -> None:
        rule = few_rules.rules[2].model_copy(update={"points": None})
        lists_only = few_rules.model_copy(update={"score": None, "bands": (), "rules": (rule,)})

        ledger = table_bytes(evaluate(lists_only, hill_end, DAY).ledger, "csv").decode("utf-8-sig")

        assert "1,P2,2020-03-10,rule,R4,unpaid-judgment,,0,,,," == ledger.split("\n")[1]


class TestParquet:
    def test_columns_are_typed_even_where_all_is_empty(self, few_rules: Ruleset, hill_end: City) -> None:
        nothing = few_rules.model_copy(update={"score": None, "bands": (), "rules": ()})

        table = parquet.read_table(io.BytesIO(table_bytes(evaluate(nothing, hill_end, DAY).ledger, "parquet")))

        assert [pa.int64(), pa.string(), pa.date32(), pa.string()] == table.schema.types[:4]
        assert [pa.int64()] * 3 + [pa.string()] * 2 == table.schema.types[7:]

    @pytest.mark.parametrize("name", TABLES)
    def test_it_holds_what_the_csv_holds(self, assessment: Assessment, name: str) -> None:
        frame = getattr(assessment, name)
        from_csv = pd.read_csv(io.BytesIO(table_bytes(frame, "csv")), dtype="str", keep_default_na=False)

        table = parquet.read_table(io.BytesIO(table_bytes(frame, "parquet")))
        texts = pa.table({field: table.column(field).cast(pa.string()).fill_null("") for field in table.column_names})

        assert from_csv.values.tolist() == [list(row.values()) for row in texts.to_pylist()]

    def test_it_carries_the_receipt(self, assessment: Assessment) -> None:
        receipt = Receipt.of(assessment)

        schema = parquet.read_schema(io.BytesIO(table_bytes(assessment.standing, "parquet", receipt)))

        assert receipt.as_dict() == json.loads(schema.metadata[b"receipt"])


class TestFolders:
    def test_the_rows_of_every_table_are_counted(self, assessment: Assessment, tmp_path: Path) -> None:
        rows = write_tables(assessment, tmp_path / "out")

        assert {"ledger.csv": 11, "standing.csv": 3, "memberships.csv": 2, "consequences.csv": 3} == {
            file.name: count for file, count in rows.items()
        }
        assert FILES == {file.name for file in (tmp_path / "out").iterdir()}

    def test_files_of_the_same_name_are_replaced_and_others_left(self, assessment: Assessment, tmp_path: Path) -> None:
        (tmp_path / "ledger.csv").write_text("old")
        (tmp_path / "notes.txt").write_text("mine")

        write_tables(assessment, tmp_path)

        assert FILES | {"notes.txt"} == {file.name for file in tmp_path.iterdir()}
        assert "old" != (tmp_path / "ledger.csv").read_text(encoding="utf-8")

    def test_a_file_in_the_way_is_a_problem_and_nothing_is_left_behind(
        self, assessment: Assessment, tmp_path: Path
    ) -> None:
        taken = tmp_path / "out"
        taken.write_text("a file")

        with pytest.raises(DataError, match="cannot-write"):
            write_tables(assessment, taken)

        assert [taken] == list(tmp_path.iterdir())

    def test_an_interruption_leaves_nothing_half_written(
        self, assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(path: Path, data: bytes) -> int:
            if path.name == "standing.csv":
                raise KeyboardInterrupt
            return len(data)

        monkeypatch.setattr(Path, "write_bytes", interrupted)

        with pytest.raises(KeyboardInterrupt):
            write_tables(assessment, tmp_path / "out")

        assert [] == list(tmp_path.iterdir())


class TestReceipts:
    def test_a_receipt_is_one_line(self) -> None:
        receipt = Receipt("0.1.0", "few-rules", "aaaaaaaaaaaa", "hill-end", "bbbbbbbbbbbb", DAY)

        expected = "Points Pilot 0.1.0 · ruleset few-rules aaaaaaaaaaaa · city hill-end bbbbbbbbbbbb · as of 2020-12-31"
        assert expected == str(receipt)

    def test_it_names_the_joined_agencies_unless_all_are(self, few_rules: Ruleset, hill_end: City) -> None:
        def end(*joined: str) -> str:
            return str(Receipt.of(evaluate(few_rules, hill_end, DAY, joined))).split(" · ")[-1]

        assert "joined: none" == end()
        assert "joined: Court, Railway" == end("Railway", "Court")
        assert "as of 2020-12-31" == str(Receipt.of(evaluate(few_rules, hill_end, DAY))).split(" · ")[-1]

    def test_ruleset_and_city_are_those_of_the_assessment(self, assessment: Assessment) -> None:
        receipt = Receipt.of(assessment).as_dict()

        assert {"id": "hill-end", "fingerprint": assessment.city.fingerprint} == receipt["city"]
        assert ("2020-12-31", "all") == (receipt["as_of"], receipt["joined"])
