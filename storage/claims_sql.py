"""The two moves that every job makes, as statements that are made once: it is claimed, and it is done."""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from models.job import JobState, Lane
from storage.lanes import GateState
from storage.rows import failure_columns
from storage.schema import backfills, jobs
from storage.schema_lanes import gates

# Asked for each job, and made once: putting it together anew costs as much as asking.
DONE = (
    jobs.update()
    .where(
        jobs.c.job_id == sa.bindparam("job"),
        jobs.c.state == JobState.RUNNING,
        jobs.c.attempt == sa.bindparam("fence"),
    )
    .values(
        state=JobState.DONE,
        updated_at=sa.bindparam("now"),
        due_at=sa.bindparam("now"),
        lease_until=None,
        worker=None,
        **failure_columns(None),
    )
)


@cache
def claimed() -> sa.sql.dml.ReturningUpdate[Any]:
    """Return the UPDATE that claims `job` for `claimer` at `now`, `until` some time, where it is to be had."""
    now: sa.BindParameter[datetime] = sa.bindparam("now", type_=jobs.c.due_at.type)
    return (
        jobs.update()
        .where(jobs.c.job_id == sa.bindparam("job"), *due(now), _is_open())
        .values(
            state=JobState.RUNNING,
            attempt=jobs.c.attempt + 1,
            worker=sa.bindparam("claimer"),
            lease_until=sa.bindparam("until"),
            updated_at=now,
        )
        .returning(*jobs.c)
    )


def due(now: "datetime | sa.BindParameter[datetime]") -> tuple[sa.ColumnElement[bool], ...]:
    """Return what holds of a job that is to be had: queued, due, and not held back with its paused backfill."""
    # Asked as a list and not by EXISTS, for which PostgreSQL joins, and then sorts all that wait to find the first.
    paused = sa.select(backfills.c.backfill_id).where(backfills.c.paused)
    hurried = jobs.c.lane.not_in([lane for lane in Lane if lane.gives_way])
    may_begin = sa.or_(jobs.c.backfill_id.is_(None), hurried, jobs.c.backfill_id.not_in(paused))
    return (jobs.c.state == JobState.QUEUED, jobs.c.due_at <= now, may_begin)


def _is_open() -> sa.ColumnElement[bool]:
    closed = sa.select(gates.c.lane).where(gates.c.lane == jobs.c.lane, gates.c.state != GateState.OPEN)
    return ~closed.exists()
