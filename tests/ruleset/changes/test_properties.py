"""What holds for every ruleset: however it is written down it reads the same, and no damage does worse than be told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import DataError, Ruleset, load_ruleset
from pilot.errors import Problem
from pilot.ruleset.reading.load import fingerprint, read_ruleset, shipped_rulesets
from tests.evaluation.cases import worlds

GOOD = shipped_rulesets()["honest-shanghai"].read_bytes()
TOKENS = [
    b"[", b"]", b"{", b"}", b"'", b'"', b"- ", b": ", b"#", b"\t", b"\n", b"&a ", b"*a ", b"!!int ", b"<<: ", b"| ",
    b"> ", b"---\n", b"...\n", b"%", b"@", b"? ", b"~", b"null", b"\\", b"\xef\xbb\xbf", b"\xe9", b"\x00", b"\x1b",
    b"\r", b"extends: rongcheng\n", b"2020-02-30", b"99999999999999999999", b"-0", b"*",
]  # fmt: skip

letters = st.characters(codec="utf-8", exclude_categories=("C",), exclude_characters="@\uff20\ufe6b")
"""Without what could make an address of a text, which no ruleset may hold."""
texts = st.text(letters, min_size=1).filter(str.strip)


@st.composite
def rulesets(draw: st.DrawFn) -> dict[str, Any]:
    """A well-formed ruleset as dicts and lists, with any feature and any texts."""
    ruleset = dict(draw(worlds()).given)
    ruleset |= {"title": draw(texts), "summary": draw(texts)}
    ruleset["rules"] = [{**rule, "text": draw(texts)} for rule in ruleset["rules"]]
    return ruleset


def _as_json(ruleset: dict[str, Any]) -> str:
    return json.dumps(ruleset, default=str, ensure_ascii=False)


def _as_block(ruleset: dict[str, Any]) -> str:
    return yaml.safe_dump(ruleset, sort_keys=False, default_flow_style=False)


def _as_flow(ruleset: dict[str, Any]) -> str:
    return yaml.safe_dump(ruleset, sort_keys=False, default_flow_style=True, allow_unicode=True)


def _as_model(ruleset: dict[str, Any]) -> str:
    return _as_block(Ruleset.model_validate(ruleset).model_dump(mode="json", by_alias=True))


@pytest.mark.parametrize("written", [_as_block, _as_flow, _as_json, _as_model])
@settings(max_examples=50, deadline=None)
@given(ruleset=rulesets())
def test_a_ruleset_reads_the_same_however_it_is_written_down(
    written: Callable[[dict[str, Any]], str], ruleset: dict[str, Any]
) -> None:
    read, meant = read_ruleset(written(ruleset), "any.yaml"), Ruleset.model_validate(ruleset)

    assert meant == read
    assert fingerprint(meant) == fingerprint(read)


@settings(max_examples=50, deadline=None)
@given(ruleset=rulesets())
def test_a_ruleset_that_extends_another_and_changes_nothing_is_the_other(
    tmp_path_factory: pytest.TempPathFactory, ruleset: dict[str, Any]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "extended.yaml").write_text(_as_block(ruleset), encoding="utf-8")

    mine = read_ruleset("{schema: 1, id: mine, extends: extended}", "mine.yaml", folder=folder)

    same = Ruleset.model_validate(ruleset).model_copy(update={"id": "mine", "extends": "extended"})
    assert same == mine


damages = st.lists(
    st.tuples(st.integers(0, len(GOOD)), st.integers(0, 8), st.one_of(st.sampled_from(TOKENS), st.binary(max_size=3))),
    min_size=1,
    max_size=4,
)


@settings(max_examples=50, deadline=None)
@given(damages=damages)
def test_damage_comes_out_as_problems_and_as_nothing_worse(
    tmp_path_factory: pytest.TempPathFactory, damages: list[tuple[int, int, bytes]]
) -> None:
    """Bytes are cut out and put in at random; what comes of it is a ruleset, or problems with place and mend."""
    damaged = GOOD
    for place, cut, new in damages:
        damaged = damaged[:place] + new + damaged[place + cut :]
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_bytes(damaged)

    assert [] == [problem for problem in _problems(path) if not _is_well_worded(path, problem)]


def _problems(path: Path) -> tuple[Problem, ...]:
    try:
        load_ruleset(path)
    except DataError as error:
        return error.problems
    return ()


def _is_well_worded(path: Path, problem: Problem) -> bool:
    lines = len(re.split(rb"\r\n|\n|\r|\xc2\x85|\xe2\x80[\xa8\xa9]", path.read_bytes()))
    stands_in_the_file = problem.place.line is None or 1 <= problem.place.line <= lines
    is_complete = re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", problem.code) and problem.found and problem.mend[-1] in ".?"
    has_no_jargon = not re.search(r"\b(scalar|mapping|sequence|token|pydantic|NoneType)\b|<record>", str(problem.found))
    return bool(stands_in_the_file and is_complete and has_no_jargon)
