"""The table that tells a build which it does not know whether it can work on a schema newer than its own."""

import sqlalchemy as sa

from storage.schema import metadata

survivals = sa.Table(
    "survivals",
    metadata,
    # The schema's, as Alembic names it.
    sa.Column("revision", sa.String(32), primary_key=True),
    # The newest schema of the oldest build that works on it.
    sa.Column("survived_by", sa.String(32), nullable=False),
)
