"""The reviewer's desk: accounts, a line in the worklist for every dossier, decisions, corrections, history."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from regulations.exam_points import plain_name

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
APPEND_ONLY = ("decisions", "corrections", "history", "history_anchors")
VERDICTS = ("resubmit", "identity_proof_required", "review", "incomplete", "clear")
SEVERITIES = ("identity", "alarm", "content", "quality", "note")
AT_ONCE = 500
MOST_PARTS, LONGEST_PART = 12, 32


def upgrade() -> None:
    _create_accounts()
    _create_worklist()
    _create_decisions()
    _create_history()
    for table in APPEND_ONLY:
        _guard(table)
    _fill()


def _exact(length: int) -> Any:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("title", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("level", sa.String(24)),
        sa.Column("province", sa.String(200), nullable=False),
        sa.Column("exam_point", sa.String(200), nullable=False),
        sa.Column("registration_point", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("is_disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(64), sa.ForeignKey("accounts.name"), nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Index("sessions_account", "account"),
        sa.Index("sessions_seen", "seen_at"),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("tried", sa.String(80), primary_key=True),
        sa.Column("tries_count", sa.Integer, nullable=False),
        sa.Column("last_at", Moment, nullable=False),
        sa.Index("sign_in_attempts_last", "last_at"),
    )


def _create_worklist() -> None:
    op.create_table(
        "worklist",
        sa.Column("application_id", _exact(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("exam_category", sa.String(32), nullable=False),
        sa.Column("province", sa.String(200), nullable=False),
        sa.Column("exam_point", sa.String(200), nullable=False),
        sa.Column("registration_point", sa.String(200), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("field", sa.String(64), nullable=False),
        sa.Column("severity", sa.String(16)),
        sa.Column("open_count", sa.Integer, nullable=False),
        sa.Column("missing_count", sa.Integer, nullable=False),
        sa.Column("documents_count", sa.Integer, nullable=False),
        sa.Column("waiting_count", sa.Integer, nullable=False),
        sa.Column("dossier_id", sa.BigInteger, nullable=False),
        sa.Column("dossier_version", sa.BigInteger, nullable=False),
        sa.Column("papers", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("waiting_since", Moment, nullable=False),
        sa.Column("gravity", sa.SmallInteger, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("decided_level", sa.String(24)),
        sa.Column("decided_deed", sa.String(16)),
        sa.Column("decided_by", sa.String(64), nullable=False),
        sa.Column("is_changed", sa.Boolean, nullable=False),
        sa.Column("blind", sa.String(16), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("held_until", Moment),
        sa.Index("worklist_gravest", "state", "level", "gravity", "waiting_since", "application_id"),
        sa.Index("worklist_oldest", "state", "level", "waiting_since", "application_id", "gravity"),
        sa.Index("worklist_ids", "state", "level", "application_id", "gravity"),
        sa.Index(
            "worklist_point_gravest", "state", "level", "exam_point", "gravity", "waiting_since", "application_id"
        ),
        sa.Index("worklist_point_oldest", "state", "level", "exam_point", "waiting_since", "application_id", "gravity"),
        sa.Index("worklist_point_ids", "state", "level", "exam_point", "application_id", "gravity"),
        sa.Index("worklist_holder", "holder", "held_until"),
    )
    op.create_table(
        "worklist_names",
        sa.Column("part", _exact(32), primary_key=True),
        sa.Column("application_id", _exact(64), sa.ForeignKey("worklist.application_id"), primary_key=True),
        sa.Index("worklist_names_application", "application_id"),
    )


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("decision_id", Serial, primary_key=True, autoincrement=True),
        sa.Column("application_id", sa.String(64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("deed", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("dossier_id", sa.BigInteger, nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("from_state", sa.String(16), nullable=False),
        sa.Column("from_level", sa.String(24), nullable=False),
        sa.Column("to_state", sa.String(16), nullable=False),
        sa.Column("to_level", sa.String(24), nullable=False),
        sa.Column("overturned_account", sa.String(64), nullable=False),
        sa.Column("overturned_level", sa.String(24)),
        sa.Column("is_blind", sa.Boolean, nullable=False),
        sa.Column("application", sa.Text, nullable=False),
        sa.Index("decisions_application", "application_id", "decision_id"),
        sa.Index("decisions_account", "account", "level"),
        sa.Index("decisions_at", "at"),
    )
    op.create_table(
        "corrections",
        sa.Column("correction_id", Serial, primary_key=True, autoincrement=True),
        sa.Column("application_id", sa.String(64), nullable=False),
        sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.document_id"), nullable=False),
        sa.Column("field", sa.String(64), nullable=False),
        sa.Column("read", sa.Text, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Index("corrections_application", "application_id", "correction_id"),
        sa.Index("corrections_document", "document_id", "correction_id"),
    )


def _create_history() -> None:
    op.create_table(
        "history",
        sa.Column("entry_id", Serial, primary_key=True, autoincrement=True),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("level", sa.String(24)),
        sa.Column("deed", sa.String(16), nullable=False),
        sa.Column("dossier_id", sa.BigInteger),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("chain", "place", name="history_place"),
    )
    op.create_table(
        "history_chains",
        sa.Column("chain", sa.String(64), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "history_anchors",
        sa.Column("anchor_id", Serial, primary_key=True, autoincrement=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("up_to", sa.BigInteger, nullable=False),
        sa.Column("entries_count", sa.BigInteger, nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
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
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def _fill() -> None:
    """Put what was judged before on the desk; a dossier that a worker of the build before appends is put there when it
    is made anew."""
    bind = op.get_bind()
    after = ""
    while batch := bind.execute(_BATCH, {"after": after, "most": AT_ONCE}).all():
        after = batch[-1].application_id
        lines = [_line(row) for row in batch]
        bind.execute(_WORKLIST.insert(), lines)
        names = [
            {"part": part, "application_id": line["application_id"]} for line in lines for part in _parts(line["name"])
        ]
        if names:
            bind.execute(_NAMES.insert(), names)


_BATCH = sa.text(
    "SELECT a.application_id, a.content AS stated, d.dossier_id, d.version, d.verdict, d.waiting_count, d.content, "
    "d.report_ids FROM applications a JOIN dossiers d ON d.dossier_id = ("
    "SELECT newest.dossier_id FROM dossiers newest WHERE newest.application_id = a.application_id "
    "ORDER BY newest.version DESC, newest.dossier_id DESC LIMIT 1) "
    "WHERE a.application_id > :after ORDER BY a.application_id LIMIT :most"
)
_COLUMNS = (
    *("application_id", "name", "exam_category", "province", "exam_point", "registration_point", "verdict", "code"),
    *("field", "severity", "open_count", "missing_count", "documents_count", "waiting_count", "dossier_id"),
    *("dossier_version", "papers", "state", "level", "gravity", "version", "decided_by", "blind", "holder"),
)
_WORKLIST = sa.table(
    "worklist",
    *(sa.column(name) for name in _COLUMNS),
    sa.column("waiting_since", Moment),
    sa.column("is_changed", sa.Boolean),
)
_NAMES = sa.table("worklist_names", sa.column("part"), sa.column("application_id"))


def _line(row: Any) -> dict[str, Any]:
    stated, dossier = json.loads(row.stated), json.loads(row.content)
    found = sorted(_open(dossier), key=lambda finding: SEVERITIES.index(finding["severity"]))
    first = found[0] if found else {}
    point = plain_name(stated.get("exam_point") or "")
    severity = first.get("severity")
    return {
        "application_id": row.application_id,
        "name": stated.get("name") or "",
        "exam_category": stated.get("exam_category") or "",
        "province": "",
        "exam_point": point,
        "registration_point": "",
        "verdict": row.verdict,
        "code": first.get("code") or "",
        "field": first.get("field") or "",
        "severity": severity,
        "open_count": len(found),
        "missing_count": len(dossier.get("missing") or ()),
        "documents_count": len(json.loads(row.report_ids)),
        "waiting_count": row.waiting_count,
        "dossier_id": row.dossier_id,
        "dossier_version": row.version,
        "papers": "",
        "state": "waiting",
        "level": "registration_point" if point else "province",
        "waiting_since": datetime.now(UTC).replace(tzinfo=None if op.get_bind().dialect.name == "sqlite" else UTC),
        "gravity": VERDICTS.index(row.verdict) * 8 + (SEVERITIES.index(severity) if severity else 7),
        "version": 1,
        "decided_by": "",
        "is_changed": False,
        "blind": "no",
        "holder": "",
    }


def _open(dossier: Any) -> Iterator[Any]:
    for finding in dossier.get("findings") or ():
        if not finding.get("settled_by") and finding["severity"] != "note":
            yield finding


def _parts(name: str) -> tuple[str, ...]:
    bare = "".join(name.split())
    starts = range(min(len(bare), MOST_PARTS))
    return tuple(dict.fromkeys(bare[start : start + LONGEST_PART] for start in starts))
