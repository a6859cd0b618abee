"""Moves of jobs that follow from what happens to an application or a paper of it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.job import JobState, StartFrom
from storage.jobs import RERUNNABLE
from storage.rows import failure_columns
from storage.schema import applications, documents, jobs, reports

JUDGED_AGAIN = (JobState.DONE, JobState.FAILED, JobState.RUNNING)
"""States from which a changed application takes a job back: a cancelled one stays, a queued one sees the change."""


def judge_all_again(application_id: str, *, now: datetime) -> sa.sql.dml.ReturningUpdate[Any]:
    """Put the settled and running jobs of an application's papers back in the queue, as rung now."""
    counting = sa.select(documents.c.document_id).where(
        documents.c.application_id == application_id, documents.c.withdrawn_at.is_(None)
    )
    # A running job keeps what it was to start from: a reading that was asked for anew is still owed.
    running = jobs.c.state == JobState.RUNNING
    return (
        _queued(now)
        .where(jobs.c.document_id.in_(counting), jobs.c.state.in_(JUDGED_AGAIN))
        .values(start_from=sa.case((running, jobs.c.start_from), else_=StartFrom.JUDGE))
        .returning(*jobs.c)
    )


def hold_queued(application_id: str) -> sa.Select[Any]:
    """Lock the queued jobs of an application's papers, so that none is claimed before what they are judged by is kept.

    A job claimed in between would be judged by the application before, and nothing would judge it again. SQLite has one
    writer at a time and needs no lock.
    """
    its = sa.select(documents.c.document_id).where(documents.c.application_id == application_id)
    queued = sa.select(jobs.c.job_id).where(jobs.c.document_id.in_(its), jobs.c.state == JobState.QUEUED)
    return queued.order_by(jobs.c.job_id).with_for_update(of=jobs)


def judge_again(document_id: str, *, now: datetime, only_reported: bool) -> sa.sql.dml.ReturningUpdate[Any]:
    """Put the settled job of one paper back in the queue, as rung now; with `only_reported`, where it has a report."""
    its = [jobs.c.document_id == document_id, jobs.c.state.in_(RERUNNABLE)]
    if only_reported:
        its.append(sa.select(reports.c.report_id).where(reports.c.document_id == document_id).exists())
    return _queued(now).where(*its).values(start_from=StartFrom.JUDGE).returning(*jobs.c)


def cancel_unread(document_id: str, *, now: datetime) -> sa.Update:
    """Cancel the queued job of a paper that nobody has reported on yet."""
    reported = sa.select(reports.c.report_id).where(reports.c.document_id == document_id).exists()
    return (
        jobs.update()
        .where(jobs.c.document_id == document_id, jobs.c.state == JobState.QUEUED, ~reported)
        .values(state=JobState.CANCELLED, updated_at=now)
    )


def touch(application_id: str, *, now: datetime) -> sa.Update:
    """Count one more thing that the application's dossier is made of."""
    return (
        applications.update()
        .where(applications.c.application_id == application_id)
        .values(version=applications.c.version + 1, touched_at=now)
    )


def _queued(now: datetime) -> sa.Update:
    return jobs.update().values(
        state=JobState.QUEUED,
        due_at=now,
        updated_at=now,
        rung_at=now,
        lease_until=None,
        worker=None,
        retries=0,
        losses=0,
        **failure_columns(None),
    )
