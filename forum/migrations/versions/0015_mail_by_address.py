"""How much trouble each address gave, and one name for all mails about a comment."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing leads to a mail, so that SQLite may copy the table.
    with op.batch_alter_table("mail") as table:
        table.drop_constraint("uq_mail_message_id", type_="unique")
    # All that was counted so far were refusals for good: two points each now, and at four nothing is sent.
    _rename("refusals", "score")
    op.execute("UPDATE undeliverable SET score = CASE WHEN score > 1 THEN 4 ELSE 2 * score END")


def downgrade() -> None:
    # Before, three refusals stopped an address.
    op.execute("UPDATE undeliverable SET score = CASE WHEN score > 3 THEN 3 ELSE (score + 1) / 2 END")
    _rename("score", "refusals")
    op.execute(
        "UPDATE mail SET message_id = '<' || id || '.' || substr(message_id, 2)"
        " WHERE id NOT IN (SELECT min(id) FROM mail GROUP BY message_id)"
    )
    with op.batch_alter_table("mail") as table:
        table.create_unique_constraint("uq_mail_message_id", ["message_id"])


def _rename(column: str, to: str) -> None:
    op.alter_column("undeliverable", column, new_column_name=to, existing_type=sa.BigInteger(), existing_nullable=False)
