"""What comes from elsewhere, or is copied, lies on the bench as a draft of its own, beside all others."""

from __future__ import annotations

import datetime as dt

from streamlit.testing.v1 import AppTest

from pilot.ruleset.reading.load import fingerprint, read_ruleset
from pilot.workshop.drafts.edit_link import edit_word
from pilot.workshop.sessions.session import KeptCopy, Session, SessionReceipt
from pilot.workshop.sessions.session_file import session_bytes
from tests.views.screen import words
from tests.views.visits import Visitor, press, text_of

AT = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def session_of(copies: dict[str, str]) -> bytes:
    start = text_of("rongcheng")
    print_ = fingerprint(read_ruleset(start, "rongcheng"))
    receipt = SessionReceipt("0.1.0", "rongcheng", print_, "lantern-ford", "0" * 12, AT.date())
    kept = tuple(KeptCopy(alias, (), text) for alias, text in copies.items())
    return session_bytes(Session("Wednesday", AT, receipt, start, kept))


def with_session(visitor: Visitor, copies: dict[str, str]) -> AppTest:
    app = visitor.at("workshop", ruleset="rongcheng")
    app.session_state["_popover_files"] = True
    app.run()
    app.file_uploader(key="_session_file").set_value(("s.zip", session_of(copies), "application/zip"))
    return app.run()


def changed(points: int) -> str:
    start = text_of("rongcheng")
    assert "points: -5\n" in start
    return start.replace("points: -5\n", f"points: {points}\n", 1)


def test_two_copies_stand_side_by_side_and_can_be_set_against_each_other(visitor: Visitor) -> None:
    app = with_session(visitor, {"Red": changed(-9), "Blue": changed(-8)})

    press(app, "_take_copy_0")
    red = str(app.session_state["ruleset"])
    assert "The copy of Red lies here now, as a draft of its own." in words(app)
    assert red in app.query_params["ruleset"]
    press(app, "_take_copy_1")
    blue = str(app.session_state["ruleset"])

    by_name = {draft.name: draft.text for draft in visitor.desk.drafts()}
    assert {"the copy of Red": changed(-9), "the copy of Blue": changed(-8)} == by_name
    again = visitor.at("workshop", ruleset=blue, baseline=red)
    assert red == again.selectbox(key="baseline").value
    assert any("(your draft: the copy of Red)" in option for option in again.selectbox(key="baseline").options)
    compared = words(visitor.at("compare", ruleset=blue, against=red))
    assert "(your draft: the copy of Red)" in compared
    assert "(your draft: the copy of Blue)" in compared


def test_a_copy_that_is_taken_again_is_the_draft_that_it_was_and_another_of_that_alias_is_another(
    visitor: Visitor,
) -> None:
    for points in (-9, -9, -8):
        press(with_session(visitor, {"Red": changed(points)}), "_take_copy_0")

    assert {"the copy of Red", "the copy of Red, 2"} == {draft.name for draft in visitor.desk.drafts()}


def test_what_a_link_brings_leaves_the_draft_that_was_there(visitor: Visitor) -> None:
    draft = visitor.draft("rongcheng", "points: -5\n", "points: -7\n")
    word = edit_word("rongcheng", draft.start_text, changed(-9))

    press(visitor.at("workshop", edit=word), "_take_edit")

    assert {"": changed(-7), "a change that came in a link": changed(-9)} == {
        found.name: found.text for found in visitor.desk.drafts()
    }


def with_copying(visitor: Visitor, ruleset: str, name: str) -> AppTest:
    app = visitor.at("workshop", ruleset=ruleset)
    app.session_state["_popover_copy"] = True
    app.run()
    app.text_input(key=f"_name_{ruleset}").set_value(name).run()
    return app


def test_a_copy_of_a_draft_has_the_name_that_was_given_and_the_draft_stays_as_it_is(visitor: Visitor) -> None:
    draft = visitor.draft("rongcheng", "points: -5\n", "points: -7\n")

    app = press(with_copying(visitor, f"draft-{draft.id}", "Softer"), "_copy_draft")

    assert "Softer lies here now, as a draft of its own." in words(app)
    offered = visitor.at("compare", ruleset="honest-shanghai").multiselect(key="against").options
    assert 2 == sum(option.endswith(("(your draft: Softer)", "(your draft)")) for option in offered)
    assert {"": changed(-7), "Softer": changed(-7)} == {found.name: found.text for found in visitor.desk.drafts()}


def test_what_is_open_can_be_copied_before_anything_is_changed(visitor: Visitor) -> None:
    press(with_copying(visitor, "rongcheng", ""), "_copy_draft")

    assert [("a copy", text_of("rongcheng"))] == [(found.name, found.text) for found in visitor.desk.drafts()]


def test_a_draft_is_called_otherwise_and_by_no_name_that_another_has(visitor: Visitor) -> None:
    draft = visitor.draft("rongcheng", "points: -5\n", "points: -7\n")
    other = visitor.desk.begin("rongcheng", text_of("rongcheng"), "Harder")

    press(with_copying(visitor, f"draft-{draft.id}", "Softer"), "_name_draft")
    app = press(with_copying(visitor, f"draft-{other.id}", "Softer"), "_name_draft")

    assert 'nother draft of yours is called "Softer".' in words(app)
    assert {"Softer", "Harder"} == {found.name for found in visitor.desk.drafts()}
    assert "your draft: Softer" in words(visitor.at("workshop", ruleset=f"draft-{draft.id}"))
