"""What becomes of a job that did not end in a report, by the class of what went wrong.

Away: back in the queue after a growing pause. Wrong setting: the lane is parked, and the job goes back unspent. Defect:
parked with its trace. A page that ended its worker: tried again, and parked at the third loss. What is wrong with the
input is none of these; it is a report like any other.
"""

import logging
import random
from collections.abc import Callable

from models.errors import (
    CertcheckError,
    ComponentUnavailable,
    Defect,
    Disposition,
    LeaseLost,
    StorageUnavailable,
    WorkerLost,
)
from models.job import Failure, Job
from pipeline.trace import place_of, trace_of
from services.breakers import Wait, Watch
from services.keepers import Keepers
from services.lanes import park_lane

log = logging.getLogger(__name__)

PAUSES_SECONDS = (15, 60, 300, 600)
"""Pauses before a retry; a component that is away for longer than a quarter of an hour needs a person."""
JITTER = 0.2
"""Share by which a pause is stretched at random, so that jobs that failed together do not come back together."""
MAX_LOSSES = 3
"""Workers that one page may end before it is parked."""
LEDGER_PAUSES_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Pauses between tries to write what came of a job while the database is away; the last for all that follow."""


def settle(job: Job, error: Exception, *, keepers: Keepers, watch: Watch) -> None:
    """Write down what came of a job, as its failure's class demands.

    Raises:
        StorageUnavailable: the database stays away; the lease heals it.
    """
    failure = failure_of(error)
    if isinstance(error, ComponentUnavailable):
        watch.failed(error)
    if failure.disposition is Disposition.HOLD:
        write(lambda: _hold(job, failure, keepers=keepers), job=job, wait=watch.wait)
    else:
        write(lambda: _fail(job, failure, keepers=keepers), job=job, wait=watch.wait)


def failure_of(error: Exception) -> Failure:
    """Say in our words what went wrong. The text of a foreign error may hold print; its kind and place do not."""
    if not isinstance(error, CertcheckError):
        message = f"expected no defect, met {type(error).__name__} at {place_of(error)}"
        return Failure(code=Defect.code, disposition=Defect.disposition, message=message, trace=trace_of(error))
    trace = ""
    if error.code == Defect.code:
        trace = error.trace if isinstance(error, Defect) else trace_of(error)
    return Failure(code=error.code, disposition=error.disposition, message=str(error), trace=trace)


def write(deed: Callable[[], None], *, job: Job, wait: Wait) -> None:
    """Write to the ledger, and again while the database is away, for as long as the claim of the job lasts.

    Raises:
        LeaseLost: the job has been taken away since.
        StorageUnavailable: the database stays away, or the process is to end.
    """
    patience_seconds = (job.lease_until - job.updated_at).total_seconds() if job.lease_until else 0.0
    waited, tries = 0.0, 0
    while True:
        try:
            return deed()
        except StorageUnavailable:
            pause = LEDGER_PAUSES_SECONDS[min(tries, len(LEDGER_PAUSES_SECONDS) - 1)]
            waited, tries = waited + pause, tries + 1
            if waited > patience_seconds or wait(pause):
                raise


def named(job: Job, code: str) -> dict[str, str | int]:
    """Name a job in a line of the log."""
    return {"job_id": job.job_id, "document_id": job.document_id, "attempt": job.attempt, "code": code}


def _hold(job: Job, failure: Failure, *, keepers: Keepers) -> None:
    # The lane first: whoever claims in between would only meet the same.
    park_lane(job, failure, keepers=keepers)
    try:
        keepers.jobs.release(job)
    except LeaseLost:
        log.warning("job had moved on", extra=named(job, failure.code))


def _fail(job: Job, failure: Failure, *, keepers: Keepers) -> None:
    pause = _pause_seconds(job, failure)
    said = "job failed" if pause is None else "job to be retried"
    try:
        keepers.jobs.fail(job, failure, retry_after_seconds=pause)
    except LeaseLost:
        # It was taken away, or its report is kept and only the dossier is behind, which the sweep sees.
        said = "job had moved on"
    log.warning(said, extra=named(job, failure.code) | {"reason": failure.message})


def _pause_seconds(job: Job, failure: Failure) -> float | None:
    if failure.disposition is not Disposition.RETRY or job.retries >= len(PAUSES_SECONDS):
        return None
    if failure.code == WorkerLost.code and job.losses + 1 >= MAX_LOSSES:
        return None
    # Jitter need not be unpredictable.
    return PAUSES_SECONDS[job.retries] * (1 + JITTER * random.random())
