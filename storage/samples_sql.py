"""Takes samples of the ledger in a database."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

import sqlalchemy as sa

from models.desk import DeskState
from models.desk_moves import STEPS
from models.job import JobState, Lane
from models.report import Report, Verdict
from storage.newest_reports import NEWEST_REPORTS
from storage.samples import MOST_SETTLED
from storage.schema import jobs, reports
from storage.schema_desk import decisions, worklist
from storage.sql import Database
from storage.workload import Pace
from storage.written import from_json


class SqlSamples:
    """Samples of SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settled(self, lane: Lane, *, edges: Sequence[datetime]) -> tuple[Pace, ...]:
        """See `Samples.settled`."""
        spans = list(pairwise(edges))
        if not spans:
            return ()
        states = (JobState.DONE, JobState.FAILED)
        query = sa.select(*(_settled(lane, state, span) for span in spans for state in states))
        with self._database.reading() as connection:
            counts = tuple(connection.execute(query).one())
        return tuple(
            Pace(done_count=done, failed_count=failed) for done, failed in zip(counts[::2], counts[1::2], strict=True)
        )

    def standings(self) -> Mapping[tuple[DeskState, Verdict], int]:
        """See `Samples.standings`."""
        # By gravity, and not by verdict, which tells the same and stands in the index.
        by = (worklist.c.state, worklist.c.level, worklist.c.gravity)
        query = sa.select(*by, sa.func.count()).group_by(*by)
        verdicts = list(Verdict)
        counted: Counter[tuple[DeskState, Verdict]] = Counter()
        with self._database.reading() as connection:
            for state, _, gravity, count in connection.execute(query):
                counted[DeskState(state), verdicts[gravity // STEPS]] += count
        return counted

    def newest_reports(self, lane: Lane, *, limit: int) -> tuple[Report, ...]:
        """See `Samples.newest_reports`."""
        done = (
            sa.select(jobs.c.document_id)
            .where(jobs.c.state == JobState.DONE, jobs.c.lane == lane)
            .order_by(jobs.c.updated_at.desc())
            .limit(limit)
        )
        newest = (
            sa.select(sa.func.max(reports.c.report_id))
            .where(reports.c.document_id.in_(done))
            .group_by(reports.c.document_id)
        )
        query = sa.select(reports.c.content).where(reports.c.report_id.in_(newest))
        with self._database.reading() as connection:
            contents = connection.execute(query).scalars().all()
        return tuple(from_json(Report, content) for content in contents)

    def decided_lately(self, *, limit: int) -> tuple[str, ...]:
        """See `Samples.decided_lately`."""
        query = sa.select(decisions.c.application_id).order_by(decisions.c.decision_id.desc()).limit(limit)
        with self._database.reading() as connection:
            return tuple(dict.fromkeys(connection.execute(query).scalars()))

    def reports_of(self, application_ids: Collection[str]) -> tuple[Report, ...]:
        """See `Samples.reports_of`."""
        with self._database.reading() as connection:
            rows = connection.execute(NEWEST_REPORTS, {"application_ids": sorted(application_ids)}).all()
        return tuple(from_json(Report, row.content) for row in rows)


def _settled(lane: Lane, state: JobState, span: tuple[datetime, datetime]) -> sa.ScalarSelect[int]:
    within = (jobs.c.updated_at >= span[0], jobs.c.updated_at < span[1])
    some = sa.select(sa.literal(1)).where(jobs.c.state == state, jobs.c.lane == lane, *within).limit(MOST_SETTLED)
    return sa.select(sa.func.count()).select_from(some.subquery()).scalar_subquery()
