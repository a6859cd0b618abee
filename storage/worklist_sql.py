"""Keeps the worklist in a database. A page is a walk along one index a level; a search looks names and ids up first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.decision import Decision
from models.desk import DeskCase
from models.levels import Level, Region
from storage.decisions_sql import SqlDecisions, decision_row
from storage.history import Entry
from storage.history_sql import write_entries
from storage.schema import applications
from storage.schema_desk import LONGEST_PART, decisions, worklist, worklist_names
from storage.sql import Database
from storage.standing_sql import case_of, row_of
from storage.worklist import (
    MOST_COUNTED,
    MOST_NAMED,
    Held,
    Place,
    Sort,
    Wanted,
    gravities,
    in_page,
    moved_on,
    no_such_case,
)

LAST = "\U0010ffff"
"""Sorts behind whatever may follow a beginning."""
SHORTEST_NAME = 2
_KEYS: dict[Sort, tuple[sa.Column[Any], ...]] = {
    Sort.GRAVEST: (worklist.c.gravity, worklist.c.waiting_since, worklist.c.application_id),
    Sort.OLDEST: (worklist.c.waiting_since, worklist.c.application_id),
    Sort.ID: (worklist.c.application_id,),
}


class SqlWorklist(SqlDecisions):
    """The worklist in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)

    def find(self, wanted: Wanted, *, sort: Sort, limit: int, after: Place | None = None) -> tuple[DeskCase, ...]:
        """See `Worklist.find`."""
        now = self._database.clock()
        with self._database.reading() as connection:
            queries = _pages(wanted, sort, limit, after, now)
            found = [case_of(row) for query in queries for row in connection.execute(query)]
        return in_page(found, sort=sort, limit=limit, after=after)

    def count(self, wanted: Wanted) -> int:
        """See `Worklist.count`."""
        left = MOST_COUNTED
        with self._database.reading() as connection:
            for level in wanted.levels:
                # In an order, so that an index is walked: PostgreSQL takes state and level for independent, and reads
                # the whole table for what there is none of, as accepted dossiers at a registration point.
                some = sa.select(sa.literal(1)).where(*_of(wanted, level)).order_by(*_KEYS[Sort.GRAVEST]).limit(left)
                left -= connection.execute(sa.select(sa.func.count()).select_from(some.subquery())).scalar_one()
                if left <= 0:
                    break
        return MOST_COUNTED - left

    def case(self, application_id: str) -> DeskCase:
        """See `Worklist.case`."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(worklist).where(worklist.c.application_id == application_id)).first()
        if row is None:
            raise no_such_case(application_id)
        return case_of(row)

    def claim(
        self,
        application_id: str,
        *,
        account: str,
        until: datetime,
        takes_over: str = "",
        seen: DeskCase | None = None,
    ) -> DeskCase | None:
        """See `Worklist.claim`."""
        now = self._database.clock()
        free = [worklist.c.holder.in_(("", account)), worklist.c.held_until.is_(None), worklist.c.held_until <= now]
        if takes_over:
            free.append(worklist.c.holder == takes_over)
        stands = [worklist.c.application_id == application_id, sa.or_(*free)]
        if seen is not None:
            stands += [worklist.c.state == seen.state, worklist.c.level == seen.level]
        taken = worklist.update().where(*stands).values(holder=account, held_until=until).returning(*worklist.c)
        with self._database.writing() as connection:
            row = connection.execute(taken).first()
        if row is None:
            self.case(application_id)
            return None
        return case_of(row)

    def release(self, application_id: str, *, account: str) -> bool:
        """See `Worklist.release`."""
        its = (worklist.c.application_id == application_id, worklist.c.holder == account)
        with self._database.writing() as connection:
            freed = connection.execute(worklist.update().where(*its).values(holder="", held_until=None))
            return freed.rowcount == 1

    def decide(self, after: DeskCase, *, before: DeskCase, decision: Decision, entry: Entry) -> Decision:
        """See `Worklist.decide`."""
        stands = (
            worklist.c.application_id == before.application_id,
            worklist.c.version == before.version,
            worklist.c.holder == decision.account,
            _is_stated_as_judged(before),
        )
        insert = decisions.insert().values(decision_row(decision)).returning(decisions.c.decision_id)
        with self._database.writing() as connection:
            if connection.execute(worklist.update().where(*stands).values(row_of(after))).rowcount != 1:
                raise moved_on()
            decision_id = connection.execute(insert).scalar_one()
            write_entries(connection, self._database, (entry,))
        return replace(decision, decision_id=decision_id)


def _is_stated_as_judged(case: DeskCase) -> sa.ColumnElement[bool]:
    newer = sa.select(applications.c.application_id).where(
        applications.c.application_id == case.application_id,
        applications.c.content_version > case.standing.dossier_version,
    )
    return ~newer.exists()


def _pages(wanted: Wanted, sort: Sort, limit: int, after: Place | None, now: datetime) -> Iterator[sa.Select[Any]]:
    """A page of each level apart, along its index; of what is searched for, which is little, of all levels at once."""
    if wanted.search:
        named = worklist.c.application_id.in_(_named(wanted.search))
        yield _page(sort, limit, after).where(named, *_of(wanted, *wanted.levels), *_held(wanted, now))
        return
    for level in wanted.levels:
        yield _page(sort, limit, after).where(*_of(wanted, level), *_held(wanted, now))


def _page(sort: Sort, limit: int, after: Place | None) -> sa.Select[Any]:
    keys = _KEYS[sort]
    query = sa.select(worklist).order_by(*keys).limit(limit)
    if after is None:
        return query
    values = [sa.literal(getattr(after, column.name), column.type) for column in keys]
    return query.where(sa.tuple_(*keys) > sa.tuple_(*values))


def _of(wanted: Wanted, *levels: Level) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.state is not None:
        yield worklist.c.state == wanted.state
    yield worklist.c.level == levels[0] if len(levels) == 1 else worklist.c.level.in_(levels)
    yield from _inside(wanted.region)
    asked = gravities(wanted)
    if asked and wanted.severity is None:
        # All of one verdict: no other's stand between them.
        yield worklist.c.gravity.between(asked[0], asked[-1])
    elif asked:
        yield worklist.c.gravity.in_(asked)


def _inside(region: Region) -> Iterator[sa.ColumnElement[bool]]:
    """As `Region.covers` says it."""
    if region.province:
        yield worklist.c.province.in_(("", region.province))
    if region.exam_point:
        yield worklist.c.exam_point == region.exam_point
    if region.registration_point:
        yield worklist.c.registration_point.in_(("", region.registration_point))


def _held(wanted: Wanted, now: datetime) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.held is Held.MINE:
        yield worklist.c.holder == wanted.account
        yield worklist.c.held_until > now
    elif wanted.held is Held.FREE:
        yield sa.or_(worklist.c.held_until.is_(None), worklist.c.held_until <= now, worklist.c.holder == "")


def _named(search: str) -> sa.CompoundSelect[Any]:
    """Ids of lines whose id begins so, or whose name holds it: few enough to be looked up one by one."""
    bare = "".join(search.split())
    found = [_begins(worklist.c.application_id, worklist.c.application_id, bare)]
    if len(bare) >= SHORTEST_NAME:
        found.append(_begins(worklist_names.c.application_id, worklist_names.c.part, bare[:LONGEST_PART]))
    # No SELECT of a UNION may have a LIMIT of its own in SQLite, but it may be of one that has.
    return sa.union(*(sa.select(some.subquery()) for some in found))


def _begins(wanted: sa.Column[Any], column: sa.Column[Any], beginning: str) -> sa.Select[Any]:
    return sa.select(wanted).where(column >= beginning, column < beginning + LAST).order_by(column).limit(MOST_NAMED)
