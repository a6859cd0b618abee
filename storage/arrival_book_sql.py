"""Keeps the book of arrivals in a database."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.arrival_book import Arrival, ArrivalFilter, Entry, Outcome, Road, Walk, WalkState, digest_of
from storage.schema import applications, audit
from storage.schema_arrivals import arrivals, walks
from storage.sql import Database, Row

RETRYABLE = (Outcome.REFUSED, Outcome.TO_RETRY)
_KEPT_FROM_BEFORE = ("arrival_id", "seen_at")


class SqlArrivalBook:
    """The book in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, arrival_ids: Sequence[str]) -> Mapping[str, Entry]:
        """See `ArrivalBook.known`."""
        if not arrival_ids:
            return {}
        query = sa.select(arrivals).where(arrivals.c.arrival_id.in_(arrival_ids))
        with self._database.reading() as connection:
            return {row.arrival_id: _entry_of(row) for row in connection.execute(query)}

    def note(self, entries: Sequence[Entry]) -> None:
        """See `ArrivalBook.note`."""
        now = self._database.clock()
        # In the order of their ids: two walkers that lock each other's rows in no set order could deadlock.
        rows = {entry.arrival.arrival_id: _row_of(entry, now) for entry in entries}
        if not rows:
            return
        new = self._database.insert_new(arrivals)
        changed = {
            column.name: new.excluded[column.name] for column in arrivals.c if column.name not in _KEPT_FROM_BEFORE
        }
        with self._database.writing() as connection:
            connection.execute(
                new.on_conflict_do_update(index_elements=["arrival_id"], set_=changed),
                [rows[arrival_id] for arrival_id in sorted(rows)],
            )

    def ready(self, road: Road, place: str | None = None, *, limit: int) -> tuple[Entry, ...]:
        """See `ArrivalBook.ready`."""
        here = [arrivals.c.road == road, *([] if place is None else [arrivals.c.place == place])]
        has_come = sa.exists().where(applications.c.application_id == arrivals.c.application_id)
        waited = sa.select(arrivals).where(*here, arrivals.c.outcome == Outcome.WAITING, has_come).limit(limit)
        due = (
            sa.select(arrivals)
            .where(*here, arrivals.c.outcome == Outcome.TO_RETRY, arrivals.c.due_at <= self._database.clock())
            .order_by(arrivals.c.due_at)
            .limit(limit)
        )
        with self._database.reading() as connection:
            found = [*connection.execute(waited), *connection.execute(due)]
        return tuple(_entry_of(row) for row in found[:limit])

    def find(self, wanted: ArrivalFilter, *, limit: int) -> tuple[Entry, ...]:
        """See `ArrivalBook.find`."""
        query = (
            sa.select(arrivals)
            .where(*_wanted(wanted))
            .order_by(arrivals.c.noted_at.desc(), arrivals.c.arrival_id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return tuple(_entry_of(row) for row in connection.execute(query))

    def tally(self) -> Mapping[tuple[Road, Outcome], int]:
        """See `ArrivalBook.tally`."""
        by = (arrivals.c.road, arrivals.c.outcome)
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(*by, sa.func.count()).group_by(*by)).all()
        return {(Road(road), Outcome(outcome)): count for road, outcome, count in rows}

    def retry(self, wanted: ArrivalFilter, *, who: str, reason: str, limit: int) -> int:
        """See `ArrivalBook.retry`."""
        now = self._database.clock()
        key = arrivals.c.arrival_id
        which = (
            sa.select(key)
            .where(*_wanted(wanted), arrivals.c.outcome.in_(RETRYABLE))
            .where(sa.or_(arrivals.c.due_at.is_(None), arrivals.c.due_at > now))
            .order_by(key)
            .limit(limit)
        )
        moved = arrivals.update().where(key.in_(which)).values(outcome=Outcome.TO_RETRY, due_at=now, noted_at=now)
        with self._database.writing() as connection:
            ids = connection.execute(moved.returning(key)).scalars().all()
            deeds = [{"at": now, "who": who, "deed": "retry", "subject": one, "reason": reason[:500]} for one in ids]
            if deeds:
                connection.execute(audit.insert(), deeds)
        return len(ids)

    def begin_walk(
        self, road: Road, place: str, *, holder: str, every_seconds: float, lease_seconds: float
    ) -> Walk | None:
        """See `ArrivalBook.begin_walk`."""
        now = self._database.clock()
        walk_id = digest_of(road, place)
        new = self._database.insert_new(walks).values(walk_id=walk_id, road=road, place=place, marker="")
        lease = timedelta(seconds=lease_seconds)
        # A time that no clock running forward could have written was written before the clock was set back.
        is_free = sa.or_(walks.c.lease_until.is_(None), walks.c.lease_until <= now, walks.c.lease_until > now + lease)
        is_due = sa.or_(
            walks.c.looked_at.is_(None),
            walks.c.looked_at <= now - timedelta(seconds=every_seconds),
            walks.c.looked_at > now,
        )
        taken = walks.update().where(walks.c.walk_id == walk_id, is_free, is_due)
        with self._database.writing() as connection:
            connection.execute(new.on_conflict_do_nothing())
            marker = connection.execute(
                taken.values(holder=holder, lease_until=now + lease).returning(walks.c.marker)
            ).scalar()
        return None if marker is None else Walk(road=road, place=place, marker=marker, holder=holder)

    def advance(self, walk: Walk, marker: str, *, lease_seconds: float) -> bool:
        """See `ArrivalBook.advance`."""
        now = self._database.clock()
        values: dict[str, object] = {"marker": marker, "lease_until": now + timedelta(seconds=lease_seconds)}
        if not marker:
            values["round_finished_at"] = now
        with self._database.writing() as connection:
            return connection.execute(_held(walk).values(values)).rowcount > 0

    def end_walk(self, walk: Walk, *, rests: bool) -> None:
        """See `ArrivalBook.end_walk`."""
        looked_at = self._database.clock() if rests else None
        with self._database.writing() as connection:
            connection.execute(_held(walk).values(holder=None, lease_until=None, looked_at=looked_at))

    def walks(self) -> tuple[WalkState, ...]:
        """See `ArrivalBook.walks`."""
        query = sa.select(walks).order_by(walks.c.road, walks.c.place)
        with self._database.reading() as connection:
            return tuple(
                WalkState(
                    road=Road(row.road),
                    place=row.place,
                    looked_at=row.looked_at,
                    round_finished_at=row.round_finished_at,
                )
                for row in connection.execute(query)
            )


def _held(walk: Walk) -> sa.Update:
    return walks.update().where(walks.c.walk_id == walk.walk_id, walks.c.holder == walk.holder)


def _wanted(wanted: ArrivalFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    for column, values in (
        (arrivals.c.arrival_id, wanted.arrival_ids),
        (arrivals.c.outcome, wanted.outcomes),
        (arrivals.c.code, wanted.codes),
    ):
        if values:
            conditions.append(column.in_(values))
    if wanted.road is not None:
        conditions.append(arrivals.c.road == wanted.road)
    if wanted.application_id is not None:
        conditions.append(arrivals.c.application_id == wanted.application_id)
    return conditions


def _row_of(entry: Entry, now: datetime) -> dict[str, Any]:
    arrival = entry.arrival
    due_at = None if entry.retry_after_seconds is None else now + timedelta(seconds=entry.retry_after_seconds)
    return {
        "arrival_id": arrival.arrival_id,
        "road": arrival.road,
        "place": arrival.place,
        "key": arrival.key,
        "version": arrival.version,
        "size_bytes": arrival.size_bytes,
        "outcome": entry.outcome,
        "application_id": entry.application_id,
        "document_id": entry.document_id,
        "code": entry.code,
        "message": entry.message[:500],
        "tries": entry.tries,
        "seen_at": now,
        "noted_at": now,
        "due_at": due_at,
    }


def _entry_of(row: Row) -> Entry:
    return Entry(
        arrival=Arrival(
            road=Road(row.road), place=row.place, key=row.key, version=row.version, size_bytes=row.size_bytes
        ),
        outcome=Outcome(row.outcome),
        application_id=row.application_id,
        document_id=row.document_id,
        code=row.code,
        message=row.message,
        tries=row.tries,
        seen_at=row.seen_at,
        noted_at=row.noted_at,
    )
