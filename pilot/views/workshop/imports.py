"""What a visitor brings along: a link that carries an edit in itself, or a session file from elsewhere."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.phrases import count
from pilot.ruleset.changes.diff import changes
from pilot.ruleset.editing import read_draft
from pilot.views import html
from pilot.views.pieces import problem_list
from pilot.views.visit import address, world
from pilot.views.workshop import article_diff, draft_changes, open_draft
from pilot.workshop.drafts.edit_link import read_edit
from pilot.workshop.sessions.session import KeptCopy, Session
from pilot.workshop.sessions.session_file import read_session

_FROM_LINK = "a change that came in a link"


def edit() -> None:
    """The edit that the address carries, if it carries one."""
    word = address.given("edit")
    if word is not None:
        _edit(word)


def session() -> None:
    """The place to open a session file."""
    st.file_uploader("Open a session file (.zip)", type=["zip"], key="_session_file", on_change=_take)
    found: Session | None = st.session_state.get("_session")
    if found is not None:
        _session(found)


def _edit(word: str) -> None:
    try:
        edit = read_edit(word)
    except DataError as error:
        problem_list.say(error.problems)
        st.button("Close", key="_close_edit", type="tertiary", on_click=address.put, args=("edit", None))
        return
    start = world.rulesets()[edit.start_id].read_text(encoding="utf-8")
    diff = changes(read_draft(start, name=edit.start_id).ruleset, edit.ruleset)
    lead = Markup('<p class="pp-lead">This link carries a change of {}.</p>').format(edit.start_id)
    html.show(html.block(lead, article_diff.article_diff(diff), kind="pp-linked"))
    with st.container(horizontal=True):
        st.button(
            "Make it a draft of mine",
            key="_take_edit",
            on_click=draft_changes.taken_up,
            args=(edit.start_id, start, edit.text, _FROM_LINK),
        )
        st.button("Close", key="_close_edit", type="tertiary", on_click=address.put, args=("edit", None))


def _take() -> None:
    file = st.session_state["_session_file"]
    st.session_state["_session"] = None
    if file is not None:
        with open_draft.refusals_shown():
            st.session_state["_session"] = read_session(file.getvalue(), file.name)


def _session(session: Session) -> None:
    about = Markup("<p><b>{}</b>, {:%Y-%m-%d}, on {}: {}. Made with {}.</p>")
    receipt = session.receipt
    html.show(
        html.block(
            about.format(
                session.title, session.at, receipt.city, count(len(session.copies), "copy", "copies"), receipt.version
            )
        )
    )
    for place, copy in enumerate(session.copies):
        _copy(place, copy, session)
    if session.merged is not None:
        st.button(
            "The merged ruleset as my draft",
            key="_take_merged",
            on_click=_as_draft,
            args=(session, session.merged, "the merged ruleset"),
        )


def _copy(place: int, copy: KeptCopy, session: Session) -> None:
    texts = {
        "as it stood last": copy.current,
        **{f"version {version.number}: {version.reason}": version.text for version in copy.versions},
    }
    key = f"_which_{place}"

    def take() -> None:
        _as_draft(session, texts[str(st.session_state[key])], f"the copy of {copy.alias}")

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(f"The copy of {html.label(copy.alias)}", list(texts), key=key)
        st.button("As my draft", key=f"_take_copy_{place}", on_click=take)


def _as_draft(session: Session, text: str, label: str) -> None:
    draft_changes.taken_up(session.receipt.ruleset, session.start, text, label)
