"""Rooms with participants and choices, and what ties drafts and versions to them."""

import sqlalchemy as sa
from alembic import op

revision = "0002_rooms"
down_revision = "0001_drafts"


def upgrade() -> None:
    """Three tables; then the columns, and the numbering of versions apart inside and outside of rooms."""
    _create_tables()
    _tie_drafts()
    _tie_versions()


def _create_tables() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("owner", sa.Text(), nullable=False, index=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("wrong_pins", sa.Integer(), nullable=False),
        sa.Column("next_pin_at", sa.DateTime(timezone=True)),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("start_text", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("code", name="rooms_code"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "participants",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("room_id", sa.Integer(), sa.ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("alias_key", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.Column("on_projector", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("room_id", "alias_key", name="participants_alias"),
        sa.UniqueConstraint("room_id", "owner", name="participants_owner"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "choices",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("room_id", sa.Integer(), sa.ForeignKey("rooms.id", ondelete="CASCADE"), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("room_id", "place", name="choices_place"),
        sqlite_autoincrement=True,
    )


def _tie_drafts() -> None:
    _add_tie("drafts", "room_id", "rooms.id")
    _add_tie("drafts", "participant_id", "participants.id")
    op.create_index("ix_drafts_room_id", "drafts", ["room_id"])
    op.create_index("drafts_participant", "drafts", ["participant_id"], unique=True)
    op.drop_index("drafts_one_a_start", "drafts")
    _number("drafts_one_a_start", "drafts", ["owner", "origin", "start_digest"], "room_id IS NULL")


def _tie_versions() -> None:
    _add_tie("versions", "room_id", "rooms.id")
    _add_tie("versions", "participant_id", "participants.id")
    for name in ("collected", "shown"):
        op.add_column("versions", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_versions_participant_id", "versions", ["participant_id"])
    op.drop_index("versions_number", "versions")
    _number("versions_number", "versions", ["owner", "ruleset", "number"], "room_id IS NULL")
    _number("versions_number_in_room", "versions", ["room_id", "ruleset", "number"], "room_id IS NOT NULL")


def _add_tie(table: str, column: str, to: str) -> None:
    """A column that may be empty. It is written out: SQLite can add a reference only together with its column."""
    op.add_column(table, sa.Column(column, sa.Integer(), sa.ForeignKey(to, ondelete="CASCADE")), inline_references=True)


def _number(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition)
