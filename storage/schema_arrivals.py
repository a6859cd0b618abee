"""The tables of arrivals: what was met in landing places, and how far each place has been walked."""

import sqlalchemy as sa

from storage.schema import UtcDateTime, metadata

arrivals = sa.Table(
    "arrivals",
    metadata,
    # Digest of road, place and key: a key may be longer than an index of PostgreSQL takes.
    sa.Column("arrival_id", sa.String(32), primary_key=True),
    sa.Column("road", sa.String(16), nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("version", sa.String(200), nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("outcome", sa.String(32), nullable=False),
    sa.Column("application_id", sa.String(64)),
    sa.Column("document_id", sa.String(32)),
    sa.Column("code", sa.String(64), nullable=False),
    sa.Column("message", sa.String(500), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("noted_at", UtcDateTime, nullable=False),
    sa.Column("due_at", UtcDateTime),
    sa.Index("arrivals_newest", "noted_at", "arrival_id"),
    sa.Index("arrivals_outcome", "outcome", "noted_at", "arrival_id"),
    sa.Index("arrivals_due", "outcome", "due_at"),
    sa.Index("arrivals_application", "application_id"),
)

walks = sa.Table(
    "walks",
    metadata,
    sa.Column("walk_id", sa.String(32), primary_key=True),
    sa.Column("road", sa.String(16), nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("marker", sa.Text, nullable=False),
    sa.Column("holder", sa.String(64)),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("looked_at", UtcDateTime),
    sa.Column("round_finished_at", UtcDateTime),
)
