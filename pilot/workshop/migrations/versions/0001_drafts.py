"""Drafts with their steps, and saved versions."""

import sqlalchemy as sa
from alembic import op

revision = "0001_drafts"
down_revision = None


def upgrade() -> None:
    """Three tables."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("owner", sa.Text(), nullable=False, index=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("start_digest", sa.Text(), nullable=False),
        sa.Column("start_text", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("typed", sa.Text()),
        sa.Column("typed_revision", sa.Integer()),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("drafts_one_a_start", "drafts", ["owner", "origin", "start_digest"], unique=True)
    op.create_table(
        "steps",
        sa.Column("draft_id", sa.Integer(), sa.ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Text(), nullable=False),
        sa.Column("inserted", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("steps_mark", "steps", ["draft_id", "mark"], unique=True)
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("owner", sa.Text(), nullable=False, index=True),
        sa.Column("draft_id", sa.Integer(), sa.ForeignKey("drafts.id", ondelete="SET NULL"), index=True),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("versions.id", ondelete="SET NULL"), index=True),
        sa.Column("ruleset", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("versions_number", "versions", ["owner", "ruleset", "number"], unique=True)
