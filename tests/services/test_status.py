"""How the house stands: what waits, runs and is stuck, who is at work, and what a person should look at."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.errors import Disposition
from models.job import Failure, JobState, Lane
from services.keepers import Keepers
from services.status import Sign, Status, status_now
from services.sweeping import sweep_and_note
from storage.processes import Process, Role, SweepNote
from tests.support.clock import Clock
from tests.support.houses import memory_house
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on

AWAY = Failure(code="engine_unavailable", disposition=Disposition.RETRY)


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.now = datetime.now(UTC)
    return clock


@pytest.fixture
def keepers(clock: Clock) -> Keepers:
    house = memory_house(clock=clock)
    house.records.put_application(APPLICATION)
    for number in range(1, 6):
        paper = replace(document(), document_id=f"d{number}", sha256=f"{number:064}")
        house.records.add_document(paper, job_id=f"j{number}", lane=Lane.LIVE)
    return house


def claim(keepers: Keepers, number: int, *, lease_seconds: float = 60) -> None:
    keepers.jobs.claim(f"j{number}", worker="a:1:1:7", lease_seconds=lease_seconds)


def fail(keepers: Keepers, number: int, *, retry_after_seconds: float | None) -> None:
    claim(keepers, number)
    keepers.jobs.fail(keepers.jobs.job(f"j{number}"), AWAY, retry_after_seconds=retry_after_seconds)


def beat(
    keepers: Keepers,
    name: str = "a:1:1",
    *,
    role: Role = Role.WORKER,
    build: str = "1",
    lanes: tuple[Lane, ...] = tuple(Lane),
) -> None:
    now = datetime.now(UTC)
    keepers.processes.beat(
        Process(process_id=name, role=role, lanes=lanes, build=build, started_at=now, memory_bytes=1)
    )


def status(keepers: Keepers) -> Status:
    return status_now(keepers=keepers, sweep_seconds=10)


def test_what_waits_runs_is_tried_again_and_failed_is_told_apart(keepers: Keepers, clock: Clock) -> None:
    claim(keepers, 1)
    keepers.jobs.finish(keepers.jobs.job("j1"), report_on(keepers.records.document("d1")))
    claim(keepers, 2, lease_seconds=-1)
    fail(keepers, 3, retry_after_seconds=60)
    fail(keepers, 4, retry_after_seconds=None)

    seen = status(keepers)

    live = seen.lanes[0]
    assert (live.jobs[JobState.QUEUED], live.retrying_count, live.jobs[JobState.DONE]) == (2, 1, 1)
    assert (live.pace.done_count, live.pace.failed_count) == (1, 1)
    assert [job.job_id for job in seen.running] == ["j2"]
    assert {(one.code, one.state) for one in seen.stuck} == {
        ("engine_unavailable", JobState.FAILED),
        ("engine_unavailable", JobState.QUEUED),
    }
    assert seen.lapsed_count == 1


def test_of_running_jobs_the_one_that_began_first_is_told_first(keepers: Keepers, clock: Clock) -> None:
    for number in (2, 1, 3):
        claim(keepers, number)
        clock.pass_seconds(1)

    assert [job.job_id for job in status(keepers).running] == ["j2", "j1", "j3"]


def test_all_is_well_where_work_is_served_and_swept(keepers: Keepers) -> None:
    beat(keepers)
    sweep_and_note(keepers=keepers, who="s:1:1")

    assert status(keepers).alarms == ()


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        ("no process serves it", lambda keepers, _: beat(keepers, lanes=(Lane.BACKFILL,))),
        ("has been silent for 1 min 01", lambda keepers, clock: (beat(keepers), clock.pass_seconds(61))),
        ("run 2 builds", lambda keepers, _: (beat(keepers), beat(keepers, "b:1:1", build="2"))),
        ("no sweep has run yet", lambda *_: None),
        ("wait for a person: 1 engine_unavailable", lambda keepers, _: fail(keepers, 1, retry_after_seconds=None)),
        (
            "the last sweep failed: storage_unavailable",
            lambda keepers, _: keepers.processes.note_sweep(
                SweepNote(who="s", took_seconds=1, failure_code="storage_unavailable", counts={})
            ),
        ),
    ],
)
def test_what_a_person_should_look_at_is_a_sentence(
    keepers: Keepers, clock: Clock, words: str, trouble: "object"
) -> None:
    assert callable(trouble)
    trouble(keepers, clock)

    assert any(words in str(alarm) for alarm in status(keepers).alarms), status(keepers).alarms


def silences(keepers: Keepers) -> list[str]:
    return [alarm.subject for alarm in status(keepers).alarms if alarm.sign is Sign.SILENT]


def test_a_silent_process_whose_place_is_taken_is_an_alarm_only_while_it_holds_a_job(
    keepers: Keepers, clock: Clock
) -> None:
    beat(keepers, "a:1:1")
    claim(keepers, 1, lease_seconds=300)
    clock.pass_seconds(100)
    alone = silences(keepers)
    beat(keepers, "b:1:1")

    holding = silences(keepers)
    keepers.jobs.release_all("a:1:1")

    assert (alone, holding, silences(keepers)) == (["worker a:1:1"], ["worker a:1:1"], [])


def test_a_silent_process_has_its_place_taken_by_none_of_another_role(keepers: Keepers, clock: Clock) -> None:
    beat(keepers, "a:1:1", role=Role.SWEEP)
    clock.pass_seconds(100)
    beat(keepers, "b:1:1")

    assert silences(keepers) == ["sweep a:1:1"]


def test_where_all_of_a_role_fell_silent_each_is_an_alarm(keepers: Keepers, clock: Clock) -> None:
    beat(keepers, "a:1:1")
    clock.pass_seconds(5)
    beat(keepers, "b:1:1")
    clock.pass_seconds(100)

    assert silences(keepers) == ["worker a:1:1", "worker b:1:1"]


def test_the_living_stand_before_the_silent(keepers: Keepers, clock: Clock) -> None:
    beat(keepers, "a:1:1")
    clock.pass_seconds(100)
    beat(keepers, "b:1:1")

    assert [seen.process.process_id for seen in status(keepers).processes] == ["b:1:1", "a:1:1"]


def test_failed_jobs_are_one_alarm_that_counts_them_by_code(keepers: Keepers) -> None:
    for number in (1, 2):
        fail(keepers, number, retry_after_seconds=None)
    claim(keepers, 3)
    defect = Failure(code="defect", disposition=Disposition.PARK)
    keepers.jobs.fail(keepers.jobs.job("j3"), defect, retry_after_seconds=None)
    fail(keepers, 4, retry_after_seconds=60)

    told = [str(alarm) for alarm in status(keepers).alarms if alarm.sign is Sign.FAILED]

    assert told == ["jobs have failed and wait for a person: 2 engine_unavailable, 1 defect"]


def test_a_sweep_that_is_late_is_told(keepers: Keepers, clock: Clock) -> None:
    clock.pass_seconds(-200)
    sweep_and_note(keepers=keepers, who="s:1:1")

    assert any("the last sweep was 3 min 2" in str(alarm) for alarm in status(keepers).alarms)


def test_a_sweep_keeps_a_note(keepers: Keepers) -> None:
    sweep_and_note(keepers=keepers, who="s:1:1")

    last = keepers.processes.last_sweep()
    assert last is not None
    assert (last.note.who, last.note.failure_code) == ("s:1:1", "")
    assert set(last.note.counts) == {"rung", "requeued", "parked", "dossiers_behind"}
