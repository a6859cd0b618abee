"""Each schema says which builds before its own work on it, so that an old worker may start again during an upgrade."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survivals",
        sa.Column("revision", sa.String(32), primary_key=True),
        sa.Column("survived_by", sa.String(32), nullable=False),
    )
