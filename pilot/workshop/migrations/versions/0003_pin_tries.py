"""Wrong PINs by browser instead of by room, and when a room was first seen to be long over."""

import sqlalchemy as sa
from alembic import op

revision = "0003_pin_tries"
down_revision = "0002_rooms"


def upgrade() -> None:
    """One table; one column comes and two go, in place: to make the table anew would delete what refers to it."""
    op.create_table(
        "pin_tries",
        sa.Column("room_id", sa.Integer(), sa.ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("browser", sa.Text(), primary_key=True),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("led", sa.Boolean(), nullable=False),
    )
    op.add_column("rooms", sa.Column("seen_old_at", sa.DateTime(timezone=True)))
    op.drop_column("rooms", "wrong_pins")
    op.drop_column("rooms", "next_pin_at")
