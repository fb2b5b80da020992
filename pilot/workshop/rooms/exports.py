"""Everything in a room as plain values, to be written to a file and taken home."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from pilot.workshop.database.tables import ChoiceRow, DraftRow, ParticipantRow, RoomRow, VersionRow
from pilot.workshop.drafts.history import Step, StoredDraft, draft_of, steps_of
from pilot.workshop.drafts.versions import VersionText, texts_where
from pilot.workshop.rooms.rooms import Room, room_of


@dataclass(frozen=True)
class KeptChoice:
    """What the room chose at one place: whose (`chosen`), what stands there then, and why."""

    place: str
    chosen: str
    content: str
    reason: str
    chosen_at: dt.datetime


@dataclass(frozen=True)
class ExportedCopy:
    """A participant's copy with all its steps, the last first."""

    alias: str
    joined_at: dt.datetime
    stored: StoredDraft
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class RoomExport:
    """Everything that is kept of a room but for the PIN and the holders of tokens."""

    room: Room
    copies: tuple[ExportedCopy, ...]
    versions: tuple[VersionText, ...]
    choices: tuple[KeptChoice, ...]


def export_of(session: Session, row: RoomRow, now: dt.datetime) -> RoomExport:
    """Everything in that room, copies in the order of joining, versions newest first."""
    return RoomExport(
        room=room_of(session, row, now),
        copies=tuple(
            ExportedCopy(owner.alias, owner.joined_at, draft_of(session, draft), steps_of(session, draft))
            for owner, draft in copies_in(session, row.id)
        ),
        versions=texts_where(session, col(VersionRow.room_id) == row.id),
        choices=choices_in(session, row.id),
    )


def copies_in(session: Session, room_id: int | None) -> list[tuple[ParticipantRow, DraftRow]]:
    """The participants who have a copy, each with it, in the order of joining."""
    found = (
        select(ParticipantRow, DraftRow)
        .join(DraftRow, col(DraftRow.participant_id) == col(ParticipantRow.id))
        .where(col(ParticipantRow.room_id) == room_id)
        .order_by(col(ParticipantRow.id))
    )
    return [(participant, draft) for participant, draft in session.exec(found).all()]


def choices_in(session: Session, room_id: int | None) -> tuple[KeptChoice, ...]:
    """What the room chose, in the order of the places' names."""
    found = select(ChoiceRow).where(col(ChoiceRow.room_id) == room_id).order_by(col(ChoiceRow.place))
    return tuple(
        KeptChoice(row.place, row.chosen, row.content, row.reason, row.chosen_at) for row in session.exec(found)
    )
