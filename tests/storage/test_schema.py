"""Migrations, and what the database itself guards."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from models.decision import Correction
from models.desk import Deed, DeskState
from models.errors import ConfigInvalid, StorageUnavailable
from models.job import Lane, StartFrom
from models.levels import Level
from models.report import Dossier, Finding, Severity, Verdict
from storage import migrate, schema_desk
from storage.all_tables import metadata
from storage.cases import CaseFilter
from storage.history import Entry
from storage.jobs import JobFilter
from storage.migrate import check_schema, upgrade
from storage.schema import APPEND_ONLY
from storage.sql import Database, utc_now
from storage.standings import standing_of
from storage.worklist import Sort, Wanted
from storage.written import to_json
from tests.support.clock import Clock
from tests.support.desk import accept_in_place, on_desk
from tests.support.houses import scratch_database, sql_house
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        with scratch_database() as scratch:
            yield scratch
    else:
        scratch = Database(f"sqlite:///{tmp_path / 'ledger.db'}")
        yield scratch
        scratch.close()


def test_migrations_make_the_tables_that_the_keepers_write(database: Database) -> None:
    upgrade(database)

    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_an_old_schema_is_refused_by_name(database: Database) -> None:
    with pytest.raises(ConfigInvalid, match="met none"):
        check_schema(database)


def test_an_upgrade_may_be_repeated(database: Database) -> None:
    upgrade(database)
    upgrade(database)

    check_schema(database)


def test_a_ping_tells_tables_of_an_earlier_build_from_later_ones(database: Database) -> None:
    records = sql_house(database).records
    with pytest.raises(ConfigInvalid, match="met none"):
        records.ping()
    upgrade(database)
    records.ping()
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    records.ping()
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))

    with pytest.raises(ConfigInvalid, match="met 0001"):
        records.ping()


def test_processes_that_start_together_do_not_both_migrate(database: Database) -> None:
    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(lambda _: upgrade(database), range(4)))

    check_schema(database)


def test_reports_dossiers_and_audit_cannot_be_changed_or_removed(database: Database) -> None:
    upgrade(database)
    house = sql_house(database)
    house.records.put_application(APPLICATION)
    house.records.add_document(document(), job_id="j1", lane=Lane.LIVE)
    job = house.jobs.claim("j1", worker="w", lease_seconds=60)
    assert job is not None
    house.jobs.finish(job, report_on(document()))
    case = house.records.case_file(APPLICATION.application_id)
    kept = Dossier(application_id="HB2021000001", verdict=Verdict.CLEAR, reports=case.reports, findings=())
    house.records.append_dossier(kept, case=case)
    house.jobs.rerun(
        JobFilter(), who="o", reason="r", start_from=StartFrom.JUDGE, limit=1, before=utc_now() + timedelta(days=1)
    )

    for table in APPEND_ONLY:
        column = next(iter(metadata.tables[table].primary_key)).name
        for deed in _changes(database, table, column):
            with pytest.raises(sa.exc.IntegrityError, match="append-only"), database.writing() as connection:
                connection.execute(sa.text(deed))


def test_a_database_that_does_not_answer_is_unavailable() -> None:
    database = Database("postgresql://nobody:secret@127.0.0.1:1/none")

    with pytest.raises(StorageUnavailable) as caught, database.reading():
        pass

    assert "secret" not in str(caught.value)
    database.close()


@pytest.mark.parametrize("url", ["mysql://host/x", "sqlite://"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ConfigInvalid):
        Database(url)


def test_a_ledger_of_the_first_tables_is_judged_again_after_the_upgrade(database: Database) -> None:
    _upgrade_to(database, "0001")
    with database.writing() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO applications (application_id, content, version, dossier_version, touched_at) "
                "VALUES (:id, :content, 3, 3, '2021-02-01 08:00:00')"
            ),
            {"id": APPLICATION.application_id, "content": to_json(APPLICATION).decode()},
        )
        connection.execute(
            sa.text(
                "INSERT INTO dossiers (application_id, version, verdict, content, report_ids, written_at) "
                "VALUES (:id, 3, 'clear', :content, '[]', '2021-02-01 08:00:00')"
            ),
            {
                "id": APPLICATION.application_id,
                "content": to_json(
                    Dossier(application_id=APPLICATION.application_id, verdict=Verdict.CLEAR, reports=(), findings=())
                ).decode(),
            },
        )

    upgrade(database)

    cases = sql_house(database).cases
    (kept,) = cases.read(cases.find(CaseFilter(unlike="any"), after="", limit=9))
    assert (kept.basis, kept.is_changed, kept.is_behind) == (None, False, False)


def test_dossiers_of_a_build_before_the_desk_are_put_on_it(database: Database) -> None:
    _upgrade_to(database, "0004")
    stated = replace(APPLICATION, exam_point="武汉市考点")
    finding = Finding(code="name_mismatch", severity=Severity.IDENTITY, message="不一致", field="name")
    dossier = Dossier(
        application_id=stated.application_id, verdict=Verdict.REVIEW, reports=(), findings=(finding,), waiting_count=2
    )
    with database.writing() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO applications (application_id, content, version, dossier_version, touched_at) "
                "VALUES (:id, :content, 3, 3, '2021-02-01 08:00:00')"
            ),
            {"id": stated.application_id, "content": to_json(stated).decode()},
        )
        for version, verdict in ((2, "clear"), (3, "review")):
            connection.execute(
                sa.text(
                    "INSERT INTO dossiers (application_id, version, verdict, waiting_count, content, report_ids, "
                    "written_at) VALUES (:id, :version, :verdict, 2, :content, '[7, 8]', '2021-02-01 08:00:00')"
                ),
                {
                    "id": stated.application_id,
                    "version": version,
                    "verdict": verdict,
                    "content": to_json(dossier).decode(),
                },
            )

    upgrade(database)

    keeper = sql_house(database).worklist
    case = keeper.case(stated.application_id)
    expected = standing_of(dossier, stated, dossier_id=2, version=3)
    assert case.standing == replace(expected, papers="", handed_in="", documents_count=2)
    assert (case.state, case.level) == (DeskState.WAITING, Level.REGISTRATION_POINT)
    assert keeper.find(Wanted(search="嘉禾"), sort=Sort.GRAVEST, limit=9) == (case,)
    assert keeper.find(Wanted(verdict=Verdict.REVIEW), sort=Sort.GRAVEST, limit=9) == (case,)


def test_what_was_decided_and_corrected_cannot_be_changed_or_removed(database: Database) -> None:
    upgrade(database)
    clock = Clock()
    house = sql_house(database)
    key = on_desk(house)
    accept_in_place(house, key, at=clock.now)
    entry = Entry(chain=key, account="chen", deed=Deed.CORRECT)
    correction = Correction(
        application_id=key,
        document_id=f"d{key}",
        field="name",
        read="",
        value="x",
        account="chen",
        reason="r",
        at=clock.now,
    )
    house.corrections.add(correction, entry=entry)
    house.history.anchor(before=database.clock() + timedelta(days=1))

    for table in schema_desk.APPEND_ONLY:
        column = next(iter(metadata.tables[table].primary_key)).name
        for deed in _changes(database, table, column):
            with pytest.raises(sa.exc.IntegrityError, match="append-only"), database.writing() as connection:
                connection.execute(sa.text(deed))


def _changes(database: Database, table: str, column: str) -> tuple[str, ...]:
    """What a database refuses to do with kept rows; only SQLite knows how to put one in place of another."""
    changes = (f"UPDATE {table} SET {column} = {column} + 1", f"DELETE FROM {table}")
    is_sqlite = database.engine.dialect.name == "sqlite"
    return (*changes, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}") if is_sqlite else changes


def _upgrade_to(database: Database, revision: str) -> None:
    config = migrate._config()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
