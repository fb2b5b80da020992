"""Nobody real stands anywhere: what the guard searches, beside the cells of a city."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pilot.city.reading.load import load_city, shipped_city
from pilot.errors import DataError
from pilot.guard import line_suspicions
from pilot.ruleset.reading.load import load_ruleset, read_ruleset, shipped_rulesets
from pilot.workshop.database.bounds import checked_alias, checked_reason, checked_text, checked_title

PROJECT = Path(__file__).parents[1]
RULESET = shipped_rulesets()["open-pilot"].read_text(encoding="utf-8")
TITLE = RULESET[: RULESET.index("\ntitle: ")].count("\n") + 2
MOBILE = "13800138000"
SHIPPED = [*shipped_rulesets().values(), *sorted((PROJECT / "rulesets/claims").iterdir())]
SAMPLES = sorted(path for path in (PROJECT / "sample_data").rglob("*") if path.suffix in (".csv", ".yaml", ".json"))


@pytest.mark.parametrize("file", [*SHIPPED, *SAMPLES], ids=lambda file: file.name)
def test_nothing_that_is_shipped_looks_like_a_real_persons(file: Path) -> None:
    assert [] == list(line_suspicions(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "address", ["https://example.org/2021/03/04/notice-20210304.html", "https://example.org/a?id=20"]
)
def test_an_address_of_a_source_is_innocent(address: str) -> None:
    assert [] == list(line_suspicions(address))


def codes(call: Callable[[], object]) -> list[str]:
    with pytest.raises(DataError) as refused:
        call()
    assert MOBILE not in str(refused.value)
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda text: f"{text}\n# ask {MOBILE}\n", RULESET.count("\n") + 2),
        (lambda text: text.replace("\ntitle: ", f"\ntitle: {MOBILE} "), TITLE),
        (lambda text: text.replace("\ntitle: ", '\ntitle: "1\\u0033800138000" #'), TITLE),
        (lambda text: text.replace("\ntitle: ", '\ntitle: "138 0013\n  8000"\n#'), TITLE),
    ],
    ids=["a comment", "a title", "a title with a digit by its number", "a title over two lines"],
)
def test_a_ruleset_is_searched_with_its_comments(change: Callable[[str], str], line: int) -> None:
    with pytest.raises(DataError) as refused:
        read_ruleset(change(RULESET), "mine.yaml")
    [problem] = refused.value.problems
    assert ("mobile-number", line, "") == (problem.code, problem.place.line, problem.excerpt)
    assert MOBILE not in str(problem)


@pytest.mark.parametrize("checked", [checked_text, checked_title, checked_alias, checked_reason])
def test_what_is_typed_into_the_workshop_is_searched(checked: Callable[[str], str]) -> None:
    assert ["mobile-number"] == codes(lambda: checked(f"call {MOBILE}"))


def test_the_whole_of_the_package_file_is_searched(tmp_path: Path) -> None:
    home = tmp_path / "town"
    home.mkdir()
    (home / "residents.csv").write_text("subject_id,name\nP1,Tamarisk Flint\n", encoding="utf-8")
    package = {"name": "town", "contributors": [{"title": "x", "phone": int(MOBILE)}]}
    (home / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert "mobile-number" in codes(lambda: load_city(home))


def test_the_name_of_a_citys_folder_is_searched(tmp_path: Path) -> None:
    home = tmp_path / MOBILE
    home.mkdir()
    for file in shipped_city().glob("*.csv"):
        (home / file.name).write_bytes(file.read_bytes())
    with pytest.raises(DataError) as refused:
        load_city(home)
    assert ["mobile-number"] == [problem.code for problem in refused.value.problems]


def test_every_shipped_ruleset_is_read() -> None:
    assert len(SHIPPED) > len([load_ruleset(name) for name in shipped_rulesets()]) > 5
