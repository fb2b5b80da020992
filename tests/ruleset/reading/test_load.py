"""A ruleset is found by path or by id, and is what stands in its file, however often and wherever it is read."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pilot import DataError, load_ruleset
from pilot.ruleset.reading.load import shipped_rulesets
from tests.ruleset.reading.one_rule import SMALL, small


class TestFinding:
    def test_a_shipped_ruleset_is_found_by_its_id(self) -> None:
        assert all(load_ruleset(ruleset_id).id == ruleset_id for ruleset_id in shipped_rulesets())

    def test_a_file_wins_over_a_shipped_ruleset_of_that_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("rongcheng").write_text(SMALL, encoding="utf-8")

        assert load_ruleset("rongcheng").id == "small"

    def test_a_folder_does_not_hide_a_shipped_ruleset(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("rongcheng").mkdir()

        assert load_ruleset("rongcheng").id == "rongcheng"

    @pytest.mark.parametrize("name", ["rongchen", "", "no\0name", "x" * 5000])
    def test_a_name_that_leads_nowhere_is_answered_with_the_ids_there_are(self, name: str) -> None:
        with pytest.raises(DataError) as caught:
            load_ruleset(name)

        [problem] = caught.value.problems
        assert problem.code == "unknown-ruleset"
        assert "rongcheng" in problem.allowed

    def test_the_nearest_id_is_offered(self) -> None:
        with pytest.raises(DataError, match='did you mean "rongcheng"'):
            load_ruleset("rongchen")

    def test_problems_call_a_shipped_file_by_its_place_in_the_project(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "rulesets"
        folder.mkdir()
        (folder / "faulty.yaml").write_text(SMALL + "titel: Small\n", encoding="utf-8")
        monkeypatch.setattr("pilot.ruleset.reading.shipped.FOLDER", folder)

        with pytest.raises(DataError) as caught:
            load_ruleset("faulty")

        assert str(caught.value).startswith("rulesets/faulty.yaml:10:1: unknown-key")


class TestReadingAgain:
    """A rule whose words stay as they were is the same rule, so that what was worked out for it is known already."""

    def test_an_edit_elsewhere_leaves_a_rule_as_it_was(self) -> None:
        assert small().rules[0] is small(**{"title: A small": "title: A changed"}).rules[0]

    def test_a_rule_whose_words_differ_is_another(self) -> None:
        assert -6 == small(**{"points: -5": "points: -6"}).rules[0].points

    def test_a_number_put_in_quotes_is_refused_although_the_rule_was_read_without_them(self) -> None:
        small()
        with pytest.raises(DataError) as caught:
            small(**{"points: -5": 'points: "-5"'})

        assert ["number-in-quotes"] == [problem.code for problem in caught.value.problems]

    def test_a_rule_with_a_fault_is_refused_every_time_in_the_same_words(self) -> None:
        messages = []
        for _ in range(2):
            with pytest.raises(DataError) as caught:
                small(**{"points: -5": "pionts: -5"})
            messages.append(str(caught.value))

        assert messages[0] == messages[1]


def test_a_ruleset_can_be_sent_to_another_process() -> None:
    ruleset = load_ruleset("rongcheng")

    assert pickle.loads(pickle.dumps(ruleset)) == ruleset


def test_what_is_read_keeps_nothing_of_the_file_but_its_values() -> None:
    assert {str} == {type(word) for word in _texts(load_ruleset("rongcheng").model_dump())}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in _texts(part))
    elif isinstance(value, (list, tuple)):
        yield from (text for part in value for text in _texts(part))
    elif isinstance(value, str):
        yield value
