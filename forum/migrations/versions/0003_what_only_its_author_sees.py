"""Whether somebody has words under an article that only they see: asked for each page of a member."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UNPUBLISHED = "state IN ('held', 'rejected', 'suspected', 'unconfirmed')"


def upgrade() -> None:
    op.create_index(
        "ix_comment_unpublished",
        "comment",
        ["author_id", "article_id"],
        postgresql_where=sa.text(UNPUBLISHED),
        sqlite_where=sa.text(UNPUBLISHED),
    )


def downgrade() -> None:
    op.drop_index("ix_comment_unpublished", "comment")
