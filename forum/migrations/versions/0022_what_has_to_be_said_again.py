"""What an issuer says counts for a while; where a page of another site holds a session; who stays banned."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

import forum.db
from forum import clock

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENT = forum.db.UtcDateTime(timezone=True)


def upgrade() -> None:
    for column in ("role_until", "may_post_until"):
        op.add_column("account", sa.Column(column, MOMENT, nullable=True))
    # From now on, as if everybody had just come by.
    account = sa.table(
        "account", sa.column("id"), sa.column("role"), *_moments("role_until", "may_post_until"), sa.column("may_post")
    )
    identity = sa.table("identity", sa.column("account_id"), sa.column("role"))
    made = sa.select(identity.c.account_id).where(identity.c.role == "moderator")
    moderators = sa.update(account).where(account.c.role == "moderator", account.c.id.in_(made))
    op.execute(moderators.values(role_until=clock.now() + timedelta(days=1)))
    posting = sa.update(account).where(account.c.may_post == sa.true())
    op.execute(posting.values(may_post_until=clock.now() + timedelta(days=30)))
    op.drop_column("account", "may_post")
    op.add_column("session", sa.Column("origin", sa.String(270), nullable=True))
    op.create_table(
        "barred",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_barred")),
    )


def downgrade() -> None:
    op.drop_table("barred")
    op.drop_column("session", "origin")
    op.add_column("account", sa.Column("may_post", sa.Boolean(), nullable=False, server_default=sa.false()))
    account = sa.table("account", sa.column("may_post"), *_moments("may_post_until"))
    posting = sa.update(account).where(account.c.may_post_until > clock.now())
    op.execute(posting.values(may_post=sa.true()))
    for column in ("may_post_until", "role_until"):
        op.drop_column("account", column)


def _moments(*names: str) -> list[sa.ColumnClause[object]]:
    return [sa.column(name, MOMENT) for name in names]
