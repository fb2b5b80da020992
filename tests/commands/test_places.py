"""A place that cannot be read or written is named in one sentence with its mend, by every command, without a trace."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pilot.__main__ import COMMANDS
from pilot.errors import DataError, only_problems
from tests.commands.calls import pilot

LONG = "x" * 300
FOLDER, FILE = "a-folder", "a-file"
READING = {
    "score": ["{}"],
    "explain": ["{}", "P1"],
    "opacity": ["{}"],
    "letter": ["{}", "P1"],
    "yardsticks": ["{}"],
    "validate": ["{}"],
    "diff": ["{}", "{}"],
    "session": ["{}"],
}
CITIES = {
    "score": ["open-pilot", "--city", "{}"],
    "explain": ["open-pilot", "P1", "--city", "{}"],
    "opacity": ["open-pilot", "--city", "{}"],
    "letter": ["open-pilot", "P1", "--city", "{}"],
}
WRITING = {
    "score": ["open-pilot", "--out", "{}"],
    "letter": ["open-pilot", "P0001", "--html", "{}"],
    "schema": ["--out", "{}"],
    "new-city": ["--residents", "12", "--companies", "1", "--out", "{}"],
}


@pytest.fixture(autouse=True)
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(FOLDER).mkdir()
    Path(FILE).write_text("not yet anything", encoding="utf-8")


def test_every_command_that_takes_a_path_is_tried() -> None:
    assert set(COMMANDS) - {"bench"} == {*READING, *WRITING}


@pytest.mark.parametrize(
    ("command", "options", "place"),
    [
        *((name, options, place) for name, options in READING.items() for place in (FOLDER, LONG, f"{FILE}/x")),
        *((name, options, place) for name, options in CITIES.items() for place in (FILE, LONG, f"{FILE}/x")),
        *((name, options, place) for name, options in WRITING.items() for place in (LONG, f"{FILE}/x")),
        *((name, WRITING[name], FOLDER) for name in ("letter", "schema")),
        *((name, WRITING[name], FILE) for name in ("score", "new-city")),
    ],
)
def test_the_place_is_named_with_the_mend(command: str, options: list[str], place: str) -> None:
    done = pilot(command, *(option.format(place) for option in options))

    assert 1 == done.exit_code, done.output
    assert place.split("/", maxsplit=1)[0][:20] in done.stderr
    assert "  Mend: " in done.stderr
    assert "Traceback" not in done.output + done.stderr
    assert "unforeseen" not in done.stderr


def test_a_full_disk_is_named() -> None:
    with (
        pytest.raises(DataError, match=r"(?s)town: not-usable.*no space left on device.*Make room"),
        only_problems("x"),
    ):
        raise OSError(errno.ENOSPC, "No space left on device", "town")


@pytest.mark.parametrize(
    ("error", "code"), [(KeyError("x"), "unforeseen"), (RecursionError(), "too-deep"), (MemoryError(), "too-large")]
)
def test_whatever_else_fails_in_reading_stands_at_its_file(error: Exception, code: str) -> None:
    with pytest.raises(DataError) as refused, only_problems("mine.yaml"):
        raise error
    [problem] = refused.value.problems
    assert ("mine.yaml", code) == (problem.place.file, problem.code)
    assert ("report it" in problem.mend) == (code == "unforeseen")
