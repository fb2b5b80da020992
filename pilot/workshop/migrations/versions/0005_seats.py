"""Which browser holds the facilitator's place of a room, so that it needs no PIN after a reload."""

import sqlalchemy as sa
from alembic import op

revision = "0005_seats"
down_revision = "0004_named_drafts"


def upgrade() -> None:
    """One column: nobody holds a place yet."""
    op.add_column("pin_tries", sa.Column("leads", sa.Boolean(), nullable=False, server_default=sa.false()))
