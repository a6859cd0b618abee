"""The tables. `migrations/` makes them; a test holds the two against each other."""

from datetime import UTC, datetime

import sqlalchemy as sa

metadata = sa.MetaData()

Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite numbers rows by itself only in columns of type INTEGER."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """Aware datetimes in UTC; SQLite forgets the zone, so it is taken off and put back here."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Turn to UTC, and drop the zone for SQLite."""
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Put the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


applications = sa.Table(
    "applications",
    metadata,
    sa.Column("application_id", sa.String(64), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("dossier_version", sa.BigInteger, nullable=False),
    sa.Column("content_version", sa.BigInteger, nullable=False, server_default="1"),
    sa.Column("judged_under", sa.String(32)),
    sa.Column("touched_at", UtcDateTime, nullable=False),
    sa.Index(
        "applications_stale",
        "touched_at",
        postgresql_where=sa.text("version > dossier_version"),
        sqlite_where=sa.text("version > dossier_version"),
    ),
)

bases = sa.Table(
    "bases",
    metadata,
    sa.Column("digest", sa.String(32), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("first_used_at", UtcDateTime, nullable=False),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("document_id", sa.String(32), primary_key=True),
    sa.Column("application_id", sa.String(64), sa.ForeignKey("applications.application_id"), nullable=False),
    sa.Column("file", sa.String(255), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    # Empty where no slot was declared: NULLs are never equal, and a unique constraint would let them pass.
    sa.Column("declared_type", sa.String(64), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("withdrawn_at", UtcDateTime),
    # Where its bytes lie in the archive; NULL where they are in the blob store.
    sa.Column("object_key", sa.String(1024)),
    sa.UniqueConstraint("application_id", "sha256", "declared_type", name="documents_same_bytes"),
    sa.Index(
        "documents_stored_sha256",
        "sha256",
        postgresql_where=sa.text("object_key IS NULL"),
        sqlite_where=sa.text("object_key IS NULL"),
    ),
)

backfills = sa.Table(
    "backfills",
    metadata,
    sa.Column("backfill_id", sa.String(64), primary_key=True),
    sa.Column("manifest_digest", sa.String(64), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("lines_done", sa.BigInteger, nullable=False),
    sa.Column("enrolled_count", sa.BigInteger, nullable=False),
    sa.Column("known_count", sa.BigInteger, nullable=False),
    sa.Column("rejected_count", sa.BigInteger, nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False),
)

jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("job_id", sa.String(32), primary_key=True),
    sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.document_id"), nullable=False, unique=True),
    sa.Column("lane", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("start_from", sa.String(16), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("rung_at", UtcDateTime),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("worker", sa.String(128)),
    sa.Column("failure_code", sa.String(64)),
    sa.Column("failure_disposition", sa.String(16)),
    sa.Column("failure_message", sa.String(500)),
    sa.Column("failure_trace", sa.Text),
    sa.Column("backfill_id", sa.String(64), sa.ForeignKey("backfills.backfill_id")),
    sa.Column("retries", sa.Integer, nullable=False),
    sa.Column("losses", sa.Integer, nullable=False),
    sa.Column("correlation_id", sa.String(36)),
    sa.Column("traceparent", sa.String(64)),
    sa.Index("jobs_due", "state", "lane", "due_at"),
    sa.Index("jobs_moved", "state", "lane", "updated_at"),
    sa.Index("jobs_ids", "state", "lane", "job_id"),
    sa.Index("jobs_backfill_moved", "backfill_id", "state", "updated_at"),
    sa.Index(
        "jobs_stuck",
        "failure_code",
        "state",
        "lane",
        "updated_at",
        postgresql_where=sa.text("failure_code IS NOT NULL"),
        sqlite_where=sa.text("failure_code IS NOT NULL"),
    ),
    sa.Index(
        "jobs_stuck_ids",
        "failure_code",
        "state",
        "lane",
        "job_id",
        postgresql_where=sa.text("failure_code IS NOT NULL"),
        sqlite_where=sa.text("failure_code IS NOT NULL"),
    ),
)

texts = sa.Table(
    "texts",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("engine", sa.String(200), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("read_at", UtcDateTime, nullable=False),
)

looks = sa.Table(
    "looks",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("bits", sa.String(16), nullable=False),
    sa.Column("points", sa.LargeBinary, nullable=False),
)

traits = sa.Table(
    "traits",
    metadata,
    sa.Column("trait_id", Serial, primary_key=True, autoincrement=True),
    sa.Column("application_id", sa.String(64), sa.ForeignKey("applications.application_id"), nullable=False),
    sa.Column("holder", sa.String(64), nullable=False),
    # Empty where the application states it and no paper shows it.
    sa.Column("document_id", sa.String(32), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("family", sa.String(128), nullable=False),
    sa.Column("value", sa.String(64), nullable=False),
    # What it is found by: the value, or one part of a look, which has a row for each.
    sa.Column("found_by", sa.String(64), nullable=False),
    sa.Index("traits_application", "application_id"),
    sa.Index("traits_found_by", "kind", "found_by"),
)

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("report_id", Serial, primary_key=True, autoincrement=True),
    sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.document_id"), nullable=False),
    sa.Column("application_id", sa.String(64), sa.ForeignKey("applications.application_id"), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("state", sa.String(32), nullable=False),
    sa.Column("type_code", sa.String(64)),
    sa.Column("digest", sa.String(64)),
    sa.Column("engine", sa.String(200), nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("written_at", UtcDateTime, nullable=False),
    sa.Index("reports_document", "document_id", "report_id"),
    sa.Index("reports_application", "application_id"),
    sa.Index("reports_definition", "type_code", "digest"),
)

dossiers = sa.Table(
    "dossiers",
    metadata,
    sa.Column("dossier_id", Serial, primary_key=True, autoincrement=True),
    sa.Column("application_id", sa.String(64), sa.ForeignKey("applications.application_id"), nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("verdict", sa.String(32), nullable=False),
    sa.Column("waiting_count", sa.Integer, nullable=False, server_default="0"),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("report_ids", sa.Text, nullable=False),
    sa.Column("written_at", UtcDateTime, nullable=False),
    sa.Index("dossiers_application", "application_id", "version", "dossier_id"),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("audit_id", Serial, primary_key=True, autoincrement=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("who", sa.String(128), nullable=False),
    sa.Column("deed", sa.String(32), nullable=False),
    sa.Column("subject", sa.String(64), nullable=False),
    sa.Column("reason", sa.String(500), nullable=False),
    sa.Index("audit_subject", "subject", "audit_id"),
)

APPEND_ONLY = ("reports", "dossiers", "audit")
"""Tables whose rows a trigger guards against change and removal."""
