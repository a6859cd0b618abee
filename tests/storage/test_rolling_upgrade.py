"""While a new build is rolled out, workers of the build before go on, and may start again, on the newer schema."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from models.errors import ConfigInvalid
from storage import migrate
from storage.migrate import check_schema, oldest_survivor, upgrade
from storage.sql import Database
from tests.support.houses import scratch_database

SCRIPTS = ScriptDirectory.from_config(migrate._config())
REVISIONS = tuple(script.revision for script in SCRIPTS.walk_revisions())[::-1]
"""From the first to the head."""
SURVIVORS = REVISIONS[REVISIONS.index(oldest_survivor(SCRIPTS)) : -1]
"""Schemas of the builds that are to work on today's."""
MIGRATION = """
revision = "{revision}"
down_revision = {down!r}
survived_by = {survived_by!r}


def upgrade():
    pass
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        with scratch_database() as scratch:
            yield scratch
    else:
        scratch = Database(f"sqlite:///{tmp_path / 'ledger.db'}")
        yield scratch
        scratch.close()


def tables_at(database: Database, revision: str) -> sa.MetaData:
    """Bring the database to a revision and read the tables off it, as the build of that revision knows them."""
    config = migrate._config()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    met = sa.MetaData()
    met.reflect(database.engine)
    return met


def row_of(table: sa.Table, number: int) -> dict[str, object]:
    """A row with every column that a build knows of, but what the database numbers itself."""
    row: dict[str, object] = {}
    for column in table.columns:
        if column.autoincrement is True or (column.primary_key and isinstance(column.type, sa.Integer)):
            continue
        if column.foreign_keys:
            (key,) = column.foreign_keys
            row[column.name] = None if column.nullable else row_of(key.column.table, number)[key.column.name]
        else:
            row[column.name] = _value(column, number)
    return row


def _value(column: "sa.Column[object]", number: int) -> object:
    match column.type:
        case sa.DateTime():
            return sa.func.current_timestamp()
        case sa.Boolean():
            return False
        case sa.Integer():
            return number
        case sa.LargeBinary():
            return b"x"
        case _:
            return f"{number}"


@pytest.mark.parametrize("revision", SURVIVORS)
def test_every_table_and_column_of_a_build_that_survives_is_still_there(database: Database, revision: str) -> None:
    old = tables_at(database, revision)

    new = tables_at(database, "head")

    for name, table in old.tables.items():
        for column in table.columns:
            now = new.tables[name].columns[column.name]
            assert str(now.type) == str(column.type), column
            assert now.nullable or not column.nullable, f"{column} may no longer be absent"


@pytest.mark.parametrize("revision", SURVIVORS)
def test_a_build_that_survives_writes_every_row_as_it_did(database: Database, revision: str) -> None:
    old = tables_at(database, revision)
    tables_at(database, "head")

    for number in (1, 2):
        with database.writing() as connection:
            for table in old.sorted_tables:
                if table.name != "alembic_version":
                    connection.execute(table.insert().values(row_of(table, number)))

    with database.reading() as connection:
        for table in old.sorted_tables:
            # Tables that the database itself keeps by triggers hold what it makes of these rows.
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() >= 1


def test_a_worker_that_runs_goes_on_while_the_schema_is_upgraded(database: Database) -> None:
    old = tables_at(database, SURVIVORS[-1])
    jobs, first = old.tables["jobs"], old.sorted_tables
    with database.writing() as connection:
        for table in first:
            if table.name in ("applications", "documents", "backfills", "jobs"):
                connection.execute(table.insert().values(row_of(table, 1)))
    moved = jobs.update().values(attempt=jobs.c.attempt + 1).returning(*jobs.c)
    stop, has_moved, attempts = threading.Event(), threading.Event(), []

    def work() -> None:
        while not stop.is_set():
            with database.writing() as connection:
                attempts.append(connection.execute(moved).one().attempt)
            has_moved.set()

    worker = threading.Thread(target=work)
    worker.start()
    assert has_moved.wait(30)
    upgrade(database)
    has_moved.clear()
    goes_on = has_moved.wait(30)
    stop.set()
    worker.join()

    assert goes_on
    assert attempts == list(range(attempts[0], attempts[0] + len(attempts)))


def later_build(folder: Path, *steps: tuple[str, str | None]) -> None:
    """Write migrations that follow on ours: a revision and the oldest build that it says survives it."""
    down = REVISIONS[-1]
    for revision, survived_by in steps:
        text = MIGRATION.format(revision=revision, down=down, survived_by=survived_by)
        if survived_by is None:
            text = text.replace("survived_by = None\n", "")
        (folder / f"{revision}.py").write_text(text, "utf-8")
        down = revision


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose migrations come after ours, once a build has them."""
    folder = tmp_path / "later"
    folder.mkdir()
    for name in ("env.py", "script.py.mako"):
        (folder / name).write_text((migrate.FOLDER / name).read_text("utf-8"), "utf-8")
    versions = folder / "versions"
    versions.mkdir()
    for script in (migrate.FOLDER / "versions").glob("*.py"):
        (versions / script.name).write_text(script.read_text("utf-8"), "utf-8")
    return versions


def upgrade_as_later_build(database: Database, versions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "FOLDER", versions.parent)
        upgrade(database)
        check_schema(database)


def test_an_old_worker_starts_again_on_a_newer_schema_that_it_survives(
    database: Database, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_build(later, ("9001", None), ("9002", None))

    upgrade_as_later_build(database, later, monkeypatch)

    check_schema(database)
    upgrade(database)
    check_schema(database)


@pytest.mark.parametrize("steps", [[("9001", "9001")], [("9001", None), ("9002", "9001")]])
def test_an_old_worker_refuses_a_newer_schema_that_it_does_not_survive(
    database: Database, later: Path, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, str | None]]
) -> None:
    later_build(later, *steps)

    upgrade_as_later_build(database, later, monkeypatch)

    for start in (check_schema, upgrade):
        with pytest.raises(ConfigInvalid, match="start the newer build"):
            start(database)


def test_a_newer_schema_that_says_nothing_of_older_builds_is_refused(database: Database) -> None:
    upgrade(database)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9001'")

    with pytest.raises(ConfigInvalid, match="met 9001"):
        check_schema(database)


def test_a_new_build_refuses_an_older_schema_by_name(database: Database) -> None:
    tables_at(database, REVISIONS[-2])

    with pytest.raises(ConfigInvalid, match=r"wiring\.upgrade"):
        check_schema(database)
