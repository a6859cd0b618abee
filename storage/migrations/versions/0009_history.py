"""What history keeps: places of papers that stay where they are, and education that past papers have proved."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("documents", sa.Column("object_key", sa.String(1024)))
    op.create_table(
        "known_education",
        sa.Column("entry_id", Serial, primary_key=True, autoincrement=True),
        sa.Column("application_id", sa.String(64), sa.ForeignKey("applications.application_id"), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Index("known_education_holder", "holder"),
        sa.Index("known_education_application", "application_id"),
    )
