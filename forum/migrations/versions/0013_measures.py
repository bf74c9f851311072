"""What a second look would have decided, and whether words are blurred for who moderates."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt


def upgrade() -> None:
    op.create_table(
        "second_look",
        sa.Column("decision_id", BIG, autoincrement=False, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("lets_stand", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_second_look")),
        _key("decision_id", "decision.id"),
        _key("account_id", "account.id"),
    )
    op.create_index(op.f("ix_second_look_account_id"), "second_look", ["account_id"])
    op.add_column("account", sa.Column("blurs_words", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("account", "blurs_words")
    op.drop_table("second_look")


def _key(column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_second_look_{column}")
    return sa.ForeignKeyConstraint([column], [other], name=name, ondelete="CASCADE")
