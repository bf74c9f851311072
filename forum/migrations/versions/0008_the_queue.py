"""Since when a comment waits; who is looking at what, notes of the team, and views that are kept."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt
IN_QUEUE = sa.text("state IN ('held', 'suspected')")
LIVE = sa.text("state = 'live'")
EDITED = sa.text("state = 'live' AND edited_at IS NOT NULL")
INDEXES = {
    "due": ["due_at", "id"],
    "due_article": ["article_id", "due_at", "id"],
    "due_author": ["author_id", "due_at", "id"],
}
comment = sa.table("comment", *map(sa.column, ("due_at", "created_at", "state")))


def upgrade() -> None:
    op.add_column("comment", sa.Column("due_at", MOMENT, nullable=True))
    op.execute(comment.update().values(due_at=comment.c.created_at).where(IN_QUEUE))
    for name, columns in INDEXES.items():
        op.create_index(f"ix_comment_{name}", "comment", columns, postgresql_where=IN_QUEUE, sqlite_where=IN_QUEUE)
    op.create_index("ix_comment_edited", "comment", ["edited_at", "id"], postgresql_where=EDITED, sqlite_where=EDITED)
    op.create_index("ix_comment_live", "comment", ["created_at", "id"], postgresql_where=LIVE, sqlite_where=LIVE)
    op.create_index("ix_verdict_rule", "verdict", ["rule", "id"])
    op.create_table(
        "lease",
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("comment_id", "account_id", name=op.f("pk_lease")),
        *_keys("lease", ("comment_id", "comment.id"), ("account_id", "account.id")),
    )
    op.create_index(op.f("ix_lease_account_id"), "lease", ["account_id"])
    op.create_table(
        "note",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("body", sa.String(1000), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        *_keys("note", ("account_id", "account.id"), ("by_id", "account.id")),
    )
    for name in ("account_id", "by_id"):
        op.create_index(op.f(f"ix_note_{name}"), "note", [name])
    op.create_table(
        "queue_view",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("query", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_view")),
        *_keys("queue_view", ("account_id", "account.id")),
    )
    op.create_index("uq_queue_view_name", "queue_view", ["account_id", "name"], unique=True)


def downgrade() -> None:
    for name in ("queue_view", "note", "lease"):
        op.drop_table(name)
    op.drop_index("ix_verdict_rule", "verdict")
    for name in ("live", "edited", *INDEXES):
        op.drop_index(f"ix_comment_{name}", "comment")
    op.drop_column("comment", "due_at")


def _keys(table: str, *pairs: tuple[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [other], name=op.f(f"fk_{table}_{name}"), ondelete="CASCADE")
        for name, other in pairs
    ]
