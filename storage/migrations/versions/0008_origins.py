"""Jobs keep what they came from: one id from upload to report, and the trace it belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("correlation_id", sa.String(36)))
    op.add_column("jobs", sa.Column("traceparent", sa.String(64)))
