"""A link carries a small edit whole or is refused: no change of it makes another ruleset."""

from __future__ import annotations

import base64
import hashlib
import json
import string
import zlib
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import DataError
from pilot.ruleset.reading import shipped
from pilot.ruleset.reading.load import read_ruleset, shipped_rulesets
from pilot.workshop.drafts.edit_link import LONGEST_WORD, edit_word, read_edit

STARTS = {name: path.read_bytes().decode() for name, path in shipped_rulesets().items()}
START = STARTS["open-pilot"]
EDITED = START.replace("points: -2\n", "points: -1\n", 1).replace("delay_hours: 0", "delay_hours: 24")
LETTERS = string.ascii_letters + string.digits + "-_"


@pytest.fixture(scope="module")
def word() -> str:
    return edit_word("open-pilot", START, EDITED)


def codes(word: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_edit(word)
    assert all(problem.found.endswith(".") and problem.mend.endswith(".") for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


def forged(body: Any, digest: bytes = bytes(12), version: bytes = b"\x01") -> str:
    """A word with that body, as somebody would make it who knows the format."""
    packed = zlib.compress(body if isinstance(body, bytes) else json.dumps(body).encode())
    return base64.urlsafe_b64encode(version + digest + packed).decode().rstrip("=")


def parts_of(word: str) -> tuple[bytes, Any]:
    data = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
    return data[1:13], json.loads(zlib.decompress(data[13:]))


class TestWhole:
    def test_an_edit_comes_out_as_it_went_in(self, word: str) -> None:
        edit = read_edit(word)

        assert ("open-pilot", EDITED) == (edit.start_id, edit.text)
        assert read_ruleset(EDITED, "edited") == edit.ruleset

    def test_a_change_of_a_number_takes_a_short_word_that_needs_no_escaping(self, word: str) -> None:
        assert len(word) < 250
        assert set(word) <= set(LETTERS)

    @settings(max_examples=100, deadline=None)
    @given(name=st.sampled_from(sorted(STARTS)), random=st.randoms(use_true_random=False), count=st.integers(0, 6))
    def test_any_small_edit_comes_out_as_it_went_in(self, name: str, random: Random, count: int) -> None:
        """Comments of any kind added, lines of comments taken out, line ends changed."""
        lines = STARTS[name].split("\n")
        for _ in range(count):
            lines.insert(random.randrange(len(lines)), random.choice(["", "# a", "# 公 \U0001f6b2", "#\r"]))
            if (place := random.randrange(len(lines))) and lines[place].startswith("#"):
                del lines[place]
        text = "\n".join(lines)
        if _is_ruleset(text):
            assert text == read_edit(edit_word(name, STARTS[name], text)).text

    def test_no_edit_at_all_is_an_edit_too(self) -> None:
        for name, text in STARTS.items():
            assert text == read_edit(edit_word(name, text, text)).text


class TestMaking:
    def test_an_edit_that_is_too_large_is_refused_with_what_to_take_instead(self) -> None:
        random = Random(1)
        noise = "".join(f"# {random.getrandbits(200):x}\n" for _ in range(60))
        with pytest.raises(DataError, match="take the session file or the YAML file instead of a link"):
            edit_word("open-pilot", START, START + noise)

    def test_an_edit_of_very_many_lines_is_refused_at_once(self) -> None:
        lines = "".join(f"# {number}\n" for number in range(100_000))
        with pytest.raises(DataError, match="too-large-edit"):
            edit_word("open-pilot", START, lines + START + lines)

    def test_a_start_that_is_not_shipped_or_not_the_shipped_text_is_refused(self) -> None:
        with pytest.raises(DataError, match="no such ruleset is shipped here"):
            edit_word("mine", START, START)
        with pytest.raises(DataError, match="not-shipped"):
            edit_word("rongcheng", START, START)

    def test_a_text_that_nobody_could_open_gets_no_link(self) -> None:
        with pytest.raises(DataError, match="link:1:1: missing-key"):
            edit_word("open-pilot", START, "schema: 1\n")


class TestRefused:
    @settings(max_examples=400, deadline=None)
    @given(place=st.integers(0), letter=st.sampled_from(LETTERS))
    def test_a_change_of_one_character_is_refused_or_changes_nothing(self, word: str, place: int, letter: str) -> None:
        place %= len(word)
        other = word[:place] + letter + word[place + 1 :]
        with suppress(DataError):
            assert read_edit(word) == read_edit(other)

    @pytest.mark.parametrize("place", [-1, 0])
    def test_no_last_or_first_character_but_the_right_one_is_taken(self, word: str, place: int) -> None:
        for letter in LETTERS.replace(word[place], ""):
            assert codes(word[:-1] + letter if place else letter + word[1:])[0] in ("damaged-link", "unknown-link")

    @settings(max_examples=100, deadline=None)
    @given(length=st.integers(0))
    def test_a_link_that_is_cut_short_is_refused(self, word: str, length: int) -> None:
        assert codes(word[: length % len(word)])[0] in ("damaged-link", "unknown-link")

    @settings(max_examples=200, deadline=None)
    @given(word=st.text(max_size=50) | st.text(LETTERS))
    def test_no_other_text_does_worse_than_be_refused(self, word: str) -> None:
        codes(word)

    def test_a_link_that_is_too_long_is_refused_unread(self) -> None:
        assert ["too-long-link"] == codes("A" * (LONGEST_WORD + 1))

    def test_what_goes_on_behind_the_edit_is_refused(self, word: str) -> None:
        for more in ("A", "AA", "====", "\n", " ", "AAAA" * 10):
            assert ["damaged-link"] == codes(word + more)

    def test_a_start_that_is_not_here_is_refused(self) -> None:
        assert ["unknown-start"] == codes(forged(["../open-pilot", "0" * 24, []]))

    def test_the_start_of_another_version_is_refused(
        self, word: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "open-pilot.yaml").write_text(START + "# since then\n", encoding="utf-8", newline="\n")
        monkeypatch.setattr(shipped, "FOLDER", tmp_path)

        assert ["other-start"] == codes(word)

    def test_a_bomb_is_not_unpacked(self) -> None:
        bomb = forged(b'["open-pilot","",[[0,0,["' + b"a" * 1_200_000 + b'"]]]]')

        assert len(bomb) < LONGEST_WORD
        assert ["damaged-link"] == codes(bomb)

    def test_lists_that_stand_in_one_another_without_end_are_refused(self) -> None:
        assert ["damaged-link"] == codes(forged(b"[" * 150_000))

    def test_lines_that_are_not_there_are_refused(self, word: str) -> None:
        digest, (name, start, _) = parts_of(word)
        for splices in ([[0, 10**9, []]], [[5, 4, []]], [[-1, 0, []]], [[5, 6, []], [0, 1, []]], [[0, True, []]]):
            assert ["damaged-link"] == codes(forged([name, start, splices], digest))

    def test_a_result_that_is_no_ruleset_is_refused_with_its_problems(self, word: str) -> None:
        _, (name, start, _) = parts_of(word)
        text = "schema: 1\nid: <script>\n"
        splices = [[0, len(START.split("\n")), text.split("\n")]]

        found = codes(forged([name, start, splices], hashlib.sha256(text.encode()).digest()[:12]))
        assert {"missing-key"} == set(found)

    def test_a_link_of_a_later_kind_is_called_one(self) -> None:
        assert ["unknown-link"] == codes(forged(["open-pilot", "", []], version=b"\x02"))


def _is_ruleset(text: str) -> bool:
    try:
        read_ruleset(text, "x")
    except DataError:
        return False
    return True
