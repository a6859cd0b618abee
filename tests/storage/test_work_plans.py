"""How a database answers what is asked of work: always by an index, so that it takes no longer with more jobs."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.job import JobState, Lane
from services.keepers import Keepers
from storage.jobs import JobFilter
from storage.migrate import upgrade
from storage.sql import Database
from storage.workload import Place
from tests.support.houses import sql_house

PLACE = Place(moved_at=datetime(2021, 2, 1, tzinfo=UTC), job_id="j")
SINCE = datetime(2021, 2, 1, tzinfo=UTC)
QUESTIONS: dict[str, Callable[[Keepers], object]] = {
    "counts": lambda house: house.workload.counts(),
    "count of a lane": lambda house: house.jobs.tally(JobFilter(lane=Lane.LIVE)),
    "count of a backfill": lambda house: house.jobs.tally(JobFilter(backfill_id="b")),
    "list": lambda house: house.workload.recent(JobFilter(), limit=100),
    "next page": lambda house: house.workload.recent(JobFilter(), limit=100, after=PLACE),
    "list of a state": lambda house: house.workload.recent(JobFilter(states=(JobState.FAILED,)), limit=100),
    "list of a code": lambda house: house.workload.recent(JobFilter(codes=("defect",)), limit=100),
    "list of hours": lambda house: house.workload.recent(JobFilter(moved_since=SINCE), limit=100),
    "list of an application": lambda house: house.workload.recent(JobFilter(application_id="a"), limit=100),
    "papers of a list": lambda house: house.workload.handed_in(["d1", "d2"]),
    "ids of a state": lambda house: house.jobs.find(JobFilter(states=(JobState.FAILED,)), limit=100),
    "ids of a lane": lambda house: house.jobs.find(JobFilter(lane=Lane.LIVE), limit=100),
    "ids of a code": lambda house: house.jobs.find(JobFilter(codes=("defect",)), limit=100, after="j"),
    "stuck": lambda house: house.workload.stuck(),
    "lapsed": lambda house: house.workload.lapsed_count(),
    "pace": lambda house: house.workload.pace(Lane.LIVE, seconds=300),
    "longest wait": lambda house: house.jobs.waiting_since(Lane.LIVE),
    "release": lambda house: house.jobs.release_all("host:1:1"),
    "lapse": lambda house: house.jobs.lapse(max_losses=3, limit=10),
    "rings": lambda house: house.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10),
    "old failures": lambda house: house.retention.forget_failures(before=SINCE, limit=10),
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'ledger.db'}")
    upgrade(database)
    yield database
    database.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_reads_every_job(database: Database, question: str) -> None:
    asked: list[tuple[str, object]] = []
    sa.event.listen(
        database.engine, "before_cursor_execute", lambda _c, _k, text, given, *_: asked.append((text, given))
    )

    QUESTIONS[question](sql_house(database))

    plans = [plan for text, given in list(asked) for plan in _plan_of(database, text, given)]
    assert plans
    assert not [plan for plan in plans if plan.startswith("SCAN jobs")], plans


def test_the_plan_of_a_question_that_reads_every_job_says_so(database: Database) -> None:
    assert _plan_of(database, "SELECT count(attempt) FROM jobs", ()) == ["SCAN jobs"]


def _plan_of(database: Database, text: str, given: object) -> list[str]:
    if not text.lstrip().upper().startswith(("SELECT", "UPDATE", "WITH")):
        return []
    with database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given)  # type: ignore[arg-type]
        return [str(row[-1]) for row in plan]
