"""The text editor as the server sees it: what it is sent, and how what it says is heard."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def screen() -> None:
    """A script: the applied text, its revision and what was heard are in the session."""
    import streamlit as st

    from pilot.errors import Place, Problem
    from pilot.views.workshop import editor

    state = st.session_state
    problems = [
        Problem(Place("draft", 2, 3), "code", "said", "mend", "allowed", "excerpt", 4),
        Problem(Place("parent", 7, 1), "code", "elsewhere", "mend"),
        *state.get("more", []),
    ]
    state.stands = editor.standing("own", state.text, revision=state.revision, draft=state.get("draft"))
    editor.draw(
        state.text,
        revision=state.revision,
        problems=problems,
        key="own",
        name="draft",
        draft=state.get("draft"),
        kinds={"traffic.red_light": "Red light run"},
        on_typed=lambda event: state.heard.append(("typed", event.text, event.revision)),
        on_apply=lambda event: state.heard.append(("apply", event.text, event.revision)),
    )


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(screen, default_timeout=30)
    app.session_state["text"], app.session_state["revision"], app.session_state["heard"] = "id: a\n", 1, []
    return app


def sent(app: AppTest) -> dict[str, Any]:
    """What the browser is sent in a run."""
    shown = app.run()
    assert not shown.exception
    proto = shown.get("bidi_component")[0].proto
    return json.loads(proto.mixed.json or proto.json)


def says(app: AppTest, of: str | None, **events: tuple[int, str, int]) -> dict[str, Any]:
    """The browser says what was typed or applied, each a revision, a text and a number."""
    words = {name: dict(zip(("revision", "text", "seq"), values, strict=True)) for name, values in events.items()}
    app.session_state["own"] = {"sent": {"of": of, **words}}
    return sent(app)


def test_a_browser_that_holds_the_text_is_not_sent_it_again(app: AppTest) -> None:
    first = sent(app)
    again = sent(app)
    then = says(app, first["of"], typed=(1, "id: ab\n", 1))

    assert ["id: a\n", "id: a\n"] == [first["text"], again["text"]]
    assert {"text", "draft", "kinds"}.isdisjoint(then)
    assert [1, 1] == [then["heard"], then["about"]]


def test_a_text_that_came_from_the_browser_is_not_sent_back(app: AppTest) -> None:
    of = sent(app)["of"]
    says(app, of, apply=(1, "id: ab\n", 4))
    app.session_state["text"], app.session_state["revision"] = "id: ab\n", 2
    then = sent(app)

    assert [4, 2] == [then["adopt"], then["revision"]]
    assert "text" not in then


def test_a_text_from_elsewhere_is_sent(app: AppTest) -> None:
    of = sent(app)["of"]
    says(app, of, typed=(1, "id: ab\n", 1))
    app.session_state["text"], app.session_state["revision"] = "id: c\n", 2

    assert "id: c\n" == sent(app)["text"]
    assert "id: c\n" == app.session_state["stands"]


def test_typed_and_applied_are_heard_once_and_in_the_order_in_which_they_were_sent(app: AppTest) -> None:
    of = sent(app)["of"]
    says(app, of, apply=(1, "id: ab\n", 3), typed=(1, "id: abc\n", 4))
    sent(app)
    says(app, of, typed=(1, "id: abc\n", 4))

    assert [("apply", "id: ab\n", 1), ("typed", "id: abc\n", 1)] == app.session_state["heard"]


@pytest.mark.parametrize(
    "state",
    [None, 7, [], {}, {"of": 1, "typed": 5}, {"typed": {"revision": 1, "text": 4, "seq": 2}},
     {"apply": {"revision": [], "text": "x", "seq": 2}}, {"apply": {"revision": 1, "text": "x", "seq": "2"}}],
)  # fmt: skip
def test_what_no_editor_says_is_not_heard(app: AppTest, state: object) -> None:
    sent(app)
    app.session_state["own"] = {"sent": state}
    sent(app)

    assert [] == app.session_state["heard"]


def test_what_was_typed_stands_again_when_the_screen_is_opened_again(app: AppTest) -> None:
    of = sent(app)["of"]
    says(app, of, typed=(1, "id: ab\n", 1))
    app.session_state["own"] = {}
    then = sent(app)

    assert ["id: a\n", "id: ab\n"] == [then["text"], then["draft"]]


def test_a_draft_from_an_earlier_session_stands_until_something_is_heard(app: AppTest) -> None:
    app.session_state["draft"] = "id: older\n"

    first = sent(app)
    assert ["id: older\n", "id: older\n"] == [first["draft"], app.session_state["stands"]]

    says(app, first["of"], apply=(1, "id: newer\n", 1))
    app.session_state["text"], app.session_state["revision"] = "id: newer\n", 2
    sent(app)
    assert "id: newer\n" == app.session_state["stands"]


def test_a_problem_of_another_file_is_shown_without_a_place_in_the_text(app: AppTest) -> None:
    own, other = sent(app)["problems"]

    assert (2, 3, 4) == (own["line"], own["column"], own["width"])
    assert ["said", "allowed", "mend", "code"] == [own[name] for name in ("found", "allowed", "mend", "code")]
    assert [None, None, "parent:7:1"] == [other[name] for name in ("line", "column", "file")]


def test_of_many_problems_the_first_hundred_are_sent(app: AppTest) -> None:
    from pilot.errors import Place, Problem

    app.session_state["more"] = [Problem(Place("draft", 1, 1), "code", "said", "mend")] * 300
    then = sent(app)

    assert [100, 202] == [len(then["problems"]), then["more"]]
