"""Indexes that have the jobs of a state and lane, and of a code, in the order of their ids."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

FAILED = sa.text("failure_code IS NOT NULL")


def upgrade() -> None:
    op.create_index("jobs_ids", "jobs", ["state", "lane", "job_id"])
    op.create_index(
        "jobs_stuck_ids",
        "jobs",
        ["failure_code", "state", "lane", "job_id"],
        postgresql_where=FAILED,
        sqlite_where=FAILED,
    )
