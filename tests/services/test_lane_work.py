"""How much work stands in each lane, told alike by every keeper of the ledger."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.errors import Disposition
from models.job import Failure, JobState, Lane
from services.keepers import Keepers
from services.lane_work import LaneWork, work_now
from storage.backfills import EnrolledBatch, EnrolledRow
from tests.support.clock import Clock
from tests.support.houses import LEDGERS, open_house
from tests.support.people import APPLICATION, document

AWAY = Failure(code="storage_unavailable", disposition=Disposition.RETRY)
DEFECT = Failure(code="defect", disposition=Disposition.PARK)


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.now = datetime.now(UTC)
    return clock


@pytest.fixture(params=LEDGERS)
def keepers(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path, clock=clock) as house:
        yield house


def work_of(lane: Lane, keepers: Keepers) -> LaneWork:
    (work,) = [one for one in work_now(keepers=keepers) if one.lane is lane]
    return work


def enrol(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="m")
    row = EnrolledRow(application=APPLICATION, document=document(), job_id="j1")
    keepers.backfills.enrol(EnrolledBatch(backfill_id="2020", rows=[row], lines_before=0, lines_done=1))


def take_in(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    keepers.records.add_document(document(), job_id="j1", lane=Lane.LIVE)


def fail(keepers: Keepers, failure: Failure, *, retry_after_seconds: float | None) -> None:
    job = keepers.jobs.claim("j1", worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.fail(job, failure, retry_after_seconds=retry_after_seconds)


def test_an_empty_ledger_counts_nothing(keepers: Keepers) -> None:
    work = work_now(keepers=keepers)

    assert [one.lane for one in work] == list(Lane)
    assert all(set(one.jobs) == set(JobState) and not sum(one.jobs.values()) and not one.failed for one in work)
    assert all(one.waiting_seconds == 0 for one in work)


def test_a_job_that_waits_is_counted_with_the_time_it_has_waited(keepers: Keepers, clock: Clock) -> None:
    clock.pass_seconds(-90)
    take_in(keepers)
    clock.pass_seconds(90)

    live = work_of(Lane.LIVE, keepers)

    assert (live.jobs[JobState.QUEUED], live.retrying_count) == (1, 0)
    assert live.waiting_seconds >= 90


def test_a_job_that_runs_is_no_longer_queued(keepers: Keepers) -> None:
    take_in(keepers)
    keepers.jobs.claim("j1", worker="w", lease_seconds=60)

    live = work_of(Lane.LIVE, keepers)

    assert (live.jobs[JobState.QUEUED], live.jobs[JobState.RUNNING], live.waiting_seconds) == (0, 1, 0.0)


def test_a_job_that_is_to_be_tried_again_is_told_apart(keepers: Keepers) -> None:
    take_in(keepers)
    fail(keepers, AWAY, retry_after_seconds=15)

    live = work_of(Lane.LIVE, keepers)

    assert (live.jobs[JobState.QUEUED], live.retrying_count, live.waiting_seconds) == (1, 1, 0.0)
    assert not live.failed


def test_failed_jobs_are_counted_by_code(keepers: Keepers) -> None:
    take_in(keepers)
    fail(keepers, DEFECT, retry_after_seconds=None)

    live = work_of(Lane.LIVE, keepers)

    assert (live.jobs[JobState.FAILED], dict(live.failed)) == (1, {"defect": 1})


def test_a_paused_backfill_waits_for_nobody(keepers: Keepers, clock: Clock) -> None:
    clock.pass_seconds(-3600)
    enrol(keepers)
    clock.pass_seconds(3600)
    before = work_of(Lane.BACKFILL, keepers)
    keepers.backfills.set_paused("2020", paused=True, who="li", reason="")

    paused = work_of(Lane.BACKFILL, keepers)

    assert (before.jobs[JobState.QUEUED], before.waiting_seconds >= 3600) == (1, True)
    assert (paused.jobs[JobState.QUEUED], paused.waiting_seconds) == (1, 0.0)
