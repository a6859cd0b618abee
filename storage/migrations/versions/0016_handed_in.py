"""A line of the worklist keeps what was handed in, judged or not; builds before write lines without."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("worklist", sa.Column("handed_in", sa.String(32), nullable=False, server_default=""))
