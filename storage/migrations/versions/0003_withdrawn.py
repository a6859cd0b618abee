"""Papers that were taken back count no more; dossiers say how many papers were still to be judged."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
    op.add_column("dossiers", sa.Column("waiting_count", sa.Integer, nullable=False, server_default="0"))
