"""Taking in applications and uploads. Kept first, rung after: a ring that fails is left to the sweep."""

import hashlib
import logging
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from models.case import Application, Document, Upload
from models.errors import Conflict, NotFound, QueueUnavailable
from models.job import Job, JobState, Lane
from models.origin import Origin
from services.correlation import current_origin, new_origin, originating
from services.keepers import Keepers
from services.meters import rings, rings_failed
from services.spans import span, traceparent
from services.upload_meters import metered
from storage.jobs import JobFilter
from storage.records import DocumentAdded, DocumentMoved

log = logging.getLogger(__name__)

LONGEST_FILE_NAME = 255
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
MOST_PAPERS = 100
"""Different papers of one application; an applicant hands in a dozen. Uploads at once may pass it by a few."""
UPLOADER = "upload"
UNREPORTED = (JobState.FAILED, JobState.CANCELLED)
"""States of jobs that nobody works on any more, and that came to no report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """An upload that is kept and will be judged."""

    document_id: str
    job_id: str
    created: bool
    """False where the same bytes stood in the same slot of the same application already."""


def put_application(application: Application, *, keepers: Keepers) -> bool:
    """Keep an application and tell whether that changed anything; what was judged by the old one is judged again.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    put = keepers.records.put_application(application)
    ring_all(put.jobs, keepers=keepers)
    return put.changed


def accept_upload(
    application_id: str, upload: Upload, *, keepers: Keepers, replaces: str | None = None, road: str = "api"
) -> Accepted:
    """Keep an upload and queue its job. Idempotent by application, content and declared type.

    The paper that it `replaces` counts no more. One that had been taken back counts again once it is uploaded again. Of
    uploads that replace one another the last stands, and never none.
    Its job keeps the origin of the work that runs, or one of its own; `road` is how it came, for the counts.

    What the bytes are is for the worker to say: whatever is uploaded is kept, and reported on. A known paper whose job
    failed or was cancelled is queued again: what is uploaded anew may have healed what was damaged, and is owed a
    report. One that history holds goes by the lane of uploads from now on.

    Raises:
        NotFound: the application is unknown, or has no such paper to be replaced.
        Conflict: the application has as many papers as one may have, and this is another.
        StorageUnavailable: the database or the blob store does not answer.
    """
    with (
        originating(current_origin() or new_origin()) as origin,
        metered(road) as met,
        span("upload", origin=origin, road=road) as noted,
    ):
        traced = Origin(correlation_id=origin.correlation_id, traceparent=traceparent() or origin.traceparent)
        accepted = _accept(application_id, upload, keepers=keepers, replaces=replaces, origin=traced)
        met.created = accepted.created
        named: dict[str, str | bool] = {"job_id": accepted.job_id, "document_id": accepted.document_id}
        named["is_new"] = accepted.created
        noted.note(**named)
        log.info("upload kept", extra=named | {"road": road})
    return accepted


def withdraw_document(document_id: str, *, reason: str, keepers: Keepers) -> bool:
    """Let a paper count no more, and tell whether that changed anything; the dossier is made anew without it.

    The paper stays with its picture and its reports, and can be looked up.

    Raises:
        NotFound: there is none of that id.
        StorageUnavailable: the database does not answer.
    """
    moved = keepers.records.withdraw(document_id, who=UPLOADER, reason=reason)
    ring_all(moved.jobs, keepers=keepers)
    return moved.changed


def document_of(
    application_id: str, *, file: str, sha256: str, declared_type: str | None, object_key: str | None = None
) -> Document:
    """Name a new document. Whether application, content and slot stand already is for the ledger to say.

    Its id is a UUIDv7 (RFC 9562, 5.7): it begins with the time, so that a million enrolled papers are written to the
    ends of the indexes and not all over them. The rest follows from application, content and slot.
    """
    identity = "/".join((application_id, sha256, declared_type or ""))
    return Document(
        document_id=_uuid7(time.time_ns() // 1_000_000, hashlib.sha256(identity.encode()).hexdigest()),
        application_id=application_id,
        file=_shown_name(file),
        sha256=sha256,
        declared_type=declared_type or None,
        object_key=object_key,
    )


def job_id_of(document_id: str) -> str:
    """Name the one job of a new document: the same time, and the other digits from the last to the first."""
    return document_id[:13] + document_id[:12:-1]


def ring_all(jobs: Iterable[Job], *, keepers: Keepers) -> None:
    """Ring jobs that are committed. Without a broker nothing is lost: the sweep rings what is due."""
    for job in jobs:
        try:
            with span("ring", lane=job.lane, job_id=job.job_id):
                keepers.queue.ring(job.job_id, lane=job.lane)
            rings.labels(job.lane).inc()
        except QueueUnavailable as error:
            rings_failed.labels(job.lane).inc()
            log.warning("ring failed", extra={"job_id": job.job_id, "code": error.code})
            return


def _accept(application_id: str, upload: Upload, *, keepers: Keepers, replaces: str | None, origin: Origin) -> Accepted:
    paper_count = keepers.records.paper_count(application_id)
    if replaces is not None and keepers.records.document(replaces).application_id != application_id:
        raise NotFound("expected a paper of the same application to be replaced, met that of another")
    if paper_count >= MOST_PAPERS:
        _check_known(application_id, upload, keepers)
    sha256 = keepers.blobs.put(upload.content)
    document = document_of(application_id, file=upload.file, sha256=sha256, declared_type=upload.declared_type)
    job_id = job_id_of(document.document_id)
    added = keepers.records.add_document(document, job_id=job_id, lane=Lane.LIVE, origin=origin)
    ring_all((added.job,) if added.created else _hurried(added.job, keepers), keepers=keepers)
    ring_all(_counting(added, replaces, keepers).jobs, keepers=keepers)
    return Accepted(document_id=added.document.document_id, job_id=added.job.job_id, created=added.created)


def _counting(added: DocumentAdded, replaces: str | None, keepers: Keepers) -> DocumentMoved:
    """Let an upload count, and the paper that it replaces no more; a new one counts as it is."""
    key = added.document.document_id
    if replaces not in (None, key):
        return keepers.records.replace(key, replaces=replaces, who=UPLOADER, reason=f"replaced by {key}")
    return DocumentMoved(changed=False) if added.created else keepers.records.restore(key)


def _check_known(application_id: str, upload: Upload, keepers: Keepers) -> None:
    """Of an applicant with all the papers that one may have, only known ones are taken in."""
    slot = (hashlib.sha256(upload.content).hexdigest(), upload.declared_type or None)
    papers = keepers.records.documents_of(application_id)
    if not any((paper.sha256, paper.declared_type) == slot for paper in papers):
        raise Conflict(f"expected at most {MOST_PAPERS} papers of one application, met another one")


def _hurried(job: Job, keepers: Keepers) -> tuple[Job, ...]:
    """The jobs to be rung for a paper that was known: queued again, or one of history that an applicant waits for."""
    was_of_history = job.lane.gives_way
    if was_of_history:
        job = keepers.jobs.hurry(job.job_id, lane=Lane.LIVE, who=UPLOADER, reason="uploaded by the applicant")
    if job.state in UNREPORTED:
        return _requeued(job, keepers)
    return (job,) if was_of_history and job.state is JobState.QUEUED else ()


def _requeued(job: Job, keepers: Keepers) -> tuple[Job, ...]:
    return keepers.jobs.rerun(
        JobFilter(job_ids=(job.job_id,), states=UNREPORTED),
        who=UPLOADER,
        reason="uploaded again",
        start_from=job.start_from,
        limit=1,
        before=datetime.now(UTC),
    )


def _uuid7(milliseconds: int, digits: str) -> str:
    return f"{milliseconds:012x}7{digits[:3]}{_VARIANT[digits[3]]}{digits[4:19]}"


def _shown_name(file: str) -> str:
    """The name of an applicant's file is shown and nothing else: drop what no screen shows, and what is too long."""
    if file.isprintable():
        return file[-LONGEST_FILE_NAME:]
    shown = "".join(character for character in file if unicodedata.category(character)[0] != "C")
    return shown[-LONGEST_FILE_NAME:]
