"""Drafts of one start can stand side by side: each that came from elsewhere has a name."""

import sqlalchemy as sa
from alembic import op

revision = "0004_named_drafts"
down_revision = "0003_pin_tries"


def upgrade() -> None:
    """One column, and the index that holds drafts apart counts it in."""
    op.add_column("drafts", sa.Column("name", sa.Text(), nullable=False, server_default=""))
    op.drop_index("drafts_one_a_start", "drafts")
    outside = sa.text("room_id IS NULL")
    op.create_index(
        "drafts_one_a_start",
        "drafts",
        ["owner", "origin", "start_digest", "name"],
        unique=True,
        sqlite_where=outside,
        postgresql_where=outside,
    )
