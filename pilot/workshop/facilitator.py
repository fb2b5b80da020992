"""The facilitator of a room: sees every copy, projects, collects, closes, exports, wipes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from pilot.workshop.database.aliases import look_alike
from pilot.workshop.database.bounds import checked_reason, checked_text, checked_title
from pilot.workshop.database.connection import Database
from pilot.workshop.database.holders import is_number, nobody
from pilot.workshop.database.refusals import no_such_room, no_such_version, refusal
from pilot.workshop.database.tables import ChoiceRow, DraftRow, ParticipantRow, RoomRow, VersionRow
from pilot.workshop.drafts import versions
from pilot.workshop.drafts.versions import Imprint, Version, VersionText
from pilot.workshop.rooms.exports import KeptChoice, RoomExport, choices_in, copies_in, export_of
from pilot.workshop.rooms.rooms import Room, checked_hours, hand_over, refuse_expired, room_of


@dataclass(frozen=True)
class Participant:
    """Somebody in a room with the copy as it is; no text, revision or change where the copy was wiped.

    `released`: whoever joins under the alias next takes it over. `versions` counts what was saved of the copy.
    """

    alias: str
    joined_at: dt.datetime
    released: bool
    on_projector: bool
    versions: int
    text: str | None
    revision: int | None
    changed_at: dt.datetime | None


class Facilitator:
    """Whoever opened the room or gave the right PIN: to hold this object is to be allowed what it can do, there alone.

    Once the room has expired it can still be looked at, exported and wiped. DataError `no-such-room` once it is gone.
    """

    def __init__(self, database: Database, room_id: int) -> None:
        self._database = database
        self._room_id = room_id

    def room(self) -> Room:
        """The room as it is."""
        return self._database.read(lambda session: room_of(session, self._row(session), self._database.now()))

    def participants(self) -> tuple[Participant, ...]:
        """Everybody in the room, in the order of their joining."""

        def work(session: Session) -> tuple[Participant, ...]:
            self._row(session)
            of_room = select(ParticipantRow).where(col(ParticipantRow.room_id) == self._room_id)
            copies = {participant.id: draft for participant, draft in copies_in(session, self._room_id)}
            saved = self._saved(session)
            return tuple(
                _participant_of(row, copies.get(row.id), saved.get(row.id, 0))
                for row in session.exec(of_room.order_by(col(ParticipantRow.id))).all()
            )

        return self._database.read(work)

    def release(self, alias: str) -> None:
        """Lets go of an alias: whoever joins under it next has the copy and its versions; the old device loses them."""

        def work(session: Session) -> None:
            self._open_row(session)
            hand_over(session, self._participant(session, alias), nobody(), released=True)

        self._database.write(work)

    def project(self, alias: str | None) -> None:
        """Puts a copy on the projector, or none. What was and will be saved of it while it is there, all may see."""

        def work(session: Session) -> None:
            self._open_row(session)
            shown = None if alias is None else self._participant(session, alias)
            everybody = update(ParticipantRow).where(col(ParticipantRow.room_id) == self._room_id)
            session.exec(everybody.values(on_projector=False))
            if shown is not None:
                of_it = update(VersionRow).where(col(VersionRow.participant_id) == shown.id)
                session.exec(everybody.where(col(ParticipantRow.id) == shown.id).values(on_projector=True))
                session.exec(of_it.values(shown=True))

        self._database.write(work)

    def collect(self, reason: str, imprint_of: Callable[[str], Imprint | None]) -> tuple[Version, ...]:
        """A version of every copy, all as they are at one moment; everybody in the room may see them.

        `imprint_of` reads a text; it is called once for each different one, while nobody has to wait for it. Where it
        gives None, that copy has no version.
        """
        now, why = self._database.now(), checked_reason(reason)
        texts = self._database.read(self._texts)
        imprints = {text: found for text in dict.fromkeys(texts.values()) if (found := imprint_of(text))}

        def work(session: Session) -> tuple[Version, ...]:
            self._open_row(session)
            return tuple(
                versions.save(
                    session, draft, texts[draft.id], imprints[texts[draft.id]],
                    versions.Saving(participant.alias, why, now, participant, collected=True),
                )
                for participant, draft in copies_in(session, self._room_id)
                if texts.get(draft.id) in imprints
            )  # fmt: skip

        return self._database.write(work)

    def versions(self) -> tuple[Version, ...]:
        """What was saved or collected in the room, newest first."""
        of_room = col(VersionRow.room_id) == self._room_id
        return self._database.read(lambda session: versions.versions_where(session, of_room))

    def version(self, version_id: int) -> VersionText:
        """One of them. DataError `no-such-version` for all others."""
        where = (col(VersionRow.id) == version_id, col(VersionRow.room_id) == self._room_id)
        found = (
            self._database.read(lambda session: versions.texts_where(session, *where)) if is_number(version_id) else ()
        )
        if not found:
            raise no_such_version()
        return found[0]

    def choose(self, place: str, chosen: str, content: str, reason: str) -> None:
        """Keeps what the room chose at that place, instead of what it chose there before."""
        where, whose = checked_title(place, "place"), checked_title(chosen, "choice")
        what, why = checked_text(content), checked_reason(reason)

        def work(session: Session) -> None:
            self._open_row(session)
            before = (col(ChoiceRow.room_id) == self._room_id, col(ChoiceRow.place) == where)
            session.exec(delete(ChoiceRow).where(*before))
            session.add(
                ChoiceRow(
                    room_id=self._room_id, place=where, chosen=whose, content=what, reason=why,
                    chosen_at=self._database.now(),
                )
            )  # fmt: skip

        self._database.write(work)

    def choices(self) -> tuple[KeptChoice, ...]:
        """What the room chose, in the order of the places' names."""

        def work(session: Session) -> tuple[KeptChoice, ...]:
            self._row(session)
            return choices_in(session, self._room_id)

        return self._database.read(work)

    def close(self) -> None:
        """Nobody joins or edits until it is reopened."""
        self._set_closed(closed=True)

    def reopen(self) -> None:
        """Everybody joins and edits again."""
        self._set_closed(closed=False)

    def extend(self, hours: float) -> None:
        """Opens it for so many hours from now on, also once it has expired, such as by a clock that was wrong."""
        checked = checked_hours(hours)

        def work(session: Session) -> None:
            row = self._row(session)
            row.expires_at, row.seen_old_at = self._database.now() + dt.timedelta(hours=checked), None

        self._database.write(work)

    def export(self) -> RoomExport:
        """Everything in the room, all as it is at one moment."""
        return self._database.read(lambda session: export_of(session, self._row(session), self._database.now()))

    def wipe(self) -> None:
        """The room is gone with all that was made in it."""
        self._database.write(lambda session: session.delete(self._row(session)))
        self._database.forget_pages()

    def _set_closed(self, *, closed: bool) -> None:
        def work(session: Session) -> None:
            self._open_row(session).closed = closed

        self._database.write(work)

    def _row(self, session: Session) -> RoomRow:
        row = session.get(RoomRow, self._room_id)
        if row is None:
            raise no_such_room()
        return row

    def _open_row(self, session: Session) -> RoomRow:
        """The row, locked; the room may be closed, but not expired."""
        row = session.exec(select(RoomRow).where(col(RoomRow.id) == self._room_id).with_for_update()).first()
        if row is None:
            raise no_such_room()
        refuse_expired(row, self._database.now())
        return row

    def _participant(self, session: Session, alias: str) -> ParticipantRow:
        of_room = select(ParticipantRow).where(col(ParticipantRow.room_id) == self._room_id)
        row = next((one for one in session.exec(of_room) if look_alike(one.alias, alias)), None)
        if row is None:
            mend = "Choose one from the list of participants."
            raise refusal("no-such-alias", "nobody in this room has that alias.", mend)
        return row

    def _saved(self, session: Session) -> dict[int | None, int]:
        """How many versions of each copy there are, by the number of the participant."""
        of_room = select(VersionRow.participant_id, func.count()).where(col(VersionRow.room_id) == self._room_id)
        counted = session.exec(of_room.group_by(col(VersionRow.participant_id))).all()
        return {row[0]: row[1] for row in counted}

    def _texts(self, session: Session) -> dict[int | None, str]:
        """The text of every copy by the number of its draft."""
        self._row(session)
        return {draft.id: draft.text for _, draft in copies_in(session, self._room_id)}


def _participant_of(row: ParticipantRow, copy: DraftRow | None, saved: int) -> Participant:
    return Participant(
        alias=row.alias,
        joined_at=row.joined_at,
        released=row.released,
        on_projector=row.on_projector,
        versions=saved,
        text=copy.text if copy else None,
        revision=copy.revision if copy else None,
        changed_at=copy.changed_at if copy else None,
    )
