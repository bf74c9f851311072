"""What staff were told by mail, and may decide from it."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt
UNTOLD = sa.text("told_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "staff_round",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("last_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_staff_round")),
        _key("staff_round", "person_id", "account.id"),
    )
    op.create_table(
        "round_item",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("occasion", BIG, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("person_id", "comment_id", "kind", name=op.f("pk_round_item")),
        _key("round_item", "person_id", "account.id"),
        _key("round_item", "comment_id", "comment.id"),
    )
    columns = ["person_id", "due_at"]
    op.create_index("ix_round_item_untold", "round_item", columns, postgresql_where=UNTOLD, sqlite_where=UNTOLD)
    op.create_index("ix_round_item_told", "round_item", ["told_at"])
    op.create_index(op.f("ix_round_item_comment_id"), "round_item", ["comment_id"])
    op.create_table(
        "mail_decision",
        sa.Column("link_hash", sa.String(64), nullable=False),
        sa.Column("decision_id", BIG, nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("link_hash", name=op.f("pk_mail_decision")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_mail_decision_decision_id")),
        _key("mail_decision", "decision_id", "decision.id"),
    )


def downgrade() -> None:
    for table in ("mail_decision", "round_item", "staff_round"):
        op.drop_table(table)


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [other], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
