"""A claim finds its job by the key, and a list its page by index, however many jobs there are."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from models.errors import Disposition
from models.job import JobState, Lane
from storage.jobs import JobFilter
from storage.jobs_sql import SqlJobs
from storage.migrate import upgrade
from storage.rows import document_row, queued_row
from storage.schema import documents, jobs
from storage.sql import Database
from tests.support.houses import scratch_database, sql_house
from tests.support.people import APPLICATION, document

MANY = 5000


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        with scratch_database() as scratch:
            upgrade(scratch)
            yield scratch
    else:
        scratch = Database(f"sqlite:///{tmp_path / 'ledger.db'}")
        upgrade(scratch)
        yield scratch
        scratch.close()


def test_a_claim_searches_by_key_and_scans_no_jobs(database: Database) -> None:
    _fill(database)

    plan = _plan(database, lambda: SqlJobs(database).claim("j1", worker="w", lease_seconds=60))

    assert "SEARCH jobs USING INDEX" in plan or "Index Scan using jobs_pkey" in plan, plan
    assert "SCAN jobs" not in plan
    assert "Seq Scan on jobs" not in plan
    assert "SCAN lanes" not in plan


def test_rings_are_taken_in_the_order_they_are_due_and_what_waits_is_not_sorted(database: Database) -> None:
    _fill(database)

    plan = _plan(
        database,
        lambda: SqlJobs(database).take_unrung(Lane.LIVE, quiet_seconds=60, limit=100),
        begins="SELECT jobs.job_id",
    )

    assert "jobs_due" in plan, plan
    assert "Sort" not in plan, plan
    assert "TEMP B-TREE" not in plan, plan


@pytest.mark.parametrize(
    "wanted",
    [
        JobFilter(states=(JobState.QUEUED,), lane=Lane.LIVE),
        JobFilter(states=(JobState.FAILED,)),
        JobFilter(lane=Lane.LIVE),
        JobFilter(codes=("defect",)),
        JobFilter(codes=("defect",), states=(JobState.FAILED, JobState.QUEUED)),
    ],
)
def test_a_list_in_the_order_of_ids_sorts_no_more_than_its_pages(database: Database, wanted: JobFilter) -> None:
    _fill(database)
    _fail_some(database)

    plan = _plan(database, lambda: SqlJobs(database).find(wanted, limit=100, after="jd2"), begins="SELECT")

    lines = [line.strip() for line in plan.splitlines()]
    assert "SCAN jobs" not in plan
    # What is sorted is a page, or the pages together; a sort below a limit, or right over jobs, reads all of a state.
    assert not [line for line in lines if line.startswith("->  Sort ")], plan
    assert not [
        line
        for line, after in pairwise(lines)
        if line.startswith("SEARCH jobs") and after.startswith("USE TEMP B-TREE")
    ], plan


def _fail_some(database: Database) -> None:
    failed = {"state": JobState.FAILED, "failure_code": "defect", "failure_disposition": Disposition.PARK}
    with database.writing() as connection:
        connection.execute(jobs.update().where(jobs.c.job_id.like("%7")).values(**failed))
        connection.execute(sa.text("ANALYZE"))


def _fill(database: Database) -> None:
    """Keep so many queued jobs that a planner has something to choose."""
    sql_house(database).records.put_application(APPLICATION)
    papers = [replace(document(), document_id=f"d{number}", sha256=f"{number:064}") for number in range(MANY)]
    now = database.clock()
    with database.writing() as connection:
        connection.execute(documents.insert(), [document_row(paper, now=now) for paper in papers])
        rows = [queued_row(f"j{paper.document_id}", paper.document_id, lane=Lane.LIVE, now=now) for paper in papers]
        connection.execute(jobs.insert(), rows)
        connection.execute(sa.text("ANALYZE"))


def _plan(database: Database, deed: Any, *, begins: str = "UPDATE jobs") -> str:
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    sa.event.listen(database.engine, "before_cursor_execute", note)
    deed()
    sa.event.remove(database.engine, "before_cursor_execute", note)
    statement, parameters = next(one for one in asked if one[0].startswith(begins))
    explain = "EXPLAIN QUERY PLAN " if database.engine.dialect.name == "sqlite" else "EXPLAIN "
    with database.reading() as connection:
        return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(explain + statement, parameters))
