"""The contract of the census, over every keeper of the ledger."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.errors import ConfigInvalid, Disposition
from models.job import Failure, Lane
from services.keepers import Keepers
from storage import census_sql
from storage.backfills import EnrolledBatch, EnrolledRow
from storage.census_sql import SqlCounting
from storage.migrate import upgrade
from storage.sql import Database
from tests.support.clock import Clock
from tests.support.houses import open_house
from tests.support.people import APPLICATION, document

AWAY = Failure(code="storage_unavailable", disposition=Disposition.RETRY)
DEFECT = Failure(code="defect", disposition=Disposition.PARK)


def enrol(keepers: Keepers, backfill_id: str = "2020") -> None:
    keepers.backfills.open(backfill_id, manifest_digest="m")
    row = EnrolledRow(application=APPLICATION, document=document(), job_id="j1")
    keepers.backfills.enrol(EnrolledBatch(backfill_id=backfill_id, rows=[row], lines_before=0, lines_done=1))


def take_in(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    keepers.records.add_document(document(), job_id="j1", lane=Lane.LIVE)


def test_an_empty_ledger_counts_nothing(keepers: Keepers) -> None:
    census = keepers.counting.census()

    assert set(census.lanes) == set(Lane)
    assert all(lane.queued == lane.running == 0 and not lane.failed for lane in census.lanes.values())


def test_a_job_that_waits_is_counted_with_the_time_it_has_waited(keepers: Keepers, clock: Clock) -> None:
    take_in(keepers)
    clock.pass_seconds(90)

    live = keepers.counting.census().lanes[Lane.LIVE]

    assert (live.queued, live.pausing, live.oldest_due_seconds) == (1, 0, 90.0)


def test_a_job_that_runs_is_no_longer_queued(keepers: Keepers) -> None:
    take_in(keepers)
    keepers.jobs.claim("j1", worker="w", lease_seconds=60)

    live = keepers.counting.census().lanes[Lane.LIVE]

    assert (live.queued, live.running, live.oldest_due_seconds) == (0, 1, 0.0)


def test_a_job_that_pauses_before_a_retry_is_told_apart(keepers: Keepers) -> None:
    take_in(keepers)
    job = keepers.jobs.claim("j1", worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.fail(job, AWAY, retry_after_seconds=15)

    live = keepers.counting.census().lanes[Lane.LIVE]

    assert (live.queued, live.pausing, live.oldest_due_seconds) == (1, 1, 0.0)


def test_failed_jobs_are_counted_by_code(keepers: Keepers) -> None:
    take_in(keepers)
    job = keepers.jobs.claim("j1", worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.fail(job, DEFECT, retry_after_seconds=None)

    assert dict(keepers.counting.census().lanes[Lane.LIVE].failed) == {"defect": 1}


def test_a_paused_backfill_waits_for_nobody(keepers: Keepers, clock: Clock) -> None:
    enrol(keepers)
    clock.pass_seconds(3600)
    running = keepers.counting.census().lanes[Lane.BACKFILL]
    keepers.backfills.set_paused("2020", paused=True)

    paused = keepers.counting.census().lanes[Lane.BACKFILL]

    assert (running.queued, running.oldest_due_seconds) == (1, 3600.0)
    assert (paused.queued, paused.oldest_due_seconds) == (1, 0.0)


def test_no_count_looks_at_more_than_its_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(census_sql, "MOST_COUNTED", 2)
    with open_house("sqlite", tmp_path) as keepers:
        keepers.backfills.open("2020", manifest_digest="m")
        rows = [
            EnrolledRow(
                application=APPLICATION,
                document=replace(document(), document_id=f"d{number}", sha256=f"{number:064}"),
                job_id=f"j{number}",
            )
            for number in range(3)
        ]
        keepers.backfills.enrol(EnrolledBatch(backfill_id="2020", rows=rows, lines_before=0, lines_done=3))

        assert keepers.counting.census().lanes[Lane.BACKFILL].queued == 2


def test_counting_walks_through_no_table_of_jobs(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'ledger.db'}")
    upgrade(database)
    asked: list[tuple[str, object]] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
    SqlCounting(database).census()
    counts = [(statement, given) for statement, given in asked if "FROM jobs" in statement]

    with database.reading() as connection:
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", given).all() for one, given in counts]

    assert len(plans) == len(Lane) * 5
    for plan in plans:
        (reading,) = [row[3] for row in plan if "jobs" in row[3]]
        assert "INDEX jobs_" in reading, plan
        assert "state=?" in reading, plan
    database.close()


def test_tables_of_an_earlier_build_are_not_well_and_later_ones_are(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'old.db'}")
    counting = SqlCounting(database)
    with pytest.raises(ConfigInvalid, match="met none"):
        counting.check_schema()
    upgrade(database)
    counting.check_schema()
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    counting.check_schema()
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))

    with pytest.raises(ConfigInvalid, match="met 0001"):
        counting.check_schema()
    database.close()
    census_sql._revisions.cache_clear()
