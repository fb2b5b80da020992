"""The command line: what it prints and writes, what it says of mistakes, and its exit statuses."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from pilot import City, Ruleset, __version__, evaluate
from pilot.__main__ import COMMANDS, app
from pilot.commands.terminal.progress import progress
from pilot.report.table_files import TABLES, table_bytes
from pilot.ruleset.reading.shipped import shipped_rulesets

FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pilot(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="pilot")


def loaded_by(*words: str | Path) -> set[str]:
    """The modules that are loaded once a command is done."""
    called = f"app({[str(word) for word in words]}, standalone_mode=False)"
    code = f"import sys; from pilot.__main__ import app; {called}; print('', *sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.splitlines())


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


class TestWrongUsage:
    @pytest.mark.parametrize(
        ("day", "message"),
        [
            ("2024-02-30", "2024-02-30 is not a day of the calendar."),
            ("31.12.2024", '"31.12.2024" is not a date. Write year, month and day, such as 2024-12-31.'),
            ("2024-1-5", '"2024-1-5" is not a date. Write year, month and day, such as 2024-12-31.'),
        ],
    )
    def test_a_bad_date_is_refused_with_the_way_to_write_it(self, day: str, message: str) -> None:
        done = pilot("score", "rongcheng", "--as-of", day)

        assert f"Error: Invalid value for '--as-of': {message}" == done.stderr.splitlines()[-1]
        assert WRONG_USAGE == done.exit_code

    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["score"],
            ["explain", "rongcheng"],
            ["validate"],
            ["judge", "rongcheng"],
            ["score", "rongcheng", "--loud"],
            ["score", "rongcheng", "--format", "xlsx"],
            ["new-city", "--residents", "0", "--out", "town"],
        ],
        ids=" ".join,
    )
    def test_a_command_that_is_not_understood_ends_with_status_2(self, here: Path, words: list[str]) -> None:
        assert (WRONG_USAGE, []) == (pilot(*words).exit_code, list(here.iterdir()))


class TestExplain:
    def test_a_posting_stands_with_rule_source_record_and_arithmetic(
        self, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        done = pilot("explain", few_rules_file, "P1", "--city", hill_end_folder)

        assert FINE == done.exit_code
        assert (
            "  3. 2020-02-10  rule           −10  score 85  grade Low\n"
            "     Rule:    Five points are taken for crossing on red. [red-light]\n"
            "     Source:  Made for the tests, page 1 (invented)\n"
            "     Record:  R2 of 2020-02-10, traffic.red_light, supplied by Traffic Police\n"
            "     How:     The rule gives −5.\n"
            "              Match 2 within 12 months: "
        ) in done.stdout
        assert "\n              Taken back by line 4.\n" in done.stdout

    def test_no_line_is_wider_than_80_columns(self, few_rules_file: Path, hill_end_folder: Path) -> None:
        done = pilot("explain", few_rules_file, "P2", "--city", hill_end_folder, "--why-not", "--mends")

        assert 80 >= max(len(line) for line in done.stdout.splitlines())

    def test_it_tells_who_else_bears_a_consequence(self, few_rules_file: Path, hill_end_folder: Path) -> None:
        debtor = pilot("explain", few_rules_file, "P2", "--city", hill_end_folder).stdout
        spouse = pilot("explain", few_rules_file, "P3", "--city", hill_end_folder).stdout

        assert "P3: No fast trains (restriction, by Railway), from list:defaulters." in debtor
        assert "No fast trains (restriction, by Railway), from list:defaulters of P2." in spouse

    def test_why_not_lists_every_condition_with_the_value_read(
        self, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        done = pilot("explain", few_rules_file, "P1", "--city", hill_end_folder, "--as-of", "2020-03-09", "--why-not")

        assert (
            "     One point is given for each full 100 yuan donated. [donation] for record R3\n     of 2020-03-10\n"
        ) in done.stdout
        assert "     met      the kind is charity.donation; read: charity.donation\n" in done.stdout
        assert "     not met  the day looked at is 2020-03-09; read: 2020-03-10\n" in done.stdout

    def test_mends_tells_the_fewest_records_and_what_the_subject_is_shown(
        self, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        done = pilot("explain", few_rules_file, "P2", "--city", hill_end_folder, "--mends")

        assert (
            "     One way: score 100, grade High.\n"
            "       Settle record R4 of 2020-03-10 (court.judgment_unpaid): +20 points\n"
            "       through unpaid-judgment.\n"
        ) in done.stdout
        assert "records hidden, reasons hidden, points" in done.stdout

    def test_an_unknown_subject_is_refused_with_the_nearest_ids(
        self, few_rules_file: Path, hill_end_folder: Path
    ) -> None:
        done = pilot("explain", few_rules_file, "P9", "--city", hill_end_folder)

        assert 'nobody has the id "P9".' in done.stderr
        assert (PROBLEMS, "") == (done.exit_code, done.stdout)


class TestValidate:
    def test_a_sound_ruleset_is_reported_with_its_rules_and_examples(self, few_rules_file: Path) -> None:
        done = pilot("validate", few_rules_file)

        assert (FINE, f"{few_rules_file}: 3 rules, 2 examples hold\n") == (done.exit_code, done.stdout)

    def test_every_file_is_checked_whatever_is_wrong_with_the_first(self, here: Path, few_rules_file: Path) -> None:
        text = few_rules_file.read_text(encoding="utf-8")
        (here / "example.yaml").write_text(text.replace("score: 85", "score: 86"), encoding="utf-8")
        (here / "key.yaml").write_text(text + "colour: red\n", encoding="utf-8")

        done = pilot("validate", "example.yaml", "key.yaml", few_rules_file)

        assert "example.yaml: example-fails" in done.stderr
        assert "the example says 86, and the rules give 85." in done.stderr
        assert "colour" in done.stderr
        assert f"{few_rules_file}: 3 rules, 2 examples hold\n" == done.stdout
        assert (PROBLEMS, "2 problems.") == (done.exit_code, done.stderr.splitlines()[-1])


class TestDiff:
    @pytest.fixture
    def stricter(self, here: Path, few_rules_file: Path) -> Path:
        """The small scheme with a weight doubled, a text reworded and a rule left out."""
        text = few_rules_file.read_text(encoding="utf-8").replace("points: -5", "points: -10")
        first, _, rest = text.replace("Five points are", "Ten points are").partition("  - id: donation")
        path = here / "stricter.yaml"
        path.write_text(
            first + "  - id: unpaid-judgment" + rest.partition("  - id: unpaid-judgment")[2], encoding="utf-8"
        )
        return path

    def test_every_article_that_differs_is_described_in_sentences_and_word_by_word(
        self, few_rules_file: Path, stricter: Path
    ) -> None:
        done = pilot("diff", few_rules_file, stricter)

        assert FINE == done.exit_code
        assert [
            "A small scheme (few-rules) → A small scheme (few-rules)",
            "1 rule changed, 1 taken out.",
            "What is counted changes.",
            "",
            "Rule red-light (changed)",
            "     The text is reworded.",
            "     Falls by 10 points instead of 5.",
            "     Text:    [-Five-]{+Ten+} points are taken for crossing on red.",
            "     Says:    The score falls by [-5-] {+10+} points.",
            "",
            "Rule donation (removed)",
            "     The rule donation is gone.",
            "     Rule:    One point is given for each full 100 yuan donated.",
            "     Says:    Reads records of the kind charity.donation. The score rises by 1",
            "              point for each full 100 of the amount.",
        ] == done.stdout.splitlines()

    def test_a_ruleset_and_itself_say_the_same(self, here: Path, few_rules_file: Path) -> None:
        lines = pilot("diff", few_rules_file, few_rules_file).stdout.splitlines()

        assert ["Nothing changed.", "The two say the same."] == lines[1:]

    def test_what_touches_no_figure_is_reported_so(self, here: Path) -> None:
        done = pilot("diff", "rongcheng", "rongcheng-disclosed")

        assert "Nothing changes that is counted." in done.stdout
        assert "Who is shown what (changed; not counted)" in done.stdout
        assert all(len(line) <= 80 for line in done.stdout.splitlines())

    def test_problems_of_both_come_together(self, here: Path) -> None:
        done = pilot("diff", "nowhere", "rongcheg")

        assert PROBLEMS == done.exit_code
        assert done.stderr.endswith("2 problems.\n")


class TestSchema:
    def test_it_is_printed_or_written_the_same(self, here: Path) -> None:
        printed, written = pilot("schema"), pilot("schema", "--out", "schema.json")

        assert (FINE, FINE) == (printed.exit_code, written.exit_code)
        assert printed.stdout == (here / "schema.json").read_text(encoding="utf-8")

    def test_a_place_that_does_not_exist_is_named(self, here: Path) -> None:
        done = pilot("schema", "--out", "nowhere/schema.json")

        assert PROBLEMS == done.exit_code
        assert "schema.json: cannot-write" in done.stderr


class TestNewCity:
    def test_it_makes_a_city_that_can_be_scored(self, here: Path) -> None:
        made = pilot("new-city", "--residents", "20", "--companies", "2", "--seed", "7", "--out", "town")
        scored = pilot("score", "rongcheng", "--city", "town", "--out", "out")

        assert (FINE, FINE) == (made.exit_code, scored.exit_code)
        assert "20 residents and 2 companies, seed 7, written to town\n" == made.stdout

    def test_a_city_that_is_there_is_not_overwritten_unasked(self, here: Path) -> None:
        words = ["new-city", "--residents", "5", "--companies", "1", "--out", "town"]

        codes = [pilot(*words).exit_code, pilot(*words).exit_code, pilot(*words, "--overwrite").exit_code]

        assert [FINE, PROBLEMS, FINE] == codes


class TestBench:
    def test_it_prints_ratios_and_their_bars(self, here: Path) -> None:
        pytest.importorskip("polars", reason='The contenders come with: python3 -m pip install -e ".[bench]"')

        done = pilot("bench", "--residents", "30", "--rounds", "1", "--explain-large", "0")

        assert FINE == done.exit_code
        assert "pandas script over engine, full ledger" in done.stdout
        assert [] == list(here.iterdir())


class Terminal(io.StringIO):
    """A stream that says somebody is watching."""

    def isatty(self) -> bool:
        return True


class TestProgress:
    @pytest.mark.parametrize(("stream", "shown"), [(Terminal(), True), (io.StringIO(), False)])
    def test_a_bar_is_drawn_only_while_somebody_watches(
        self, stream: io.StringIO, shown: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stderr", stream)

        with progress() as tell:
            tell("ledger", 0.5)

        assert shown == ("ledger" in stream.getvalue())


class TestThePilotItself:
    def test_it_says_its_version(self) -> None:
        assert f"Points Pilot {__version__}\n" == pilot("--version").stdout

    @pytest.mark.parametrize("command", COMMANDS)
    def test_the_list_of_commands_says_of_every_command_what_its_own_help_begins_with(self, command: str) -> None:
        _, summary = COMMANDS[command]

        assert re.search(rf"^  {command} +{re.escape(summary)}$", pilot("--help").stdout, re.MULTILINE)
        assert f"\n\n  {summary}\n" in pilot(command, "--help").stdout

    def test_help_loads_no_table_library(self) -> None:
        assert set() == {"pandas", "numpy", "pyarrow", "pydantic", "streamlit"} & loaded_by("--help")

    def test_scoring_loads_no_screen_library(self, here: Path, few_rules_file: Path, hill_end_folder: Path) -> None:
        modules = loaded_by("score", few_rules_file, "--city", hill_end_folder, "--out", "out")

        assert set() == {"streamlit", "altair", "rich"} & modules
