"""`pilot opacity`, `pilot letter` and `pilot yardsticks`: what they print, and their exit statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pilot.disclosure.opacity.measures import MEANINGS
from pilot.disclosure.yardsticks.registry import YARDSTICKS
from tests.commands.calls import FINE, PROBLEMS, WRONG_USAGE, pilot

FURTHER = [
    "entry_bits_total", "entry_bits_kept_back", "bits_total", "bits_kept_back", "kept_back", "look_alikes_median",
    "rival_explanations_median", "unsettled_share", "days_in_the_dark_median", "recomputable_share", "remedy",
    "public_knows_more",
]  # fmt: skip
KEYS = ["audience", "entries", "entries_after_asking", *FURTHER, "after_asking"]


@pytest.fixture
def small(few_rules_file: Path, hill_end_folder: Path) -> tuple[Path, str, Path]:
    return few_rules_file, "--city", hill_end_folder


class TestOpacity:
    def test_json_has_these_keys_and_no_others(self, small: tuple[Path, str, Path]) -> None:
        done = pilot("opacity", *small, "--audience", "public", "--format", "json")

        numbers = json.loads(done.stdout)
        assert FINE == done.exit_code
        assert KEYS == list(numbers)
        assert FURTHER == list(numbers["after_asking"])
        assert "public" == numbers["audience"]

    def test_errors_are_followed_to_their_remedy(self) -> None:
        numbers = json.loads(pilot("opacity", "rongcheng", "--format", "json").stdout)

        assert ["lowered_by_error", "could_know", "could_contest", "put_right"] == list(numbers["remedy"])

    def test_the_table_gives_every_number_its_meaning_and_ends_with_the_receipt(
        self, small: tuple[Path, str, Path]
    ) -> None:
        done = pilot("opacity", *small)

        words = " ".join(done.stdout.split())
        assert all(meaning in words for meaning in MEANINGS.values())
        assert done.stdout.splitlines()[-1].startswith("Receipt: Points Pilot ")
        assert all(len(line) <= 80 for line in done.stdout.splitlines()[1:-1])

    def test_the_table_begins_with_the_shares_of_entries_as_it_comes_and_after_asking(self) -> None:
        lines = pilot("opacity", "rongcheng").stdout.splitlines()

        assert ["as", "it", "comes", "after", "asking"] == lines[2].split()
        assert ["Entries", "known", "at", "all", "0%", "100%"] == lines[3].split()

    def test_an_audience_that_there_is_not_is_wrong_usage(self, small: tuple[Path, str, Path]) -> None:
        assert WRONG_USAGE == pilot("opacity", *small, "--audience", "police").exit_code


class TestLetter:
    def test_without_notice_an_envelope_stands_for_every_change(self, small: tuple[Path, str, Path]) -> None:
        """Sorrel Anvil: three postings, two listings, the end of one, and a change of grade, by June 2020."""
        ruleset, *city = small
        done = pilot("letter", ruleset, "P2", *city)

        assert FINE == done.exit_code
        assert 7 == done.stdout.count("No letter was due.")
        assert "Court" not in done.stdout

    def test_a_page_is_written_and_counted(self, tmp_path: Path, small: tuple[Path, str, Path]) -> None:
        ruleset, *city = small
        done = pilot("letter", ruleset, "P2", *city, "--html", tmp_path / "post.html")

        assert done.stdout.startswith("0 letters and 7 empty envelopes written to ")
        assert (tmp_path / "post.html").read_text(encoding="utf-8").startswith("<!doctype html>")

    def test_a_page_that_cannot_be_written_and_an_unknown_subject_are_problems(
        self, tmp_path: Path, small: tuple[Path, str, Path]
    ) -> None:
        ruleset, *city = small

        assert PROBLEMS == pilot("letter", ruleset, "P2", *city, "--html", tmp_path).exit_code
        assert PROBLEMS == pilot("letter", ruleset, "P9", *city).exit_code


class TestYardsticks:
    def test_the_table_has_a_row_for_every_yardstick_and_a_column_for_every_ruleset(
        self, small: tuple[Path, str, Path]
    ) -> None:
        done = pilot("yardsticks", "open-pilot", "honest-shanghai")

        rows = [line.split() for line in done.stdout.splitlines()]
        assert FINE == done.exit_code
        assert ["Y3", "specific", "reasons", "in", "writing", "met", "not", "met"] in rows
        assert done.stdout.startswith("A teaching comparison, not advice.")

    def test_rulesets_that_do_not_fit_on_one_page_stand_in_further_tables(self) -> None:
        names = ["open-pilot-closed", "honest-shanghai-disclosed", "rongcheng-disclosed"]
        done = pilot("yardsticks", *names)

        heads = [line.split()[1:] for line in done.stdout.splitlines() if line.split()[:1] == ["yardstick"]]
        assert names == [name for head in heads for name in head]
        assert all(len(line) <= 80 for line in done.stdout.splitlines())

    def test_json_holds_duty_answer_reason_lines_and_sources(self, small: tuple[Path, str, Path]) -> None:
        done = pilot("yardsticks", *small, "--format", "json")

        (found,) = json.loads(done.stdout)["rulesets"]
        assert [yardstick.id for yardstick in YARDSTICKS] == [verdict["id"] for verdict in found["verdicts"]]
        assert {"answer", "reason", "rests_on", "duty", "sources"} <= set(found["verdicts"][0])

    def test_the_problems_of_all_rulesets_are_listed_at_once(self) -> None:
        done = pilot("yardsticks", "no-such", "nor-this")

        assert PROBLEMS == done.exit_code
        assert "no-such: unknown-ruleset" in done.stderr
        assert "nor-this: unknown-ruleset" in done.stderr
