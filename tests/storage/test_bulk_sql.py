"""Many rows in one statement: what PostgreSQL is told each shared value is."""

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from storage.bulk_sql import new_rows
from storage.schema import UtcDateTime

TABLE = sa.Table(
    "t",
    sa.MetaData(),
    sa.Column("key", sa.String(32), primary_key=True),
    sa.Column("shared", sa.Boolean),
    sa.Column("count", sa.Integer),
    sa.Column("share", sa.Float),
    sa.Column("word", sa.String(8)),
    sa.Column("at", UtcDateTime),
)


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("shared", True, "BOOLEAN"),
        ("count", 1, "INTEGER"),
        ("share", 0.5, "FLOAT"),
        ("word", "a", "text"),
        ("at", None, "TIMESTAMP WITH TIME ZONE"),
    ],
)
def test_a_shared_value_is_cast_to_the_type_of_its_column(column: str, value: object, kind: str) -> None:
    made = new_rows(postgresql.dialect(), TABLE, {"key": ["a", "b"]}, same={column: value})

    assert f"CAST(%s AS {kind})" in made.statement
