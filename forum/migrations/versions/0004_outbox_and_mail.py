"""What still has to follow from what happened, and the mails among it."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TO_DO, SET_ASIDE = "set_aside_at IS NULL", "set_aside_at IS NOT NULL"


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", forum.db.BigInt, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("due_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("tries", forum.db.BigInt, nullable=False),
        sa.Column("set_aside_at", forum.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    for name, columns, among in (
        ("ix_outbox_due", ["due_at", "id"], TO_DO),
        ("ix_outbox_set_aside", ["set_aside_at"], SET_ASIDE),
    ):
        op.create_index(name, "outbox", columns, postgresql_where=sa.text(among), sqlite_where=sa.text(among))
    op.create_table(
        "mail",
        sa.Column("id", forum.db.BigInt, autoincrement=False, nullable=False),
        sa.Column("message_id", sa.String(length=320), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("account_id", forum.db.BigInt, nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("tries", forum.db.BigInt, nullable=False),
        sa.Column("doubts", forum.db.BigInt, nullable=False),
        sa.Column("last_reply", sa.Text(), nullable=True),
        sa.Column("sent_at", forum.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mail_account_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_mail_message_id")),
    )
    op.create_index("ix_mail_state", "mail", ["state", "created_at"])
    op.create_index("ix_mail_created", "mail", ["created_at"])
    op.create_index(op.f("ix_mail_account_id"), "mail", ["account_id"])
    op.create_table(
        "undeliverable",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("refusals", forum.db.BigInt, nullable=False),
        sa.Column("last_reply", sa.Text(), nullable=False),
        sa.Column("last_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_undeliverable")),
    )


def downgrade() -> None:
    op.drop_table("undeliverable")
    op.drop_table("mail")
    op.drop_table("outbox")
