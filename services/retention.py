"""What is removed, when its time is over or because somebody decides it. Nothing else in the house removes anything.

The ledger keeps applications, papers, reports, dossiers and the audit for good: they are the record of the examination.
Failed and cancelled jobs, the dead letters, stay in it with their codes for as long as their papers.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from models.errors import InputError
from services.keepers import Keepers
from services.operations import cancel_jobs
from storage.jobs import CANCELLABLE, JobFilter

BATCH = 1000
FORGET_SILENT_SECONDS = 24 * 3600.0
"""A process that was killed stays in the register for a day, for whoever looks into why."""
DEED = "forget pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What went because its time was over."""

    processes_count: int
    """Processes that were silent for a day."""
    failures_count: int
    """Failed and cancelled jobs of which only the code is kept now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What went because somebody decided it."""

    pictures_count: int
    """Pictures that were there and are gone."""
    shared_count: int
    """Pictures that stay because another applicant handed in the same."""
    cancelled_count: int
    """Jobs that would have read one of them."""


def apply_retention(*, keepers: Keepers, days: float) -> Removed:
    """Remove what is older than so many days, or nothing but silent processes where it is 0. Idempotent.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    processes_count = keepers.processes.forget(silent_seconds=FORGET_SILENT_SECONDS)
    failures_count = 0
    before = datetime.now(UTC) - timedelta(days=days)
    while days and (forgotten := keepers.retention.forget_failures(before=before, limit=BATCH)):
        failures_count += forgotten
    return Removed(processes_count=processes_count, failures_count=failures_count)


def forget_pictures(application_id: str, *, reason: str, who: str, keepers: Keepers) -> Forgotten:
    """Remove the pictures that an applicant handed in; who and why are kept with each paper. Idempotent.

    What was read of them, the reports and the dossiers stay, so that verdicts can be told and judged again. Jobs that
    are under way are cancelled first. The same picture handed in once more is kept again.

    Raises:
        InputError: no reason is given.
        NotFound: the application is unknown.
        StorageUnavailable: a store does not answer; call again, it goes on where it ended.
    """
    if not reason.strip():
        raise InputError("expected a reason, met none")
    pictures = keepers.retention.pictures_of(application_id)
    held = {paper.sha256 for paper in keepers.records.documents_of(application_id)}
    its = JobFilter(application_id=application_id, states=CANCELLABLE)
    cancelled_count = cancel_jobs(its, reason=reason, who=who, keepers=keepers)
    keepers.retention.note(application_id, who=who, deed=DEED, reason=reason)
    return Forgotten(
        pictures_count=sum(keepers.blobs.remove(sha256) for sha256 in pictures),
        shared_count=len(held - set(pictures)),
        cancelled_count=cancelled_count,
    )
