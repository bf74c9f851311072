"""Tickets in the place of sign-in links, second factors, sessions by device, names that look alike, leaving."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

import forum.db
from forum.accounts.lookalikes import skeleton
from forum.ids import new_id
from forum.migrations.fifth.keys import MOMENT, constraints, make_keys, owner

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Nothing here copies a table: to drop the old one would cascade.
HANDLE_KEY = sa.String(30).with_variant(sa.String(30, collation="C"), "postgresql")
LEAVING = sa.text("erase_at IS NOT NULL")
account, session = sa.table("account"), sa.table("session")
for table, names in (
    (account, "id handle handle_skeleton role created_at confirmed_at"),
    (session, "token_hash id created_at last_seen_at proved_at"),
):
    for name in names.split():
        table.append_column(sa.column(name, MOMENT if name.endswith("_at") else None))


def upgrade() -> None:
    _widen_accounts()
    _widen_sessions()
    for name, kind in (("parent_id", forum.db.BigInt), ("sort", sa.String(20)), ("key", sa.String(200))):
        op.add_column("draft", sa.Column(name, kind, nullable=True))
    op.drop_table("sign_in_link")
    op.create_table(
        "former_handle",
        sa.Column("handle_key", HANDLE_KEY, nullable=False),
        sa.Column("handle_skeleton", sa.String(60), nullable=False),
        owner(),
        sa.Column("given_up_at", MOMENT, nullable=False),
        *constraints("former_handle", "handle_key"),
    )
    op.create_index(op.f("ix_former_handle_handle_skeleton"), "former_handle", ["handle_skeleton"])
    op.create_index(op.f("ix_former_handle_account_id"), "former_handle", ["account_id"])
    op.create_table(
        "legal_hold",
        owner(),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("by_id", forum.db.BigInt, nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        *constraints("legal_hold", "account_id"),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_legal_hold_by_id"), ondelete="SET NULL"),
    )
    op.create_index(op.f("ix_legal_hold_by_id"), "legal_hold", ["by_id"])
    make_keys()


def downgrade() -> None:
    for table in ("failure", "passkey", "recovery_code", "authenticator", "ticket", "legal_hold", "former_handle"):
        op.drop_table(table)
    op.create_table(
        "sign_in_link",
        sa.Column("token_hash", sa.String(64), nullable=False),
        owner(),
        sa.Column("expires_at", MOMENT, nullable=False),
        *constraints("sign_in_link", "token_hash"),
    )
    op.create_index(op.f("ix_sign_in_link_account_id"), "sign_in_link", ["account_id"])
    for name in ("key", "sort", "parent_id"):
        op.drop_column("draft", name)
    op.drop_index("uq_session_id", "session")
    for name in ("second_at", "proved_at", "device", "last_seen_at", "id"):
        op.drop_column("session", name)
    op.drop_index("ix_account_erase_at", "account")
    op.drop_index("ix_account_display_name", "account")
    _order_names(collation="default")
    op.drop_index("uq_account_handle_skeleton", "account")
    for name in ("erased_at", "erase_words", "erase_at", "is_guest", "confirmed_at", "handle_skeleton"):
        op.drop_column("account", name)


def _widen_accounts() -> None:
    op.add_column("account", sa.Column("handle_skeleton", sa.String(60), nullable=False, server_default=""))
    op.add_column("account", sa.Column("confirmed_at", MOMENT, nullable=True))
    op.add_column("account", sa.Column("is_guest", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("account", sa.Column("erase_at", MOMENT, nullable=True))
    op.add_column("account", sa.Column("erase_words", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("account", sa.Column("erased_at", MOMENT, nullable=True))
    _fill_skeletons()
    # Whoever was given a role came in by a link from whoever runs the site, and every other way in had ended.
    op.execute(account.update().where(account.c.role != "reader").values(confirmed_at=account.c.created_at))
    op.create_index("uq_account_handle_skeleton", "account", ["handle_skeleton"], unique=True)
    _order_names(collation="C")
    op.create_index(op.f("ix_account_display_name"), "account", ["display_name"])
    op.create_index("ix_account_erase_at", "account", ["erase_at"], postgresql_where=LEAVING, sqlite_where=LEAVING)


def _order_names(collation: str) -> None:
    """By their bytes, so that those with the same beginning are one range, as SQLite has it anyway."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("account", "email_key", type_=sa.String(254, collation=collation))
        op.alter_column("account", "display_name", type_=sa.String(60, collation=collation))


def _fill_skeletons() -> None:
    """Whoever was first keeps a look of their own. Both keep their names: it is new ones that may not look alike."""
    bind, taken = op.get_bind(), set[str]()
    rows = bind.execute(sa.select(account.c.id, account.c.handle).order_by(account.c.created_at, account.c.id)).all()
    filled = []
    for number, handle in rows:
        look = skeleton(handle)
        look = look if look not in taken else f"{look[:30]}:{number}"
        taken.add(look)
        filled.append({"number": number, "look": look})
    if filled:
        change = account.update().where(account.c.id == sa.bindparam("number"))
        bind.execute(change.values(handle_skeleton=sa.bindparam("look")), filled)


def _widen_sessions() -> None:
    op.add_column("session", sa.Column("id", forum.db.BigInt, nullable=False, server_default="0"))
    # SQLite takes no moment that is not the same for every row; what is filled below is never the epoch.
    for name in ("last_seen_at", "proved_at"):
        op.add_column("session", sa.Column(name, MOMENT, nullable=False, server_default="1970-01-01 00:00:00"))
    op.add_column("session", sa.Column("device", sa.String(60), nullable=False, server_default=""))
    op.add_column("session", sa.Column("second_at", MOMENT, nullable=True))
    bind = op.get_bind()
    # When they were here last nobody wrote down: they have as long from now as anybody who comes today.
    seen = session.update().values(last_seen_at=datetime.now(UTC), proved_at=session.c.created_at)
    op.execute(seen)
    rows = bind.execute(sa.select(session.c.token_hash)).all()
    if rows:
        change = session.update().where(session.c.token_hash == sa.bindparam("token"))
        filled = [{"token": token, "number": new_id()} for (token,) in rows]
        bind.execute(change.values(id=sa.bindparam("number")), filled)
    op.create_index("uq_session_id", "session", ["id"], unique=True)
