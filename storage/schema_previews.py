"""The table of previews."""

import sqlalchemy as sa

from storage.schema import metadata

previews = sa.Table(
    "previews",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("blob", sa.String(64), nullable=False),
    sa.Column("width_px", sa.Integer, nullable=False),
    sa.Column("height_px", sa.Integer, nullable=False),
    sa.Column("transform", sa.Text, nullable=False),
)
