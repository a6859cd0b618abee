"""Keeps the circuit breakers in a database."""

from dataclasses import asdict
from datetime import timedelta

import sqlalchemy as sa

from models.errors import Component
from storage.breakers import (
    TRIAL_SECONDS,
    Breaker,
    BreakerState,
    after_failure,
    after_success,
    new_breaker,
)
from storage.schema_lanes import breakers
from storage.sql import Database, Row


class SqlBreakers:
    """Breakers in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Breaker, ...]:
        """See `Breakers.all`."""
        query = sa.select(breakers).order_by(breakers.c.component, breakers.c.place)
        with self._database.reading() as connection:
            return tuple(_breaker_of(row) for row in connection.execute(query))

    def failed(self, component: Component, *, place: str, code: str, reason: str) -> Breaker:
        """See `Breakers.failed`."""
        now = self._database.clock()
        with self._database.writing() as connection:
            new = asdict(new_breaker(component, place=place, now=now))
            connection.execute(self._database.insert_new(breakers).values(new).on_conflict_do_nothing())
            query = sa.select(breakers).where(*_key(component, place)).with_for_update()
            after = after_failure(_breaker_of(connection.execute(query).one()), code=code, reason=reason, now=now)
            connection.execute(breakers.update().where(*_key(component, place)).values(asdict(after)))
        return after

    def succeeded(self, component: Component, *, place: str) -> bool:
        """See `Breakers.succeeded`."""
        now = self._database.clock()
        worth = sa.or_(breakers.c.failures > 0, breakers.c.state != BreakerState.CLOSED)
        query = sa.select(breakers).where(*_key(component, place), worth)
        # Most answers change nothing, and need no transaction that writes.
        with self._database.reading() as connection:
            if connection.execute(query).first() is None:
                return False
        with self._database.writing() as connection:
            row = connection.execute(query.with_for_update()).first()
            if row is None:
                return False
            after = after_success(_breaker_of(row), now=now)
            connection.execute(breakers.update().where(*_key(component, place)).values(asdict(after)))
        return True

    def begin_trial(self, component: Component, *, place: str) -> bool:
        """See `Breakers.begin_trial`."""
        now = self._database.clock()
        due = (breakers.c.state != BreakerState.CLOSED, breakers.c.retry_at <= now)
        begun = (
            breakers.update()
            .where(*_key(component, place), *due)
            .values(state=BreakerState.HALF_OPEN, retry_at=now + timedelta(seconds=TRIAL_SECONDS))
        )
        with self._database.writing() as connection:
            return connection.execute(begun).rowcount == 1

    def forget(self, *, quiet_seconds: float) -> int:
        """See `Breakers.forget`."""
        before = self._database.clock() - timedelta(seconds=quiet_seconds)
        quiet = (breakers.c.place != "", breakers.c.failed_at < before, breakers.c.retry_at < before)
        with self._database.reading() as connection:
            if connection.execute(sa.select(breakers.c.component).where(*quiet)).first() is None:
                return 0
        with self._database.writing() as connection:
            return connection.execute(breakers.delete().where(*quiet)).rowcount


def _key(component: Component, place: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (breakers.c.component == component, breakers.c.place == place)


def _breaker_of(row: Row) -> Breaker:
    return Breaker(
        component=Component(row.component),
        place=row.place,
        state=BreakerState(row.state),
        failures=row.failures,
        trips=row.trips,
        since=row.since,
        failed_at=row.failed_at,
        retry_at=row.retry_at,
        code=row.code,
        reason=row.reason,
    )
