"""The promise of samples, over every keeper of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.desk import DeskState
from models.job import Lane
from models.report import Verdict
from services.keepers import Keepers
from storage.migrate import upgrade
from storage.sql import Database
from storage.workload import Pace
from tests.support.clock import Clock
from tests.support.desk import MISMATCH, accept_in_place, applicant, on_desk, put
from tests.support.houses import sql_house


def test_what_was_settled_is_counted_by_spans(keepers: Keepers, clock: Clock) -> None:
    begin = clock.now
    put(keepers, applicant(1))
    put(keepers, applicant(2))
    clock.now = begin + timedelta(hours=1)
    put(keepers, applicant(3))

    edges = [begin + timedelta(hours=hours) for hours in (0, 1, 2, 3)]

    counted = keepers.samples.settled(Lane.LIVE, edges=edges)
    assert [one.done_count for one in counted] == [2, 1, 0]
    assert keepers.samples.settled(Lane.BACKFILL, edges=edges[:2]) == (Pace(done_count=0, failed_count=0),)
    assert keepers.samples.settled(Lane.LIVE, edges=edges[:1]) == ()


def test_lines_of_the_desk_are_counted_by_state_and_verdict(keepers: Keepers) -> None:
    on_desk(keepers, 1)
    on_desk(keepers, 2)
    on_desk(keepers, 3, verdict=Verdict.IDENTITY_PROOF_REQUIRED, findings=(MISMATCH,))

    assert keepers.samples.standings() == {
        (DeskState.WAITING, Verdict.CLEAR): 2,
        (DeskState.WAITING, Verdict.IDENTITY_PROOF_REQUIRED): 1,
    }


def test_the_papers_that_were_done_last_are_shown_each_with_its_newest_report(keepers: Keepers, clock: Clock) -> None:
    for number in (1, 2, 3):
        clock.now += timedelta(minutes=1)
        put(keepers, applicant(number))

    newest = keepers.samples.newest_reports(Lane.LIVE, limit=2)

    assert {report.document_id for report in newest} == {"dHB0002", "dHB0003"}
    assert keepers.samples.newest_reports(Lane.BACKFILL, limit=2) == ()


def test_applications_decided_on_lately_come_once_each_with_their_papers(keepers: Keepers, clock: Clock) -> None:
    for number in (1, 2, 3):
        on_desk(keepers, number)
    for key in ("HB0001", "HB0002", "HB0001"):
        accept_in_place(keepers, key, at=clock.now)

    decided = keepers.samples.decided_lately(limit=2)

    assert decided == ("HB0001", "HB0002")
    assert {report.document_id for report in keepers.samples.reports_of(decided)} == {"dHB0001", "dHB0002"}
    keepers.records.withdraw("dHB0002", who="portal", reason="taken back")
    assert [report.document_id for report in keepers.samples.reports_of(decided)] == ["dHB0001"]
    assert keepers.samples.reports_of(()) == ()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'plans.db'}")
    upgrade(database)
    yield database
    database.close()


def test_no_sample_reads_a_whole_table_of_jobs_reports_or_documents(database: Database, clock: Clock) -> None:
    asked: list[tuple[str, object]] = []
    sa.event.listen(
        database.engine, "before_cursor_execute", lambda _c, _k, text, given, *_: asked.append((text, given))
    )
    samples = sql_house(database).samples

    samples.settled(Lane.LIVE, edges=[clock.now, clock.now + timedelta(hours=1)])
    samples.standings()
    samples.newest_reports(Lane.LIVE, limit=10)
    samples.reports_of(("HB0001",))

    queries = [one for one in asked if one[0].lstrip().startswith("SELECT")]
    with database.engine.connect() as connection:
        plans = [
            str(row[-1])
            for text, given in queries
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given)  # type: ignore[arg-type]
        ]
    assert any(plan.startswith("SCAN worklist USING COVERING INDEX") for plan in plans), plans
    assert not [plan for plan in plans if plan.startswith(("SCAN jobs", "SCAN reports", "SCAN documents"))], plans
