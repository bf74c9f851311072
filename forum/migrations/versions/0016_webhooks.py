"""Where other programs are told what happens."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt


def upgrade() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("sealed_url", sa.Text(), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("failing_since", MOMENT, nullable=True),
        sa.Column("rests_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_webhook_by_id"), ondelete="SET NULL"),
    )
    op.create_index(op.f("ix_webhook_by_id"), "webhook", ["by_id"])
    _deliveries()


def downgrade() -> None:
    op.drop_table("webhook_delivery")
    op.drop_table("webhook")


def _deliveries() -> None:
    op.create_table(
        "webhook_delivery",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("webhook_id", BIG, nullable=False),
        sa.Column("occasion", sa.String(80), nullable=False),
        sa.Column("event", sa.String(24), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", BIG, nullable=False),
        sa.Column("status", BIG, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("last_at", MOMENT, nullable=True),
        sa.Column("of_id", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhook.id"], name=op.f("fk_webhook_delivery_webhook_id"), ondelete="CASCADE"
        ),
    )
    op.create_index("uq_webhook_delivery_occasion", "webhook_delivery", ["webhook_id", "occasion"], unique=True)
    op.create_index("ix_webhook_delivery_webhook", "webhook_delivery", ["webhook_id", "id"])
    op.create_index("ix_webhook_delivery_created", "webhook_delivery", ["created_at"])
