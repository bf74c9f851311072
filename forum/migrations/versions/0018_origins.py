"""The sites on whose pages discussions stand, and which address counts of the feeds that are one person's alone."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt


def upgrade() -> None:
    op.create_table(
        "origin",
        sa.Column("origin", sa.String(270), nullable=False),
        sa.Column("opens_articles", sa.Boolean(), nullable=False),
        sa.Column("stance", sa.String(8), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_origin")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_origin_by_id"), ondelete="SET NULL"),
    )
    op.create_index(op.f("ix_origin_by_id"), "origin", ["by_id"])
    op.create_table(
        "replies_feed",
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("renewed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_replies_feed")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_replies_feed_account_id"), ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table("replies_feed")
    op.drop_table("origin")
