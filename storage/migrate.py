"""Brings a database's tables up to date, and tells whether they are."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from models.errors import ConfigInvalid
from storage.sql import Database

FOLDER = Path(__file__).parent / "migrations"
LOCK = 0x63657274
"""Number of PostgreSQL's advisory lock, so that two processes that start together do not both migrate."""


def upgrade(database: Database) -> None:
    """Apply every migration that is not applied yet. Idempotent; safe when several processes do it at once.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    config = _config()
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check_schema(database: Database) -> None:
    """Refuse a database whose tables are not those of this build.

    Raises:
        ConfigInvalid: the schema is older or newer.
        StorageUnavailable: the database does not answer.
    """
    expected = ScriptDirectory.from_config(_config()).get_current_head()
    with database.reading() as connection:
        met = MigrationContext.configure(connection).get_current_revision()
    if met != expected:
        raise ConfigInvalid(
            f"expected the database schema {expected}, met {met or 'none'}: run `python -m wiring.upgrade`"
        )


def revisions() -> tuple[str, frozenset[str]]:
    """Return the newest schema that this build knows, and all that it knows."""
    known = ScriptDirectory.from_config(_config())
    return known.get_current_head() or "", frozenset(script.revision for script in known.walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
