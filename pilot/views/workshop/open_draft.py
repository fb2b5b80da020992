"""The ruleset that is being changed in the workshop: its text, what it began from, and every way to change it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

import streamlit as st

from pilot.errors import DataError, Place, Problem
from pilot.evaluation import Assessment
from pilot.ruleset.editing import AddRule, CopyRule, Edit, edit_from, edited, said
from pilot.ruleset.editing.dump import ruleset_text
from pilot.ruleset.model import Ruleset
from pilot.views.server import turns
from pilot.views.visit import address, frame, opened, own_drafts, world
from pilot.views.workshop.amending import Sent
from pilot.views.workshop.editor import Said
from pilot.workshop.desk import Desk
from pilot.workshop.drafts.versions import Version

TRIES = 6
"""How often a change is made anew on a draft that somebody, such as oneself in another tab, changed meanwhile."""
MOST_TOGETHER = 20
"""A form makes so many changes as one step at most; each is written into the text in turn, and that takes a while."""
MOST_REVISIONS = 2**31
"""No draft is changed so often, and a database counts so far."""


@dataclass(frozen=True)
class Bench:
    """What lies in front of the visitor: a draft, or a ruleset of which the first change makes a draft."""

    selection: frame.Selection
    origin: str
    text: str
    start: world.Written
    mine: own_drafts.Mine | None

    @property
    def key(self) -> str:
        """A name for the pieces of the screen: the same before and after the draft begins, another after a wipe."""
        room = self.mine.room.code if self.mine and self.mine.room else ""
        return f"{self.origin}{room}{st.session_state.get('_wipes', '')}"

    @property
    def revision(self) -> int:
        """Which state of the draft this is; 0 before it has begun."""
        return self.mine.draft.revision if self.mine else 0

    @property
    def locked(self) -> str:
        """Why nothing can be changed; empty where it can."""
        room = self.mine.room if self.mine else None
        if room is None or not (room.closed or room.expired):
            return ""
        over = "has expired" if room.expired else "is closed"
        return f"Room {room.code} {over}: your copy is kept, and nothing can be changed in it."

    @property
    def desk(self) -> Desk | None:
        """Where the versions of what lies here are kept; None while the store is out of reach."""
        if self.mine is not None:
            return self.mine.desk
        try:
            return own_drafts.desk()
        except DataError:
            return None

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """What may be looked at here, newest first: one's own, and in a room what is shown to all."""
        desk = self.desk
        if desk is None:
            return ()
        try:
            own = desk.versions()
            shown = desk.shown_versions() if self.mine and self.mine.room else ()
        except DataError:
            return ()
        return tuple(sorted({each.id: each for each in (*own, *shown)}.values(), key=lambda each: -each.id))

    @cached_property
    def ruleset(self) -> Ruleset:
        """The ruleset as it is now."""
        return read(world.Written(self.origin, self.text))

    @property
    def assessment(self) -> Assessment:
        """What it makes of the city."""
        return world.assessment(self.ruleset, self.selection.city, max(self.selection.as_of, self.ruleset.opens_on))


def read(written: world.Written) -> Ruleset:
    """The ruleset in a text; DataError with all that is wrong."""
    loaded = world.ruleset(written)
    if loaded.value is None:
        raise DataError(loaded.problems)
    return loaded.value


def at(selection: frame.Selection) -> Bench:
    """The bench with what the sidebar has chosen, as it is at this moment."""
    name = str(st.session_state["ruleset"])
    if name.startswith(own_drafts.PREFIX):
        mine = own_drafts.one(name)
        return Bench(selection, mine.draft.origin, mine.draft.text, mine.start, mine)
    path = {**world.rulesets(), **opened.rulesets()}[name]
    origin, text = selection.ruleset.id, path.read_text(encoding="utf-8")
    if world.ruleset(world.Written(origin, text)).value is None:
        # It extends a file that lies beside it alone: the draft holds the whole.
        text = ruleset_text(selection.ruleset)
    return Bench(selection, origin, text, world.Written(origin, text), None)


def of_changes(selection: frame.Selection) -> Callable[[Sequence[Sent]], Sequence[Problem] | None]:
    """Makes changes that a form has sent; what was refused, or None where nothing could be kept."""

    def make(sent: Sequence[Sent]) -> Sequence[Problem] | None:
        try:
            with turns.turn():
                return _all_made(_mine(selection), sent)
        except DataError as error:
            tell(error)
            return None

    return make


def _all_made(mine: own_drafts.Mine, sent: Sequence[Sent]) -> list[Problem]:
    """Makes one after the other; what was refused. DataError where the store is out of reach."""
    refused: list[Problem] = []
    for each in sent:
        try:
            mine = _made(mine, each)
        except DataError as error:
            if own_drafts.is_out_of_reach(error):
                raise
            refused += error.problems
    return refused


def _made(mine: own_drafts.Mine, sent: Sent) -> own_drafts.Mine:
    asked = sent.edit if isinstance(sent.edit, list) else [sent.edit]
    if not 0 < len(asked) <= MOST_TOGETHER:
        said_ = f"{len(asked):,} changes came together; one step holds 1 to {MOST_TOGETHER}."
        raise DataError([Problem(Place("change"), "not-one-step", said_, "make them one after the other.")])
    edits = [edit_from(each) for each in asked]
    st.session_state["_new_rule"] = next(filter(None, map(_new_id, edits)), None)
    return put(mine, _all(edits, mine.draft.origin), said(edits[0]), mark=sent.mark, again=sent.again)


def _new_id(edit: Edit) -> str | None:
    """The id of the rule that an edit adds."""
    if isinstance(edit, CopyRule):
        return edit.new_id
    return str(edit.rule.get("id")) if isinstance(edit, AddRule) else None


def new_rule() -> str | None:
    """The id of the rule that the last change added; it is told once."""
    new: str | None = st.session_state.pop("_new_rule", None)
    return new


def _all(edits: Sequence[Edit], name: str) -> Callable[[str], str]:
    def changed_by(text: str) -> str:
        for edit in edits:
            text = edited(text, edit, name=name)
        return text

    return changed_by


def changed(selection: frame.Selection, edits: Sequence[Edit], told_: str) -> None:
    """Makes changes together, as one step; what is wrong with them is told on the screen."""
    with told():
        mine = _mine(selection)
        put(mine, _all(edits, mine.draft.origin), told_)


def put(
    mine: own_drafts.Mine, change: Callable[[str], str], told: str, *, mark: str | None = None, again: bool = False
) -> own_drafts.Mine:
    """Changes the draft's text as it is at this moment; the draft as it then is.

    A change that may have been made before (`again`) is looked for by its mark, so that it is made once.

    DataError, and nothing changed, if it then were no ruleset.
    """
    for turn in range(TRIES):
        if again and mark is not None and mine.desk.has(mine.draft.id, mark):
            break
        draft = mine.desk.draft(mine.draft.id) if turn else mine.draft
        text = change(draft.text)
        read(world.Written(draft.origin, text))
        try:
            made = replace(mine, draft=mine.desk.apply(draft.id, draft.revision, text, told, mark=mark))
            own_drafts.written(made)
            return made
        except DataError as error:
            if error.problems[0].code != "changed-meanwhile" or turn == TRIES - 1:
                raise
            time.sleep(0.02 * turn)
    return mine


def typed(selection: frame.Selection, said_: Said) -> None:
    """Keeps what is typed in the editor and not applied, so that it is there again whatever happens."""
    with told():
        mine = _mine(selection)
        mine.desk.keep_typed(mine.draft.id, said_.text, _revision(said_))


def applied(selection: frame.Selection, said_: Said) -> None:
    """Takes over the editor's text, if it is a ruleset and was typed on the draft as it is; else it stays typed."""
    with told():
        mine, revision = _mine(selection), _revision(said_)
        mine.desk.keep_typed(mine.draft.id, said_.text, revision)
        read(world.Written(mine.draft.origin, said_.text))
        mine.desk.apply(mine.draft.id, revision, said_.text, "changes in the text")
        mine.desk.keep_typed(mine.draft.id, None, revision)


def _revision(said_: Said) -> int:
    """The revision that a text was typed on; one that no draft has, where what the browser sent is none."""
    number = said_.revision
    return number if isinstance(number, int) and 0 <= number < MOST_REVISIONS else -1


def replaced(selection: frame.Selection, text: str, told_: str) -> None:
    """Makes another text the draft's, as one step."""
    with told():
        put(_mine(selection), lambda _: text, told_)


def taken_up(origin: str, start: str, text: str, told_: str) -> None:
    """Lays a text from elsewhere on the bench, as one step in the visitor's draft of what it began from."""
    with told():
        for each in (start, text):
            read(world.Written(origin, each))
        mine = own_drafts.begun(origin, start)
        put(mine, lambda _: text, told_)
        st.session_state["ruleset"] = mine.name
        address.put("edit", None)


def forget_typed(mine: own_drafts.Mine) -> None:
    """Lets go of what was typed and not applied."""
    with told():
        mine.desk.keep_typed(mine.draft.id, None, mine.draft.revision)


def step(mine: own_drafts.Mine, way: str) -> None:
    """Undoes, redoes, or goes back to the start."""
    with told():
        draft = mine.desk.draft(mine.draft.id)
        {"undo": mine.desk.undo, "redo": mine.desk.redo, "reset": mine.desk.reset}[way](draft.id, draft.revision)


@contextmanager
def told() -> Iterator[None]:
    """Whatever cannot be done inside is told on the screen instead."""
    st.session_state["_bench_told"] = ()
    try:
        yield
    except DataError as error:
        tell(error)


def tell(error: DataError) -> None:
    """Keeps problems for the screen."""
    st.session_state["_bench_told"] = error.problems


def problems() -> tuple[Problem, ...]:
    """What could not be done last."""
    said_: tuple[Problem, ...] = st.session_state.pop("_bench_told", ())
    return said_


def _mine(selection: frame.Selection) -> own_drafts.Mine:
    """The draft that lies on the bench, begun now if it has not."""
    bench = at(selection)
    if bench.mine is not None:
        return bench.mine
    mine = own_drafts.begun(bench.origin, bench.text)
    st.session_state["ruleset"] = mine.name
    st.session_state["_bench_begun"] = True
    return mine
