"""A filter of jobs as SQL: its conditions, and the cheapest way to count what it wants."""

from itertools import product
from typing import Any

import sqlalchemy as sa

from models.job import JobState, Lane
from storage.jobs import JobFilter
from storage.schema import documents, jobs
from storage.schema_processes import job_counts


def conditions_of(wanted: JobFilter) -> list[sa.ColumnElement[bool]]:
    """Return what must hold of the wanted jobs."""
    conditions: list[sa.ColumnElement[bool]] = []
    for column, values in (
        (jobs.c.job_id, wanted.job_ids),
        (jobs.c.document_id, wanted.document_ids),
        (jobs.c.state, wanted.states),
        (jobs.c.failure_code, wanted.codes),
    ):
        if values:
            conditions.append(column.in_(values))
    if wanted.lane is not None:
        conditions.append(jobs.c.lane == wanted.lane)
    if wanted.backfill_id is not None:
        conditions.append(jobs.c.backfill_id == wanted.backfill_id)
    if wanted.moved_since is not None:
        conditions.append(jobs.c.updated_at >= wanted.moved_since)
    if wanted.moved_until is not None:
        conditions.append(jobs.c.updated_at <= wanted.moved_until)
    if wanted.application_id is not None:
        its = sa.select(documents.c.document_id).where(documents.c.application_id == wanted.application_id)
        conditions.append(jobs.c.document_id.in_(its))
    return conditions


def conditions_apart(wanted: JobFilter) -> list[list[sa.ColumnElement[bool]]]:
    """Return what must hold of the wanted jobs of each state and lane apart: the indexes have such jobs in order.

    Where jobs are named they are few, and their conditions stay together.
    """
    if wanted.job_ids or wanted.document_ids or wanted.application_id:
        return [conditions_of(wanted)]
    lanes = (wanted.lane,) if wanted.lane else tuple(Lane)
    return [
        [*conditions_of(wanted), jobs.c.state == state, jobs.c.lane == lane]
        for state, lane in product(wanted.states or tuple(JobState), lanes)
    ]


def counted(wanted: JobFilter) -> sa.Select[Any]:
    """Return the query that counts the wanted jobs by state: of the kept numbers, where they tell lanes and backfills.

    Five million rows take seconds to count, and the sums of the kept numbers milliseconds.
    """
    if wanted != _plain(wanted):
        return sa.select(jobs.c.state, sa.func.count()).where(*conditions_of(wanted)).group_by(jobs.c.state)
    query = sa.select(job_counts.c.state, sa.func.sum(job_counts.c.jobs_count)).group_by(job_counts.c.state)
    if wanted.states:
        query = query.where(job_counts.c.state.in_(wanted.states))
    if wanted.lane is not None:
        query = query.where(job_counts.c.lane == wanted.lane)
    if wanted.backfill_id is not None:
        query = query.where(job_counts.c.backfill_id == wanted.backfill_id)
    return query


def _plain(wanted: JobFilter) -> JobFilter:
    return JobFilter(states=wanted.states, lane=wanted.lane, backfill_id=wanted.backfill_id)
