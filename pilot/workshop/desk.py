"""The desk of one visitor: the drafts and versions of whoever holds a token, outside of rooms or in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from pilot.workshop.database.bounds import checked_alias, checked_text, checked_title
from pilot.workshop.database.connection import Database
from pilot.workshop.database.holders import holder_of, is_number, nobody
from pilot.workshop.database.refusals import no_such_draft, no_such_version, refusal
from pilot.workshop.database.tables import DraftRow, ParticipantRow, RoomRow, VersionRow
from pilot.workshop.drafts import history, versions
from pilot.workshop.drafts.history import Step, StoredDraft
from pilot.workshop.drafts.versions import Imprint, Version, VersionText
from pilot.workshop.rooms.copy_bounds import checked_copy
from pilot.workshop.rooms.rooms import Room, hand_over, refuse_shut, room_of


@dataclass(frozen=True)
class Projected:
    """The copy that the facilitator put on the projector, as it is now."""

    alias: str
    text: str
    revision: int


class Desk:
    """What one visitor has. Every change is on disk when the call returns, whole or not at all.

    A change names the revision that it was made to. DataError `changed-meanwhile` if that is not the current one:
    nothing is changed then. A room's desk refuses changes while the room is closed or once it has expired.
    """

    def __init__(self, database: Database, token: str, room_id: int | None = None) -> None:
        self._database = database
        self._owner = holder_of(token)
        self._room_id = room_id

    def drafts(self) -> tuple[StoredDraft, ...]:
        """The drafts of this desk, the last changed first; in a room the one copy."""

        def work(session: Session) -> tuple[StoredDraft, ...]:
            found = select(DraftRow).where(*self._here()).order_by(col(DraftRow.changed_at).desc())
            return tuple(history.draft_of(session, row) for row in session.exec(found).all())

        return self._database.read(work)

    def draft(self, draft_id: int) -> StoredDraft:
        """One of them."""
        return self._database.read(lambda session: history.draft_of(session, self._row(session, draft_id)))

    def begin(self, origin: str, text: str, name: str = "") -> StoredDraft:
        """The draft of that name that began from that text of that origin, as it has become; a new one if there is
        none.
        """
        if self._room_id is not None:
            mend = "Edit your copy here, or leave the room to begin a draft of your own."
            raise refusal("one-copy", "in a room everybody has the one copy that the room gave.", mend)
        named, start = checked_title(origin, "name of the ruleset"), checked_text(text)
        own = checked_title(name, "name of the draft") if name else ""

        def work(session: Session) -> StoredDraft:
            row = self._named(session, named, history.digest(start), own)
            if row is None:
                row = history.new_draft(self._owner, named, start, self._database.now(), own)
                session.add(row)
            return history.draft_of(session, row)

        return self._database.write(work)

    def rename(self, draft_id: int, name: str) -> StoredDraft:
        """Gives the draft another name, which no other of the same start has; outside of rooms."""
        own = checked_title(name, "name of the draft")

        def work(session: Session) -> StoredDraft:
            row = self._row(session, draft_id, to_change=True)
            other = self._named(session, row.origin, row.start_digest, own)
            if other is not None and other.id != row.id:
                raise refusal("name-taken", f'another draft of yours is called "{own}".', "Choose another name.")
            row.name = own
            return history.draft_of(session, row)

        return self._database.write(work)

    def apply(self, draft_id: int, revision: int, text: str, label: str, mark: str | None = None) -> StoredDraft:
        """Makes it the draft's text, as one step of that label; the text that it has already changes nothing.

        A `mark` is a name that the sender gives to the change: made once, it changes nothing when it is sent again.
        """
        wanted = self._checked(text)

        def put(session: Session, row: DraftRow) -> None:
            if mark is None or not history.has_mark(session, row, mark):
                history.change(session, row, wanted, label, self._database.now(), mark)

        return self._change(draft_id, revision, put, wanted)

    def has(self, draft_id: int, mark: str) -> bool:
        """Whether the change of that mark was made to the draft, and not undone and replaced since."""
        return self._database.read(lambda session: history.has_mark(session, self._row(session, draft_id), mark))

    def undo(self, draft_id: int, revision: int) -> StoredDraft:
        """Takes the last step back, if there is one."""
        return self._change(draft_id, revision, lambda session, row: history.undo(session, row, self._database.now()))

    def redo(self, draft_id: int, revision: int) -> StoredDraft:
        """Makes the next step again, if there is one."""
        return self._change(draft_id, revision, lambda session, row: history.redo(session, row, self._database.now()))

    def reset(self, draft_id: int, revision: int, label: str = "Back to the start") -> StoredDraft:
        """Makes the text that it began from the draft's text, as one step that can be undone."""

        def back(session: Session, row: DraftRow) -> None:
            history.change(session, row, row.start_text, label, self._database.now())

        return self._change(draft_id, revision, back)

    def steps(self, draft_id: int, most: int | None = None) -> tuple[Step, ...]:
        """What was done to the draft, the last first; of more than `most` the last ones."""
        return self._database.read(lambda session: history.steps_of(session, self._row(session, draft_id), most))

    def keep_typed(self, draft_id: int, text: str | None, revision: int) -> None:
        """Keeps what was typed on that revision and not applied, beside the draft's text; None forgets it."""
        typed = None if text is None else self._checked(text)

        def work(session: Session) -> None:
            row = self._row(session, draft_id, to_change=True)
            row.typed, row.typed_revision = typed, None if typed is None else revision

        self._database.write(work)

    def save(self, draft_id: int, revision: int, alias: str, reason: str, imprint: Imprint) -> Version:
        """A version of the draft as it is at that revision.

        The number is the next for that ruleset of this person, or of this room. In a room the alias is the
        participant's, whatever is given.
        """
        given = checked_alias(alias) if self._room_id is None else ""

        def work(session: Session) -> Version:
            if self._room_id is not None:
                session.exec(select(RoomRow.id).where(col(RoomRow.id) == self._room_id).with_for_update()).first()
            row = self._row(session, draft_id, to_change=True)
            if row.revision != revision:
                raise history.changed_meanwhile(row, revision)
            mine = None if self._room_id is None else session.get(ParticipantRow, row.participant_id)
            saving = versions.Saving(mine.alias if mine else given, reason, self._database.now(), mine)
            return versions.save(session, row, row.text, imprint, saving)

        return self._database.write(work)

    def versions(self, ruleset: str | None = None) -> tuple[Version, ...]:
        """What was saved at this desk, newest first; of one ruleset, where its id is given."""
        where = (col(VersionRow.owner) == self._owner, _in_room(col(VersionRow.room_id), self._room_id))
        found = self._database.read(lambda session: versions.versions_where(session, *where))
        return tuple(version for version in found if ruleset in (None, version.ruleset))

    def shown_versions(self) -> tuple[Version, ...]:
        """In a room what everybody there may see, newest first: versions collected, or saved of a projected copy."""
        return self._database.read(lambda session: versions.versions_where(session, self._is_shown()))

    def version(self, version_id: int) -> VersionText:
        """One's own version, or one that is shown in this room. DataError `no-such-version` for all others."""
        mine = col(VersionRow.owner) == self._owner
        where = (col(VersionRow.id) == version_id, mine | self._is_shown())
        found = (
            self._database.read(lambda session: versions.texts_where(session, *where)) if is_number(version_id) else ()
        )
        if not found:
            raise no_such_version()
        return found[0]

    def room(self) -> Room | None:
        """The room of this desk; None outside."""
        if self._room_id is None:
            return None
        return self._database.read(lambda session: room_of(session, self._room(session), self._database.now()))

    def projected(self) -> Projected | None:
        """What is on the projector of the room, if anything."""
        found = (
            select(ParticipantRow.alias, DraftRow.text, DraftRow.revision)
            .join(DraftRow, col(DraftRow.participant_id) == col(ParticipantRow.id))
            .where(col(ParticipantRow.room_id) == self._room_id, col(ParticipantRow.on_projector))
        )
        row = self._database.read(lambda session: session.exec(found).first())
        return None if row is None else Projected(*row)

    def wipe(self, draft_id: int) -> None:
        """The draft and its steps are gone; versions that were saved of it stay."""
        self._database.write(lambda session: session.delete(self._row(session, draft_id)))
        self._database.forget_pages()

    def wipe_everything(self) -> None:
        """Every draft, step and version of this visitor is gone, in and out of rooms, but for what was collected.

        Whoever had nothing collected is gone from the rooms; else the alias stays, and nobody holds it.
        """

        def work(session: Session) -> None:
            mine = col(VersionRow.owner) == self._owner
            session.exec(delete(VersionRow).where(mine, ~col(VersionRow.collected)))
            session.exec(delete(DraftRow).where(col(DraftRow.owner) == self._owner))
            for row in session.exec(select(ParticipantRow).where(col(ParticipantRow.owner) == self._owner)).all():
                if session.exec(select(VersionRow.id).where(col(VersionRow.participant_id) == row.id)).first():
                    hand_over(session, row, nobody(), released=True)
                else:
                    session.delete(row)

        self._database.write(work)
        self._database.forget_pages()

    def _checked(self, text: str) -> str:
        return checked_text(text) if self._room_id is None else checked_copy(text)

    def _change(
        self, draft_id: int, revision: int, work: Callable[[Session, DraftRow], None], wanted: str | None = None
    ) -> StoredDraft:
        """One change as one transaction. A text that is there already is no conflict: so may a call be repeated."""

        def whole(session: Session) -> StoredDraft:
            row = self._row(session, draft_id, to_change=True)
            if row.revision != revision and row.text != wanted:
                raise history.changed_meanwhile(row, revision)
            work(session, row)
            return history.draft_of(session, row)

        return self._database.write(whole)

    def _row(self, session: Session, draft_id: int, *, to_change: bool = False) -> DraftRow:
        """The row of one's own draft; to change it, it is locked, and its room must be open."""
        found = select(DraftRow).where(col(DraftRow.id) == draft_id, *self._here())
        row = session.exec(found.with_for_update() if to_change else found).first() if is_number(draft_id) else None
        if row is None:
            raise no_such_draft()
        if to_change and self._room_id is not None:
            refuse_shut(self._room(session), self._database.now())
        return row

    def _named(self, session: Session, origin: str, start_digest: str, name: str) -> DraftRow | None:
        same = (
            col(DraftRow.origin) == origin, col(DraftRow.start_digest) == start_digest, col(DraftRow.name) == name
        )  # fmt: skip
        return session.exec(select(DraftRow).where(*self._here(), *same)).first()

    def _room(self, session: Session) -> RoomRow:
        row = session.get(RoomRow, self._room_id)
        if row is None:
            raise no_such_draft()
        return row

    def _here(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return col(DraftRow.owner) == self._owner, _in_room(col(DraftRow.room_id), self._room_id)

    def _is_shown(self) -> ColumnElement[bool]:
        """Null is nobody's room: outside of rooms nothing is shown."""
        return (col(VersionRow.room_id) == self._room_id) & col(VersionRow.shown)


def _in_room(column: Mapped[int | None], room_id: int | None) -> ColumnElement[bool]:
    return column.is_(None) if room_id is None else column == room_id
