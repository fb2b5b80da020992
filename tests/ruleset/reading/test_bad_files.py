"""Each bad file in `bad/` gets exactly the words that stand beside it: the place, what was found, and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot import DataError, load_ruleset
from pilot.ruleset.reading.load import read_ruleset

BAD = Path(__file__).parent / "bad"
CASES = sorted(BAD.rglob("*.out"))


@pytest.fixture(autouse=True)
def nothing_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words must not change with the rulesets that are shipped."""
    monkeypatch.setattr("pilot.ruleset.reading.shipped.FOLDER", tmp_path)


@pytest.mark.parametrize("expected", CASES, ids=lambda path: path.relative_to(BAD).with_suffix("").as_posix())
def test_a_bad_file_gets_the_place_and_the_mend_of_every_fault(expected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(expected.parent)

    with pytest.raises(DataError) as caught:
        load_ruleset(expected.with_suffix(".yaml").name)

    assert expected.read_text(encoding="utf-8") == f"{caught.value}\n"


def test_every_bad_file_has_its_words_or_serves_another_one() -> None:
    serving = {"extending/broken", "extending/complete", "extending/faulty", "extending/other-half"}
    silent = {path.relative_to(BAD).with_suffix("").as_posix() for path in BAD.rglob("*.yaml")} - {
        path.relative_to(BAD).with_suffix("").as_posix() for path in CASES
    }

    assert serving == silent


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(200_000_000)

    with pytest.raises(DataError) as caught:
        load_ruleset(large)

    assert ["file-too-large"] == [problem.code for problem in caught.value.problems]
    assert "the file has 200,000,000 bytes; a ruleset has at most 4,000,000." in str(caught.value)


def test_a_text_from_an_editor_is_held_to_the_same_size() -> None:
    with pytest.raises(DataError, match="5,000,000 bytes"):
        read_ruleset("#" * 5_000_000, "draft")


def test_a_folder_is_no_ruleset(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="this is a folder or a device, not a file"):
        load_ruleset(tmp_path)


def test_ten_thousand_faults_are_reported_up_to_a_bearable_number() -> None:
    """The first 500 are enough to go on with, and a page of them is still drawn at once."""
    text = "".join(f"key-{number}: 1\n" for number in range(10_000))

    with pytest.raises(DataError) as caught:
        read_ruleset(text, "draft")

    assert len(caught.value.problems) == 500


def test_a_line_too_wide_to_show_is_left_out_and_its_place_is_still_named() -> None:
    text = '{"schema": 1, "id": "wide", "summary": "' + "word " * 100 + '", "titel": "Wide"}'

    with pytest.raises(DataError) as caught:
        read_ruleset(text, "draft")

    titel = next(problem for problem in caught.value.problems if problem.place.path == ("titel",))
    assert ("draft", 1, 544) == (titel.place.file, titel.place.line, titel.place.column)
    assert not titel.excerpt
