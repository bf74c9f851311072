"""Which articles stand here by what a page of another site said of itself; when the words of a comment last changed."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("opened_by_page", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("comment", sa.Column("worded_at", forum.db.UtcDateTime(timezone=True), nullable=True))
    op.execute("UPDATE comment SET worded_at = edited_at WHERE edited_at IS NOT NULL")


def downgrade() -> None:
    op.drop_column("comment", "worded_at")
    op.drop_column("article", "opened_by_page")
