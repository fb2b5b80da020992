"""The visitor's drafts, outside of rooms and in them, as all screens choose among them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import streamlit as st

from pilot.errors import DataError, Problem
from pilot.ruleset.editing import Draft, read_draft
from pilot.ruleset.reading.source_text import SourceText
from pilot.views.server import visitor
from pilot.workshop.database.refusals import no_such_draft
from pilot.workshop.desk import Desk
from pilot.workshop.drafts.history import StoredDraft
from pilot.workshop.rooms.rooms import Room
from pilot.workshop.store import Store

PREFIX = "draft-"


@dataclass(frozen=True)
class Mine:
    """A draft as the store keeps it, and the desk that it lies on; `room` is None outside of rooms."""

    stored: StoredDraft
    desk: Desk
    room: Room | None = None

    @property
    def name(self) -> str:
        """What the address and the choice of a ruleset call it."""
        return f"{PREFIX}{self.stored.id}"

    @property
    def source(self) -> SourceText:
        """Its text; problems call it by the ruleset that it began from."""
        return SourceText(self.stored.origin, self.stored.text)

    @property
    def draft(self) -> Draft:
        """What its text says: the very draft that an edit made, wherever one did."""
        return read_draft(self.stored.text, name=self.stored.origin)

    @property
    def start(self) -> SourceText:
        """The text that it began from."""
        return SourceText(self.stored.origin, self.stored.start_text)

    @property
    def whose(self) -> str:
        """What stands behind its title."""
        if self.room:
            return f"your copy in room {self.room.code}"
        return f"your draft: {self.stored.name}" if self.stored.name else "your draft"

    def fresh(self) -> Mine:
        """The same as it is now."""
        return Mine(self.desk.draft(self.stored.id), self.desk, self.desk.room() if self.room else None)


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The one store of this server."""
    opened = Store.open()
    _opened.append(opened)
    return opened


_opened: list[Store] = []


def settle() -> None:
    """Brings the newest changes into the store's file, if anybody has opened it."""
    for opened in _opened:
        opened.settle()


def close() -> None:
    """Lets go of the store, as the server ends."""
    while _opened:
        _opened.pop().close()


def mine() -> dict[str, Mine]:
    """The visitor's drafts by name, those in rooms first; while the store is out of reach as they were last seen."""
    st.session_state["_store_problems"] = ()
    try:
        token = visitor.token()
        kept = store()
        desks: list[tuple[Desk, Room | None]] = [
            *((kept.desk(token, room.code), room) for room in kept.rooms_joined(token)),
            (kept.desk(token), None),
        ]
        found = [Mine(stored, desk, room) for desk, room in desks for stored in desk.drafts()]
    except DataError as error:
        st.session_state["_store_problems"] = error.problems
        return last_seen()
    by_name = {draft.name: draft for draft in found}
    st.session_state["_mine"] = by_name
    return by_name


def one(name: str) -> Mine:
    """The draft of that name as it is now, or was last seen where the store is out of reach; DataError if it is gone.

    What is on its way from the browser then stays there, since the screen stays.
    """
    if st.session_state.pop("_just_stored", None) == name:
        return last_seen()[name]
    seen = last_seen().get(name) or mine().get(name)
    if seen is None:
        raise no_such_draft()
    try:
        found = seen.fresh()
    except DataError as error:
        if not is_out_of_reach(error):
            raise
        return seen
    st.session_state["_mine"] = {**last_seen(), name: found}
    return found


def just_stored(mine: Mine) -> None:
    """Takes note of a draft as the store has just given it back: the screen that is drawn next need not ask again."""
    st.session_state["_mine"] = {**last_seen(), mine.name: mine}
    st.session_state["_just_stored"] = mine.name


def is_out_of_reach(error: DataError) -> bool:
    """Whether nothing is wrong but that the store cannot be asked now."""
    return error.problems[0].code in ("store-unreachable", "store-damaged")


def last_seen() -> dict[str, Mine]:
    """The visitor's drafts by name, as they were when the screen was drawn."""
    seen: dict[str, Mine] = st.session_state.get("_mine", {})
    return seen


def problems() -> tuple[Problem, ...]:
    """Why there are no drafts to choose, if the store could not be asked."""
    found: tuple[Problem, ...] = st.session_state.get("_store_problems", ())
    return found


def begun_before(origin: str, text: str) -> Mine | None:
    """The visitor's own draft that began from this text here and has become another; None where none has."""
    return next(
        (
            seen
            for seen in last_seen().values()
            if seen.room is None
            and (seen.stored.origin, seen.stored.start_text, seen.stored.name) == (origin, text, "")
            if seen.stored.text != text
        ),
        None,
    )


def missing(name: str | None) -> tuple[Problem, ...]:
    """The message about a draft that an address names and the visitor does not have."""
    is_missing = name is not None and name.startswith(PREFIX) and name not in last_seen()
    return no_such_draft().problems if is_missing and not problems() else ()


def begun(origin: str, text: str) -> Mine:
    """The visitor's draft of a text outside of rooms, begun if there is none."""
    own = desk()
    return Mine(own.begin(origin, text), own)


def begun_apart(origin: str, start: str, name: str) -> Mine:
    """A draft of its own beside the others of the same start, under that name or the next that is free."""
    own = desk()
    taken = {draft.name for draft in own.drafts() if (draft.origin, draft.start_text) == (origin, start)}
    names = (name if number == 1 else f"{name}, {number}" for number in itertools.count(1))
    return Mine(own.begin(origin, start, next(free for free in names if free not in taken)), own)


def named_with(origin: str, start: str, text: str) -> Mine | None:
    """The draft of the visitor's that has a name and holds that text, if there is one."""
    own = desk()
    found = (
        draft
        for draft in own.drafts()
        if draft.name and (draft.origin, draft.start_text, draft.text) == (origin, start, text)
    )
    return next((Mine(draft, own) for draft in found), None)


def desk() -> Desk:
    """The visitor's own desk, outside of rooms."""
    return store().desk(visitor.token())
