"""One database, SQLite or PostgreSQL: its engine, its transactions, and its errors in our words."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from models.errors import ConfigInvalid, StorageUnavailable
from storage.flushing import LogFlusher
from storage.pinging import ping_after_a_rest
from storage.sql_errors import in_our_words

Clock = Callable[[], datetime]
Row = sa.Row[Any]
_Value = TypeVar("_Value", str, int)

BUSY_MS = 15_000
"""How long a writer waits for SQLite's one write lock. A transaction here takes milliseconds, a batch of a backfill
some tenths of a second; 15 s without the lock mean that something is stuck."""
MOST_ASKED = 400
"""Values in one question: SQLite of old takes 999 parameters."""
REST_SECONDS = 1.0
"""A connection that was in use within it is taken to be there: a job asks a dozen times within some milliseconds. Where
the server was started again in between, one transaction is told that the database is away, as in its midst."""
LARGEST_PORT = 65535
LONGEST_LOG_PAGES = 16_384
"""Of 4 KB, 64 MB: a few batches of an enrolment. What is longer is slow to read and fills the disk."""


def utc_now() -> datetime:
    """Return the time, aware and in UTC."""
    return datetime.now(UTC)


class Database:
    """Connections to one database. Connects to nothing yet.

    Raises:
        ConfigInvalid: the URL is none of a database that we know.
        StorageUnavailable: the folder of an SQLite file cannot be made.
    """

    def __init__(self, url: str, *, clock: Clock = utc_now, pool_size: int = 10) -> None:
        self.engine = _engine(url, pool_size)
        self.clock = clock
        # PostgreSQL flushes by itself, one flush for all who commit at once.
        is_file = self.engine.dialect.name == "sqlite"
        self._flusher = LogFlusher(Path(str(self.engine.url.database))) if is_file else None
        self._asked = self.engine.execution_options(certcheck_asks=True)
        self._turn = threading.Lock() if self.engine.dialect.name == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a transaction that reads.

        Raises:
            InputError: a value is none that the database can hold.
            StorageUnavailable: the database does not answer.
            StorageRefused: it answers and refuses us, for a wrong setting or tables of another build.
        """
        with translating(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def asking(self) -> Iterator[sa.Connection]:
        """Lend a connection for questions of one statement each, without a transaction around them.

        What is asked sees the ledger as it is by then, and costs one way to a server and back instead of three.

        Raises:
            InputError: a value is none that the database can hold.
            StorageUnavailable: the database does not answer.
            StorageRefused: it answers and refuses us, for a wrong setting or tables of another build.
        """
        with translating(), self._asked.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, survives_power_cut: bool = True) -> Iterator[sa.Connection]:
        """Open a transaction that writes; an error inside undoes it.

        One that need not survive a power cut costs SQLite no flush of the disk: it is lost only together with all that
        came after it, and with every process that knew of it. PostgreSQL, which may end alone, keeps all alike.

        Raises:
            InputError: a value is none that the database can hold.
            StorageUnavailable: the database does not answer.
        """
        with (
            _in_turn(self._turn),
            translating(),
            self.engine.connect().execution_options(certcheck_writes=True) as connection,
            connection.begin(),
        ):
            yield connection
        # When its turn is over: others write while the disk is waited for.
        if survives_power_cut and self._flusher is not None:
            self._flusher.flush()

    def insert_new(self, table: sa.Table) -> "sqlite.Insert | postgresql.Insert":
        """Begin an INSERT that can say what happens to a row that is there already."""
        return sqlite.insert(table) if self.engine.dialect.name == "sqlite" else postgresql.insert(table)

    def shorten_log(self) -> None:
        """Let SQLite begin its write-ahead log anew where it has grown; a bulk writer calls it between transactions.

        By itself SQLite does so only when nobody writes while it copies the log's pages home: beside uploads, never.
        """
        if self.engine.dialect.name != "sqlite":
            return
        with translating(), self.engine.connect() as connection:
            bare: Any = connection.connection.driver_connection
            _busy, pages, _home = bare.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if pages > LONGEST_LOG_PAGES:
                # What is left is little by now, and whoever reads is not waited for: the next call comes soon.
                bare.execute("PRAGMA busy_timeout = 50")
                bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                bare.execute(f"PRAGMA busy_timeout = {BUSY_MS}")

    def close(self) -> None:
        """Close every connection; safe to call twice."""
        self.engine.dispose()


def sqlite_file(url: str) -> Path | None:
    """Return the file of an SQLite database; None where the URL is of another database, or of none.

    >>> sqlite_file("sqlite:///var/certcheck.db"), sqlite_file("postgresql://host/certcheck")
    (PosixPath('var/certcheck.db'), None)
    """
    path = url.removeprefix("sqlite:///").partition("?")[0]
    return Path(path) if url.startswith("sqlite:///") and path else None


def portions(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """Part different values, in order, into so many as one question may hold."""
    ordered = sorted(set(values))
    return (ordered[start : start + MOST_ASKED] for start in range(0, len(ordered), MOST_ASKED))


@contextmanager
def _in_turn(turn: "threading.Lock | None") -> Iterator[None]:
    """Let one thread of this process ask for SQLite's write lock at a time.

    SQLite wakes nobody: whoever waits for its lock sleeps and looks again, and who comes by at the right moment goes
    first. Of twenty threads on a busy disk most would still be waiting when their patience ends.
    """
    if turn is None:
        yield
        return
    if not turn.acquire(timeout=BUSY_MS / 1000):
        raise StorageUnavailable(f"expected a turn to write within {BUSY_MS // 1000} s, met none")
    try:
        yield
    finally:
        turn.release()


def _engine(url: str, pool_size: int) -> sa.Engine:
    parsed = _parsed(url)
    if parsed.get_backend_name() == "postgresql":
        engine = sa.create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_size=pool_size,
            max_overflow=pool_size,
            connect_args={"connect_timeout": 10},
        )
        ping_after_a_rest(engine, rest_seconds=REST_SECONDS)
        sa.event.listen(engine, "connect", _prepare_postgresql)
        sa.event.listen(engine, "begin", _begin_postgresql)
        return engine
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise _wrong_url()
    _make_folder(Path(parsed.database).parent)
    engine = sa.create_engine(parsed, hide_parameters=True, pool_size=pool_size, max_overflow=pool_size)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    # A port that is no number comes as a ValueError. Neither text is passed on: it may hold the password.
    except (sa.exc.ArgumentError, ValueError):
        raise _wrong_url() from None
    if parsed.port is not None and not 0 < parsed.port <= LARGEST_PORT:
        raise _wrong_url()
    return parsed


def _wrong_url() -> ConfigInvalid:
    return ConfigInvalid("CERTCHECK_DATABASE_URL: expected sqlite:///path or postgresql://…, met another form")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailable(f"expected a folder for the database, met {error.strerror}: {folder}") from error


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would before single questions, too, and turning that on and
    # off for each takes as long as the way to the server that it saves.
    connection.autocommit = True


def _begin_postgresql(connection: sa.Connection) -> None:
    if not connection.get_execution_options().get("certcheck_asks", False):
        connection.exec_driver_sql("BEGIN")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would take the read lock first, and two readers that both
    # turn writers end in "database is locked" however long they wait.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    # `LogFlusher` flushes what must survive a power cut. Where a file system allows no log, SQLite does as before.
    connection.execute(f"PRAGMA synchronous = {'NORMAL' if mode == 'wal' else 'FULL'}")


def _begin_sqlite(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if options.get("certcheck_asks", False):
        return
    if options.get("certcheck_writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    # Past SQLAlchemy: it takes no lock yet and cannot fail, and there are some of it to a job.
    connection.connection.cursor().execute("BEGIN")


@contextmanager
def translating() -> Iterator[None]:
    """Translate what the driver raises within.

    Raises:
        InputError: a value is none that the database can hold.
        StorageUnavailable: the database does not answer.
        StorageRefused: it answers and refuses us, for a wrong setting or tables of another build.
    """
    try:
        yield
    except sa.exc.SQLAlchemyError as error:
        ours = in_our_words(error)
        if ours is None:
            raise
        raise ours from error
