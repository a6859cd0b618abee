"""What each dossier was made under, so that those of older knowledge are found and changed verdicts have a cause."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bases",
        sa.Column("digest", sa.String(32), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
    )
    # Of applications that are there nobody knows when they last changed: they count as never changed.
    op.add_column("applications", sa.Column("content_version", sa.BigInteger, nullable=False, server_default="1"))
    op.add_column("applications", sa.Column("judged_under", sa.String(32)))
