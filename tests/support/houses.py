"""Keepers for tests: the ledger in memory, in SQLite or in PostgreSQL, the rest in memory."""

import atexit
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from services.keepers import Keepers
from storage.accounts_sql import SqlAccounts
from storage.arrival_book_sql import SqlArrivalBook
from storage.backfills_sql import SqlBackfills
from storage.breakers_sql import SqlBreakers
from storage.cases_sql import SqlCases
from storage.corrections_sql import SqlCorrections
from storage.history_sql import SqlHistory
from storage.jobs_sql import SqlJobs
from storage.lanes_sql import SqlLanes
from storage.leadership_sql import sql_leadership
from storage.library_sql import SqlLibrary
from storage.memory import Ledger, MemoryBlobs, MemoryQueue
from storage.memory_arrivals import MemoryArrivalBook
from storage.memory_backfills import MemoryBackfills
from storage.memory_cases import MemoryCases
from storage.memory_desk import MemoryCorrections, MemoryWorklist
from storage.memory_history import MemoryAccounts, MemoryHistory
from storage.memory_jobs import MemoryJobs
from storage.memory_lanes import MemoryBreakers, MemoryLanes
from storage.memory_library import MemoryLibrary
from storage.memory_previews import MemoryPreviews
from storage.memory_processes import MemoryLeadership, MemoryProcesses, MemoryWorkload
from storage.memory_records import MemoryRecords
from storage.memory_retention import MemoryRetention
from storage.memory_samples import MemorySamples
from storage.migrate import upgrade
from storage.previews_sql import SqlPreviews
from storage.processes_sql import SqlProcesses
from storage.records_sql import SqlRecords
from storage.retention_sql import SqlRetention
from storage.samples_sql import SqlSamples
from storage.sql import Clock, Database, utc_now
from storage.worklist_sql import SqlWorklist
from storage.workload_sql import SqlWorkload
from tests.support.servers import server_url

MOST_BYTES = 5_000_000
LEDGERS = ("memory", "sqlite", "postgresql")


@contextmanager
def open_house(kind: str, folder: Path, *, clock: Clock = utc_now) -> Iterator[Keepers]:
    """Open keepers over one kind of ledger, empty, and leave nothing behind."""
    if kind == "memory":
        yield memory_house(clock=clock)
    elif kind == "sqlite":
        (folder / "ledger.db").write_bytes(_migrated_file())
        database = Database(f"sqlite:///{folder / 'ledger.db'}", clock=clock)
        yield sql_house(database)
        database.close()
    else:
        with scratch_database(clock=clock, template=_migrated_template()) as database:
            yield sql_house(database)


def memory_house(*, clock: Clock = utc_now, max_upload_bytes: int = MOST_BYTES) -> Keepers:
    ledger = Ledger(clock=clock)
    return Keepers(
        blobs=MemoryBlobs(),
        records=MemoryRecords(ledger),
        jobs=MemoryJobs(ledger),
        backfills=MemoryBackfills(ledger),
        cases=MemoryCases(ledger),
        arrival_book=MemoryArrivalBook(ledger=ledger),
        previews=MemoryPreviews(),
        worklist=MemoryWorklist(ledger),
        corrections=MemoryCorrections(ledger),
        history=MemoryHistory(ledger),
        accounts=MemoryAccounts(ledger),
        library=MemoryLibrary(),
        queue=MemoryQueue(),
        processes=MemoryProcesses(ledger),
        workload=MemoryWorkload(ledger),
        samples=MemorySamples(ledger),
        retention=MemoryRetention(ledger),
        leadership=MemoryLeadership(),
        lanes=MemoryLanes(ledger),
        breakers=MemoryBreakers(ledger),
        max_upload_bytes=max_upload_bytes,
    )


def sql_house(database: Database) -> Keepers:
    return Keepers(
        blobs=MemoryBlobs(),
        records=SqlRecords(database),
        jobs=SqlJobs(database),
        backfills=SqlBackfills(database),
        cases=SqlCases(database),
        arrival_book=SqlArrivalBook(database),
        previews=SqlPreviews(database),
        worklist=SqlWorklist(database),
        corrections=SqlCorrections(database),
        history=SqlHistory(database),
        accounts=SqlAccounts(database),
        library=SqlLibrary(database),
        queue=MemoryQueue(),
        processes=SqlProcesses(database),
        workload=SqlWorkload(database),
        samples=SqlSamples(database),
        retention=SqlRetention(database),
        leadership=sql_leadership(database, "sweep"),
        lanes=SqlLanes(database),
        breakers=SqlBreakers(database),
        max_upload_bytes=MOST_BYTES,
    )


@contextmanager
def scratch_database(*, clock: Clock = utc_now, template: str = "template1") -> Iterator[Database]:
    """Open a PostgreSQL database of its own, empty or as its template is, dropped at the end."""
    with scratch_database_url(template=template) as url:
        database = Database(url, clock=clock)
        yield database
        database.close()


@contextmanager
def scratch_database_url(*, template: str = "template1") -> Iterator[str]:
    name = f"certcheck_{uuid.uuid4().hex[:12]}"
    _administer(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield _url_of(name)
    finally:
        _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@cache
def _migrated_file() -> bytes:
    """All migrations take longer than most tests: a process applies them once, and each test gets a copy."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        database = Database(f"sqlite:///{path}")
        upgrade(database)
        database.close()
        return path.read_bytes()


@cache
def _migrated_template() -> str:
    """The same in PostgreSQL, which copies a database that nobody is connected to."""
    name = f"certcheck_template_{uuid.uuid4().hex[:12]}"
    _administer(f"CREATE DATABASE {name}")
    atexit.register(_administer, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    database = Database(_url_of(name))
    upgrade(database)
    database.close()
    return name


def _url_of(database: str) -> str:
    server = sa.make_url(server_url("CERTCHECK_TEST_POSTGRES_URL"))
    return server.set(database=database, drivername="postgresql").render_as_string(hide_password=False)


def _administer(statement: str) -> None:
    server = sa.make_url(server_url("CERTCHECK_TEST_POSTGRES_URL")).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
