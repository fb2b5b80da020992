"""What a tampered page sends to the server is refused in a sentence, and the next honest change is made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pilot.views.workshop.editor import EditorText
from tests.views.visits import Visitor, text_of
from tests.views.workshop.hostile import BOMB


def hearing() -> None:
    """A screen that takes what is in the session's `sent` as the form and the editor hand it over."""
    import streamlit as st

    from pilot.views.visit import frame, own_drafts, world
    from pilot.views.workshop import draft_changes, open_draft
    from pilot.views.workshop.amending import Sent
    from pilot.views.workshop.editor import EditorText

    city = world.city(next(iter(world.cities().values()))).value
    ruleset = world.ruleset(world.rulesets()["rongcheng"]).value
    assert city is not None
    assert ruleset is not None
    own_drafts.mine()
    selection = frame.Selection(city, ruleset, ruleset.opens_on, "", {})
    sent = st.session_state["sent"]
    if isinstance(sent, EditorText):
        draft_changes.typed(selection, sent)
        draft_changes.applied(selection, sent)
        st.session_state["refused"] = open_draft.problems()
    else:
        changes = [Sent(f"c:{place}", edit) for place, edit in enumerate(sent)]
        st.session_state["refused"] = draft_changes.by_form(selection)(changes)


class TestWhatTheBrowserSends:
    @pytest.fixture
    def send(self, visitor: Visitor) -> Callable[[object], list[str]]:
        """Sends changes, or what the editor says, and gives what was refused."""

        def send_(sent: object) -> list[str]:
            app = AppTest.from_function(hearing, default_timeout=60)
            app.session_state["_visitor"] = visitor.token
            app.session_state["ruleset"] = "rongcheng"
            app.session_state["sent"] = sent
            app.run()
            assert not app.exception
            return [problem.found for problem in app.session_state["refused"]]

        return send_

    @pytest.mark.parametrize(
        "edit",
        [
            None, 7, "put", [], {}, {"op": "burn"}, {"op": "put"}, {"op": "put", "path": "rules", "value": 1},
            {"op": "put", "path": ["rules", -1, "points"], "value": 1},
            {"op": "put", "path": ["rules", "red-light", "points"], "value": 10**300},
            {"op": "put", "path": ["rules", "red-light", "points"], "value": float("nan")},
            {"op": "put", "path": ["rules", "red-light", "text"], "value": "\ud800"},
            {"op": "put", "path": ["extends"], "value": "/etc/passwd"},
            {"op": "copy_rule", "rule_id": "red-light", "new_id": "../x: y"},
            [{"op": "put", "path": ["title"], "value": "x"}] * 10_000,
        ],
        ids=str,
    )  # fmt: skip
    def test_it_is_refused_in_a_sentence_and_the_next_change_is_made(
        self, visitor: Visitor, send: Callable[[object], list[str]], edit: object
    ) -> None:
        refused = send([edit, {"op": "put", "path": ["rules", "red-light", "points"], "value": -9}])

        assert 1 <= len(refused)
        assert all(sentence.endswith(".") for sentence in refused)
        (draft,) = visitor.desk.drafts()
        assert text_of("rongcheng").replace("points: -5\n", "points: -9\n", 1) == draft.text

    def test_a_change_that_comes_twice_is_made_once(
        self, visitor: Visitor, send: Callable[[object], list[str]]
    ) -> None:
        copy = {"op": "copy_rule", "rule_id": "red-light", "new_id": "again"}

        assert [[], []] == [send([copy]), send([copy])]
        assert 1 == visitor.desk.drafts()[0].behind

    @pytest.mark.parametrize("revision", ["x", -1, 10**30, "0"])
    def test_a_text_on_a_revision_that_never_was_is_refused_and_stays_typed(
        self, visitor: Visitor, send: Callable[[object], list[str]], revision: int | str
    ) -> None:
        text = text_of("rongcheng").replace("points: -5\n", "points: -9\n", 1)

        (sentence,) = send(EditorText(revision, text, 1))

        assert sentence.startswith("the draft was changed meanwhile")
        (draft,) = visitor.desk.drafts()
        assert (text_of("rongcheng"), text) == (draft.text, draft.typed)

    @pytest.mark.parametrize("text", ["x" * 5_000_000, "\ud800", "a\0b", BOMB, "[" * 100_000, ""])
    def test_a_text_that_is_no_ruleset_is_refused(
        self, visitor: Visitor, send: Callable[[object], list[str]], text: str
    ) -> None:
        assert send(EditorText(0, text, 1))
        assert text_of("rongcheng") == visitor.desk.drafts()[0].text
