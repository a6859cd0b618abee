"""One run: papers come, things break and are mended, and when all is quiet the house is held against what was told."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

import sqlalchemy as sa

from models.errors import StorageUnavailable
from models.job import JobState
from services.operations import rerun_jobs
from storage.jobs import JobFilter
from storage.schema import applications, documents, jobs
from tests.chaos import points
from tests.chaos.audit import READABLE, faults_of
from tests.chaos.clients import Kept, application_id_of, put_application, send
from tests.chaos.house import House, wait_until_ready
from tests.chaos.plan import Fault, Kind, Paper, Plan
from tests.chaos.servers import NAMES

SETTLE_SECONDS = 120
"""Within this, by the clock on the wall, every job has settled; far more than all pauses and leases take."""
SETTLED = (JobState.DONE, JobState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run."""

    plan: Plan
    faults: tuple[str, ...]
    """What does not hold; none is what is hoped for."""
    papers: int
    tries: int
    """Uploads that were sent until every paper was accepted."""
    attempts: int
    """Claims of all jobs."""
    parked: int
    """Papers that could have been read and whose job failed with a reason; all were read when run again."""
    unmet: int
    """Places that were armed and that nobody came by."""
    settle_seconds: float


def hold(house: House, plan: Plan) -> Outcome:
    """Hold one run in a house that stands."""
    kept, unmet = _storm(house, plan)
    healed_at = time.monotonic()
    faults = [] if _settle(house, plan) else ["expected all to settle in bounded time, met jobs that did not"]
    settle_seconds = time.monotonic() - healed_at
    # Whoever was ended last may not be back yet, and is asked next.
    wait_until_ready(house)
    faults = faults or faults_of(house, kept, after_rerun=False)
    parked = [] if faults else _parked(house, kept)
    if parked:
        rerun_jobs(JobFilter(job_ids=tuple(parked)), reason="all is mended", keepers=house.keepers)
        settled = _settle(house, plan)
        faults = (
            faults_of(house, kept, after_rerun=True)
            if settled
            else ["expected reruns to settle, met some that did not"]
        )
    return Outcome(
        plan=plan,
        faults=tuple(faults),
        papers=len({one.document_id for one in kept}),
        tries=sum(one.tries for one in kept),
        attempts=_attempts(house, kept),
        parked=len(parked),
        unmet=unmet,
        settle_seconds=round(settle_seconds, 2),
    )


def _storm(house: House, plan: Plan) -> tuple[list[Kept], int]:
    """Send everything and break everything; returns when all is mended and every paper accepted."""
    for applicant in range(plan.applicants):
        put_application(house, plan, applicant)
    begun = time.monotonic()

    def at(seconds: float, deed: Callable[[], Kept]) -> Kept:
        time.sleep(max(0.0, begun + seconds - time.monotonic()))
        return deed()

    breaking = [
        threading.Thread(target=at, args=(fault.at_seconds, lambda fault=fault: _break(house, fault)))
        for fault in plan.faults
    ]
    with ThreadPoolExecutor(max_workers=2 * len(plan.papers)) as pool:
        sent = [
            pool.submit(at, paper.at_seconds, lambda paper=paper: send(house, plan, paper)) for paper in _sent(plan)
        ]
        for thread in breaking:
            thread.start()
        for thread in breaking:
            thread.join()
        _mend(house)
        kept = [one.result() for one in sent]
    return kept, points.disarm_all(house.armed)


def _sent(plan: Plan) -> Iterator[Paper]:
    for paper in plan.papers:
        yield paper
        if paper.twice_at_once:
            yield paper


def _break(house: House, fault: Fault) -> None:
    """Break one thing, and mend it where it does not mend itself."""
    match fault.kind:
        case Kind.DIE_AT:
            points.arm(fault.target, house.armed)
        case Kind.JUMP:
            house.clock.jump(fault.seconds)
        case Kind.FULL if house.disk is not None:
            house.disk.fill()
            time.sleep(fault.seconds)
            house.disk.clear()
        case Kind.KILL if fault.target in NAMES and house.servers is not None:
            house.servers.kill(fault.target)
            time.sleep(fault.seconds)
            house.servers.again(fault.target)
        case Kind.KILL:
            house.crew.kill(fault.target)
        case Kind.FREEZE:
            frozen = house.servers if fault.target in NAMES and house.servers is not None else house.crew
            frozen.freeze(fault.target)
            time.sleep(fault.seconds)
            frozen.thaw(fault.target)


def _mend(house: House) -> None:
    """Two faults of one server may overlap: what one mended the other may have broken after it."""
    if house.servers is None:
        return
    for name in ("postgres", "minio", "redis" if house.form == "redis" else "rabbitmq"):
        house.servers.thaw(name)
        house.servers.again(name)


def _settle(house: House, plan: Plan) -> bool:
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline:
        # A server that was killed takes a moment until it answers.
        with suppress(StorageUnavailable):
            if _is_settled(house, plan):
                return True
        time.sleep(0.2)
    return False


def _is_settled(house: House, plan: Plan) -> bool:
    ids = [application_id_of(plan, applicant) for applicant in range(plan.applicants)]
    its = sa.select(documents.c.document_id).where(documents.c.application_id.in_(ids))
    moving = sa.select(jobs.c.job_id).where(jobs.c.document_id.in_(its), jobs.c.state.not_in(SETTLED))
    reported = (
        sa.select(jobs.c.job_id)
        .join(documents, documents.c.document_id == jobs.c.document_id)
        .where(documents.c.application_id == applications.c.application_id, jobs.c.state == JobState.DONE)
    )
    behind = sa.select(applications.c.application_id).where(
        applications.c.application_id.in_(ids),
        applications.c.version > applications.c.dossier_version,
        reported.exists(),
    )
    with house.database.reading() as connection:
        return (
            connection.execute(moving.limit(1)).first() is None and connection.execute(behind.limit(1)).first() is None
        )


def _parked(house: House, kept: list[Kept]) -> list[str]:
    readable = {one.job_id for one in kept if one.paper.deed in READABLE}
    failed = sa.select(jobs.c.job_id).where(jobs.c.job_id.in_(readable), jobs.c.state == JobState.FAILED)
    with house.database.reading() as connection:
        return list(connection.execute(failed).scalars())


def _attempts(house: House, kept: list[Kept]) -> int:
    ids = {one.job_id for one in kept}
    with house.database.reading() as connection:
        counted = connection.execute(sa.select(sa.func.sum(jobs.c.attempt)).where(jobs.c.job_id.in_(ids))).scalar()
    return int(counted or 0)
