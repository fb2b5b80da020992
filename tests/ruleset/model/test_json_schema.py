"""The JSON Schema, by which an editor completes and checks, says of a file what the reading says."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from pilot.ruleset.model.json_schema import json_schema, schema_text
from pilot.ruleset.reading.load import shipped_rulesets
from tests.evaluation.cases import random_world

ROOT = Path(__file__).parents[3]
BAD = Path(__file__).parents[1] / "reading" / "bad"

# The bad files whose fault shows in one place, as far as an editor's own YAML reader lets it through.
SEEN_WHILE_TYPING = (
    "empty-value", "missing-key", "no-for-a-word", "not-a-list", "not-a-map", "not-a-number", "not-a-text", "not-an-id",
    "not-true-or-false", "number-in-quotes", "out-of-range", "top-level-list", "top-level-text", "two-conditions",
    "two-numbers", "unknown-key", "unknown-version", "unknown-word",
)  # fmt: skip


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema())


def faults(validator: Draft202012Validator, given: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(_as_editors_read(given))]


def _as_editors_read(given: Any) -> Any:
    """YAML 1.2, which editors read, knows no dates: they are texts."""
    if isinstance(given, dict):
        return {str(key): _as_editors_read(value) for key, value in given.items()}
    if isinstance(given, list):
        return [_as_editors_read(value) for value in given]
    return given.isoformat() if isinstance(given, dt.date) else given


def test_the_schema_in_the_repository_is_the_one_of_the_models() -> None:
    """Where this fails: `pilot schema --out rulesets/ruleset.schema.json`."""
    assert schema_text() == (ROOT / "rulesets" / "ruleset.schema.json").read_text(encoding="utf-8")


def test_it_is_a_schema_of_its_dialect() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_every_key_has_a_sentence_that_says_what_it_is() -> None:
    mute = [
        f"{name}.{key}"
        for name, part in json_schema()["$defs"].items()
        for key, about in part.get("properties", {}).items()
        if not about.get("description", "").endswith(".")
    ]

    assert [] == mute


@pytest.mark.parametrize("path", shipped_rulesets().values(), ids=lambda path: path.stem)
def test_a_shipped_ruleset_fits_the_schema(validator: Draft202012Validator, path: Path) -> None:
    assert [] == faults(validator, yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", shipped_rulesets().values(), ids=lambda path: path.stem)
def test_a_shipped_ruleset_names_the_schema_in_its_first_line(path: Path) -> None:
    first_line = path.read_text(encoding="utf-8").splitlines()[0]

    assert "# yaml-language-server: $schema=ruleset.schema.json" == first_line


@pytest.mark.parametrize("seed", range(20))
def test_a_random_ruleset_fits_the_schema(validator: Draft202012Validator, seed: int) -> None:
    assert [] == faults(validator, random_world(Random(seed)).given)


@pytest.mark.parametrize("name", SEEN_WHILE_TYPING)
def test_a_fault_that_shows_in_one_place_is_seen_while_one_types(validator: Draft202012Validator, name: str) -> None:
    assert faults(validator, yaml.safe_load((BAD / f"{name}.yaml").read_text(encoding="utf-8")))


class TestExtending:
    """Where `extends` is given, nothing else is required than schema and id, and null may stand anywhere."""

    @pytest.mark.parametrize(
        "differs",
        [
            {},
            {"title": None, "score": None, "sources": {"order": None}, "bands": [{"grade": "A"}]},
            {"score": {"factors": {"credit": {"min": None}}}},
            {"rules": {"late": None, "gift": {"points": 5}, "help": {"when": {"kind": None, "profile": {"a": None}}}}},
            {"rules": {"late": {"when": {"amount": {"below": None}, "subject": {"district": None}}}}},
            {"disclosure": {"public": {"score": None}}, "recourse": {"appeal": {"available": None}}},
        ],
    )
    def test_what_differs_is_enough(self, validator: Draft202012Validator, differs: dict[str, Any]) -> None:
        assert [] == faults(validator, {"schema": 1, "id": "mine", "extends": "base", **differs})

    @pytest.mark.parametrize(
        "differs",
        [
            {"id": None},
            {"titel": "Mine"},
            {"rules": []},
            {"rules": {"late": {"pionts": 5}}},
            {"bands": [{"title": "a band without a grade"}]},
        ],
    )
    def test_what_differs_must_still_fit(self, validator: Draft202012Validator, differs: dict[str, Any]) -> None:
        assert faults(validator, {"schema": 1, "id": "mine", "extends": "base", **differs})

    def test_a_whole_ruleset_has_no_map_of_rules(self, validator: Draft202012Validator) -> None:
        whole = {"schema": 1, "id": "x", "title": "X", "sources": {}, "participation": "mandatory"}

        assert [] == faults(validator, {**whole, "opens_on": "2019-01-01", "rules": []})
        assert faults(validator, {**whole, "opens_on": "2019-01-01", "rules": {}})


def test_the_schema_is_plain_json() -> None:
    assert json_schema() == json.loads(schema_text())
