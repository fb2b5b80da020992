"""Rooms: a code, a text to begin from, and participants who are known by an alias alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from pilot.errors import DataError
from pilot.workshop.database.bounds import alias_key, checked_alias, checked_text, checked_title
from pilot.workshop.database.refusals import no_such_room, refusal
from pilot.workshop.database.tables import DraftRow, ParticipantRow, RoomRow, VersionRow
from pilot.workshop.drafts.history import new_draft
from pilot.workshop.rooms.codes import as_shown, as_typed, new_code

MOST_PARTICIPANTS = 200
LONGEST_HOURS = 168
KEPT_AFTER_EXPIRY = dt.timedelta(days=30)


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
    """A row for a new room; `pin` is hashed already."""
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
    if not 0 < plan.hours <= LONGEST_HOURS:
        found = f"a room cannot be open for {plan.hours:g} hours."
        raise refusal("bad-hours", found, f"Give a number of hours above 0 and up to {LONGEST_HOURS}.")
    return Plan(
        title=checked_title(plan.title),
        origin=checked_title(plan.origin, "name of the ruleset"),
        text=checked_text(plan.text),
        city=checked_title(plan.city, "name of the city"),
        hours=plan.hours,
    )


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
        raise refusal("room-expired", found, "The facilitator can still export and wipe it; else open a new room.")


def join(session: Session, row: RoomRow, owner: str, alias: str, now: dt.datetime) -> ParticipantRow:
    """The participant who holds that token, under the alias of the first time; else a new one, or a released one.

    The room's row must be locked. DataError if the alias is somebody else's or the room is full.
    """
    refuse_shut(row, now)
    in_room = select(ParticipantRow).where(col(ParticipantRow.room_id) == row.id)
    mine = session.exec(in_room.where(col(ParticipantRow.owner) == owner)).first()
    if mine is None:
        wanted = checked_alias(alias)
        mine = session.exec(in_room.where(col(ParticipantRow.alias_key) == alias_key(wanted))).first()
        if mine is None:
            mine = _newcomer(session, row, owner, wanted, now)
        elif mine.released:
            hand_over(session, mine, owner, released=False)
        else:
            raise _alias_taken(mine.alias)
    _give_copy(session, row, mine, now)
    return mine


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


def wipe_long_expired(session: Session, now: dt.datetime) -> bool:
    """Wipes rooms whose hours were over 30 days ago; whether there were any."""
    old = session.exec(delete(RoomRow).where(col(RoomRow.expires_at) < now - KEPT_AFTER_EXPIRY))
    return old.rowcount > 0


def _alias_taken(alias: str) -> DataError:
    found = f'"{alias}" is taken in this room.'
    mend = "Choose another alias. If it is yours from another device, ask the facilitator to release it."
    return refusal("alias-taken", found, mend)
