"""What papers are known again by: looks of pictures, and traits of applicants' papers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("bits", sa.String(16), nullable=False),
        sa.Column("points", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "traits",
        sa.Column("trait_id", Serial, primary_key=True, autoincrement=True),
        sa.Column("application_id", sa.String(64), sa.ForeignKey("applications.application_id"), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("family", sa.String(128), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.Column("found_by", sa.String(64), nullable=False),
        sa.Index("traits_application", "application_id"),
        sa.Index("traits_found_by", "kind", "found_by"),
    )
