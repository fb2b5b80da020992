"""Splices: what one change did to a text, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pilot.workshop.drafts.patch import Patch

texts = st.text(alphabet="ab\n信🏮", max_size=30)


@given(before=texts, after=texts)
def test_a_splice_leads_from_one_text_to_the_other_and_back(before: str, after: str) -> None:
    patch = Patch.between(before, after)

    assert after == patch.done(before)
    assert before == patch.undone(after)


@given(head=texts, tail=texts, removed=texts, inserted=texts)
def test_it_is_no_longer_than_what_was_changed(head: str, tail: str, removed: str, inserted: str) -> None:
    patch = Patch.between(head + removed + tail, head + inserted + tail)

    assert len(patch.removed) <= len(removed)
    assert len(patch.inserted) <= len(inserted)


def test_one_digit_in_a_long_text_is_one_digit() -> None:
    assert Patch(9, "5", "7") == Patch.between("points: -5 # five", "points: -7 # five")
