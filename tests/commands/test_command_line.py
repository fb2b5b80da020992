"""The command line as a whole: wrong usage, help, what it loads, its bar; and `pilot new-city` and `pilot bench`."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pilot import __version__
from pilot.__main__ import COMMANDS
from pilot.commands.terminal.progress import progress
from tests.commands.calls import FINE, PROBLEMS, WRONG_USAGE, pilot


def loaded_by(*words: str | Path) -> set[str]:
    """The modules that are loaded once a command is done."""
    called = f"app({[str(word) for word in words]}, standalone_mode=False)"
    code = f"import sys; from pilot.__main__ import app; {called}; print('', *sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.splitlines())


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
