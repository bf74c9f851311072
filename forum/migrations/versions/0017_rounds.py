"""What staff were told by mail, and may decide from it."""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None: ...


def downgrade() -> None: ...
