"""Every way to change the draft that lies open: a form, its text, a step back, or what came from elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from pilot.errors import DataError, Place, Problem
from pilot.phrases import capitalised
from pilot.ruleset.editing import (
    CopyRule,
    Draft,
    Edit,
    NewEntry,
    Path,
    edit_from,
    edit_label,
    keep_draft,
    read_draft,
    with_what_follows,
)
from pilot.views.server import turns
from pilot.views.visit import address, frame, own_drafts, world
from pilot.views.workshop import open_draft
from pilot.views.workshop.amending import Sent
from pilot.views.workshop.editor import EditorText
from pilot.workshop.rooms.copy_bounds import refuse_too_many
from pilot.workshop.rooms.rooms import Room

TRIES = 6
"""How often a change is made anew on a draft that somebody, such as oneself in another tab, changed meanwhile."""
MOST_TOGETHER = 20
"""A form makes so many changes as one step at most; each is written into the text in turn, and that takes a while."""
MOST_REVISIONS = 2**31
"""No draft is changed so often, and a database counts so far."""


def by_form(selection: frame.Selection) -> Callable[[Sequence[Sent]], Sequence[Problem] | None]:
    """Makes changes that a form has sent; what was refused, or None where nothing could be kept."""

    def make(sent: Sequence[Sent]) -> Sequence[Problem] | None:
        try:
            with turns.turn():
                return _all_made(_mine(selection), sent, selection)
        except DataError as error:
            open_draft.show(error)
            return None

    return make


def _all_made(mine: own_drafts.Mine, sent: Sequence[Sent], selection: frame.Selection) -> list[Problem]:
    """Makes one after the other; what was refused. DataError where the store is out of reach."""
    refused: list[Problem] = []
    for change in sent:
        try:
            mine = _made(mine, change, selection)
        except DataError as error:
            if own_drafts.is_out_of_reach(error):
                raise
            refused += error.problems
    return refused


def _made(mine: own_drafts.Mine, sent: Sent, selection: frame.Selection) -> own_drafts.Mine:
    requested = sent.edit if isinstance(sent.edit, list) else [sent.edit]
    if not 0 < len(requested) <= MOST_TOGETHER:
        found = f"{len(requested):,} changes came together; one step holds 1 to {MOST_TOGETHER}."
        raise DataError([Problem(Place("change"), "not-one-step", found, "make them one after the other.")])
    edits = [edit_from(edit) for edit in requested]
    st.session_state["_new_entry"] = next(
        (("rules", edit.new_id) for edit in edits if isinstance(edit, CopyRule)), None
    )
    return put(mine, _all(edits), edit_label(edits[0]), selection, mark=sent.mark, again=sent.again)


def new_entry(section: str) -> str | int | None:
    """The id or position of what the last change added to a section; it is given once."""
    new: Path | None = st.session_state.get("_new_entry")
    if new is None or new[0] != section:
        return None
    del st.session_state["_new_entry"]
    return new[1]


def _all(edits: Sequence[Edit | NewEntry]) -> Callable[[Draft], Draft]:
    def changed_by(draft: Draft) -> Draft:
        sentences: list[str] = []
        for edit in edits:
            followed = with_what_follows(draft, edit)
            draft = followed.draft
            sentences += followed.sentences
            if followed.new is not None:
                st.session_state["_new_entry"] = followed.new
        open_draft.note(sentences)
        return draft

    return changed_by


def together(selection: frame.Selection, edits: Sequence[Edit], label: str) -> None:
    """Makes edits as one step; what is wrong with them is shown on the screen."""
    with open_draft.refusals_shown():
        put(_mine(selection), _all(edits), label, selection)


def put(
    mine: own_drafts.Mine,
    change: Callable[[Draft], Draft],
    label: str,
    selection: frame.Selection,
    *,
    mark: str | None = None,
    again: bool = False,
) -> own_drafts.Mine:
    """Changes the draft as it is at this moment; the draft as it then is.

    A change that may have been made before (`again`) is looked for by its mark, so that it is made once.

    DataError, and nothing changed, if it then were no ruleset.
    """
    for turn in range(TRIES):
        if again and mark is not None and mine.desk.has(mine.stored.id, mark):
            break
        now = replace(mine, stored=mine.desk.draft(mine.stored.id)) if turn else mine
        draft = _sound(change(now.draft), selection, mine.room)
        try:
            stored = mine.desk.apply(now.stored.id, now.stored.revision, draft.text, label, mark=mark)
        except DataError as error:
            if error.problems[0].code != "changed-meanwhile" or turn == TRIES - 1:
                raise
            time.sleep(0.02 * turn)
        else:
            keep_draft(draft)
            made = replace(mine, stored=stored)
            own_drafts.just_stored(made)
            return made
    return mine


def _sound(draft: Draft, selection: frame.Selection, room: Room | None = None) -> Draft:
    """The draft, if it makes a ruleset with which the city on the screen can be evaluated; DataError otherwise."""
    if draft.problems:
        raise DataError(draft.problems)
    if room is not None:
        refuse_too_many(draft.ruleset)
    world.evaluated_or_refused(draft.ruleset, selection.city, selection.as_of)
    return draft


def typed(selection: frame.Selection, sent: EditorText) -> None:
    """Keeps what is typed in the editor and not applied, so that it is there again whatever happens."""
    with open_draft.refusals_shown():
        mine = _mine(selection)
        mine.desk.keep_typed(mine.stored.id, sent.text, _revision(sent))


def applied(selection: frame.Selection, sent: EditorText) -> None:
    """Takes over the editor's text, if it is a ruleset and was typed on the draft as it is; else it stays typed."""
    with open_draft.refusals_shown():
        mine, revision = _mine(selection), _revision(sent)
        mine.desk.keep_typed(mine.stored.id, sent.text, revision)
        _sound(read_draft(sent.text, name=mine.stored.origin), selection, mine.room)
        mine.desk.apply(mine.stored.id, revision, sent.text, "changes in the text")
        mine.desk.keep_typed(mine.stored.id, None, revision)


def _revision(sent: EditorText) -> int:
    """The revision that a text was typed on; one that no draft has, where what the browser sent is none."""
    number = sent.revision
    return number if isinstance(number, int) and 0 <= number < MOST_REVISIONS else -1


def replaced(selection: frame.Selection, text: str, label: str) -> None:
    """Makes another text the draft's, as one step."""
    with open_draft.refusals_shown():
        mine = _mine(selection)
        put(mine, lambda _: read_draft(text, name=mine.stored.origin), label, selection)


def taken_up(origin: str, start: str, text: str, label: str) -> None:
    """Lays a text from elsewhere on the bench, as a draft of its own beside those that the visitor has."""
    with open_draft.refusals_shown():
        selection = frame.selection()
        _, draft = (_sound(read_draft(side, name=origin), selection) for side in (start, text))
        mine = own_drafts.named_with(origin, start, text)
        if mine is None:
            mine = own_drafts.begun_apart(origin, start, label)
            put(mine, lambda _: draft, label, selection)
        _lies_here(mine)
        address.put("edit", None)


def copied(at: open_draft.Bench, name: str) -> None:
    """Begins a draft of its own with what lies on the bench, and goes on with that one."""
    with open_draft.refusals_shown():
        text = at.mine.fresh().stored.text if at.mine else at.text
        mine = own_drafts.begun_apart(at.origin, at.start.text, name.strip() or "a copy")
        put(mine, lambda _: read_draft(text, name=at.origin), "copied", at.selection)
        _lies_here(mine)


def renamed(mine: own_drafts.Mine, name: str) -> None:
    """Calls a draft otherwise, here and in every menu."""
    with open_draft.refusals_shown():
        mine.desk.rename(mine.stored.id, name)
        st.session_state["_bench_begun"] = True


def _lies_here(mine: own_drafts.Mine) -> None:
    st.session_state["ruleset"], st.session_state["_bench_begun"] = mine.name, True
    open_draft.note([f"{capitalised(mine.stored.name)} lies here now, as a draft of its own."])


def forget_typed(mine: own_drafts.Mine) -> None:
    """Lets go of what was typed and not applied."""
    with open_draft.refusals_shown():
        mine.desk.keep_typed(mine.stored.id, None, mine.stored.revision)


def step(mine: own_drafts.Mine, way: str) -> None:
    """Undoes, redoes, or goes back to the start."""
    with open_draft.refusals_shown():
        stored = mine.desk.draft(mine.stored.id)
        {"undo": mine.desk.undo, "redo": mine.desk.redo, "reset": mine.desk.reset}[way](stored.id, stored.revision)


def _mine(selection: frame.Selection) -> own_drafts.Mine:
    """The draft that lies on the bench, begun now if it has not."""
    bench = open_draft.at(selection)
    if bench.mine is not None:
        return bench.mine
    mine = own_drafts.begun(bench.origin, bench.text)
    st.session_state["ruleset"] = mine.name
    st.session_state["_bench_begun"] = True
    return mine
