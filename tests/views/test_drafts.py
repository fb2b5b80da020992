"""A draft is named as one on every screen, and nowhere does the old source answer for what was changed in it."""

from __future__ import annotations

import pytest

from pilot import load_ruleset
from pilot.ruleset.reading.load import fingerprint, read_ruleset
from tests.views.screen import words
from tests.views.visits import Visitor, press, store, text_of

__all__ = ["store"]

# Not the guess, which is played where it is hard, whatever is chosen, and names that ruleset.
SCREENS = ("start", "resident", "city", "opacity", "rulebook", "workshop", "room", "compare", "sources")
RED_LIGHT = ("points: -5\n", "points: -9\n")
BEGAN = load_ruleset("rongcheng")


@pytest.fixture
def visitor(store: object) -> Visitor:
    return Visitor(store)  # type: ignore[arg-type]


@pytest.mark.parametrize("screen", SCREENS)
def test_the_receipt_of_every_screen_names_a_draft_and_what_it_began_from(visitor: Visitor, screen: str) -> None:
    draft = visitor.draft("rongcheng", *RED_LIGHT)
    now = fingerprint(read_ruleset(draft.text, "draft"))

    page = words(visitor.at(screen, ruleset=f"draft-{draft.id}"))

    assert f"draft {now} of ruleset rongcheng {fingerprint(BEGAN)}" in page
    assert f"ruleset rongcheng {fingerprint(BEGAN)}" in words(
        visitor.at(screen, ruleset="rongcheng", round="1")  # without its round, the game turns to another ruleset
    )


@pytest.mark.parametrize("screen", ["city", "rulebook", "compare"])
def test_where_a_screen_names_the_ruleset_it_says_that_it_is_a_draft(visitor: Visitor, screen: str) -> None:
    draft = visitor.draft("rongcheng", *RED_LIGHT)

    assert "(a draft)" in words(visitor.at(screen, ruleset=f"draft-{draft.id}"))
    assert "(a draft)" not in words(visitor.at(screen, ruleset="rongcheng"))


def test_the_rulebook_counts_and_finds_what_was_changed_as_changed(visitor: Visitor) -> None:
    draft = visitor.draft("rongcheng", *RED_LIGHT)
    page = words(visitor.at("rulebook", ruleset=f"draft-{draft.id}"))
    found = visitor.at("rulebook", ruleset=f"draft-{draft.id}", basis="changed here")

    assert "1 changed here" in page
    assert f"1 of the {len(load_ruleset('rongcheng').rules)} rules that are changed here" in words(found)
    assert "✱ changed here (the source says −5)" in words(found)


@pytest.mark.parametrize(
    ("chapter", "found", "put", "says"),
    [
        ("follows", "from: 1050", "from: 1060", "✱ changed here: from ("),
        ("follows", "start: 1000", "start: 900", "✱ changed here: start ("),
        ("told", "    grade: on_request", "    grade: shown", "✱ changed here ("),
        ("told", "recourse:\n  objection:\n", "recourse:\n  objection:\n    window_days: 3\n", "✱ changed here ("),
    ],
)
def test_grades_score_disclosure_and_recourse_are_marked(
    visitor: Visitor, chapter: str, found: str, put: str, says: str
) -> None:
    draft = visitor.draft("rongcheng", found, put)

    assert says in words(visitor.at("rulebook", ruleset=f"draft-{draft.id}", chapter=chapter))
    assert "✱" not in words(visitor.at("rulebook", ruleset="rongcheng", chapter=chapter))


def test_the_receipt_in_the_workshop_is_that_of_the_draft_as_it_now_is(visitor: Visitor) -> None:
    draft = visitor.draft("rongcheng", *RED_LIGHT)
    app = visitor.at("workshop", ruleset=f"draft-{draft.id}")

    press(app, "_undo")

    assert f"ruleset rongcheng {fingerprint(BEGAN)}" in words(app)
    assert 1 == words(app).count("Synthetic residents only.")
    assert text_of("rongcheng") == visitor.desk.draft(draft.id).text
