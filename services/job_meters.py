"""Counts and traces one job while a worker holds it, and lets its log lines carry the upload's id."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from models.job import Failure, Job
from models.origin import Origin
from models.page import PageText
from models.report import Dossier, Report
from services import meters
from services.correlation import originating
from services.spans import Span, span

UNKNOWN = "none"
"""The label of a report whose page is of no known type."""


@contextmanager
def at_work_on(job: Job) -> Iterator[Span]:
    """Let the block come from the job's upload, as one span."""
    origin = Origin(correlation_id=job.correlation_id or job.job_id, traceparent=job.traceparent)
    began = time.monotonic()
    named: dict[str, str | int] = {"job_id": job.job_id, "document_id": job.document_id}
    named |= {"attempt": job.attempt, "lane": job.lane.value}
    with originating(origin), meters.jobs_in_hand.track_inprogress(), span("job", origin=origin, **named) as noted:
        yield noted
        meters.stage_seconds.labels("job").observe(time.monotonic() - began)


@contextmanager
def stage(name: str) -> Iterator[Span]:
    """Time a stage that comes to its end, as one span."""
    began = time.monotonic()
    with span(name) as noted:
        yield noted
        meters.stage_seconds.labels(name).observe(time.monotonic() - began)


def count_reading(text: PageText, noted: Span) -> None:
    """Count what the reading process says of its own time; it ended just now."""
    for name, lasted_ms, before_end_ms in (
        ("normalise", text.normalise_ms, text.recognise_ms),
        ("recognise", text.recognise_ms, 0.0),
    ):
        meters.stage_seconds.labels(name).observe(lasted_ms / 1000)
        noted.past(name, before_end_ms=before_end_ms, lasted_ms=lasted_ms)


def count_done(job: Job, report: Report) -> None:
    """Count a job that ended in a report."""
    meters.jobs_ended.labels(job.lane, "done").inc()
    meters.documents.labels(report.state, report.classification.type_code or UNKNOWN).inc()
    # Run again by hand, or because the application changed, it is no longer the upload that waits.
    if job.attempt == job.retries + 1:
        waited = (datetime.now(UTC) - job.created_at).total_seconds()
        meters.upload_to_report_seconds.labels(job.lane).observe(max(0.0, waited))


def count_failed(job: Job, failure: Failure, *, is_retried: bool) -> None:
    """Count an attempt that failed."""
    meters.jobs_ended.labels(job.lane, "retried" if is_retried else "failed").inc()
    meters.job_failures.labels(job.lane, failure.code, failure.disposition).inc()
    if is_retried:
        meters.job_retries.labels(job.lane, failure.code).inc()


def count_moved(job: Job) -> None:
    """Count an attempt whose end came too late to count."""
    meters.jobs_ended.labels(job.lane, "moved").inc()


def count_dossier(dossier: Dossier) -> None:
    """Count a dossier by its verdict."""
    meters.dossiers.labels(dossier.verdict).inc()
