"""What people are told, how they want to be told it, and what they follow."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt
UNREAD, UNREAD_ON_SQLITE = sa.text("read_at IS NULL AND in_inbox"), sa.text("read_at IS NULL AND in_inbox = 1")
TO_MAIL = sa.text("post IN ('waits', 'digest')")


def upgrade() -> None:
    _notifications()
    op.create_table(
        "notification_choice",
        sa.Column("person_id", BIG, nullable=False),
        *_manner(),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_notification_choice")),
        _key("notification_choice", "person_id", "account.id"),
    )
    op.create_table(
        "notification_default", *_manner(), sa.PrimaryKeyConstraint("kind", name=op.f("pk_notification_default"))
    )
    op.create_table(
        "following",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("place", sa.String(8), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "place", "key", name=op.f("pk_following")),
        _key("following", "person_id", "account.id"),
    )
    op.create_index("ix_following_place", "following", ["place", "key", "person_id"])
    op.add_column("account", sa.Column("time_zone", sa.String(40), nullable=True))


def downgrade() -> None:
    op.drop_column("account", "time_zone")
    for table in ("following", "notification_default", "notification_choice", "notification"):
        op.drop_table(table)


def _notifications() -> None:
    op.create_table(
        "notification",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("occasion", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("comment_id", BIG, nullable=True),
        sa.Column("article_id", BIG, nullable=True),
        sa.Column("statement_id", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("in_inbox", sa.Boolean(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("post", sa.String(8), nullable=False),
        sa.Column("mail_due_at", MOMENT, nullable=True),
        sa.Column("mail_reason", sa.String(200), nullable=True),
        sa.Column("mail_id", BIG, nullable=True),
        sa.Column("mailed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        *(_key("notification", f"{name}_id", f"{table}.id") for name, table in OTHERS),
    )
    op.create_index("uq_notification_occasion", "notification", ["person_id", "occasion"], unique=True)
    op.create_index("ix_notification_person", "notification", ["person_id", "id"])
    op.create_index("ix_notification_mailed", "notification", ["person_id", "article_id", "mailed_at"])
    for column in ("comment_id", "article_id", "mail_id"):
        op.create_index(op.f(f"ix_notification_{column}"), "notification", [column])
    _index("unread", ["person_id", "id"], UNREAD, UNREAD_ON_SQLITE)
    _index("to_mail", ["mail_due_at", "id"], TO_MAIL, TO_MAIL)


def _index(name: str, columns: list[str], among: "sa.TextClause", on_sqlite: "sa.TextClause") -> None:
    name = f"ix_notification_{name}"
    op.create_index(name, "notification", columns, postgresql_where=among, sqlite_where=on_sqlite)


OTHERS = (("person", "account"), ("comment", "comment"), ("article", "article"))


def _manner() -> tuple["sa.Column[str]", "sa.Column[bool]", "sa.Column[str]"]:
    return (
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("inbox", sa.Boolean(), nullable=False),
        sa.Column("mail", sa.String(8), nullable=False),
    )


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [other], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
