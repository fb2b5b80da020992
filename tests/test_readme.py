"""README.md keeps its word: its commands are the ones that are checked, and its example runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    "command",
    [
        "python3 -m pip install -c constraints.txt -e . && python3 -m streamlit run app.py",
        'python3 -m pip install -c constraints.txt -e ".[test]" && python3 -m pytest',
    ],
)
def test_one_line_opens_the_app_and_one_line_runs_the_tests(command: str) -> None:
    assert 1 == README.splitlines().count(command)


def test_the_library_example_has_at_most_ten_lines_and_prints_what_it_says() -> None:
    (example,) = blocks("python")

    done = subprocess.run(
        [sys.executable, "-c", example], capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT
    )

    assert 10 >= len(example.replace("\n\n", "\n").splitlines())
    assert re.findall(r"# (.*)$", example, re.MULTILINE) == done.stdout.splitlines()


def test_every_command_that_it_shows_prints_what_it_shows(tmp_path: Path) -> None:
    """A block holds `$ pilot ...` and parts of its output, with `...` on a line between them."""
    for block in blocks("console"):
        command, shown = block.split("\n", 1)
        words = command.removeprefix("$ pilot ").split()
        done = subprocess.run(
            [sys.executable, "-m", "pilot", *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            cwd=tmp_path,
        )
        for part in shown.split("...\n"):
            assert part.strip("\n") in done.stdout


def test_every_file_that_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)

    assert [] == [link for link in links if not (ROOT / link).exists()]
