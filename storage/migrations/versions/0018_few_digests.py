"""Only papers whose bytes are in the blob store are found by their digest: those of the archive have their key.

A digest stands anywhere in its index, so that of a million enrolled papers each wrote a page of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

IN_THE_STORE = sa.text("object_key IS NULL")


def upgrade() -> None:
    op.create_index(
        "documents_stored_sha256",
        "documents",
        ["sha256"],
        postgresql_where=IN_THE_STORE,
        sqlite_where=IN_THE_STORE,
    )
    op.drop_index("documents_sha256", table_name="documents")
