"""The visitor's drafts, outside of rooms and in them, as all screens choose among them."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pilot.errors import DataError, Problem
from pilot.views.server import visitor
from pilot.views.visit import world
from pilot.workshop.database.refusals import no_such_draft
from pilot.workshop.desk import Desk
from pilot.workshop.drafts.history import Draft
from pilot.workshop.rooms.rooms import Room
from pilot.workshop.store import Store

PREFIX = "draft-"


@dataclass(frozen=True)
class Mine:
    """A draft and the desk that it lies on; `room` is None outside of rooms."""

    draft: Draft
    desk: Desk
    room: Room | None = None

    @property
    def name(self) -> str:
        """What the address and the sidebar call it."""
        return f"{PREFIX}{self.draft.id}"

    @property
    def written(self) -> world.Written:
        """Its text, to be read."""
        return world.Written(self.draft.origin, self.draft.text)

    @property
    def start(self) -> world.Written:
        """The text that it began from."""
        return world.Written(self.draft.origin, self.draft.start_text)

    @property
    def whose(self) -> str:
        """What stands behind its title."""
        return f"your copy in room {self.room.code}" if self.room else "your draft"

    def fresh(self) -> Mine:
        """The same as it is now."""
        return Mine(self.desk.draft(self.draft.id), self.desk, self.desk.room() if self.room else None)


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The one store of this server."""
    return Store.open()


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
        found = [Mine(draft, desk, room) for desk, room in desks for draft in desk.drafts()]
    except DataError as error:
        st.session_state["_store_problems"] = error.problems
        return _last_seen()
    mine_ = {draft.name: draft for draft in found}
    st.session_state["_mine"] = mine_
    return mine_


def one(name: str) -> Mine:
    """The draft of that name as it is now, or was last seen where the store is out of reach; DataError if it is gone.

    What is on its way from the browser then stays there, since the screen stays.
    """
    if st.session_state.pop("_written", None) == name:
        return _last_seen()[name]
    seen = _last_seen().get(name) or mine().get(name)
    if seen is None:
        raise no_such_draft()
    try:
        found = seen.fresh()
    except DataError as error:
        if not is_out_of_reach(error):
            raise
        return seen
    st.session_state["_mine"] = {**_last_seen(), name: found}
    return found


def written(mine: Mine) -> None:
    """Takes note of a draft as the store has just given it back: the screen that is drawn next need not ask again."""
    st.session_state["_mine"] = {**_last_seen(), mine.name: mine}
    st.session_state["_written"] = mine.name


def is_out_of_reach(error: DataError) -> bool:
    """Whether nothing is wrong but that the store cannot be asked now."""
    return error.problems[0].code == "store-unreachable"


def _last_seen() -> dict[str, Mine]:
    seen: dict[str, Mine] = st.session_state.get("_mine", {})
    return seen


def problems() -> tuple[Problem, ...]:
    """Why there are no drafts to choose, if the store could not be asked."""
    found: tuple[Problem, ...] = st.session_state.get("_store_problems", ())
    return found


def begun_before(origin: str, text: str) -> Mine | None:
    """The visitor's draft outside of rooms that began from this text and has become another; None where none has."""
    return next(
        (
            mine
            for mine in _last_seen().values()
            if mine.room is None and (mine.draft.origin, mine.draft.start_text) == (origin, text)
            if mine.draft.text != text
        ),
        None,
    )


def missing(name: str | None) -> tuple[Problem, ...]:
    """The message about a draft that an address names and the visitor does not have."""
    is_missing = name is not None and name.startswith(PREFIX) and name not in _last_seen()
    return no_such_draft().problems if is_missing and not problems() else ()


def begun(origin: str, text: str) -> Mine:
    """The visitor's draft of a text outside of rooms, begun if there is none."""
    own = desk()
    return Mine(own.begin(origin, text), own)


def desk() -> Desk:
    """The visitor's own desk, outside of rooms."""
    return store().desk(visitor.token())
