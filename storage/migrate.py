"""Brings a database's tables up to date, and tells whether they are.

A migration adds and takes nothing away, so that workers of the build before go on working, and may start again, while
the new build is rolled out. One that must break with older builds names the oldest that survives it, as `survived_by`.
"""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from models.errors import ConfigInvalid
from storage.schema_builds import survivals
from storage.sql import Database

FOLDER = Path(__file__).parent / "migrations"
LOCK = 0x63657274
"""Number of PostgreSQL's advisory lock, so that two processes that start together do not both migrate."""


def upgrade(database: Database) -> str:
    """Apply every migration that is not applied yet, and return the schema's name. Idempotent; safe at once.

    A schema that is newer, and that this build survives, is left as it is.

    Raises:
        ConfigInvalid: the schema is newer, and this build does not survive it.
        StorageUnavailable: the database does not answer.
    """
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        met = _revision(connection)
        if met is not None and not _is_known(met, scripts):
            _check_survived(connection, met, scripts)
            return met
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _write_survival(connection, database, scripts)
        return scripts.get_current_head() or ""


def check_schema(database: Database) -> None:
    """Refuse a database whose tables are not those of this build, nor newer ones that it survives.

    Raises:
        ConfigInvalid: the schema is older, or newer and this build does not survive it.
        StorageUnavailable: the database does not answer.
    """
    scripts = ScriptDirectory.from_config(_config())
    expected = scripts.get_current_head()
    with database.reading() as connection:
        met = _revision(connection)
        if met == expected:
            return
        if met is None or _is_known(met, scripts):
            raise ConfigInvalid(
                f"expected the database schema {expected}, met {met or 'none'}: run `python -m wiring.upgrade`"
            )
        _check_survived(connection, met, scripts)


def require_tables(connection: sa.Connection) -> None:
    """Refuse tables of an earlier build, at a probe's cost. Whether this build survives later ones is for its start.

    Raises:
        ConfigInvalid: the tables are those of an earlier build, or there are none.
    """
    met = _revision(connection)
    head, known = _revisions()
    if met != head and (met is None or met in known):
        raise ConfigInvalid(f"expected the database schema {head} or a later one, met {met or 'none'}")


def oldest_survivor(scripts: ScriptDirectory) -> str:
    """Return the newest revision of the oldest build that works on the schema of these scripts' head.

    A build works on it if it survives every migration that came after its own.

    Raises:
        ValueError: there are no migrations.
    """
    barriers: set[str] = set()
    for script in scripts.walk_revisions():
        barriers.add(getattr(script.module, "survived_by", ""))
        if script.revision in barriers or script.down_revision is None:
            return script.revision
    raise ValueError("expected migrations, met none")


def _revision(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@cache
def _revisions() -> tuple[str, frozenset[str]]:
    # Reading the files of all migrations takes tens of milliseconds, and a probe comes every few seconds.
    known = ScriptDirectory.from_config(_config())
    return known.get_current_head() or "", frozenset(script.revision for script in known.walk_revisions())


def _is_known(revision: str, scripts: ScriptDirectory) -> bool:
    return any(script.revision == revision for script in scripts.walk_revisions())


def _check_survived(connection: sa.Connection, met: str, scripts: ScriptDirectory) -> None:
    oldest = None
    if sa.inspect(connection).has_table(survivals.name):
        oldest = connection.execute(sa.select(survivals.c.survived_by).where(survivals.c.revision == met)).scalar()
    # A build knows the revisions up to its own: one that it does not know is of a build after it.
    if oldest is None or not _is_known(oldest, scripts):
        raise ConfigInvalid(
            f"expected the database schema {scripts.get_current_head()}, met {met}, on which this build cannot work: "
            "start the newer build"
        )


def _write_survival(connection: sa.Connection, database: Database, scripts: ScriptDirectory) -> None:
    row = {"revision": scripts.get_current_head(), "survived_by": oldest_survivor(scripts)}
    connection.execute(database.insert_new(survivals).values(row).on_conflict_do_nothing())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
