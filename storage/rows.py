"""Rows of the tables to values and back, shared by the keepers that write SQL."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.case import Application, Document
from models.errors import Disposition
from models.job import Failure, Job, JobState, Lane, StartFrom
from models.origin import Origin
from models.report import Dossier, Report
from storage.sql import Row
from storage.written import to_json


def new_application_row(application: Application, *, now: datetime) -> dict[str, Any]:
    """Write an application that nobody has judged as a row."""
    return {
        "application_id": application.application_id,
        "content": to_json(application).decode(),
        **shared_application_columns(now=now),
    }


def shared_application_columns(*, now: datetime) -> dict[str, Any]:
    """Write what all applications that nobody has judged have in common."""
    return {"version": 1, "dossier_version": 0, "content_version": 1, "touched_at": now}


def document_row(document: Document, *, now: datetime) -> dict[str, Any]:
    """Write a document as a row."""
    return {
        "document_id": document.document_id,
        "application_id": document.application_id,
        "file": document.file,
        "sha256": document.sha256,
        "declared_type": document.declared_type or "",
        "object_key": document.object_key,
        "created_at": now,
    }


def document_of_row(row: Row) -> Document:
    """Read a document back."""
    return Document(
        document_id=row.document_id,
        application_id=row.application_id,
        file=row.file,
        sha256=row.sha256,
        declared_type=row.declared_type or None,
        withdrawn=row.withdrawn_at is not None,
        object_key=row.object_key,
    )


def queued_row(
    job_id: str, document_id: str, *, lane: Lane, now: datetime, origin: Origin | None = None
) -> dict[str, Any]:
    """Write a new job, due at once and not rung, as a row. One without an origin is found by its own id."""
    return {
        "job_id": job_id,
        "document_id": document_id,
        **queued_columns(lane, now=now),
        "correlation_id": origin.correlation_id if origin else job_id,
        "traceparent": origin.traceparent if origin else None,
    }


def queued_columns(lane: Lane, *, now: datetime) -> dict[str, Any]:
    """Write what all new jobs of a lane have in common."""
    return {
        "lane": lane,
        "state": JobState.QUEUED,
        "attempt": 0,
        "start_from": StartFrom.JUDGE,
        "created_at": now,
        "updated_at": now,
        "due_at": now,
        "rung_at": None,
        "backfill_id": None,
        "retries": 0,
        "losses": 0,
    }


def job_of_row(row: Row) -> Job:
    """Read a job back."""
    return Job(
        job_id=row.job_id,
        document_id=row.document_id,
        lane=Lane(row.lane),
        state=JobState(row.state),
        attempt=row.attempt,
        start_from=StartFrom(row.start_from),
        created_at=row.created_at,
        updated_at=row.updated_at,
        due_at=row.due_at,
        lease_until=row.lease_until,
        worker=row.worker,
        failure=_failure_of_row(row),
        backfill_id=row.backfill_id,
        retries=row.retries,
        losses=row.losses,
        # A worker of the build before writes none.
        correlation_id=row.correlation_id or row.job_id,
        traceparent=row.traceparent,
    )


def report_row(report: Report, *, attempt: int, now: datetime) -> dict[str, Any]:
    """Write a report as a row, but for whose it is."""
    return {
        "document_id": report.document_id,
        "attempt": attempt,
        "state": report.state,
        "type_code": report.classification.type_code,
        "digest": report.extraction.digest if report.extraction else None,
        "engine": report.engine,
        "content": to_json(report).decode(),
        "written_at": now,
    }


def dossier_row(dossier: Dossier, *, version: int, report_ids: Sequence[int], now: datetime) -> dict[str, Any]:
    """Write a dossier as a row."""
    return {
        "application_id": dossier.application_id,
        "version": version,
        "verdict": dossier.verdict,
        "waiting_count": dossier.waiting_count,
        # Reports are large and appended already: a dossier of twenty papers would copy them twenty times.
        "content": to_json(replace(dossier, reports=())).decode(),
        "report_ids": json.dumps(report_ids),
        "written_at": now,
    }


def failure_columns(failure: Failure | None) -> dict[str, Any]:
    """Write a failure, or the lack of one, as columns."""
    if failure is None:
        return dict.fromkeys(("failure_code", "failure_disposition", "failure_message", "failure_trace"))
    return {
        "failure_code": failure.code,
        "failure_disposition": failure.disposition,
        "failure_message": failure.message[:500],
        "failure_trace": failure.trace or None,
    }


def _failure_of_row(row: Row) -> Failure | None:
    if row.failure_code is None:
        return None
    return Failure(
        code=row.failure_code,
        disposition=Disposition(row.failure_disposition),
        message=row.failure_message,
        trace=row.failure_trace or "",
    )
