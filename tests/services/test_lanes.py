"""What people do to lanes."""

from dataclasses import replace

import pytest

from models.errors import Conflict, InputError
from models.job import Lane
from services.keepers import Keepers
from services.lanes import (
    drain_lane,
    list_gates,
    open_what_was_parked,
    pause_lane,
    resume_lane,
    wait_until_drained,
)
from services.sweeping import sweep
from storage.lanes import GateState, subject_of
from tests.support.houses import memory_house
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on


@pytest.fixture
def keepers() -> Keepers:
    house = memory_house()
    house.records.put_application(APPLICATION)
    house.records.add_document(replace(document(), document_id="d1"), job_id="j1", lane=Lane.LIVE)
    return house


@pytest.mark.parametrize("deed", [pause_lane, drain_lane, resume_lane])
def test_nothing_is_done_to_a_lane_without_a_reason(keepers: Keepers, deed: type) -> None:
    with pytest.raises(InputError):
        deed(Lane.LIVE, reason=" ", keepers=keepers)


def test_a_paused_lane_waits_until_it_is_resumed(keepers: Keepers) -> None:
    pause_lane(Lane.LIVE, reason="moving the store", keepers=keepers, who="li")
    paused = keepers.jobs.claim("j1", worker="w", lease_seconds=60)

    resume_lane(Lane.LIVE, reason="moved", keepers=keepers, who="li")

    assert paused is None
    assert keepers.jobs.claim("j1", worker="w", lease_seconds=60) is not None
    reasons = [entry.reason for entry in keepers.jobs.audit_of(subject_of(Lane.LIVE))]
    assert reasons == ["moving the store", "moved"]


def test_a_drain_ends_when_the_last_job_does(keepers: Keepers) -> None:
    job = keepers.jobs.claim("j1", worker="w", lease_seconds=60)
    assert job is not None
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        if len(waits) == 3:
            keepers.jobs.finish(job, report_on(keepers.records.document("d1")))
        return False

    begun = drain_lane(Lane.LIVE, reason="new build", keepers=keepers)
    ended = wait_until_drained(Lane.LIVE, seconds=60, wait=wait, keepers=keepers)

    assert (begun.state, ended.state) == (GateState.DRAINING, GateState.PAUSED)
    assert len(waits) == 3


def test_a_drain_is_waited_for_no_longer_than_asked(keepers: Keepers) -> None:
    keepers.jobs.claim("j1", worker="w", lease_seconds=60)
    drain_lane(Lane.LIVE, reason="new build", keepers=keepers)

    gate = wait_until_drained(Lane.LIVE, seconds=3, wait=lambda _: False, keepers=keepers)

    assert gate.state is GateState.DRAINING


def test_a_drain_of_a_lane_in_which_nothing_runs_ends_at_once(keepers: Keepers) -> None:
    assert drain_lane(Lane.LIVE, reason="new build", keepers=keepers).state is GateState.PAUSED


def test_the_sweep_sees_that_a_lane_has_drained(keepers: Keepers) -> None:
    job = keepers.jobs.claim("j1", worker="w", lease_seconds=60)
    assert job is not None
    drain_lane(Lane.LIVE, reason="new build", keepers=keepers)
    keepers.jobs.finish(job, report_on(keepers.records.document("d1")))

    sweep(keepers=keepers)

    assert keepers.lanes.all()[0].state is GateState.PAUSED


def test_a_process_that_is_the_only_worker_opens_what_was_parked_and_nothing_else(keepers: Keepers) -> None:
    keepers.lanes.park(Lane.LIVE, code="models_missing", who="host:1", reason="met none")
    pause_lane(Lane.BACKFILL, reason="night", keepers=keepers)

    open_what_was_parked(keepers=keepers)

    assert [gate.state for gate in list_gates(keepers=keepers)] == [GateState.OPEN, GateState.PAUSED]


def test_a_parked_lane_cannot_be_hidden_by_a_pause(keepers: Keepers) -> None:
    keepers.lanes.park(Lane.LIVE, code="models_missing", who="host:1", reason="met none")

    with pytest.raises(Conflict, match="models_missing"):
        pause_lane(Lane.LIVE, reason="r", keepers=keepers)
