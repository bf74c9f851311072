"""Tickets, second factors and passkeys, and who failed to sign in."""

import sqlalchemy as sa
from alembic import op

import forum.db

MOMENT = forum.db.UtcDateTime(timezone=True)


def make_keys() -> None:
    _make_tickets()
    _make_factors()
    _make_passkeys()
    _make_failures()


def _make_tickets() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("account_id", forum.db.BigInt, nullable=True),
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in (("email", 254), ("email_key", 254))),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("draft", sa.String(64), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("created_at", "expires_at")),
        sa.Column("wrong_codes", forum.db.BigInt, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        *constraints("ticket", "id"),
    )
    op.create_index("ix_ticket_email", "ticket", ["email_key", "purpose", "created_at"])
    op.create_index(op.f("ix_ticket_account_id"), "ticket", ["account_id"])
    op.create_index(op.f("ix_ticket_expires_at"), "ticket", ["expires_at"])


def _make_factors() -> None:
    op.create_table(
        "authenticator",
        owner(),
        sa.Column("sealed_secret", sa.String(200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("last_step", forum.db.BigInt, nullable=False),
        *constraints("authenticator", "account_id"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("digest", sa.String(64), nullable=False),
        owner(),
        *constraints("recovery_code", "digest"),
    )
    op.create_index(op.f("ix_recovery_code_account_id"), "recovery_code", ["account_id"])


def _make_passkeys() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", forum.db.BigInt, autoincrement=False, nullable=False),
        owner(),
        sa.Column("credential_id", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", forum.db.BigInt, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=True),
        *constraints("passkey", "id"),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index(op.f("ix_passkey_account_id"), "passkey", ["account_id"])


def _make_failures() -> None:
    op.create_table(
        "failure",
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("count", forum.db.BigInt, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_failure")),
    )
    op.create_index(op.f("ix_failure_last_at"), "failure", ["last_at"])


def owner() -> sa.Column[int]:
    return sa.Column("account_id", forum.db.BigInt, autoincrement=False, nullable=False)


def constraints(table: str, primary: str) -> tuple[sa.Constraint, ...]:
    """The primary key, and the account with which its rows go."""
    return (
        sa.PrimaryKeyConstraint(primary, name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f(f"fk_{table}_account_id"), ondelete="CASCADE"
        ),
    )
