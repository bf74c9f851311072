"""What a moderator hands to the admins."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ESCALATED = sa.text("escalated_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("comment", sa.Column("escalated_at", forum.db.UtcDateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_comment_escalated", "comment", ["due_at", "id"], postgresql_where=ESCALATED, sqlite_where=ESCALATED
    )


def downgrade() -> None:
    op.drop_index("ix_comment_escalated", "comment")
    op.drop_column("comment", "escalated_at")
