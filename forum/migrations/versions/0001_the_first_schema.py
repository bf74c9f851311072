"""The first schema."""

from forum.migrations.first import discussion, people_and_articles

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    people_and_articles.make()
    discussion.make()


def downgrade() -> None:
    discussion.drop()
    people_and_articles.drop()
