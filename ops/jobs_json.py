"""Jobs as plain JSON, for programs."""

from typing import Any

from models.job import Job
from services.operations import JobShown


def plain_job(job: Job) -> dict[str, Any]:
    """Return a job with nothing in it but text and numbers; times in UTC."""
    failure = job.failure
    return {
        "job_id": job.job_id,
        "document_id": job.document_id,
        "state": job.state.value,
        "is_waiting": job.is_waiting,
        "lane": job.lane.value,
        "attempt": job.attempt,
        "start_from": job.start_from.value,
        "created_at": job.created_at.isoformat(),
        "updated_at": job.updated_at.isoformat(),
        "due_at": job.due_at.isoformat(),
        "lease_until": job.lease_until.isoformat() if job.lease_until else None,
        "worker": job.worker,
        "retries": job.retries,
        "losses": job.losses,
        "failure": {"code": failure.code, "disposition": failure.disposition.value, "message": failure.message}
        | ({"trace": failure.trace.splitlines()} if failure.trace else {})
        if failure
        else None,
        "backfill": job.backfill_id,
    }


def plain_shown(shown: JobShown) -> dict[str, Any]:
    """Return a job with its document and what was done to it by hand."""
    document = shown.document
    return {
        **plain_job(shown.job),
        "application_id": document.application_id,
        "declared_type": document.declared_type,
        "withdrawn": document.withdrawn,
        "audit": [
            {"at": one.at.isoformat(), "who": one.who, "deed": one.deed, "reason": one.reason} for one in shown.audit
        ],
    }
