"""The tables of the workshop's database. `migrations` builds them; a test holds that both say the same."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Dialect, Index, UniqueConstraint, false, text
from sqlalchemy.orm import registry
from sqlalchemy.types import DateTime, Text, TypeDecorator
from sqlmodel import Field, SQLModel


class UtcTime(TypeDecorator[dt.datetime]):
    """A moment in UTC, also where the database keeps no time zone with it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: dt.datetime | None, _dialect: Dialect) -> dt.datetime | None:
        """The moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Row(SQLModel, registry=registry()):
    """A row; the tables have a registry of their own, so that nothing else that uses SQLModel is mixed in."""


# Numbers are never given twice: a tab left open on something wiped must not meet something new under its number.
_FRESH_NUMBERS = {"sqlite_autoincrement": True}
_NO = {"server_default": false()}
_OUTSIDE, _INSIDE = text("room_id IS NULL"), text("room_id IS NOT NULL")


class RoomRow(Row, table=True):
    """A room; `owner` is the holder of the token with which it was opened, `pin` a salted hash.

    `seen_old_at` is when it was first seen that its hours were over long ago, see `rooms.sweep`.
    """

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("code", name="rooms_code"), _FRESH_NUMBERS)

    id: int | None = Field(default=None, primary_key=True)
    owner: str = Field(sa_type=Text, index=True)
    code: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    pin: str = Field(sa_type=Text)
    origin: str = Field(sa_type=Text)
    start_text: str = Field(sa_type=Text)
    city: str = Field(sa_type=Text)
    opened_at: dt.datetime = Field(sa_type=UtcTime)
    expires_at: dt.datetime = Field(sa_type=UtcTime)
    closed: bool = False
    seen_old_at: dt.datetime | None = Field(default=None, sa_type=UtcTime)


class PinTryRow(Row, table=True):
    """What a browser did at a room's PIN: wrong ones in a row, and `led` once it has given the right one.

    `leads` while the facilitator's place is its own, from the opening or the right PIN until it is left.
    """

    __tablename__ = "pin_tries"

    room_id: int = Field(foreign_key="rooms.id", ondelete="CASCADE", primary_key=True)
    browser: str = Field(sa_type=Text, primary_key=True)
    wrong: int = 0
    last_at: dt.datetime = Field(sa_type=UtcTime)
    led: bool = False
    leads: bool = Field(default=False, sa_column_kwargs=_NO)


class ParticipantRow(Row, table=True):
    """Somebody in a room, known by an alias alone; `alias_key` is the alias as it is compared."""

    __tablename__ = "participants"
    __table_args__ = (
        UniqueConstraint("room_id", "alias_key", name="participants_alias"),
        UniqueConstraint("room_id", "owner", name="participants_owner"),
        _FRESH_NUMBERS,
    )

    id: int | None = Field(default=None, primary_key=True)
    room_id: int = Field(foreign_key="rooms.id", ondelete="CASCADE")
    owner: str = Field(sa_type=Text)
    alias: str = Field(sa_type=Text)
    alias_key: str = Field(sa_type=Text)
    joined_at: dt.datetime = Field(sa_type=UtcTime)
    released: bool = False
    on_projector: bool = False


class DraftRow(Row, table=True):
    """What somebody is editing. Of the steps, the first `position` are in the text and the others were undone.

    `name` tells one that came from elsewhere from the others of the same start.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        Index(
            "drafts_one_a_start", "owner", "origin", "start_digest", "name",
            unique=True, sqlite_where=_OUTSIDE, postgresql_where=_OUTSIDE,
        ),
        Index("drafts_participant", "participant_id", unique=True),
        _FRESH_NUMBERS,
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    owner: str = Field(sa_type=Text, index=True)
    origin: str = Field(sa_type=Text)
    name: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    start_digest: str = Field(sa_type=Text)
    start_text: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    revision: int = 0
    position: int = 0
    typed: str | None = Field(default=None, sa_type=Text)
    typed_revision: int | None = None
    changed_at: dt.datetime = Field(sa_type=UtcTime)
    room_id: int | None = Field(default=None, foreign_key="rooms.id", ondelete="CASCADE", index=True)
    participant_id: int | None = Field(default=None, foreign_key="participants.id", ondelete="CASCADE")


class StepRow(Row, table=True):
    """One change of a draft's text as a splice; `number` counts from 1. `mark` is the sender's own name for it."""

    __tablename__ = "steps"
    __table_args__ = (Index("steps_mark", "draft_id", "mark", unique=True),)

    draft_id: int = Field(foreign_key="drafts.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    offset: int
    removed: str = Field(sa_type=Text)
    inserted: str = Field(sa_type=Text)
    label: str = Field(sa_type=Text, sa_column_kwargs={"name": "said"})
    mark: str | None = Field(default=None, sa_type=Text)
    made_at: dt.datetime = Field(sa_type=UtcTime)


class VersionRow(Row, table=True):
    """A saved ruleset. In a room, `shown` ones may be seen by everybody there."""

    __tablename__ = "versions"
    __table_args__ = (
        Index(
            "versions_number", "owner", "ruleset", "number",
            unique=True, sqlite_where=_OUTSIDE, postgresql_where=_OUTSIDE,
        ),
        Index(
            "versions_number_in_room", "room_id", "ruleset", "number",
            unique=True, sqlite_where=_INSIDE, postgresql_where=_INSIDE,
        ),
        _FRESH_NUMBERS,
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    owner: str = Field(sa_type=Text, index=True)
    draft_id: int | None = Field(default=None, foreign_key="drafts.id", ondelete="SET NULL", index=True)
    parent_id: int | None = Field(default=None, foreign_key="versions.id", ondelete="SET NULL", index=True)
    ruleset: str = Field(sa_type=Text)
    number: int
    title: str = Field(sa_type=Text)
    alias: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    fingerprint: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    saved_at: dt.datetime = Field(sa_type=UtcTime)
    room_id: int | None = Field(default=None, foreign_key="rooms.id", ondelete="CASCADE")
    participant_id: int | None = Field(default=None, foreign_key="participants.id", ondelete="CASCADE", index=True)
    collected: bool = Field(default=False, sa_column_kwargs=_NO)
    shown: bool = Field(default=False, sa_column_kwargs=_NO)


class ChoiceRow(Row, table=True):
    """What a room chose at one place of a ruleset when several were merged."""

    __tablename__ = "choices"
    __table_args__ = (UniqueConstraint("room_id", "place", name="choices_place"), _FRESH_NUMBERS)

    id: int | None = Field(default=None, primary_key=True)
    room_id: int = Field(foreign_key="rooms.id", ondelete="CASCADE")
    place: str = Field(sa_type=Text)
    chosen: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    chosen_at: dt.datetime = Field(sa_type=UtcTime)


METADATA = Row.metadata
NAMES = frozenset(METADATA.tables)
