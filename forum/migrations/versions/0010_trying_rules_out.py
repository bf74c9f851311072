"""Rules that are tried out on what people have said before they are saved."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt
COUNTED = ("done", "judged", "held", "of_staff", "approved", "today")


def upgrade() -> None:
    op.create_table(
        "trial",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("rule", sa.String(30), nullable=False),
        sa.Column("section_name", sa.String(80), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("saved", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("total", BIG, nullable=True),
        *(sa.Column(name, BIG, nullable=False) for name in COUNTED),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_trial_by_id"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_trial_by_id"), "trial", ["by_id"])


def downgrade() -> None:
    op.drop_table("trial")
