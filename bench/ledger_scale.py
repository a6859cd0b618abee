"""Whether looking for work stays as quick when the ledger grows: claims, rings, lists and counts from 10,000 jobs on.

    python -m bench.ledger_scale --database sqlite postgresql --jobs 10000 1000000 5000000 --plans docs/query-plans.md

The ledger is filled by bulk SQL, nine tenths of it done, as an archive is. `--plans` writes down how each database goes
about every question, at the largest size.
"""

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.null_house import scratch
from models.job import JobState, Lane
from storage.jobs import JobFilter
from storage.jobs_sql import SqlJobs
from storage.records_sql import SqlRecords
from storage.sql import Database

RESULTS = Path(__file__).parent / "results"
QUEUED_SHARE = 10
"""One in so many waits; the others are done, but for one in a hundred that failed."""
BEHIND = 20_000
ROUNDS = 30
_NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last}) ",
    "postgresql": "WITH n(i) AS (SELECT generate_series({first}, {last})) ",
}
_ID = {"sqlite": "printf('{prefix}%010d', {i})", "postgresql": "'{prefix}' || lpad(({i})::text, 10, '0')"}
AT_ONCE = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How long one question takes in a ledger of some size."""

    database: str
    jobs: int
    question: str
    median_ms: float


def main() -> None:
    """Fill, ask, print, and keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--jobs", nargs="+", type=int, default=[10_000, 1_000_000])
    parser.add_argument("--plans", type=Path)
    options = parser.parse_args()
    asked: list[Asked] = []
    plans: list[str] = []
    for name in options.database:
        with scratch(name, "memory") as environ:
            database = Database(environ["CERTCHECK_DATABASE_URL"])
            filled = 0
            for jobs in sorted(options.jobs):
                begun = time.monotonic()
                fill(database, filled, jobs)
                filled = jobs
                print(f"{name}: {jobs} jobs, filled in {time.monotonic() - begun:.0f} s", flush=True)
                asked += ask(database, jobs)
            plans += [f"## {name}, {filled:,} jobs", "", *plans_of(database)]
            database.close()
    keep(asked)
    if options.plans:
        heading = ["# How the ledger is asked", "", f"`{_command()}` wrote this on {time.strftime('%Y-%m-%d')}.", ""]
        options.plans.write_text("\n".join(heading + plans) + "\n", encoding="utf-8")


def fill(database: Database, first: int, last: int) -> None:
    """Bring the ledger from so many jobs to so many, four papers an applicant."""
    for start in range(first, last, AT_ONCE):
        _fill_some(database, start, min(start + AT_ONCE, last) - 1)
    with database.engine.connect().execution_options(certcheck_asks=True) as connection:
        connection.exec_driver_sql("ANALYZE")


def _fill_some(database: Database, first: int, last: int) -> None:
    kind = database.engine.dialect.name
    numbers = _NUMBERS[kind].format(first=first, last=last)
    applicant, document, job = (_id(kind, prefix, i) for prefix, i in (("A", "i / 4"), ("D", "i"), ("J", "i")))
    state = f"CASE WHEN i % {QUEUED_SHARE} = 0 THEN 'queued' WHEN i % 100 = 1 THEN 'failed' ELSE 'done' END"
    code = "CASE WHEN i % 100 = 1 THEN 'worker_lost' END"
    lane = "CASE WHEN i % 2 = 0 THEN 'live' ELSE 'backfill' END"
    now = "'2026-01-01 08:00:00'" if kind == "sqlite" else "TIMESTAMPTZ '2026-01-01 08:00:00+00'"
    statements = (
        f"INSERT INTO applications (application_id, content, version, dossier_version, touched_at) "
        # One in so many has a dossier that was left behind: none of its papers waits.
        f"{numbers} SELECT {applicant}, '{{}}', CASE WHEN i % {BEHIND} = 4 THEN 2 ELSE 1 END, 1, {now} "
        "FROM n WHERE i % 4 = 0",
        f"INSERT INTO documents (document_id, application_id, file, sha256, declared_type, created_at) "
        f"{numbers} SELECT {document}, {applicant}, 'a.jpg', {_id(kind, 'sha', 'i')}, '', {now} FROM n",
        f"INSERT INTO jobs (job_id, document_id, lane, state, attempt, start_from, created_at, updated_at, due_at, "
        f"failure_code, failure_disposition, retries, losses) {numbers} SELECT {job}, {document}, {lane}, {state}, 1, "
        f"'judge', {now}, {now}, {now}, {code}, CASE WHEN i % 100 = 1 THEN 'retry' END, 0, 0 FROM n",
    )
    with database.writing() as connection:
        for statement in statements:
            # SQLite wants WITH before SELECT, and takes it after INSERT INTO as well.
            connection.exec_driver_sql(statement.replace("%", "%%") if kind == "postgresql" else statement)


def _id(kind: str, prefix: str, i: str) -> str:
    return _ID[kind].format(prefix=prefix, i=i)


def questions(database: Database) -> dict[str, Callable[[int], Any]]:
    """Return what workers, sweeps and operators ask, each as a function of the round."""
    jobs, records = SqlJobs(database), SqlRecords(database)
    return {
        "claim one": lambda number: jobs.claim(f"J{number * 20:010d}", worker="bench", lease_seconds=300),
        "take 100 rings": lambda number: jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=100),
        "lapsed leases": lambda number: jobs.lapse(max_losses=3, limit=100),
        "dossiers behind": lambda number: records.stale_applications(quiet_seconds=60, limit=100),
        "longest wait": lambda number: jobs.waiting_since(Lane.LIVE),
        "list 100": lambda number: jobs.find(JobFilter(), limit=100),
        "list 100 from the midst": lambda number: jobs.find(JobFilter(), limit=100, after=f"J{number * 300:010d}"),
        "list 100 failed": lambda number: jobs.find(JobFilter(states=(JobState.FAILED,)), limit=100),
        "list 100 of a code": lambda number: jobs.find(JobFilter(codes=("worker_lost",)), limit=100),
        "list 100 queued in a lane": lambda number: jobs.find(
            JobFilter(states=(JobState.QUEUED,), lane=Lane.LIVE), limit=100
        ),
        "jobs of an applicant": lambda number: jobs.find(JobFilter(application_id=f"A{number:010d}"), limit=100),
        "count of an applicant": lambda number: jobs.tally(JobFilter(application_id=f"A{number:010d}")),
        "job of a paper": lambda number: jobs.job_of(f"D{number:010d}"),
    }


def ask(database: Database, size: int) -> list[Asked]:
    """Ask every question some times; the first answer warms up."""
    answers = []
    for name, question in questions(database).items():
        times = []
        for number in range(1, ROUNDS + 2):
            begun = time.perf_counter()
            question(number)
            times.append((time.perf_counter() - begun) * 1000)
        median = round(statistics.median(times[1:]), 2)
        answers.append(Asked(database=database.engine.dialect.name, jobs=size, question=name, median_ms=median))
        print(f"    {name}: {median} ms", flush=True)
    return answers


def plans_of(database: Database) -> list[str]:
    """Return how the database means to answer every question, as Markdown."""
    met: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        met.append((statement, parameters))

    lines: list[str] = []
    for name, question in questions(database).items():
        met.clear()
        sa.event.listen(database.engine, "before_cursor_execute", note)
        question(1)
        sa.event.remove(database.engine, "before_cursor_execute", note)
        lines += [f"### {name}", "", "```"]
        for statement, parameters in met:
            if statement.startswith(("SELECT", "UPDATE", "WITH")):
                lines += _plan(database, statement, parameters)
        lines += ["```", ""]
    return lines


def _plan(database: Database, statement: str, parameters: Any) -> list[str]:
    is_sqlite = database.engine.dialect.name == "sqlite"
    with database.reading() as connection:
        explained = connection.exec_driver_sql(
            f"EXPLAIN {'QUERY PLAN ' if is_sqlite else '(COSTS OFF) '}{statement}", parameters
        )
        return [str(row[3] if is_sqlite else row[0]) for row in explained] or ["(none)"]


def keep(asked: list[Asked]) -> None:
    """Write the result beside the bench, named by its day."""
    RESULTS.mkdir(exist_ok=True)
    result = {
        "measured_on": time.strftime("%Y-%m-%d"),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "load_at_the_end": os.getloadavg(),
        "asked": [asdict(one) for one in asked],
    }
    path = RESULTS / f"ledger_scale-{result['measured_on']}.json"
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _command() -> str:
    return "python -m bench.ledger_scale --plans docs/query-plans.md"


if __name__ == "__main__":
    main()
