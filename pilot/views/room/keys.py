"""Which rooms this visit may lead: those whose PIN it gave. A new visit must give it again."""

from __future__ import annotations

import streamlit as st

from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Room


def hold(room: Room, facilitator: Facilitator) -> None:
    """Remembers for this visit that the PIN was right."""
    st.session_state.setdefault("_leads", {})[room.code] = facilitator


def facilitator(room: Room) -> Facilitator | None:
    """The facilitator of the room, if this visit has given its PIN."""
    held: Facilitator | None = st.session_state.get("_leads", {}).get(room.code)
    return held


def leave(room: Room) -> None:
    """Forgets the PIN again."""
    st.session_state.get("_leads", {}).pop(room.code, None)
