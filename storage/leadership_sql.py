"""Keeps leadership in a database: on PostgreSQL by an advisory lock that a connection holds, on SQLite by a row.

The lock ends with its connection, so that a leader that is killed is followed within a second or two. One that hangs
keeps its connection: who stands by ends it, by the number of its backend, and with it the lead. The connection must be
the server's own: behind a pooler that gives statements to any connection, no lock is anybody's.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import sqlalchemy as sa

from models.errors import StorageUnavailable
from storage.leadership import PATIENCE_SECONDS, Leadership, Watch
from storage.schema_processes import leaders
from storage.sql import Database, translating

LOCK = 0x63657274
"""First half of the advisory lock's number: our own locks, among all of a database's."""
KEEPALIVE = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"
"""So that the server notices within some ten seconds that a machine is gone, which closes no connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What the row says of the leader."""

    holder: str
    term: int
    beat: int


def sql_leadership(
    database: Database,
    name: str,
    *,
    patience_seconds: float = PATIENCE_SECONDS,
    elapsed: Callable[[], float] = time.monotonic,
) -> Leadership:
    """Make one contender for a seat."""
    kind = RowLeadership if database.engine.dialect.name == "sqlite" else LockLeadership
    return kind(_Seat(database, name), Watch(patience_seconds), elapsed)


class _Seat:
    """The row of one seat."""

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self.name = name
        self._row = leaders.c.name == name

    def shown(self, connection: sa.Connection) -> _Shown:
        row = connection.execute(sa.select(leaders).where(self._row)).first()
        return (
            _Shown(holder="", term=0, beat=0)
            if row is None
            else _Shown(holder=row.holder, term=row.term, beat=row.beat)
        )

    def take(self, connection: sa.Connection, holder: str, *, before: _Shown) -> bool:
        """Sit down where the row still says what it did."""
        new = self.database.insert_new(leaders).values(name=self.name, holder="", term=0, beat=0)
        connection.execute(new.on_conflict_do_nothing())
        taken = (
            leaders.update()
            .where(self._row, leaders.c.term == before.term, leaders.c.beat == before.beat)
            .values(holder=holder, term=before.term + 1, beat=before.beat + 1)
        )
        return connection.execute(taken).rowcount == 1

    def beat(self, connection: sa.Connection, term: int) -> bool:
        """Count up, where one still sits there."""
        mine = leaders.update().where(self._row, leaders.c.term == term, leaders.c.holder != "")
        return connection.execute(mine.values(beat=leaders.c.beat + 1)).rowcount == 1

    def leave(self, connection: sa.Connection, term: int) -> None:
        connection.execute(leaders.update().where(self._row, leaders.c.term == term).values(holder=""))


class RowLeadership:
    """A seat that is a row alone; takes the patience to follow one that was killed."""

    def __init__(self, seat: _Seat, watch: Watch, elapsed: Callable[[], float]) -> None:
        self._seat = seat
        self._watch = watch
        self._elapsed = elapsed
        self._term: int | None = None

    def lead(self, holder: str) -> bool:
        """See `Leadership.lead`."""
        with self._seat.database.writing() as connection:
            if self._term is not None and self._seat.beat(connection, self._term):
                return True
            self._term = None
            shown = self._seat.shown(connection)
            if shown.holder and not self._watch.stands_still(shown, now=self._elapsed()):
                return False
            if self._seat.take(connection, holder, before=shown):
                self._term = shown.term + 1
        return self._term is not None

    def resign(self) -> None:
        """See `Leadership.resign`."""
        term, self._term = self._term, None
        if term is not None:
            with suppress(StorageUnavailable), self._seat.database.writing() as connection:
                self._seat.leave(connection, term)

    def holder(self) -> str | None:
        """See `Leadership.holder`."""
        with self._seat.database.reading() as connection:
            return self._seat.shown(connection).holder or None


class LockLeadership:
    """A seat that is an advisory lock; the row tells who has it, and that it goes on."""

    def __init__(self, seat: _Seat, watch: Watch, elapsed: Callable[[], float]) -> None:
        self._seat = seat
        self._watch = watch
        self._elapsed = elapsed
        self._connection: sa.Connection | None = None
        self._term = 0

    def lead(self, holder: str) -> bool:
        """See `Leadership.lead`."""
        if self._connection is not None and self._goes_on(self._connection):
            return True
        self._drop()
        with translating():
            connection = self._seat.database.engine.connect().execution_options(certcheck_asks=True)
            try:
                return self._sit_down(connection, holder)
            finally:
                if self._connection is not connection:
                    connection.close()

    def resign(self) -> None:
        """See `Leadership.resign`."""
        with suppress(sa.exc.SQLAlchemyError):
            if self._connection is not None:
                self._seat.leave(self._connection, self._term)
        self._drop()

    def holder(self) -> str | None:
        """See `Leadership.holder`."""
        with self._seat.database.reading() as connection:
            return self._seat.shown(connection).holder or None

    def _goes_on(self, connection: sa.Connection) -> bool:
        # A connection that somebody ended, or that a restart of the server closed, held the lock no longer.
        with suppress(sa.exc.SQLAlchemyError):
            return self._seat.beat(connection, self._term)
        return False

    def _sit_down(self, connection: sa.Connection, holder: str) -> bool:
        lock = sa.select(sa.func.pg_try_advisory_lock(LOCK, sa.func.hashtext(self._seat.name)))
        shown = self._seat.shown(connection)
        if not connection.execute(lock).scalar():
            if self._watch.stands_still(shown, now=self._elapsed()):
                self._end_leader(connection, shown)
            return False
        connection.exec_driver_sql(KEEPALIVE)
        # Read again: who had the lock until now may have counted in between.
        shown = self._seat.shown(connection)
        self._connection, self._term = connection, shown.term + 1
        return self._seat.take(connection, holder, before=shown)

    def _end_leader(self, connection: sa.Connection, shown: _Shown) -> None:
        """End the backend that holds the lock, if the row still stands still; the next call finds the lock free."""
        connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pg_locks.pid) FROM pg_locks, leaders "
                "WHERE locktype = 'advisory' AND granted AND classid = :lock AND objsubid = 2 "
                "AND objid::bigint = (hashtext(:name)::bigint & 4294967295) "
                "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
                "AND leaders.name = :name AND term = :term AND beat = :beat"
            ),
            {"lock": LOCK, "name": self._seat.name, "term": shown.term, "beat": shown.beat},
        )

    def _drop(self) -> None:
        """Close the connection for good: given back to the pool, it would keep the lock."""
        if self._connection is not None:
            with suppress(sa.exc.SQLAlchemyError):
                self._connection.invalidate()
                self._connection.close()
            self._connection = None
