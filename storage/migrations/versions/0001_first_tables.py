"""The first tables; reports, dossiers and the audit are guarded against change and removal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("reports", "dossiers", "audit")


def upgrade() -> None:
    _create_papers()
    _create_work()
    _create_results()
    for table in APPEND_ONLY:
        _guard(table)


def _create_papers() -> None:
    op.create_table(
        "applications",
        sa.Column("application_id", sa.String(64), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("dossier_version", sa.BigInteger, nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Index(
            "applications_stale",
            "touched_at",
            postgresql_where=sa.text("version > dossier_version"),
            sqlite_where=sa.text("version > dossier_version"),
        ),
    )
    op.create_table(
        "documents",
        sa.Column("document_id", sa.String(32), primary_key=True),
        sa.Column("application_id", sa.String(64), sa.ForeignKey("applications.application_id"), nullable=False),
        sa.Column("file", sa.String(255), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        # Empty where no slot was declared: NULLs are never equal, and a unique constraint would let them pass.
        sa.Column("declared_type", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("application_id", "sha256", "declared_type", name="documents_same_bytes"),
        sa.Index("documents_sha256", "sha256"),
    )


def _create_work() -> None:
    op.create_table(
        "backfills",
        sa.Column("backfill_id", sa.String(64), primary_key=True),
        sa.Column("manifest_digest", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines_done", sa.BigInteger, nullable=False),
        sa.Column("enrolled_count", sa.BigInteger, nullable=False),
        sa.Column("known_count", sa.BigInteger, nullable=False),
        sa.Column("rejected_count", sa.BigInteger, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
    )
    op.create_table(
        "jobs",
        sa.Column("job_id", sa.String(32), primary_key=True),
        sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.document_id"), nullable=False, unique=True),
        sa.Column("lane", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("start_from", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rung_at", sa.DateTime(timezone=True)),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("worker", sa.String(128)),
        sa.Column("failure_code", sa.String(64)),
        sa.Column("failure_disposition", sa.String(16)),
        sa.Column("failure_message", sa.String(500)),
        sa.Column("backfill_id", sa.String(64), sa.ForeignKey("backfills.backfill_id")),
        sa.Column("retries", sa.Integer, nullable=False),
        sa.Column("losses", sa.Integer, nullable=False),
        sa.Index("jobs_due", "state", "lane", "due_at"),
        sa.Index("jobs_failure_code", "failure_code"),
        sa.Index("jobs_backfill", "backfill_id", "state"),
    )


def _create_results() -> None:
    op.create_table(
        "texts",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("engine", sa.String(200), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("report_id", Serial, primary_key=True, autoincrement=True),
        sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.document_id"), nullable=False),
        sa.Column("application_id", sa.String(64), sa.ForeignKey("applications.application_id"), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("type_code", sa.String(64)),
        sa.Column("digest", sa.String(64)),
        sa.Column("engine", sa.String(200), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Index("reports_document", "document_id", "report_id"),
        sa.Index("reports_application", "application_id"),
        sa.Index("reports_definition", "type_code", "digest"),
    )
    op.create_table(
        "dossiers",
        sa.Column("dossier_id", Serial, primary_key=True, autoincrement=True),
        sa.Column("application_id", sa.String(64), sa.ForeignKey("applications.application_id"), nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("report_ids", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Index("dossiers_application", "application_id", "version", "dossier_id"),
    )
    op.create_table(
        "audit",
        sa.Column("audit_id", Serial, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(128), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Index("audit_subject", "subject", "audit_id"),
    )


def _guard(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
