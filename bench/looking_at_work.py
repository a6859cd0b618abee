"""How long it takes to look at work and to take it, by how many jobs there are.

`python -m bench.looking_at_work N URL` fills an empty database with N jobs, most of them done, a tenth waiting, some
failed; then times what operators, monitors and workers ask, and prints the median of some runs in milliseconds, and on
demand (`--plans`) how the database answers each query.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from models.job import JobState, Lane
from services.keepers import Keepers
from services.status import status_now
from storage.jobs import JobFilter
from storage.migrate import upgrade
from storage.sql import Database, utc_now
from storage.workload import Place
from tests.support.houses import sql_house

RUNS = 7
BATCH = 250_000
STATE = "CASE WHEN n % 10 = 0 THEN 'queued' WHEN n % 1000 = 1 THEN 'failed' ELSE 'done' END"
FAILED = "n % 1000 = 1"


def main() -> None:
    """Fill, time and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", type=int)
    parser.add_argument("url")
    parser.add_argument("--plans", action="store_true", help="Print the plan of every query, too.")
    wanted = parser.parse_args()
    database = Database(wanted.url)
    upgrade(database)
    keepers = sql_house(database)
    began = time.perf_counter()
    fill(database, wanted.jobs)
    while keepers.workload.add_up(limit=100_000) >= 100_000:
        pass
    filled = round(time.perf_counter() - began, 1)
    times = {name: _median_ms(ask) for name, ask in questions(keepers).items()}
    print(json.dumps({"jobs": wanted.jobs, "database": database.engine.dialect.name, "filled_s": filled, "ms": times}))
    if wanted.plans:
        print_plans(database, keepers)


def questions(keepers: Keepers) -> dict[str, Callable[[], object]]:
    """Name what is asked of the ledger by people, monitors and workers."""
    look = keepers.workload
    failed = JobFilter(states=(JobState.FAILED,))
    page = look.recent(failed, limit=100)
    place = Place(moved_at=page[-1].updated_at, job_id=page[-1].job_id)
    waiting = [job.job_id for job in look.recent(JobFilter(states=(JobState.QUEUED,)), limit=50)]
    lately = JobFilter(moved_since=utc_now() - timedelta(hours=2))
    return {
        "status": lambda: status_now(keepers=keepers, sweep_seconds=10),
        "list": lambda: look.recent(JobFilter(), limit=100),
        "list failed": lambda: look.recent(failed, limit=100),
        "list failed, next page": lambda: look.recent(failed, limit=100, after=place),
        "list by code": lambda: look.recent(JobFilter(codes=("defect",)), limit=100),
        "list of two hours": lambda: look.recent(lately, limit=100),
        "list of a backfill": lambda: look.recent(JobFilter(backfill_id="b", states=(JobState.QUEUED,)), limit=100),
        "count by state": lambda: keepers.jobs.tally(JobFilter(lane=Lane.BACKFILL)),
        "what is stuck": look.stuck,
        "longest wait": lambda: keepers.jobs.waiting_since(Lane.BACKFILL),
        "pace": lambda: look.pace(Lane.LIVE, seconds=300),
        "claim": lambda: keepers.jobs.claim(waiting.pop(), worker="w", lease_seconds=60),
        "rings of a sweep": lambda: keepers.jobs.take_unrung(Lane.BACKFILL, quiet_seconds=600, limit=2000),
        "lapse": lambda: keepers.jobs.lapse(max_losses=3, limit=1000),
    }


def fill(database: Database, count: int) -> None:
    """Add an application, a document a job, and the jobs, spread over a year; ids are random."""
    now = database.clock()
    with database.writing() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO applications (application_id, content, version, dossier_version, touched_at) "
                "VALUES ('A', '{}', 1, 1, :now)"
            ),
            {"now": _written(database, now)},
        )
        connection.execute(
            sa.text(
                "INSERT INTO backfills (backfill_id, manifest_digest, created_at, lines_done, enrolled_count, "
                "known_count, rejected_count, paused) VALUES ('b', '', :now, 0, 0, 0, 0, :no)"
            ),
            {"now": _written(database, now), "no": False},
        )
    for first in range(0, count, BATCH):
        with database.writing() as connection:
            _fill_batch(connection, first, min(first + BATCH, count), count)
    with database.engine.connect().execution_options(certcheck_asks=True) as connection:
        connection.exec_driver_sql("ANALYZE" if database.engine.dialect.name == "sqlite" else "VACUUM ANALYZE")


def _fill_batch(connection: sa.Connection, first: int, last: int, count: int) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    numbers = (
        "WITH RECURSIVE numbers(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :last) "
        if is_sqlite
        else "WITH numbers AS (SELECT generate_series(CAST(:first AS bigint), :last - 1) AS n) "
    )
    key = (
        "printf('%016x%016x', (n * 2654435761) % 4294967296, n)"
        if is_sqlite
        else ("lpad(to_hex((n * 2654435761) % 4294967296), 16, '0') || lpad(to_hex(n), 16, '0')")
    )
    at = (
        "strftime('%Y-%m-%d %H:%M:%f', 'now', '-' || ((:count - n) * 31536000 / :count) || ' seconds') || '000'"
        if is_sqlite
        else "now() - ((:count - n) * 31536000.0 / :count) * interval '1 second'"
    )
    given = {"first": first, "last": last}
    connection.execute(
        sa.text(
            f"INSERT INTO documents (document_id, application_id, file, sha256, declared_type, created_at) "
            f"{numbers if is_sqlite else ''}{'' if is_sqlite else numbers}"
            f"SELECT {key}, 'A', 'a.jpg', {key}, '', {at} FROM numbers"
        ),
        given | {"count": count},
    )
    connection.execute(
        sa.text(
            "INSERT INTO jobs (job_id, document_id, lane, state, attempt, start_from, created_at, updated_at, due_at, "
            "failure_code, failure_disposition, failure_message, backfill_id, retries, losses) "
            f"{numbers}SELECT {key}, {key}, CASE WHEN n % 5 = 0 THEN 'backfill' ELSE 'live' END, "
            f"{STATE}, 1, 'judge', {at}, {at}, {at}, "
            f"CASE WHEN {FAILED} THEN 'defect' END, CASE WHEN {FAILED} THEN 'park' END, "
            f"CASE WHEN {FAILED} THEN '' END, CASE WHEN n % 5 = 0 THEN 'b' END, 0, 0 FROM numbers"
        ),
        given | {"count": count},
    )


def _written(database: Database, now: object) -> str:
    return str(now).removesuffix("+00:00") if database.engine.dialect.name == "sqlite" else str(now)


def _median_ms(ask: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - began))
    return round(statistics.median(taken), 2)


def print_plans(database: Database, keepers: Keepers) -> None:
    """Print each query once, with how the database answers it."""
    seen: list[tuple[str, object]] = []

    def remember(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "WITH")):
            seen.append((statement, parameters))

    for name, ask in questions(keepers).items():
        seen.clear()
        sa.event.listen(database.engine, "before_cursor_execute", remember)
        ask()
        sa.event.remove(database.engine, "before_cursor_execute", remember)
        if name == "status":
            continue
        for statement, parameters in seen:
            print(f"-- {name}")
            explain = "EXPLAIN QUERY PLAN " if database.engine.dialect.name == "sqlite" else "EXPLAIN "
            with database.engine.connect() as connection:
                for row in connection.exec_driver_sql(explain + statement, parameters):  # type: ignore[arg-type]
                    print("  ", row[-1])


if __name__ == "__main__":
    main()
