"""Splices: what one change did to a text, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pilot.workshop.drafts.patch import Splice

texts = st.text(alphabet="ab\n信🏮", max_size=30)


@given(before=texts, after=texts)
def test_a_splice_leads_from_one_text_to_the_other_and_back(before: str, after: str) -> None:
    splice = Splice.between(before, after)

    assert after == splice.done(before)
    assert before == splice.undone(after)


@given(head=texts, tail=texts, removed=texts, inserted=texts)
def test_it_is_no_longer_than_what_was_changed(head: str, tail: str, removed: str, inserted: str) -> None:
    splice = Splice.between(head + removed + tail, head + inserted + tail)

    assert len(splice.removed) <= len(removed)
    assert len(splice.inserted) <= len(inserted)


def test_one_digit_in_a_long_text_is_one_digit() -> None:
    assert Splice(9, "5", "7") == Splice.between("points: -5 # five", "points: -7 # five")
