"""What may be kept: aliases, titles and reasons, said of each why it may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.errors import DataError
from pilot.workshop.database.bounds import (
    alias_key,
    checked_alias,
    checked_reason,
    checked_title,
    shortened,
)
from pilot.workshop.rooms.codes import ALPHABET, LENGTH, as_shown, as_typed, new_code


@pytest.mark.parametrize("alias", ["Ann", "Table 4", "信用", "می\u200cخواهم", "<b>&amp;", "'; DROP TABLE drafts; --"])
def test_any_letters_make_an_alias(alias: str) -> None:
    assert alias == checked_alias(alias)


@pytest.mark.parametrize(
    ("alias", "code"),
    [("", "empty"), (" \u200d ", "empty"), ("x" * 41, "too-long"), ("a\nb", "hidden-character"),
     ("a\u202eb", "hidden-character"), ("a\0b", "hidden-character"), ("\ud800", "hidden-character")],
)  # fmt: skip
def test_an_alias_can_be_seen_and_is_short(alias: str, code: str, refused: Callable[..., str]) -> None:
    assert code == refused(checked_alias, alias)


def test_a_reason_may_be_empty_and_its_line_breaks_become_spaces() -> None:
    assert ("", "one two") == (checked_reason(" "), checked_reason("one\r\n\ttwo "))


def test_a_reason_of_more_than_two_thousand_characters_is_refused_in_a_sentence() -> None:
    with pytest.raises(DataError, match="the reason has 2,001 characters; at most 2,000 are kept"):
        checked_reason("x" * 2001)


def test_a_character_that_cannot_be_seen_is_named() -> None:
    with pytest.raises(DataError, match=r"the title holds the character U\+202E"):
        checked_title("abc\u202edef")


@given(st.text())
def test_what_is_kept_as_an_alias_is_kept_as_it_is_the_second_time(text: str) -> None:
    try:
        alias = checked_alias(text)
    except DataError:
        return
    assert alias == checked_alias(alias)
    assert 1 <= len(alias) <= 40
    assert alias_key(alias) == alias_key(alias.upper().lower())


@given(st.text())
def test_what_a_program_says_of_a_step_is_always_one_short_line(text: str) -> None:
    line = shortened(text)

    assert len(line) <= 300
    assert line == shortened(line)
    line.encode()


def test_a_new_code_is_read_back_as_it_is_shown() -> None:
    for code in (new_code() for _ in range(200)):
        assert code == as_typed(as_shown(code).lower())
        assert LENGTH == len(code)


@pytest.mark.parametrize("letter", [*"0O1IL258", "<", "\0", "é"])
def test_no_code_holds_a_character_that_looks_like_another(letter: str, refused: Callable[..., str]) -> None:
    assert letter not in ALPHABET
    assert "not-a-code" == refused(as_typed, f"ABC-DE{letter}")


@pytest.mark.parametrize("typed", ["", "ABC", "ABC-DEF-GHJ"])
def test_a_code_has_six_letters(typed: str, refused: Callable[..., str]) -> None:
    assert "not-a-code" == refused(as_typed, typed)
