"""Drafts: what is edited is kept, step by step, and nobody else can reach it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilot.workshop.database.bounds import LONGEST_TEXT
from pilot.workshop.drafts.history import StoredDraft
from pilot.workshop.store import Store

START = "id: demo\nrules:\n  - points: -5\n"


@pytest.fixture
def draft(store: Store) -> StoredDraft:
    return store.desk("mine").begin("demo", START)


def test_a_draft_begins_as_the_text_that_it_began_from(draft: StoredDraft) -> None:
    assert (START, START, 0, 0, 0) == (draft.start_text, draft.text, draft.revision, draft.behind, draft.ahead)


def test_beginning_again_from_the_same_text_takes_the_draft_up_as_it_has_become(
    store: Store, draft: StoredDraft
) -> None:
    changed = store.desk("mine").apply(draft.id, 0, "id: other\n", "the id")

    assert changed == store.desk("mine").begin("demo", START)


def test_another_text_under_the_same_name_begins_another_draft(store: Store, draft: StoredDraft) -> None:
    store.desk("mine").apply(draft.id, 0, "id: other\n", "the id")

    assert "new text" == store.desk("mine").begin("demo", "new text").text
    assert 2 == len(store.desk("mine").drafts())


def test_a_change_is_there_for_whoever_opens_the_store_next(store: Store, url: str, draft: StoredDraft) -> None:
    changed = store.desk("mine").apply(draft.id, 0, START.replace("-5", "-7"), "points from -5 to -7")

    other = Store.open(url)
    try:
        assert (changed,) == other.desk("mine").drafts()
    finally:
        other.close()
    assert "points from -5 to -7" == changed.last_label


def test_a_change_to_an_older_revision_is_refused_and_changes_nothing(
    store: Store, draft: StoredDraft, refused: Callable[..., str]
) -> None:
    desk = store.desk("mine")
    newer = desk.apply(draft.id, 0, "first tab", "typed")

    for late in (desk.undo, desk.redo, desk.reset):
        assert "changed-meanwhile" == refused(late, draft.id, 0)
    assert "changed-meanwhile" == refused(desk.apply, draft.id, 0, "second tab", "typed")
    assert newer == desk.draft(draft.id)


def test_the_text_that_is_there_already_is_no_step(store: Store, draft: StoredDraft) -> None:
    assert draft == store.desk("mine").apply(draft.id, 0, START, "nothing")


def test_a_repeated_call_whose_answer_was_lost_is_no_second_step(store: Store, draft: StoredDraft) -> None:
    first = store.desk("mine").apply(draft.id, 0, "changed", "typed")

    assert first == store.desk("mine").apply(draft.id, 0, "changed", "typed")


def test_undo_and_redo_say_what_they_would_do(store: Store, draft: StoredDraft) -> None:
    desk = store.desk("mine")
    desk.apply(draft.id, 0, "one", "the first")
    desk.apply(draft.id, 1, "two", "the second")
    back = desk.undo(draft.id, 2)

    assert ("one", "the first", "the second", 1, 1) == (
        back.text, back.last_label, back.next_label, back.behind, back.ahead,
    )  # fmt: skip
    assert [(2, True), (1, False)] == [(step.number, step.undone) for step in desk.steps(draft.id)]


def test_resetting_is_a_step_that_can_be_undone(store: Store, draft: StoredDraft) -> None:
    desk = store.desk("mine")
    desk.apply(draft.id, 0, "one", "the first")

    assert START == desk.reset(draft.id, 1).text
    assert "one" == desk.undo(draft.id, 2).text


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_many_steps_of_a_large_text_take_little_room(store: Store, file: Path) -> None:
    """A text of 300,000 characters and two hundred numbers changed in it: of a step the number alone is kept."""
    lines = [f"  - points: {number:04d}" for number in range(17_000)]
    desk = store.desk("mine")
    draft = desk.begin("large", "\n".join(lines))
    for number in range(200):
        lines[number * 80] = f"  - points: {number + 5000}"
        draft = desk.apply(draft.id, draft.revision, "\n".join(lines), "points")
    store.close()

    assert 200 == draft.behind
    with closing(sqlite3.connect(file)) as connection:
        ((kept,),) = connection.execute("SELECT sum(length(removed) + length(inserted)) FROM steps").fetchall()
    assert kept <= 200 * 2 * len("00000")
    while draft.behind:
        draft = desk.undo(draft.id, draft.revision)
    assert draft.text == draft.start_text


class TestTyped:
    def test_what_was_typed_and_not_applied_is_kept_beside_the_text(self, store: Store, draft: StoredDraft) -> None:
        store.desk("mine").keep_typed(draft.id, "rules: [", 0)

        kept = store.desk("mine").draft(draft.id)
        assert ("rules: [", 0, START, 0) == (kept.typed, kept.typed_revision, kept.text, kept.revision)

    def test_it_survives_a_change_made_elsewhere(self, store: Store, draft: StoredDraft) -> None:
        store.desk("mine").keep_typed(draft.id, "rules: [", 0)

        assert "rules: [" == store.desk("mine").apply(draft.id, 0, "changed", "in a form").typed

    def test_once_it_is_applied_it_is_not_kept_twice(self, store: Store, draft: StoredDraft) -> None:
        store.desk("mine").keep_typed(draft.id, "rules: []", 0)

        assert store.desk("mine").apply(draft.id, 0, "rules: []", "typed").typed is None

    def test_it_can_be_forgotten(self, store: Store, draft: StoredDraft) -> None:
        store.desk("mine").keep_typed(draft.id, "rules: [", 0)
        store.desk("mine").keep_typed(draft.id, None, 0)

        assert draft == store.desk("mine").draft(draft.id)


class TestWhoseItIs:
    def test_nobody_else_sees_or_changes_a_draft(
        self, store: Store, draft: StoredDraft, refused: Callable[..., str]
    ) -> None:
        other = store.desk("theirs")

        assert () == other.drafts()
        for call, words in {
            other.draft: (), other.steps: (), other.wipe: (), other.undo: (0,), other.redo: (0,), other.reset: (0,),
            other.apply: (0, "mine now", "taken"), other.keep_typed: ("x", 0),
        }.items():  # fmt: skip
            assert "no-such-draft" == refused(call, draft.id, *words)
        assert draft == store.desk("mine").draft(draft.id)

    def test_a_number_that_is_no_draft_gets_the_same_words(self, store: Store, refused: Callable[..., str]) -> None:
        for number in (0, -1, 99, 2**31, 10**30):
            assert "no-such-draft" == refused(store.desk("mine").draft, number)

    def test_the_token_is_nowhere_in_the_database(self, store: Store, tmp_path: Path) -> None:
        store.desk("a-random-token").begin("demo", START)

        for path in tmp_path.iterdir():
            assert b"a-random-token" not in path.read_bytes()


class TestWiping:
    def test_a_wiped_draft_is_gone_and_its_number_is_never_given_again(
        self, store: Store, draft: StoredDraft, refused: Callable[..., str]
    ) -> None:
        desk = store.desk("mine")
        desk.wipe(draft.id)

        assert () == desk.drafts()
        assert "no-such-draft" == refused(desk.apply, draft.id, 0, "late", "a tab left open")
        assert draft.id < desk.begin("demo", START).id

    @pytest.mark.parametrize("url", ["sqlite"], indirect=True)
    def test_wiped_text_is_in_no_byte_of_the_folder(self, store: Store, tmp_path: Path) -> None:
        desk = store.desk("mine")
        draft = desk.begin("demo", "a secret beginning")
        desk.apply(draft.id, 0, "a secret ending " * 1000, "a secret step")
        desk.keep_typed(draft.id, "a secret thought", 1)
        assert any(b"secret" in path.read_bytes() for path in tmp_path.iterdir())

        desk.wipe(draft.id)

        assert [] == [path.name for path in tmp_path.iterdir() if b"secret" in path.read_bytes()]


class TestWhatCanBeKept:
    def test_a_text_of_four_million_characters_is_kept_and_one_more_is_refused(
        self, store: Store, draft: StoredDraft, refused: Callable[..., str]
    ) -> None:
        desk = store.desk("mine")

        assert LONGEST_TEXT == len(desk.apply(draft.id, 0, "x" * LONGEST_TEXT, "long").text)
        assert "too-long" == refused(desk.apply, draft.id, 1, "x" * (LONGEST_TEXT + 1), "longer")

    def test_what_no_text_file_can_hold_is_refused(
        self, store: Store, draft: StoredDraft, refused: Callable[..., str]
    ) -> None:
        for text in ("a\0b", "half \ud800"):
            assert "not-text" == refused(store.desk("mine").apply, draft.id, 0, text, "pasted")
            assert "not-text" == refused(store.desk("mine").keep_typed, draft.id, text, 0)

    def test_markup_and_foreign_scripts_come_back_as_they_were(self, store: Store, draft: StoredDraft) -> None:
        text = "title: '<script>alert(1)</script> 信用 \u202e 🏮'; DROP TABLE drafts; --\r\n\t"

        assert text == store.desk("mine").apply(draft.id, 0, text, "pasted").text


moves = st.lists(
    st.one_of(
        st.tuples(st.just("apply"), st.text(alphabet="ab\n信", max_size=8)),
        st.tuples(st.sampled_from(["undo", "redo", "reset"]), st.just("")),
    ),
    max_size=20,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(start=st.text(alphabet="ab\n信", max_size=8), moves=moves)
def test_any_sequence_of_changes_is_that_of_a_plain_list(
    store: Store, start: str, moves: list[tuple[str, str]]
) -> None:
    """The model: a list of texts and a finger on one of them."""
    desk = store.desk("model")
    desk.wipe_everything()
    draft = desk.begin("demo", start)
    texts, finger = [start], 0
    for move, text in moves:
        if move == "apply":
            draft = desk.apply(draft.id, draft.revision, text, text)
        else:
            draft = getattr(desk, move)(draft.id, draft.revision)
        wanted = {"apply": text, "reset": start}.get(move)
        if wanted is not None and wanted != texts[finger]:
            texts, finger = [*texts[: finger + 1], wanted], finger + 1
        finger = {"undo": max(0, finger - 1), "redo": min(finger + 1, len(texts) - 1)}.get(move, finger)

        assert (texts[finger], finger, len(texts) - 1 - finger) == (draft.text, draft.behind, draft.ahead)
