"""The promise of the lanes' gates, over every keeper of it, and what a closed gate means to jobs."""

from dataclasses import replace

import pytest

from models.errors import Conflict
from models.job import Job, JobState, Lane
from services.keepers import Keepers
from storage.lanes import EVER, Gate, GateState, subject_of
from tests.support.clock import Clock
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on


@pytest.fixture(autouse=True)
def _two_jobs(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    for number, lane in ((1, Lane.LIVE), (2, Lane.BACKFILL)):
        paper = replace(document(), document_id=f"d{number}", sha256=f"{number:064}")
        keepers.records.add_document(paper, job_id=f"j{number}", lane=lane)


def claim(keepers: Keepers, job_id: str = "j1") -> Job | None:
    return keepers.jobs.claim(job_id, worker="w", lease_seconds=60)


def move(keepers: Keepers, state: GateState, *, lane: Lane = Lane.LIVE) -> Gate:
    return keepers.lanes.move(lane, state, who="li", reason="because")


def gate(keepers: Keepers, lane: Lane = Lane.LIVE) -> Gate:
    return next(one for one in keepers.lanes.all() if one.lane is lane)


def test_a_lane_that_nobody_closed_is_open(keepers: Keepers) -> None:
    assert keepers.lanes.all() == (Gate(lane=Lane.LIVE), Gate(lane=Lane.BACKFILL))
    assert gate(keepers).since == EVER


@pytest.mark.parametrize("state", [GateState.PAUSED, GateState.DRAINING])
def test_no_job_of_a_closed_lane_is_to_be_had(keepers: Keepers, clock: Clock, state: GateState) -> None:
    moved = move(keepers, state)

    assert (moved.state, moved.who, moved.reason, moved.since) == (state, "li", "because", clock.now)
    assert gate(keepers) == moved
    assert claim(keepers) is None
    assert claim(keepers, "j2") is not None


def test_a_parked_lane_says_by_which_error(keepers: Keepers, clock: Clock) -> None:
    parked = keepers.lanes.park(Lane.LIVE, code="storage_refused", who="host:1", reason="met AccessDenied")

    assert parked == Gate(
        lane=Lane.LIVE,
        state=GateState.PARKED,
        since=clock.now,
        who="host:1",
        reason="met AccessDenied",
        code="storage_refused",
    )
    assert claim(keepers) is None


def test_the_first_that_parks_a_lane_is_remembered(keepers: Keepers) -> None:
    first = keepers.lanes.park(Lane.LIVE, code="storage_refused", who="host:1", reason="first")

    again = keepers.lanes.park(Lane.LIVE, code="models_missing", who="host:2", reason="second")

    assert again == first == gate(keepers)
    assert len(keepers.jobs.audit_of(subject_of(Lane.LIVE))) == 1


def test_a_lane_that_a_person_closed_is_not_parked(keepers: Keepers) -> None:
    paused = move(keepers, GateState.PAUSED)

    assert keepers.lanes.park(Lane.LIVE, code="c", who="w", reason="r") == paused


@pytest.mark.parametrize("state", [GateState.PAUSED, GateState.DRAINING])
def test_a_parked_lane_is_resumed_and_nothing_else(keepers: Keepers, state: GateState) -> None:
    keepers.lanes.park(Lane.LIVE, code="storage_refused", who="host:1", reason="r")

    with pytest.raises(Conflict, match="storage_refused"):
        move(keepers, state)

    assert move(keepers, GateState.OPEN).code == ""
    assert claim(keepers) is not None


def test_who_closed_and_opened_a_lane_and_why_is_kept(keepers: Keepers, clock: Clock) -> None:
    move(keepers, GateState.PAUSED)
    move(keepers, GateState.PAUSED)
    clock.pass_seconds(60)
    move(keepers, GateState.OPEN)

    paused, resumed = keepers.jobs.audit_of(subject_of(Lane.LIVE))
    assert (paused.who, paused.deed, paused.reason) == ("li", "paused", "because")
    assert (resumed.deed, resumed.at) == ("open", clock.now)


def test_a_draining_lane_is_paused_when_its_last_job_has_ended(keepers: Keepers) -> None:
    job = claim(keepers)
    assert job is not None
    move(keepers, GateState.DRAINING)
    move(keepers, GateState.DRAINING, lane=Lane.BACKFILL)

    early = keepers.lanes.settle()
    keepers.jobs.finish(job, report_on(keepers.records.document("d1")))
    late = keepers.lanes.settle()

    assert [one.lane for one in early] == [Lane.BACKFILL]
    assert [(one.lane, one.state) for one in late] == [(Lane.LIVE, GateState.PAUSED)]
    assert keepers.lanes.settle() == ()
    assert move(keepers, GateState.DRAINING).state is GateState.PAUSED


def test_a_closed_lane_owes_no_rings_and_an_opened_one_owes_those_it_missed(keepers: Keepers, clock: Clock) -> None:
    move(keepers, GateState.PAUSED)
    clock.pass_seconds(5)
    paper = replace(document(), document_id="d3", sha256=f"{3:064}")
    keepers.records.add_document(paper, job_id="j3", lane=Lane.LIVE)
    keepers.jobs.forget_rings()
    closed = keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10)
    clock.pass_seconds(5)

    move(keepers, GateState.OPEN)
    opened = keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10)
    again = keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10)

    assert (closed, opened, again) == ((), ("j1", "j3"), ())


def test_rings_from_before_the_resume_are_owed_again(keepers: Keepers, clock: Clock) -> None:
    move(keepers, GateState.PAUSED)
    clock.pass_seconds(10)
    move(keepers, GateState.OPEN)

    assert keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10) == ("j1",)
    assert keepers.jobs.take_unrung(Lane.BACKFILL, quiet_seconds=60, limit=10) == ()


def test_a_closed_lane_still_tells_how_long_its_jobs_wait(keepers: Keepers, clock: Clock) -> None:
    since = clock.now
    move(keepers, GateState.PAUSED)
    clock.pass_seconds(60)

    assert keepers.jobs.waiting_since(Lane.LIVE) == since


def test_a_released_job_is_queued_again_as_if_nobody_had_tried(keepers: Keepers, clock: Clock) -> None:
    job = claim(keepers)
    assert job is not None

    keepers.jobs.release(job)

    released = keepers.jobs.job("j1")
    assert (released.state, released.retries, released.losses, released.failure) == (JobState.QUEUED, 0, 0, None)
    assert (released.due_at, released.worker, released.lease_until) == (clock.now, None, None)
    assert not released.is_waiting
    assert keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10) == ("j1",)
