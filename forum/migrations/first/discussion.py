"""Comments with their history and recommendations, words that wait, and what was decided about them."""

import sqlalchemy as sa
from alembic import op

import forum.db

REPLIES, ROOTS = sa.text("parent_id IS NOT NULL"), sa.text("parent_id IS NULL")
# Each order in which a page reads comments, by the rows that it reads.
ORDERS = (
    ("ix_comment_branch", ["root_id", "active_rank"], REPLIES),
    ("ix_comment_replies_active", ["parent_id", "active_rank", "id"], REPLIES),
    ("ix_comment_replies_best", ["parent_id", "recommend_count", "id"], REPLIES),
    ("ix_comment_replies_newest", ["parent_id", "created_at", "id"], REPLIES),
    ("ix_comment_roots_active", ["article_id", "active_rank", "id"], ROOTS),
    ("ix_comment_roots_best", ["article_id", "recommend_count", "id"], ROOTS),
    ("ix_comment_roots_newest", ["article_id", "created_at", "id"], ROOTS),
)


def make() -> None:
    _make_comments()
    _index_comments()
    _make_decisions()
    _make_drafts()
    _make_recommendations()
    _make_revisions()


def _make_comments() -> None:
    op.create_table(
        "comment",
        sa.Column("id", forum.db.BigInt, autoincrement=False, nullable=False),
        sa.Column("article_id", forum.db.BigInt, nullable=False),
        sa.Column("parent_id", forum.db.BigInt, nullable=True),
        sa.Column("root_id", forum.db.BigInt, nullable=False),
        sa.Column("depth", forum.db.BigInt, nullable=False),
        sa.Column("author_id", forum.db.BigInt, nullable=False),
        sa.Column("created_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("edited_at", forum.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("state_reason", sa.String(length=200), nullable=True),
        sa.Column("version", forum.db.BigInt, nullable=False),
        sa.Column("recommend_count", forum.db.BigInt, nullable=False),
        sa.Column("reply_count", forum.db.BigInt, nullable=False),
        sa.Column("descendant_count", forum.db.BigInt, nullable=False),
        sa.Column("active_rank", sa.Double(), nullable=False),
        sa.Column("body_source", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("render_version", forum.db.BigInt, nullable=False),
        sa.Column("spoiler_scope", sa.String(length=20), nullable=True),
        sa.Column("posting_key", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_comment_article_id")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_comment_author_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )


def _index_comments() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_author", ["author_id", "created_at", "id"], unique=False)
        for name, columns, among in ORDERS:
            batch_op.create_index(name, columns, unique=False, postgresql_where=among, sqlite_where=among)
        batch_op.create_index("uq_comment_posting_key", ["author_id", "posting_key"], unique=True)


def _make_decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("id", forum.db.BigInt, autoincrement=False, nullable=False),
        sa.Column("comment_id", forum.db.BigInt, nullable=False),
        sa.Column("by_id", forum.db.BigInt, nullable=False),
        sa.Column("verb", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("version_seen", forum.db.BigInt, nullable=False),
        sa.Column("state_before", sa.String(length=12), nullable=False),
        sa.Column("state_after", sa.String(length=12), nullable=False),
        sa.Column("created_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_decision_by_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_decision_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_comment_id"), ["comment_id"], unique=False)


def _make_drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("article_id", forum.db.BigInt, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_draft_article_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_created_at"), ["created_at"], unique=False)


def _make_recommendations() -> None:
    op.create_table(
        "recommendation",
        sa.Column("comment_id", forum.db.BigInt, nullable=False),
        sa.Column("account_id", forum.db.BigInt, nullable=False),
        sa.Column("created_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_recommendation_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_recommendation_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", "account_id", name=op.f("pk_recommendation")),
    )
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recommendation_account_id"), ["account_id"], unique=False)


def _make_revisions() -> None:
    op.create_table(
        "revision",
        sa.Column("id", forum.db.BigInt, autoincrement=False, nullable=False),
        sa.Column("comment_id", forum.db.BigInt, nullable=False),
        sa.Column("body_source", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("render_version", forum.db.BigInt, nullable=False),
        sa.Column("written_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_revision_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_comment_id"), ["comment_id"], unique=False)


def drop() -> None:
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_comment_id"))

    op.drop_table("revision")
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_account_id"))

    op.drop_table("recommendation")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_created_at"))

    op.drop_table("draft")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_comment_id"))
        batch_op.drop_index(batch_op.f("ix_decision_by_id"))

    op.drop_table("decision")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("uq_comment_posting_key")
        for name, _, among in reversed(ORDERS):
            batch_op.drop_index(name, postgresql_where=among, sqlite_where=among)
        batch_op.drop_index("ix_comment_author")

    op.drop_table("comment")
