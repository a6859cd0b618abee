"""Tables of the history: what past years' papers have proved of an applicant's education."""

import sqlalchemy as sa

from storage.schema import Serial, UtcDateTime, metadata

known_education = sa.Table(
    "known_education",
    metadata,
    sa.Column("entry_id", Serial, primary_key=True, autoincrement=True),
    sa.Column("application_id", sa.String(64), sa.ForeignKey("applications.application_id"), nullable=False),
    # Digest of kind and number of the identity paper, as in `traits`.
    sa.Column("holder", sa.String(64), nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("kept_at", UtcDateTime, nullable=False),
    sa.Index("known_education_holder", "holder"),
    sa.Index("known_education_application", "application_id"),
)
