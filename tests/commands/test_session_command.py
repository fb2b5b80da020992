"""`pilot session`: what it prints and writes, and its exit statuses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pilot.workshop.merging.choices import Choice
from pilot.workshop.sessions.session import KeptCopy, KeptVersion, Session, SessionReceipt
from pilot.workshop.sessions.session_file import session_bytes
from tests.commands.calls import FINE, PROBLEMS, WRONG_USAGE, pilot


@pytest.fixture
def file(tmp_path: Path, few_rules_file: Path) -> Path:
    """One table with one version, one choice, and aliases of ill will."""
    text = few_rules_file.read_text(encoding="utf-8")
    at = dt.datetime(2025, 3, 1, 10, 30, tzinfo=dt.UTC)
    receipt = SessionReceipt("0.1.0", "few-rules", "0" * 12, "hill-end", "1" * 12, dt.date(2020, 6, 30))
    version = KeptVersion(1, "../../up", at, "Children cross too.\x1b[31m", text)
    chosen = {"Room A": (Choice("rules > red-light", "a" * 12, "it is milder", ("../../up",)),)}
    session = Session("Our morning", at, receipt, text, (KeptCopy("../../up", (version,), text),), chosen)
    path = tmp_path / "ours.zip"
    path.write_bytes(session_bytes(session))
    return path


def test_it_tells_who_saved_what_and_what_was_chosen(file: Path) -> None:
    done = pilot("session", file)

    assert FINE == done.exit_code
    assert [
        "Our morning",
        "Saved on 2025-03-01 at 10:30 (UTC).",
        "",
        "../../up",
        "   1     2025-03-01 10:30, ../../up: Children cross too.\ufffd[31m",
        "     files    rulesets/01-up/",
        "",
        "What the rooms chose, one vote each",
        "     rules > red-light",
        "       1 for aaaaaaaaaaaa: Room A",
        "     Room A (../../up) on rules > red-light: it is milder",
        "",
        "Receipt: Points Pilot 0.1.0 · ruleset few-rules 000000000000 · city hill-end",
        "111111111111 · as of 2020-06-30",
    ] == done.stdout.splitlines()


def test_out_writes_every_ruleset_below_the_folder_and_nothing_elsewhere(
    file: Path, tmp_path: Path, few_rules_file: Path
) -> None:
    done = pilot("session", file, "--out", tmp_path / "out" / "rules")

    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    folder = "out/rules/rulesets/01-up"
    assert FINE == done.exit_code
    assert {"ours.zip", "out/rules/start.yaml", f"{folder}/1.yaml", f"{folder}/current.yaml"} == written
    assert few_rules_file.read_bytes() == (tmp_path / folder / "1.yaml").read_bytes()


def test_nothing_is_written_over(file: Path) -> None:
    done = pilot("session", file, "--out", file.parent)

    assert PROBLEMS == done.exit_code
    assert "nothing is written over" in done.stderr
    assert [file] == list(file.parent.iterdir())


def test_a_file_that_is_no_session_is_named_and_nothing_written(tmp_path: Path, few_rules_file: Path) -> None:
    done = pilot("session", few_rules_file, "--out", tmp_path / "out")

    assert PROBLEMS == done.exit_code
    assert "few-rules.yaml: not-a-session-file\n  this is no zip file.\n  Mend: " in done.stderr
    assert [] == list(tmp_path.iterdir())


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "no-such-file" in pilot("session", tmp_path / "none.zip").stderr
    assert WRONG_USAGE == pilot("session").exit_code
