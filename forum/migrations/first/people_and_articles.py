"""Accounts, sessions and links to sign in, sections and articles, and who mutes whom."""

import sqlalchemy as sa
from alembic import op

import forum.db


def make() -> None:
    _make_accounts()
    _make_sections()
    _make_articles()
    _make_mutes()
    _make_sessions()


def _make_accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", forum.db.BigInt, autoincrement=False, nullable=False),
        sa.Column("handle", sa.String(length=30), nullable=False),
        sa.Column("handle_key", sa.String(length=30), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("display_name", sa.String(length=60), nullable=False),
        sa.Column("bio", sa.Text(), nullable=False),
        sa.Column("badge", sa.String(length=40), nullable=True),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("created_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email_key", name=op.f("uq_account_email_key")),
        sa.UniqueConstraint("handle_key", name=op.f("uq_account_handle_key")),
    )


def _make_sections() -> None:
    op.create_table(
        "section",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("closes_after_days", forum.db.BigInt, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_section")),
    )


def _make_articles() -> None:
    op.create_table(
        "article",
        sa.Column("id", forum.db.BigInt, autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("section_name", sa.String(length=80), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("byline", sa.String(length=200), nullable=True),
        sa.Column("standfirst", sa.Text(), nullable=True),
        sa.Column("prompt", sa.Text(), nullable=True),
        sa.Column("dated", sa.String(length=40), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("closes_at", forum.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("body_source", sa.Text(), nullable=False),
        sa.Column("body_format", sa.String(length=8), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("render_version", forum.db.BigInt, nullable=False),
        sa.Column("created_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("comment_count", forum.db.BigInt, nullable=False),
        sa.Column("version", forum.db.BigInt, nullable=False),
        sa.ForeignKeyConstraint(["section_name"], ["section.name"], name=op.f("fk_article_section_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("key", name=op.f("uq_article_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_article_slug")),
        sa.UniqueConstraint("url", name=op.f("uq_article_url")),
    )
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.create_index("ix_article_discussed", ["comment_count", "id"], unique=False)
        batch_op.create_index("ix_article_listed", ["listed_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_section_name"), ["section_name"], unique=False)


def _make_mutes() -> None:
    op.create_table(
        "mute",
        sa.Column("account_id", forum.db.BigInt, nullable=False),
        sa.Column("muted_id", forum.db.BigInt, nullable=False),
        sa.Column("created_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mute_account_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["muted_id"], ["account.id"], name=op.f("fk_mute_muted_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "muted_id", name=op.f("pk_mute")),
    )


def _make_sessions() -> None:
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", forum.db.BigInt, nullable=False),
        sa.Column("created_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_account_id"), ["account_id"], unique=False)

    op.create_table(
        "sign_in_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", forum.db.BigInt, nullable=False),
        sa.Column("expires_at", forum.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_link_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_link")),
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_account_id"), ["account_id"], unique=False)


def drop() -> None:
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_link_account_id"))

    op.drop_table("sign_in_link")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_account_id"))

    op.drop_table("session")
    op.drop_table("mute")
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_section_name"))
        batch_op.drop_index("ix_article_listed")
        batch_op.drop_index("ix_article_discussed")

    op.drop_table("article")
    op.drop_table("section")
    op.drop_table("account")
