"""Decisions that can be undone, what editors make of a comment, sanctions, and the log of what staff did."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt
PINNED = sa.text("pinned_at IS NOT NULL")
comment = sa.table("comment", *map(sa.column, ("id", "article_id", "author_id")))
decision = sa.table("decision", *map(sa.column, ("comment_id", "article_id", "person_id")))
# A slip in our own code, or whoever has only the site's connection, cannot change what was logged.
GUARDS = {
    "sqlite": [
        "CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry "
        "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
        "CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry "
        "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION log_entry_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is only added to'; END $$",
        "CREATE TRIGGER log_entry_stays BEFORE UPDATE OR DELETE ON log_entry "
        "FOR EACH ROW EXECUTE FUNCTION log_entry_stays()",
        "CREATE TRIGGER log_entry_stays_whole BEFORE TRUNCATE ON log_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION log_entry_stays()",
    ],
}


def upgrade() -> None:
    _widen_comments()
    op.add_column("account", sa.Column("warned_at", MOMENT, nullable=True))
    op.add_column("session", sa.Column("network", sa.String(64), nullable=True))
    op.create_index(op.f("ix_session_network"), "session", ["network"])
    _widen_decisions()
    _make_sanctions()
    _make_log()


def downgrade() -> None:
    op.drop_table("log_text")
    op.drop_table("log_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION log_entry_stays()")
    op.drop_table("sanction")
    # What an older version does not know: decisions without a state, and about articles.
    op.execute("DELETE FROM decision WHERE comment_id IS NULL OR verb NOT IN ('approve', 'reject', 'remove')")
    with op.batch_alter_table("decision") as table:
        for name in ("article_id", "person_id", "batch"):
            table.drop_index(f"ix_decision_{name}")
        table.drop_constraint("uq_decision_of_id", type_="unique")
        for name in ("article_id", "person_id", "of_id"):
            table.drop_constraint(f"fk_decision_{name}", type_="foreignkey")
        for name in ("of_id", "batch", "after", "before", "version_after", "person_id", "article_id"):
            table.drop_column(name)
        for name, kind in (("comment_id", BIG), ("state_before", sa.String(12)), ("state_after", sa.String(12))):
            table.alter_column(name, existing_type=kind, nullable=False)
    op.drop_index(op.f("ix_session_network"), "session")
    op.drop_column("session", "network")
    op.drop_column("account", "warned_at")
    op.drop_index("ix_comment_pinned", "comment")
    for name in ("is_locked", "pinned_at", "picked_at", "is_wrapped"):
        op.drop_column("comment", name)
    op.drop_column("article", "pinned_count")


def _widen_comments() -> None:
    for name in ("is_wrapped", "is_locked"):
        op.add_column("comment", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("picked_at", "pinned_at"):
        op.add_column("comment", sa.Column(name, MOMENT, nullable=True))
    op.create_index("ix_comment_pinned", "comment", ["article_id"], postgresql_where=PINNED, sqlite_where=PINNED)
    op.add_column("article", sa.Column("pinned_count", BIG, nullable=False, server_default="0"))


def _widen_decisions() -> None:
    """Nothing leads to a decision yet, so that SQLite may copy the table."""
    with op.batch_alter_table("decision") as table:
        for name, kind in (("comment_id", BIG), ("state_before", sa.String(12)), ("state_after", sa.String(12))):
            table.alter_column(name, existing_type=kind, nullable=True)
        for name in ("article_id", "person_id", "version_after", "batch", "of_id"):
            table.add_column(sa.Column(name, BIG, nullable=True))
        for name in ("before", "after"):
            table.add_column(sa.Column(name, sa.JSON(), nullable=True))
        for name, other in (("article_id", "article"), ("person_id", "account"), ("of_id", "decision")):
            table.create_foreign_key(f"fk_decision_{name}", other, [name], ["id"])
        table.create_unique_constraint("uq_decision_of_id", ["of_id"])
        for name in ("article_id", "person_id", "batch"):
            table.create_index(f"ix_decision_{name}", [name])
    own = comment.c.id == decision.c.comment_id
    for column, source in ((decision.c.article_id, comment.c.article_id), (decision.c.person_id, comment.c.author_id)):
        op.execute(decision.update().values({column: sa.select(source).where(own).scalar_subquery()}))


def _make_sanctions() -> None:
    op.create_table(
        "sanction",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        *(sa.Column(name, MOMENT, nullable=True) for name in ("until", "ended_at")),
        sa.Column("ended_by_id", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
        *(
            sa.ForeignKeyConstraint([name], ["account.id"], name=op.f(f"fk_sanction_{name}"), ondelete=then)
            for name, then in (("account_id", "CASCADE"), ("by_id", "SET NULL"), ("ended_by_id", "SET NULL"))
        ),
    )
    for name in ("account_id", "by_id", "ended_by_id"):
        op.create_index(op.f(f"ix_sanction_{name}"), "sanction", [name])


def _make_log() -> None:
    op.create_table(
        "log_entry",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        *(sa.Column(name, BIG, nullable=True) for name in ("actor_id", "person_id", "comment_id", "article_id")),
        *(sa.Column(name, sa.String(64), nullable=False) for name in ("words_digest", "previous", "seal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
        sa.UniqueConstraint("previous", name=op.f("uq_log_entry_previous")),
    )
    for name in ("actor", "person"):
        op.create_index(f"ix_log_entry_{name}", "log_entry", [f"{name}_id", "id"])
    op.create_index("ix_log_entry_kind", "log_entry", ["kind", "id"])
    op.create_table(
        "log_text",
        sa.Column("entry_id", BIG, autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_log_text")),
        sa.ForeignKeyConstraint(["entry_id"], ["log_entry.id"], name=op.f("fk_log_text_entry_id")),
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)
