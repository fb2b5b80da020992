"""README.md and docs/ keep their word: the commands are the ones that are checked, and what they show is what comes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pilot.__main__ import COMMANDS
from pilot.ruleset import model

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND_LINE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(language: str, page: str = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def test_it_is_read_in_three_minutes() -> None:
    words = re.sub(r"^```.*?^```$", "", README, flags=re.DOTALL | re.MULTILINE).split()

    assert 600 >= len(words)


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
    for block in blocks("console", COMMAND_LINE):
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_of_the_project_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(
        r"`((?:pilot|tests|docs|rulesets|benchmarks|sample_data|\.ci)/[\w./-]*)`", page.read_text(encoding="utf-8")
    )

    assert [] == [name for name in named if not (ROOT / name).exists()]


def test_the_meaning_of_a_ruleset_names_every_field_that_a_ruleset_may_hold() -> None:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    parts = [part for part in vars(model).values() if isinstance(part, type) and issubclass(part, model.Part)]
    fields = {field.alias or name for part in parts for name, field in part.model_fields.items()}

    assert [] == sorted(field for field in fields if not re.search(rf"\b{field}\b", page))


def test_the_page_on_the_command_line_shows_every_command() -> None:
    assert [] == [name for name in COMMANDS if f"pilot {name}" not in COMMAND_LINE]
