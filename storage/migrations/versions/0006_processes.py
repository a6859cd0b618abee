"""Processes, leaders, the last sweep, counters of jobs by lane and state, and indexes for lists of jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COLUMNS = "INSERT INTO job_counts (lane, backfill_id, state, jobs_count)"
FAILED = sa.text("failure_code IS NOT NULL")


def upgrade() -> None:
    _create_tables()
    _index_jobs()
    op.execute(
        f"{COLUMNS} SELECT lane, coalesce(backfill_id, ''), state, count(*) FROM jobs "
        "GROUP BY lane, coalesce(backfill_id, ''), state"
    )
    if op.get_bind().dialect.name == "sqlite":
        _count_on_sqlite()
    else:
        _count_on_postgresql()


def _create_tables() -> None:
    op.create_table(
        "processes",
        sa.Column("process_id", sa.String(128), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("lanes", sa.String(64), nullable=False),
        sa.Column("build", sa.String(64), nullable=False),
        sa.Column("engine", sa.String(200), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("memory_bytes", sa.BigInteger, nullable=False),
        sa.Column("jobs_count", sa.Integer, nullable=False),
        sa.Column("stopping", sa.Boolean, nullable=False),
    )
    op.create_table(
        "leaders",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("holder", sa.String(128), nullable=False),
        sa.Column("term", sa.BigInteger, nullable=False),
        sa.Column("beat", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "sweeps",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(128), nullable=False),
        sa.Column("took_seconds", sa.Float, nullable=False),
        sa.Column("failure_code", sa.String(64), nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
    )
    op.create_table(
        "job_counts",
        sa.Column("row_id", Serial, primary_key=True, autoincrement=True),
        sa.Column("lane", sa.String(16), nullable=False),
        sa.Column("backfill_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("jobs_count", sa.BigInteger, nullable=False),
    )


def _index_jobs() -> None:
    op.create_index("jobs_moved", "jobs", ["state", "lane", "updated_at"])
    op.create_index("jobs_backfill_moved", "jobs", ["backfill_id", "state", "updated_at"])
    op.create_index(
        "jobs_stuck",
        "jobs",
        ["failure_code", "state", "lane", "updated_at"],
        postgresql_where=FAILED,
        sqlite_where=FAILED,
    )
    # The two that begin like these answered nothing that they do not.
    op.drop_index("jobs_backfill", table_name="jobs")
    op.drop_index("jobs_failure_code", table_name="jobs")


def _count_on_sqlite() -> None:
    more = "VALUES (NEW.lane, coalesce(NEW.backfill_id, ''), NEW.state, 1)"
    less = "VALUES (OLD.lane, coalesce(OLD.backfill_id, ''), OLD.state, -1)"
    op.execute(f"CREATE TRIGGER jobs_counted_insert AFTER INSERT ON jobs BEGIN {COLUMNS} {more}; END")
    op.execute(f"CREATE TRIGGER jobs_counted_delete AFTER DELETE ON jobs BEGIN {COLUMNS} {less}; END")
    op.execute(
        "CREATE TRIGGER jobs_counted_update AFTER UPDATE OF lane, backfill_id, state ON jobs "
        "WHEN OLD.state <> NEW.state OR OLD.lane <> NEW.lane OR OLD.backfill_id IS NOT NEW.backfill_id "
        f"BEGIN {COLUMNS} {more}; {COLUMNS} {less}; END"
    )


def _count_on_postgresql() -> None:
    # A trigger a statement, over all its rows at once: a batch of a thousand writes a row or two.
    more = "SELECT lane, backfill_id, state, 1 AS one FROM added"
    less = "SELECT lane, backfill_id, state, -1 AS one FROM gone"
    for deed, rows, tables in (
        ("INSERT", more, "NEW TABLE AS added"),
        ("DELETE", less, "OLD TABLE AS gone"),
        ("UPDATE", f"{more} UNION ALL {less}", "OLD TABLE AS gone NEW TABLE AS added"),
    ):
        name = f"count_jobs_{deed.lower()}"
        op.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{COLUMNS} SELECT lane, coalesce(backfill_id, ''), state, sum(one) FROM ({rows}) AS moved "
            "GROUP BY lane, coalesce(backfill_id, ''), state HAVING sum(one) <> 0; RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER jobs_counted_{deed.lower()} AFTER {deed} ON jobs REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
