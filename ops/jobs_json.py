"""Jobs as plain JSON, for programs."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from models.job import Job
from services.operations import JobShown


def plain_job(job: Job, *, zone: tzinfo | None = UTC) -> dict[str, Any]:
    """Return a job with nothing in it but text and numbers; times in a zone, that of this machine where it is None."""
    failure = job.failure

    def told(at: datetime) -> str:
        return at.astimezone(zone).isoformat()

    return {
        "job_id": job.job_id,
        "correlation_id": job.correlation_id,
        "document_id": job.document_id,
        "state": job.state.value,
        "is_waiting": job.is_waiting,
        "lane": job.lane.value,
        "attempt": job.attempt,
        "start_from": job.start_from.value,
        "created_at": told(job.created_at),
        "updated_at": told(job.updated_at),
        "due_at": told(job.due_at),
        "lease_until": told(job.lease_until) if job.lease_until else None,
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
    """Return a job with its document and what was done to it by hand; times in the zone of this machine."""
    document = shown.document
    return {
        **plain_job(shown.job, zone=None),
        "application_id": document.application_id,
        "declared_type": document.declared_type,
        "withdrawn": document.withdrawn,
        "audit": [
            {"at": one.at.astimezone().isoformat(), "who": one.who, "deed": one.deed, "reason": one.reason}
            for one in shown.audit
        ],
    }
