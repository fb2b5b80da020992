"""Versions: saved rulesets, each kept as it was."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass
from typing import cast

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import Session, col, select

from pilot.workshop.database.bounds import checked_reason, checked_title
from pilot.workshop.database.tables import DraftRow, ParticipantRow, VersionRow


@dataclass(frozen=True)
class Imprint:
    """What the text of a ruleset says of itself: its id, its title, and the fingerprint (12 hexadecimal digits).

    The store keeps texts and does not read them: whoever saves gives this.
    """

    ruleset: str
    title: str
    fingerprint: str

    def __post_init__(self) -> None:
        if not re.fullmatch("[0-9a-f]{12}", self.fingerprint):
            raise ValueError("A fingerprint has 12 hexadecimal digits.")


@dataclass(frozen=True)
class Version:
    """What is known of a saved ruleset. `number` counts up for one ruleset of one person, or of one room.

    `parent_id` is the version that was saved last of the same draft; `collected` if a facilitator saved it.
    """

    id: int
    ruleset: str
    number: int
    title: str
    alias: str
    reason: str
    fingerprint: str
    saved_at: dt.datetime
    parent_id: int | None
    collected: bool


@dataclass(frozen=True)
class VersionText(Version):
    """A saved ruleset with its text."""

    text: str


@dataclass(frozen=True)
class Saving:
    """Who saves, when, and why; `participant` in a room alone."""

    alias: str
    reason: str
    now: dt.datetime
    participant: ParticipantRow | None = None
    collected: bool = False


def save(session: Session, draft: DraftRow, text: str, imprint: Imprint, saving: Saving) -> Version:
    """A new version of that text, which is the draft's or was a moment ago. In a room its row must be locked."""
    participant = saving.participant
    row = VersionRow(
        owner=draft.owner,
        draft_id=draft.id,
        parent_id=session.exec(select(func.max(VersionRow.id)).where(col(VersionRow.draft_id) == draft.id)).one(),
        ruleset=checked_title(imprint.ruleset, "id of the ruleset"),
        number=0,
        title=checked_title(imprint.title),
        alias=saving.alias,
        reason=checked_reason(saving.reason),
        fingerprint=imprint.fingerprint,
        text=text,
        saved_at=saving.now,
        room_id=draft.room_id,
        participant_id=draft.participant_id,
        collected=saving.collected,
        shown=saving.collected or (participant is not None and participant.on_projector),
    )
    row.number = _next_number(session, row)
    session.add(row)
    session.flush()
    return version_of(row)


def _next_number(session: Session, row: VersionRow) -> int:
    whose: ColumnElement[bool]
    if row.room_id is None:
        whose = (col(VersionRow.owner) == row.owner) & col(VersionRow.room_id).is_(None)
    else:
        whose = col(VersionRow.room_id) == row.room_id
    last = select(func.max(VersionRow.number)).where(whose, col(VersionRow.ruleset) == row.ruleset)
    return (session.exec(last).one() or 0) + 1


def versions_where(session: Session, *where: ColumnElement[bool]) -> tuple[Version, ...]:
    """The versions of which all that holds, newest first; their texts stay where they are."""
    found = select(VersionRow).where(*where).order_by(col(VersionRow.id).desc()).options(defer(_text()))
    return tuple(version_of(row) for row in session.exec(found))


def texts_where(session: Session, *where: ColumnElement[bool]) -> tuple[VersionText, ...]:
    """The same with their texts."""
    found = select(VersionRow).where(*where).order_by(col(VersionRow.id).desc())
    return tuple(VersionText(**asdict(version_of(row)), text=row.text) for row in session.exec(found))


def version_of(row: VersionRow) -> Version:
    """The version in a row."""
    assert row.id is not None
    return Version(
        id=row.id,
        ruleset=row.ruleset,
        number=row.number,
        title=row.title,
        alias=row.alias,
        reason=row.reason,
        fingerprint=row.fingerprint,
        saved_at=row.saved_at,
        parent_id=row.parent_id,
        collected=row.collected,
    )


def _text() -> QueryableAttribute[str]:
    return cast(QueryableAttribute[str], col(VersionRow.text))
