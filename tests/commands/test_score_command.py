"""`pilot score`: the tables that it writes, what it prints, and what it refuses."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from pilot import City, Ruleset, __version__, evaluate
from pilot.report.table_files import TABLES, table_bytes
from pilot.ruleset.reading.shipped import shipped_rulesets
from tests.commands.calls import FINE, PROBLEMS, pilot


class TestScore:
    def test_the_tables_are_those_of_the_evaluation(
        self, here: Path, few_rules_file: Path, hill_end_folder: Path, few_rules: Ruleset, hill_end: City
    ) -> None:
        done = pilot("score", few_rules_file, "--city", hill_end_folder, "--as-of", "2020-12-31", "--out", "out")

        assessment = evaluate(few_rules, hill_end, dt.date(2020, 12, 31))
        assert FINE == done.exit_code
        for table in TABLES:
            assert table_bytes(getattr(assessment, table), "csv") == (here / f"out/{table}.csv").read_bytes()

    def test_the_summary_tells_counts_files_and_the_receipt(
        self, here: Path, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        done = pilot("score", few_rules_file, "--city", hill_end_folder)

        *lines, receipt = done.stdout.splitlines()
        assert [
            "A small scheme: hill-end, 2020-06-30",
            "3 subjects in scope, 11 postings",
            "",
            "grade  subjects",
            "High          2",
            "Low           1",
            "",
            "list        subjects",
            "defaulters         1",
            "",
            "Written to few-rules-hill-end-2020-06-30:",
            "  ledger.csv                  11 rows",
            "  standing.csv                 3 rows",
            "  memberships.csv              2 rows",
            "  consequences.csv             3 rows",
            "",
        ] == lines
        assert receipt.startswith(f"Receipt: Points Pilot {__version__} · ruleset few-rules ")
        assert ["few-rules-hill-end-2020-06-30"] == [path.name for path in here.iterdir()]

    def test_parquet_holds_the_same_rows(self, here: Path, few_rules_file: Path, hill_end_folder: Path) -> None:
        pilot("score", few_rules_file, "--city", hill_end_folder, "--out", "a")
        done = pilot("score", few_rules_file, "--city", hill_end_folder, "--out", "b", "--format", "parquet")

        csv = pd.read_csv(here / "a/ledger.csv", keep_default_na=False, dtype="str")
        parquet = pd.read_parquet(here / "b/ledger.parquet")
        assert FINE == done.exit_code
        assert csv["points"].astype("int64").tolist() == parquet["points"].tolist()
        assert csv["date"].tolist() == [str(day) for day in parquet["date"]]

    @pytest.mark.parametrize(
        ("joined", "in_force"), [("all", "true"), ("none", "false"), ("Railway", "true"), ("Court", "false")]
    )
    def test_joined_names_the_agencies_that_act(
        self, here: Path, few_rules_file: Path, hill_end_folder: Path, joined: str, in_force: str
    ) -> None:
        pilot("score", few_rules_file, "--city", hill_end_folder, "--joined", joined, "--out", "out")

        rows = (here / "out/consequences.csv").read_text(encoding="utf-8").splitlines()
        assert f"P3,P2,no-fast-trains,list:defaulters,Railway,{in_force}" in rows

    def test_an_agency_that_no_consequence_names_is_reported_and_is_no_error(
        self, here: Path, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        done = pilot("score", few_rules_file, "--city", hill_end_folder, "--joined", "Railway, Post", "--out", "out")

        assert (
            'Note: no consequence of few-rules names the agency "Post", so it changes nothing. '
            "Agencies there: Railway.\n"
        ) == done.stderr
        assert FINE == done.exit_code

    def test_the_shipped_city_and_its_last_day_are_the_defaults(self, here: Path) -> None:
        done = pilot("score", "honest-shanghai", "--out", "out")

        assert FINE == done.exit_code
        assert "city lantern-ford" in done.stdout
        assert (here / "out/ledger.csv").stat().st_size > 10_000

    def test_it_runs_as_a_program_of_its_own(self, here: Path, few_rules_file: Path, hill_end_folder: Path) -> None:
        command = [sys.executable, "-m", "pilot", "score", few_rules_file, "--city", hill_end_folder, "--out", "out"]

        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

        assert (FINE, "") == (done.returncode, done.stderr)
        assert 11 == len(pd.read_csv(here / "out/ledger.csv"))


class TestWhatIsWrongWithWhatWasGiven:
    def test_an_unknown_ruleset_is_refused_with_the_ids_there_are(self, here: Path, hill_end_folder: Path) -> None:
        done = pilot("score", "rongchen", "--city", hill_end_folder)

        assert (
            "rongchen: unknown-ruleset\n"
            "  there is no such file, and no shipped ruleset of that id. "
            f"Shipped rulesets: {', '.join(shipped_rulesets())}.\n"
            '  Mend: did you mean "rongcheng"?\n'
            "\n"
            "1 problem.\n"
        ) == done.stderr
        assert (PROBLEMS, "", []) == (done.exit_code, done.stdout, list(here.iterdir()))

    def test_problems_of_ruleset_and_city_come_together(self, here: Path) -> None:
        done = pilot("score", "rongchen", "--city", "nowhere")

        assert "rongchen: unknown-ruleset" in done.stderr
        assert "nowhere" in done.stderr
        assert PROBLEMS == done.exit_code

    def test_a_day_before_the_opening_is_refused_with_the_first_day_that_there_is(
        self, here: Path, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        done = pilot("score", few_rules_file, "--city", hill_end_folder, "--as-of", "2019-12-31")

        assert (
            "as of: as-of-too-early\n"
            "  2019-12-31 is before 2020-01-01, the day on which few-rules opens.\n"
            "  Mend: Give 2020-01-01 or a later day.\n"
            "\n"
            "1 problem.\n"
        ) == done.stderr
        assert (PROBLEMS, []) == (done.exit_code, list(here.iterdir()))

    def test_a_folder_that_cannot_be_written_is_named(
        self, here: Path, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        (here / "out").write_text("a file")

        done = pilot("score", few_rules_file, "--city", hill_end_folder, "--out", "out")

        assert (
            "out: cannot-write\n"
            "  the tables cannot be put into this folder (this is a file).\n"
            "  Mend: Name another folder.\n"
            "\n"
            "1 problem.\n"
        ) == done.stderr
        assert PROBLEMS == done.exit_code
