"""A deletion that can be undone for a minute, and what is new since the last visit."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Nothing here copies a table, as Alembic's batches do on SQLite: to drop the old one would cascade.


def upgrade() -> None:
    op.add_column("comment", sa.Column("deleted_at", forum.db.UtcDateTime(timezone=True), nullable=True))
    op.add_column("comment", sa.Column("state_before", sa.String(length=12), nullable=True))
    op.create_index(
        "ix_comment_deleted",
        "comment",
        ["deleted_at"],
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
        sqlite_where=sa.text("deleted_at IS NOT NULL"),
    )
    op.create_index("ix_comment_article", "comment", ["article_id", "id"])
    op.create_table(
        "visit",
        sa.Column("account_id", forum.db.BigInt, nullable=False),
        sa.Column("article_id", forum.db.BigInt, nullable=False),
        sa.Column("before", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("began", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_visit_account_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_visit_article_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "article_id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_article_id"), "visit", ["article_id"])
    _order_handles_by("C")


def downgrade() -> None:
    _order_handles_by("default")
    op.drop_index(op.f("ix_visit_article_id"), "visit")
    op.drop_table("visit")
    _erase_what_could_be_undone()
    op.drop_index("ix_comment_article", "comment")
    op.drop_index("ix_comment_deleted", "comment")
    op.drop_column("comment", "state_before")
    op.drop_column("comment", "deleted_at")


def _order_handles_by(collation: str) -> None:
    """SQLite orders by bytes anyway; on PostgreSQL the index is made anew in that order."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("account", "handle_key", type_=sa.String(length=30, collation=collation))


def _erase_what_could_be_undone() -> None:
    """The version before knows of no minute: what is deleted has no words."""
    nothing = {"body_source": "", "body_html": "", "spoiler_scope": None, "edited_at": None, "state_reason": None}
    comment = sa.table("comment", *map(sa.column, ("id", "deleted_at", *nothing)))
    earlier = sa.table("revision", sa.column("comment_id"))
    deleted = comment.c.deleted_at.is_not(None)
    op.execute(earlier.delete().where(earlier.c.comment_id.in_(sa.select(comment.c.id).where(deleted))))
    op.execute(comment.update().where(deleted).values(nothing))
