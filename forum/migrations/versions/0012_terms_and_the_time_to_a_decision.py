"""Terms and house rules by their versions, which of them a statement refers to, and how long a decision took."""

import sqlalchemy as sa
from alembic import op

import forum.db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT, BIG = forum.db.UtcDateTime(timezone=True), forum.db.BigInt


def upgrade() -> None:
    op.add_column("decision", sa.Column("waited", BIG, nullable=True))
    op.create_index("ix_decision_created", "decision", ["created_at", "verb"])
    op.create_index("ix_report_created", "report", ["created_at", "id"])
    op.create_table(
        "terms",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("body_source", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("render_version", BIG, nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_terms_by_id"), ondelete="SET NULL"),
    )
    op.create_index("ix_terms_kind", "terms", ["kind", "id"])
    op.create_index(op.f("ix_terms_by_id"), "terms", ["by_id"])
    # In its place: SQLite would not let a table be made anew that appeals refer to.
    key = sa.ForeignKey("terms.id", name=op.f("fk_statement_terms_id"))
    op.add_column("statement", sa.Column("terms_id", BIG, key, nullable=True), inline_references=True)
    op.create_index(op.f("ix_statement_terms_id"), "statement", ["terms_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_statement_terms_id"), "statement")
    op.drop_column("statement", "terms_id")
    op.drop_table("terms")
    op.drop_index("ix_report_created", "report")
    op.drop_index("ix_decision_created", "decision")
    op.drop_column("decision", "waited")
