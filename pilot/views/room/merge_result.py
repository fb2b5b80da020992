"""What a merge comes to: the merged ruleset as a file, or what is in its way; and the votes of other rooms."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError, Problem
from pilot.evaluation.memo import Memo
from pilot.phrases import count
from pilot.ruleset.changes.diff import RulesetDiff, changes
from pilot.ruleset.editing import read_draft
from pilot.views import html
from pilot.views.pieces import bars
from pilot.views.room.merge_articles import called
from pilot.views.room.one_copy import of_one
from pilot.views.workshop import article_diff, draft_changes, open_draft
from pilot.workshop.merging.choices import Choice
from pilot.workshop.merging.merge import Merge
from pilot.workshop.merging.merged_text import merged_text
from pilot.workshop.rooms.rooms import Room
from pilot.workshop.sessions.session_file import read_session

_texts = Memo(16)
MOST_CHANGES = 100
"""Changes that are shown in articles; the file holds all."""
MOST_UNSETTLED = 12


def merged_of(room: Room) -> str | None:
    """The merged ruleset of this visit, if there is one."""
    found: str | None = st.session_state.get("_merged", {}).get(room.code)
    return found


_HEADING = Markup("<h2>The merged ruleset</h2>")


def result(room: Room, merge: Merge, choices: Sequence[Choice]) -> None:
    """The merged ruleset, what it changes, and where to it can go; or what is in its way."""
    try:
        text = of_one("merged", lambda: _text(merge, tuple(choices)))
        merged = read_draft(text, name="merged").ruleset
    except DataError as error:
        html.show(html.block(_HEADING, Markup("<p>It cannot be written yet:</p>{}").format(_unsettled(error, merge))))
        return
    st.session_state.setdefault("_merged", {})[room.code] = text
    html.show(html.block(_HEADING, _changed(changes(merge.start.ruleset, merged))))
    with st.container(horizontal=True):
        st.download_button(
            "The merged ruleset (.yaml)",
            text,
            f"{merged.id}.yaml",
            "application/yaml",
            key="_merged_yaml",
            on_click="ignore",
        )
        st.button(
            "Make it a draft of mine",
            key="_merged_draft",
            on_click=draft_changes.taken_up,
            args=(room.origin, room.start_text, text, "the merged ruleset"),
        )


def _text(merge: Merge, choices: tuple[Choice, ...]) -> str:
    """The merged file, written once for each state of the copies and choices."""
    copies = tuple((copy.name, copy.text, copy.reasons) for copy in (merge.start, *merge.copies))
    return _texts.get((copies, choices), lambda: merged_text(merge, choices))


def _changed(diff: RulesetDiff) -> Markup:
    if len(diff.changes) > MOST_CHANGES:
        sentence = f"It changes {count(len(diff.changes), 'article')}, too many to show here; the file holds them all."
        return Markup("<p>{}</p>").format(sentence)
    return bars.folded("What it changes in what all began from", article_diff.article_diff(diff))


def _unsettled(error: DataError, merge: Merge) -> Markup:
    listed = html.repeated(
        Markup("<li>{}</li>"), (_sentence(problem, merge) for problem in error.problems[:MOST_UNSETTLED])
    )
    more = len(error.problems) - MOST_UNSETTLED
    rest = Markup("<p>… and {:,} more.</p>").format(more) if more > 0 else Markup()
    return Markup("<ul>{}</ul>{}").format(listed, rest)


def _sentence(problem: Problem, merge: Merge) -> str:
    where = called(problem.place.path, merge)
    return f"{where}: {problem.found}" if where else problem.found


def other_rooms() -> dict[str, tuple[Choice, ...]]:
    """What other rooms chose, by their titles, as their session files say."""
    kept: dict[str, tuple[Choice, ...]] = st.session_state.get("_other_rooms", {})
    return kept


def votes() -> None:
    """Choices of other rooms, from their session files; a vote is a room's, whoever is in it."""
    with st.expander("Count the choices of other rooms too"):
        st.file_uploader(
            "Session files (.zip)", type=["zip"], accept_multiple_files=True, key="_votes", on_change=_take_votes
        )
        rooms = other_rooms()
        counted = f"Counted: {', '.join(rooms)}." if rooms else "Each room has one vote for each place."
        html.show(html.block(Markup('<p class="pp-quiet">{}</p>').format(counted)))


def _take_votes() -> None:
    with open_draft.refusals_shown():
        found: dict[str, tuple[Choice, ...]] = {}
        for file in st.session_state["_votes"] or []:
            found |= read_session(file.getvalue(), file.name).choices
        st.session_state["_other_rooms"] = found
