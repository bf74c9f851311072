"""Who may speak for whom on another site's page."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt


def upgrade() -> None:
    op.create_table(
        "access_token",
        sa.Column("token_hash", sa.String(64), nullable=False),
        *_whose(),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_access_token")),
        *_keys("access_token"),
    )
    op.create_table(
        "hand_over",
        sa.Column("nonce_hash", sa.String(64), nullable=False),
        sa.Column("challenge", sa.String(64), nullable=False),
        *_whose(),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("nonce_hash", name=op.f("pk_hand_over")),
        *_keys("hand_over"),
    )
    for table in ("access_token", "hand_over"):
        for column in ("account_id", "session_id", "expires_at"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    op.drop_table("hand_over")
    op.drop_table("access_token")


def _whose() -> list[sa.Column[object]]:
    return [
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("session_id", BIG, nullable=False),
        sa.Column("origin", sa.String(270), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
    ]


def _keys(table: str) -> list[sa.ForeignKeyConstraint]:
    others = {"account_id": "account.id", "session_id": "session.id"}
    return [
        sa.ForeignKeyConstraint([column], [other], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
        for column, other in others.items()
    ]
