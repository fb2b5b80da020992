"""Who is in the room, and what do they make of the rules?"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from pilot.errors import DataError
from pilot.views import html
from pilot.views.pieces import problem_list, reading_style
from pilot.views.room import door, facilitator_table, keys, projector
from pilot.views.server import visitor
from pilot.views.visit import address, frame, own_drafts
from pilot.views.workshop import open_draft, workbench
from pilot.workshop.rooms.rooms import Room


def draw() -> None:
    """The door; behind it the participant's place, the facilitator's, or the projector."""
    selection = frame.selection()
    html.show(reading_style.style(), workbench.style(), html.block(Markup("<h1>{}</h1>").format(_title())))
    with st.container():  # always there, so that what stands below keeps its place
        problem_list.say(open_draft.problems())
    code = address.given("room")
    if code is None:
        door.draw(selection)
        return
    try:
        room = own_drafts.store().room(code, visitor.token(), visitor.network_address())
        seat = _joined(room)
    except DataError as error:
        problem_list.say(error.problems)
        st.button("Another room", on_click=address.put, args=("room", None))
        return
    facilitator = keys.facilitator(room)
    if address.given("show") == "projector" and (seat or facilitator):
        projector.draw(selection, room, facilitator)
    elif facilitator:
        facilitator_table.draw(selection, room, facilitator)
    elif seat:
        door.inside(room)
    else:
        door.entry(room)


def _title() -> str:
    return "On the projector" if address.given("show") == "projector" else "Room"


def _joined(room: Room) -> bool:
    return any(joined.code == room.code for joined in own_drafts.store().rooms_joined(visitor.token()))


draw()
