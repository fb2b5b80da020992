"""Which rooms this browser leads, in every tab: those that it opened or whose PIN it gave, and did not leave."""

from __future__ import annotations

from pilot.views.server import visitor
from pilot.views.visit import own_drafts
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms.rooms import Room


def facilitator(room: Room) -> Facilitator | None:
    """The facilitator of the room, if this browser leads it."""
    return own_drafts.store().facilitator(visitor.token(), room.code)


def leave(room: Room) -> None:
    """Gives the place up; it takes the PIN to have it again."""
    own_drafts.store().leave(visitor.token(), room.code)
