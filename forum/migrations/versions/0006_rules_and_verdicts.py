"""Rules of screening and what they said; whom moderators trust, hold, mute and ban; a stance for each section."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = forum.db.UtcDateTime(timezone=True)
OF_PEOPLE = ("trusted_at", "held_at", "muted_until", "banned_at")


def upgrade() -> None:
    for name in OF_PEOPLE:
        op.add_column("account", sa.Column(name, MOMENT, nullable=True))
    op.add_column("article", sa.Column("slow_seconds", forum.db.BigInt, nullable=True))
    op.add_column("section", sa.Column("stance", sa.String(8), nullable=True))
    op.create_table(
        "rule",
        sa.Column("id", forum.db.BigInt, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(30), nullable=False),
        sa.Column("section_name", sa.String(80), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("ruling", sa.String(8), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("version", forum.db.BigInt, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
    )
    op.create_index("uq_rule_name", "rule", ["name", "section_name"], unique=True)
    op.create_table(
        "verdict",
        sa.Column("id", forum.db.BigInt, autoincrement=False, nullable=False),
        sa.Column("comment_id", forum.db.BigInt, nullable=False),
        sa.Column("version", forum.db.BigInt, nullable=False),
        sa.Column("rule", sa.String(30), nullable=False),
        sa.Column("ruling", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("matched", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_verdict_comment_id"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_verdict_comment_id"), "verdict", ["comment_id"])


def downgrade() -> None:
    op.drop_table("verdict")
    op.drop_table("rule")
    op.drop_column("section", "stance")
    op.drop_column("article", "slow_seconds")
    for name in reversed(OF_PEOPLE):
        op.drop_column("account", name)
