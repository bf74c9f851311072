"""What readers report, the reasons that staff share, statements of them, and appeals."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt
WAITED = sa.text("state IN ('held', 'suspected')")
REPORTED = sa.text("(report_count > 0 AND state IN ('live', 'approved'))")
DUE = sa.text("(state IN ('held', 'suspected') OR (report_count > 0 AND state IN ('live', 'approved')))")
UNANSWERED = sa.text("outcome IS NULL")
INDEXES = {
    "due": ["due_at", "id"],
    "due_article": ["article_id", "due_at", "id"],
    "due_author": ["author_id", "due_at", "id"],
}


def upgrade() -> None:
    op.add_column("comment", sa.Column("revision", BIG, nullable=False, server_default="1"))
    op.add_column("comment", sa.Column("report_count", BIG, nullable=False, server_default="0"))
    op.add_column("comment", sa.Column("resubmitted_at", MOMENT, nullable=True))
    op.add_column("verdict", sa.Column("revision", BIG, nullable=False, server_default="1"))
    op.add_column("decision", sa.Column("reason_name", sa.String(20), nullable=True))
    _index_queue(DUE)
    _index("reported", "comment", ["due_at", "id"], REPORTED)
    _make_reports()
    _make_reason()
    _make_statements()
    _make_appeals()


def downgrade() -> None:
    for table in ("appeal", "statement", "reason", "legal_notice", "report"):
        op.drop_table(table)
    op.drop_index("ix_comment_reported", "comment")
    _index_queue(WAITED)
    op.drop_column("decision", "reason_name")
    op.drop_column("verdict", "revision")
    op.drop_column("comment", "resubmitted_at")
    op.drop_column("comment", "report_count")
    op.drop_column("comment", "revision")


def _index_queue(among: sa.TextClause) -> None:
    for name, columns in INDEXES.items():
        op.drop_index(f"ix_comment_{name}", "comment")
        _index(name, "comment", columns, among)


def _index(name: str, table: str, columns: list[str], among: sa.TextClause) -> None:
    op.create_index(f"ix_{table}_{name}", table, columns, postgresql_where=among, sqlite_where=among)


def _make_reports() -> None:
    _make(
        "report",
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("revision", BIG, nullable=False),
        sa.Column("reporter_id", BIG, nullable=True),
        sa.Column("reporter_key", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(12), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.Column("wants_word", sa.Boolean(), nullable=False),
        sa.Column("head_start", BIG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("decision_id", BIG, nullable=True),
        _key("report", "comment_id", "comment.id", "CASCADE"),
        _key("report", "reporter_id", "account.id", "SET NULL"),
        _key("report", "decision_id", "decision.id"),
    )
    op.create_index("uq_report_key", "report", ["comment_id", "revision", "reporter_key"], unique=True)
    op.create_index("ix_report_reporter", "report", ["reporter_id", "outcome"])
    op.create_index("ix_report_settled", "report", ["settled_at", "id"])
    op.create_index(op.f("ix_report_decision_id"), "report", ["decision_id"])
    _index("unanswered", "report", ["comment_id"], UNANSWERED)
    op.create_table(
        "legal_notice",
        sa.Column("report_id", BIG, nullable=False),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("is_of_child_abuse", sa.Boolean(), nullable=False),
        sa.Column("is_threat_to_life", sa.Boolean(), nullable=False),
        sa.Column("forgotten_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_legal_notice")),
        _key("legal_notice", "report_id", "report.id", "CASCADE"),
    )


def _make_reason() -> None:
    op.create_table(
        "reason",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("public_line", sa.String(100), nullable=False),
        sa.Column("message", sa.String(1000), nullable=False),
        sa.Column("severity", BIG, nullable=False),
        sa.Column("is_of_law", sa.Boolean(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_reason")),
    )


def _make_statements() -> None:
    _make(
        "statement",
        sa.Column("decision_id", BIG, nullable=True),
        sa.Column("sanction_id", BIG, nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("comment_id", BIG, nullable=True),
        sa.Column("revision", BIG, nullable=True),
        sa.Column("action", sa.String(12), nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("reason_name", sa.String(20), nullable=True),
        sa.Column("public_line", sa.String(200), nullable=False),
        sa.Column("message", sa.String(1000), nullable=False),
        sa.Column("is_of_law", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("rule", sa.String(30), nullable=True),
        sa.Column("mail_id", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        _key("statement", "decision_id", "decision.id"),
        _key("statement", "sanction_id", "sanction.id", "SET NULL"),
        _key("statement", "person_id", "account.id", "SET NULL"),
        _key("statement", "comment_id", "comment.id", "SET NULL"),
        sa.UniqueConstraint("decision_id", name=op.f("uq_statement_decision_id")),
        sa.UniqueConstraint("sanction_id", name=op.f("uq_statement_sanction_id")),
    )
    op.create_index("ix_statement_person", "statement", ["person_id", "id"])
    op.create_index("ix_statement_created", "statement", ["created_at", "id"])
    for name in ("comment_id", "mail_id"):
        op.create_index(op.f(f"ix_statement_{name}"), "statement", [name])


def _make_appeals() -> None:
    _make(
        "appeal",
        sa.Column("statement_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by_id", BIG, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        _key("appeal", "statement_id", "statement.id"),
        _key("appeal", "person_id", "account.id", "SET NULL"),
        _key("appeal", "decided_by_id", "account.id", "SET NULL"),
        sa.UniqueConstraint("statement_id", name=op.f("uq_appeal_statement_id")),
    )
    for name in ("person_id", "decided_by_id"):
        op.create_index(op.f(f"ix_appeal_{name}"), "appeal", [name])
    _index("undecided", "appeal", ["created_at", "id"], UNANSWERED)


def _make(table: str, *rest: sa.Column[object] | sa.Constraint) -> None:
    """A table of rows that the application gives their ids."""
    number = sa.Column("id", BIG, autoincrement=False, nullable=False)
    op.create_table(table, number, *rest, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _key(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [other], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)
