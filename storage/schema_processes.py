"""The tables of processes, of who leads, of the last sweep, and of the counters of jobs."""

import sqlalchemy as sa

from storage.schema import Serial, UtcDateTime, metadata

processes = sa.Table(
    "processes",
    metadata,
    sa.Column("process_id", sa.String(128), primary_key=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("lanes", sa.String(64), nullable=False),
    sa.Column("build", sa.String(64), nullable=False),
    sa.Column("engine", sa.String(200), nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("memory_bytes", sa.BigInteger, nullable=False),
    sa.Column("jobs_count", sa.Integer, nullable=False),
    sa.Column("stopping", sa.Boolean, nullable=False),
)

leaders = sa.Table(
    "leaders",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    # Empty where nobody leads.
    sa.Column("holder", sa.String(128), nullable=False),
    sa.Column("term", sa.BigInteger, nullable=False),
    sa.Column("beat", sa.BigInteger, nullable=False),
)

sweeps = sa.Table(
    "sweeps",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("who", sa.String(128), nullable=False),
    sa.Column("took_seconds", sa.Float, nullable=False),
    sa.Column("failure_code", sa.String(64), nullable=False),
    sa.Column("counts", sa.Text, nullable=False),
)

job_counts = sa.Table(
    "job_counts",
    metadata,
    # Triggers add a row for each change of a number of jobs; the numbers are sums, and the sweep adds rows up.
    sa.Column("row_id", Serial, primary_key=True, autoincrement=True),
    sa.Column("lane", sa.String(16), nullable=False),
    # Empty for jobs of no backfill.
    sa.Column("backfill_id", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("jobs_count", sa.BigInteger, nullable=False),
)
