"""Wrong PINs of a room by the browser that gave them, and which browser leads it, in the database: a restart does not
forget them.
"""

from __future__ import annotations

import datetime as dt

from sqlmodel import Session

from pilot.workshop.database.tables import PinTryRow, RoomRow
from pilot.workshop.rooms.waits import Allowance

OF_A_BROWSER = Allowance(free=3)


def is_trusted(session: Session, row: RoomRow, browser: str) -> bool:
    """Whether the browser opened the room or has given its PIN: strangers at its address are not held against it."""
    tries = session.get(PinTryRow, (row.id, browser))
    return row.owner == browser or (tries is not None and tries.led)


def claim(session: Session, row: RoomRow, browser: str, now: dt.datetime) -> int:
    """Counts a try before it is looked at; the seconds that are left where it comes too early, and it is not counted.

    The room's row must be locked. The browser that opened the room never waits.
    """
    if row.owner == browser:
        return 0
    tries = _tries(session, row.id, browser, now)
    left = OF_A_BROWSER.seconds_left(tries.wrong, tries.last_at, now)
    tries.last_at = min(tries.last_at, now)
    if left <= 0:
        tries.wrong, tries.last_at = tries.wrong + 1, now
    return max(0, left)


def was_right(session: Session, room_id: int, browser: str, now: dt.datetime) -> None:
    """Forgets the wrong ones: this browser leads the room from now on, in every tab and after a restart."""
    tries = _tries(session, room_id, browser, now)
    tries.wrong, tries.led, tries.leads = 0, True, True


def leads(session: Session, room_id: int, browser: str) -> bool:
    """Whether the facilitator's place is the browser's."""
    tries = session.get(PinTryRow, (room_id, browser))
    return tries is not None and tries.leads


def leave(session: Session, room_id: int, browser: str) -> None:
    """The place is the browser's no more; it takes the PIN to have it again."""
    tries = session.get(PinTryRow, (room_id, browser))
    if tries is not None:
        tries.leads = False


def _tries(session: Session, room_id: int | None, browser: str, now: dt.datetime) -> PinTryRow:
    tries = session.get(PinTryRow, (room_id, browser))
    if tries is None:
        assert room_id is not None
        tries = PinTryRow(room_id=room_id, browser=browser, last_at=now)
        session.add(tries)
    return tries
