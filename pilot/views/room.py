"""Who is in the room, and what do they make of the rules?"""

from __future__ import annotations

import streamlit as st

from pilot.errors import DataError
from pilot.views.parts import (
    address,
    bench,
    drafts,
    frame,
    paper,
    projector,
    refusals,
    roomdoor,
    roomkeys,
    roomlead,
    visitor,
    workbench,
)
from pilot.workshop.rooms import Room


def draw() -> None:
    """The door; behind it the participant's place, the facilitator's, or the projector."""
    selection = frame.selection()
    st.html(f'{paper.style()}{workbench.style()}<div class="pp"><h1>{_title()}</h1></div>')
    with st.container():  # always there, so that what stands below keeps its place
        refusals.say(bench.problems())
    code = address.given("room")
    if code is None:
        roomdoor.draw(selection)
        return
    try:
        room = drafts.store().room(code, visitor.device())
        seat = _joined(room)
    except DataError as error:
        refusals.say(error.problems)
        st.button("Another room", on_click=address.put, args=("room", None))
        return
    facilitator = roomkeys.facilitator(room)
    if address.given("show") == "projector" and (seat or facilitator):
        projector.draw(selection, room, facilitator)
    elif facilitator:
        roomlead.draw(selection, room, facilitator)
    elif seat:
        roomdoor.inside(room)
    else:
        roomdoor.entry(room)


def _title() -> str:
    return "On the projector" if address.given("show") == "projector" else "Room"


def _joined(room: Room) -> bool:
    return any(each.code == room.code for each in drafts.store().rooms_joined(visitor.token()))


draw()
