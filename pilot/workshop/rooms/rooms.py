"""Rooms: a code, a text to begin from, and participants who are known by an alias alone."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from pilot.errors import DataError
from pilot.workshop.database.aliases import alias_key, look_alike
from pilot.workshop.database.bounds import checked_alias, checked_title
from pilot.workshop.database.refusals import no_such_room, refusal
from pilot.workshop.database.tables import DraftRow, ParticipantRow, RoomRow, VersionRow
from pilot.workshop.drafts.history import new_draft
from pilot.workshop.rooms.codes import as_shown, as_typed, new_code
from pilot.workshop.rooms.copy_bounds import checked_copy
from pilot.workshop.rooms.gatekeeper import ROOMS_OF_A_BROWSER, SEATS_OF_AN_ADDRESS

MOST_PARTICIPANTS = 200
LONGEST_HOURS = 168
KEPT_AFTER_EXPIRY = dt.timedelta(days=30)
SEEN_OLD_FOR = dt.timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """What a room is opened with: its title, the ruleset that all begin from, the city, and for how many hours."""

    title: str
    origin: str
    text: str
    city: str
    hours: float


@dataclass(frozen=True)
class Room:
    """A room as everybody in it may know it; `code` is as it is shown, `projected` the alias on the projector."""

    code: str
    title: str
    origin: str
    start_text: str
    city: str
    opened_at: dt.datetime
    expires_at: dt.datetime
    closed: bool
    expired: bool
    participants: int
    projected: str | None


def new_room(session: Session, owner: str, pin: str, plan: Plan, now: dt.datetime) -> RoomRow:
    """A row for a new room; `pin` is hashed already. DataError if the owner has as many open as one may."""
    open_ones = select(func.count()).select_from(RoomRow).where(col(RoomRow.owner) == owner)
    if session.exec(open_ones.where(col(RoomRow.expires_at) > now)).one() >= ROOMS_OF_A_BROWSER:
        found = f"this browser has {ROOMS_OF_A_BROWSER} rooms open."
        raise refusal("too-many-rooms", found, "Wipe one that is needed no longer, then open this one.")
    row = RoomRow(
        owner=owner,
        code=new_code(),
        title=plan.title,
        pin=pin,
        origin=plan.origin,
        start_text=plan.text,
        city=plan.city,
        opened_at=now,
        expires_at=now + dt.timedelta(hours=plan.hours),
    )
    session.add(row)
    session.flush()
    return row


def checked_plan(plan: Plan) -> Plan:
    """The plan with its words trimmed. DataError if it cannot be kept."""
    return Plan(
        title=checked_title(plan.title),
        origin=checked_title(plan.origin, "name of the ruleset"),
        text=checked_copy(plan.text),
        city=checked_title(plan.city, "name of the city"),
        hours=checked_hours(plan.hours),
    )


def checked_hours(hours: float) -> float:
    """Hours that a room may be open. DataError for all others."""
    if not 0 < hours <= LONGEST_HOURS:
        found = f"a room cannot be open for {hours:g} {'hour' if hours == 1 else 'hours'}."
        raise refusal("bad-hours", found, f"Give a number of hours above 0 and up to {LONGEST_HOURS}.")
    return hours


def room_of(session: Session, row: RoomRow, now: dt.datetime) -> Room:
    """The room in a row."""
    session.flush()
    of_room = select(func.count()).select_from(ParticipantRow).where(col(ParticipantRow.room_id) == row.id)
    projected = select(ParticipantRow.alias).where(
        col(ParticipantRow.room_id) == row.id, col(ParticipantRow.on_projector)
    )
    return Room(
        code=as_shown(row.code),
        title=row.title,
        origin=row.origin,
        start_text=row.start_text,
        city=row.city,
        opened_at=row.opened_at,
        expires_at=row.expires_at,
        closed=row.closed,
        expired=row.expires_at <= now,
        participants=session.exec(of_room).one(),
        projected=session.exec(projected).first(),
    )


def room_coded(session: Session, code: str, *, lock: bool = False) -> RoomRow:
    """The row of the room with that code, as typed. DataError if there is none."""
    found = select(RoomRow).where(col(RoomRow.code) == as_typed(code))
    row = session.exec(found.with_for_update() if lock else found).first()
    if row is None:
        raise no_such_room()
    return row


def refuse_shut(row: RoomRow, now: dt.datetime) -> None:
    """DataError if the room has expired or is closed: nobody joins or edits there."""
    refuse_expired(row, now)
    if row.closed:
        found = "the room is closed: what was made in it is kept, and nothing can be changed."
        raise refusal("room-closed", found, "Ask the facilitator to reopen it.")


def refuse_expired(row: RoomRow, now: dt.datetime) -> None:
    """DataError if the room's hours are over."""
    if row.expires_at <= now:
        found = f"the room's time was over on {row.expires_at:%Y-%m-%d at %H:%M} UTC: nothing can be changed in it."
        raise refusal("room-expired", found, "The facilitator can open it for longer, export or wipe it.")


def join(
    session: Session, row: RoomRow, owner: str, alias: str, now: dt.datetime, *, may_be_new: bool
) -> tuple[ParticipantRow, bool]:
    """The participant who holds that token, under the alias of the first time; else a new one, or a released one.

    And whether it is a new one. The room's row must be locked. DataError if the alias is, or looks like, somebody
    else's, if the room is full, or where nobody new `may_be` there.
    """
    refuse_shut(row, now)
    in_room = select(ParticipantRow).where(col(ParticipantRow.room_id) == row.id)
    mine, is_new = session.exec(in_room.where(col(ParticipantRow.owner) == owner)).first(), False
    if mine is None:
        wanted = checked_alias(alias)
        mine = next((one for one in session.exec(in_room) if look_alike(one.alias, wanted)), None)
        if mine is None:
            if not may_be_new:
                raise _too_many_from_there()
            mine, is_new = _newcomer(session, row, owner, wanted, now), True
        elif mine.released:
            hand_over(session, mine, owner, released=False)
        else:
            raise _alias_taken(mine.alias, wanted)
    _give_copy(session, row, mine, now)
    return mine, is_new


def _newcomer(session: Session, row: RoomRow, owner: str, alias: str, now: dt.datetime) -> ParticipantRow:
    there = select(func.count()).select_from(ParticipantRow).where(col(ParticipantRow.room_id) == row.id)
    if session.exec(there).one() >= MOST_PARTICIPANTS:
        found = f"the room is full: it has {MOST_PARTICIPANTS} participants."
        raise refusal("room-full", found, "Share a laptop with somebody who is in it, or open another room.")
    assert row.id is not None
    participant = ParticipantRow(room_id=row.id, owner=owner, alias=alias, alias_key=alias_key(alias), joined_at=now)
    session.add(participant)
    session.flush()
    return participant


def _give_copy(session: Session, row: RoomRow, participant: ParticipantRow, now: dt.datetime) -> None:
    """A copy of the room's text, unless the participant has one."""
    if session.exec(select(DraftRow.id).where(col(DraftRow.participant_id) == participant.id)).first() is None:
        draft = new_draft(participant.owner, row.origin, row.start_text, now)
        draft.room_id, draft.participant_id = row.id, participant.id
        session.add(draft)


def hand_over(session: Session, participant: ParticipantRow, owner: str, *, released: bool) -> None:
    """Everything of a participant to another holder."""
    participant.owner, participant.released = owner, released
    session.exec(update(DraftRow).where(col(DraftRow.participant_id) == participant.id).values(owner=owner))
    session.exec(update(VersionRow).where(col(VersionRow.participant_id) == participant.id).values(owner=owner))


def sweep(session: Session, now: dt.datetime) -> bool:
    """Wipes rooms whose hours were over 30 days ago, and were seen so a day before; whether there were any.

    A clock that leaps and comes back wipes nothing: what it made look old is no longer seen so.
    """
    is_old, seen = col(RoomRow.expires_at) < now - KEPT_AFTER_EXPIRY, col(RoomRow.seen_old_at)
    session.exec(update(RoomRow).where(~is_old | (seen > now)).values(seen_old_at=None))
    wiped = session.exec(delete(RoomRow).where(is_old, seen <= now - SEEN_OLD_FOR))
    session.exec(update(RoomRow).where(is_old, seen.is_(None)).values(seen_old_at=now))
    return wiped.rowcount > 0


def belongs(session: Session, holder: str, code: str) -> bool:
    """Whether they opened the room of that code or have a seat in it; not if it cannot be a code."""
    with suppress(DataError):
        row = room_coded(session, code)
        seat = select(ParticipantRow.id).where(col(ParticipantRow.room_id) == row.id)
        return row.owner == holder or session.exec(seat.where(col(ParticipantRow.owner) == holder)).first() is not None
    return False


def _alias_taken(alias: str, wanted: str) -> DataError:
    found = f'"{alias}" is taken in this room.'
    if alias != wanted:
        found = f'"{alias}" is taken in this room, and "{wanted}" looks like it.'
    mend = "Choose another alias. If it is yours from another device, ask the facilitator to release it."
    return refusal("alias-taken", found, mend)


def _too_many_from_there() -> DataError:
    found = f"{SEATS_OF_AN_ADDRESS} participants have come into this room from this address."
    mend = (
        "Share a laptop with somebody who is in it, or ask the facilitator to let go of an alias and join under that."
    )
    return refusal("too-many-seats", found, mend)
