"""The tables of the reviewer's desk: accounts, what waits for whom, what was decided and corrected, and the history."""

import sqlalchemy as sa

from storage.schema import Serial, UtcDateTime, metadata

Exact = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
"""Ids that are looked up by how they begin, and sorted as every keeper sorts: by code point."""
Part = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
LONGEST_PART = 32

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("title", sa.String(64), nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("level", sa.String(24)),
    sa.Column("province", sa.String(200), nullable=False),
    sa.Column("exam_point", sa.String(200), nullable=False),
    sa.Column("registration_point", sa.String(200), nullable=False),
    sa.Column("password_hash", sa.String(255), nullable=False),
    sa.Column("is_disabled", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("last_sign_in_at", UtcDateTime),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(64), sa.ForeignKey("accounts.name"), nullable=False),
    sa.Column("csrf", sa.String(64), nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Index("sessions_account", "account"),
    sa.Index("sessions_seen", "seen_at"),
)

attempts = sa.Table(
    "sign_in_attempts",
    metadata,
    sa.Column("tried", sa.String(80), primary_key=True),
    sa.Column("tries_count", sa.Integer, nullable=False),
    sa.Column("last_at", UtcDateTime, nullable=False),
    sa.Index("sign_in_attempts_last", "last_at"),
)

worklist = sa.Table(
    "worklist",
    metadata,
    sa.Column("application_id", Exact, primary_key=True),
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
    # Empty on lines of builds before, which do not write it.
    sa.Column("handed_in", sa.String(32), nullable=False, server_default=""),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("level", sa.String(24), nullable=False),
    sa.Column("waiting_since", UtcDateTime, nullable=False),
    sa.Column("gravity", sa.SmallInteger, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("decided_level", sa.String(24)),
    sa.Column("decided_deed", sa.String(16)),
    sa.Column("decided_by", sa.String(64), nullable=False),
    sa.Column("is_changed", sa.Boolean, nullable=False),
    sa.Column("blind", sa.String(16), nullable=False),
    sa.Column("holder", sa.String(64), nullable=False),
    sa.Column("held_until", UtcDateTime),
    sa.Index("worklist_gravest", "state", "level", "gravity", "waiting_since", "application_id"),
    sa.Index("worklist_oldest", "state", "level", "waiting_since", "application_id", "gravity"),
    sa.Index("worklist_ids", "state", "level", "application_id", "gravity"),
    sa.Index("worklist_point_gravest", "state", "level", "exam_point", "gravity", "waiting_since", "application_id"),
    sa.Index("worklist_point_oldest", "state", "level", "exam_point", "waiting_since", "application_id", "gravity"),
    sa.Index("worklist_point_ids", "state", "level", "exam_point", "application_id", "gravity"),
    sa.Index("worklist_holder", "holder", "held_until"),
)

worklist_names = sa.Table(
    "worklist_names",
    metadata,
    # A name and each end of it: what stands anywhere in a name begins one of these.
    sa.Column("part", Part, primary_key=True),
    sa.Column("application_id", Exact, sa.ForeignKey("worklist.application_id"), primary_key=True),
    sa.Index("worklist_names_application", "application_id"),
)

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("decision_id", Serial, primary_key=True, autoincrement=True),
    sa.Column("application_id", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
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

corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("correction_id", Serial, primary_key=True, autoincrement=True),
    sa.Column("application_id", sa.String(64), nullable=False),
    sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.document_id"), nullable=False),
    sa.Column("field", sa.String(64), nullable=False),
    sa.Column("read", sa.Text, nullable=False),
    sa.Column("value", sa.Text),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("reason", sa.String(500), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("corrections_application", "application_id", "correction_id"),
    sa.Index("corrections_document", "document_id", "correction_id"),
)

history = sa.Table(
    "history",
    metadata,
    sa.Column("entry_id", Serial, primary_key=True, autoincrement=True),
    sa.Column("chain", sa.String(64), nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
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

chains = sa.Table(
    "history_chains",
    metadata,
    sa.Column("chain", sa.String(64), primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

anchors = sa.Table(
    "history_anchors",
    metadata,
    sa.Column("anchor_id", Serial, primary_key=True, autoincrement=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("up_to", sa.BigInteger, nullable=False),
    sa.Column("entries_count", sa.BigInteger, nullable=False),
    sa.Column("prev_hash", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

APPEND_ONLY = ("decisions", "corrections", "history", "history_anchors")
"""Tables whose rows a trigger guards against change and removal."""
