"""The tables of the lanes' gates and of the circuit breakers; a handful of rows each."""

import sqlalchemy as sa

from storage.schema import UtcDateTime, metadata

gates = sa.Table(
    "lanes",
    metadata,
    # A lane that was never closed has no row.
    sa.Column("lane", sa.String(16), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("who", sa.String(128), nullable=False),
    sa.Column("reason", sa.String(500), nullable=False),
    sa.Column("code", sa.String(64), nullable=False),
)

breakers = sa.Table(
    "breakers",
    metadata,
    sa.Column("component", sa.String(16), primary_key=True),
    # The host, of a component that each host has for itself; else empty.
    sa.Column("place", sa.String(128), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("trips", sa.Integer, nullable=False),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("failed_at", UtcDateTime, nullable=False),
    sa.Column("retry_at", UtcDateTime, nullable=False),
    sa.Column("code", sa.String(64), nullable=False),
    sa.Column("reason", sa.String(500), nullable=False),
)
