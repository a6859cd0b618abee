"""The promises of the register of processes and of the view of work, over every keeper of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.errors import Disposition
from models.job import Failure, Job, JobState, Lane, StartFrom
from services.keepers import Keepers
from storage.jobs import JobFilter
from storage.processes import Process, Role, SweepNote
from storage.workload import Count, HandedIn, Pace, Place
from tests.support.clock import Clock
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on

DEFECT = Failure(code="defect", disposition=Disposition.PARK)
NOTE = SweepNote(who="a:1:1", took_seconds=0.5, counts={"rung": 3})


def process(clock: Clock, **values: object) -> Process:
    known = Process(process_id="a:1:1", role=Role.WORKER, build="0.1.0", started_at=clock.now, memory_bytes=4096)
    return replace(known, **values)  # type: ignore[arg-type]


def add(keepers: Keepers, job_id: str, *, lane: Lane = Lane.LIVE, declared_type: str | None = None) -> None:
    keepers.records.put_application(APPLICATION)
    sha256 = f"{job_id:>064}"
    paper = replace(document(), document_id=f"d-{job_id}", sha256=sha256, declared_type=declared_type)
    keepers.records.add_document(paper, job_id=job_id, lane=lane)


def claim(keepers: Keepers, job_id: str, *, worker: str = "a:1:1:7") -> Job:
    job = keepers.jobs.claim(job_id, worker=worker, lease_seconds=60)
    assert job is not None
    return job


def finish(keepers: Keepers, job: Job) -> None:
    keepers.jobs.finish(job, report_on(keepers.records.document(job.document_id)))


def test_a_process_is_known_as_it_last_told_of_itself(keepers: Keepers, clock: Clock) -> None:
    keepers.processes.beat(process(clock))
    clock.pass_seconds(10)
    told = process(clock, lanes=(Lane.LIVE, Lane.BACKFILL), engine="e", jobs_count=2, stopping=True)
    keepers.processes.beat(told)
    clock.pass_seconds(3)

    (seen,) = keepers.processes.all()

    assert seen.process == told
    assert seen.silent_seconds == 3


def test_a_process_that_left_or_fell_silent_is_forgotten(keepers: Keepers, clock: Clock) -> None:
    keepers.processes.beat(process(clock, process_id="left"))
    keepers.processes.beat(process(clock, process_id="silent"))
    clock.pass_seconds(100)
    keepers.processes.beat(process(clock, process_id="alive"))

    keepers.processes.leave("left")
    keepers.processes.leave("left")

    assert keepers.processes.forget(silent_seconds=99) == 1
    assert [seen.process.process_id for seen in keepers.processes.all()] == ["alive"]


def test_the_last_sweep_is_kept_and_no_other(keepers: Keepers, clock: Clock) -> None:
    assert keepers.processes.last_sweep() is None
    keepers.processes.note_sweep(replace(NOTE, failure_code="storage_unavailable", counts={}))
    clock.pass_seconds(10)
    keepers.processes.note_sweep(NOTE)

    last = keepers.processes.last_sweep()

    assert last is not None
    assert (last.note, last.at) == (NOTE, clock.now)


def test_jobs_are_counted_by_lane_and_state_through_every_move(keepers: Keepers, clock: Clock) -> None:
    for job_id in ("j1", "j2", "j3"):
        add(keepers, job_id)
    add(keepers, "h1", lane=Lane.BACKFILL)
    finish(keepers, claim(keepers, "j1"))
    keepers.jobs.fail(claim(keepers, "j2"), DEFECT, retry_after_seconds=None)
    claim(keepers, "j3")
    clock.pass_seconds(61)
    keepers.jobs.lapse(max_losses=9, limit=9)
    keepers.jobs.cancel(JobFilter(job_ids=("j2",)), who="o", reason="r", limit=9)

    before = keepers.workload.counts()
    keepers.workload.add_up(limit=3)
    keepers.workload.add_up(limit=100)

    assert set(before) == {
        Count(lane=Lane.LIVE, state=JobState.DONE, count=1),
        Count(lane=Lane.LIVE, state=JobState.CANCELLED, count=1),
        Count(lane=Lane.LIVE, state=JobState.QUEUED, count=1),
        Count(lane=Lane.BACKFILL, state=JobState.QUEUED, count=1),
    }
    assert set(keepers.workload.counts()) == set(before)
    assert keepers.jobs.tally(JobFilter(lane=Lane.LIVE)) == keepers.jobs.tally(
        JobFilter(lane=Lane.LIVE, moved_since=clock.now - timedelta(days=1))
    )


def test_papers_say_whose_they_are_and_as_what_they_were_handed_in(keepers: Keepers) -> None:
    add(keepers, "j1")
    add(keepers, "j2", declared_type="id_card")

    whose = APPLICATION.application_id
    assert keepers.workload.handed_in(["d-j1", "d-j2", "d-j2", "none"]) == {
        "d-j1": HandedIn(application_id=whose, declared_type=None),
        "d-j2": HandedIn(application_id=whose, declared_type="id_card"),
    }
    assert keepers.workload.handed_in([]) == {}


def test_counts_stand_when_a_transaction_is_undone(keepers: Keepers) -> None:
    add(keepers, "j1")
    job = claim(keepers, "j1")
    finish(keepers, job)

    with pytest.raises(Exception, match="later move"):
        finish(keepers, job)

    assert keepers.workload.counts() == (Count(lane=Lane.LIVE, state=JobState.DONE, count=1),)


def test_the_job_that_moved_last_is_listed_first_page_by_page(keepers: Keepers, clock: Clock) -> None:
    for number in range(6):
        add(keepers, f"j{number}", lane=Lane.BACKFILL if number % 2 else Lane.LIVE)
        clock.pass_seconds(number // 3)
    finish(keepers, claim(keepers, "j0"))

    first = keepers.workload.recent(JobFilter(), limit=4)
    place = Place(moved_at=first[-1].updated_at, job_id=first[-1].job_id)
    rest = keepers.workload.recent(JobFilter(), limit=4, after=place)
    history = keepers.workload.recent(JobFilter(lane=Lane.BACKFILL, states=(JobState.QUEUED,)), limit=9)
    named = keepers.workload.recent(JobFilter(application_id=APPLICATION.application_id), limit=2)

    assert [job.job_id for job in (*first, *rest)] == ["j0", "j5", "j4", "j3", "j2", "j1"]
    assert [job.job_id for job in history] == ["j5", "j3", "j1"]
    assert named == first[:2]


def test_jobs_are_chosen_by_the_time_of_their_last_move(keepers: Keepers, clock: Clock) -> None:
    begun = clock.now
    for job_id in ("j1", "j2", "j3"):
        add(keepers, job_id)
        clock.pass_seconds(60)
    wanted = JobFilter(moved_since=begun + timedelta(seconds=60), moved_until=begun + timedelta(seconds=119))

    assert [job.job_id for job in keepers.workload.recent(wanted, limit=9)] == ["j2"]
    assert [job.job_id for job in keepers.jobs.find(wanted, limit=9)] == ["j2"]
    assert keepers.jobs.tally(wanted) == {JobState.QUEUED: 1}


def test_what_is_stuck_is_told_by_its_code(keepers: Keepers, clock: Clock) -> None:
    for job_id in ("j1", "j2", "j3"):
        add(keepers, job_id)
    keepers.jobs.fail(claim(keepers, "j1"), DEFECT, retry_after_seconds=None)
    clock.pass_seconds(5)
    keepers.jobs.fail(claim(keepers, "j2"), DEFECT, retry_after_seconds=None)
    keepers.jobs.fail(claim(keepers, "j3"), replace(DEFECT, code="away"), retry_after_seconds=60)

    defects, away = keepers.workload.stuck()

    assert (defects.code, defects.state, defects.count, defects.last_at) == ("defect", JobState.FAILED, 2, clock.now)
    assert (away.code, away.state, away.count) == ("away", JobState.QUEUED, 1)


def test_leases_that_ran_out_are_counted_until_they_are_taken_back(keepers: Keepers, clock: Clock) -> None:
    add(keepers, "j1")
    claim(keepers, "j1")
    running = keepers.workload.lapsed_count()
    clock.pass_seconds(61)
    lapsed = keepers.workload.lapsed_count()
    keepers.jobs.lapse(max_losses=3, limit=9)

    assert (running, lapsed, keepers.workload.lapsed_count()) == (0, 1, 0)


def test_the_pace_of_a_lane_counts_what_was_settled_lately(keepers: Keepers, clock: Clock) -> None:
    for job_id in ("j1", "j2", "j3"):
        add(keepers, job_id)
    finish(keepers, claim(keepers, "j1"))
    clock.pass_seconds(301)
    finish(keepers, claim(keepers, "j2"))
    keepers.jobs.fail(claim(keepers, "j3"), DEFECT, retry_after_seconds=None)

    assert keepers.workload.pace(Lane.LIVE, seconds=300) == Pace(done_count=1, failed_count=1)
    assert keepers.workload.pace(Lane.BACKFILL, seconds=300) == Pace(done_count=0, failed_count=0)


def test_what_a_process_holds_is_released_unspent(keepers: Keepers, clock: Clock) -> None:
    for job_id in ("j1", "j2", "j3"):
        add(keepers, job_id)
    keepers.jobs.fail(claim(keepers, "j1"), DEFECT, retry_after_seconds=0)
    held = claim(keepers, "j1", worker="a_b:1:1:7")
    claim(keepers, "j2", worker="axb:1:1:7")
    claim(keepers, "j3", worker="a_b:1:12:7")

    (released,) = keepers.jobs.release_all("a_b:1:1")

    assert (released.job_id, released.state, released.worker, released.lease_until) == (
        "j1",
        JobState.QUEUED,
        None,
        None,
    )
    assert (released.retries, released.losses, released.due_at) == (1, 0, clock.now)
    with pytest.raises(Exception, match="later move"):
        finish(keepers, held)
    assert keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=9) == ()
    assert claim(keepers, "j1").attempt == 3


def test_a_running_job_can_be_cancelled_and_what_it_finds_is_thrown_away(keepers: Keepers) -> None:
    add(keepers, "j1")
    held = claim(keepers, "j1")

    (cancelled,) = keepers.jobs.cancel(JobFilter(job_ids=("j1",)), who="o", reason="r", limit=9)

    assert (cancelled.state, cancelled.worker, cancelled.lease_until) == (JobState.CANCELLED, None, None)
    with pytest.raises(Exception, match="later move"):
        finish(keepers, held)
    assert keepers.records.report_of(held.document_id) is None


def test_a_job_that_is_run_again_keeps_to_its_place_in_the_counts(keepers: Keepers, clock: Clock) -> None:
    add(keepers, "j1")
    finish(keepers, claim(keepers, "j1"))
    clock.pass_seconds(1)
    wanted = JobFilter(job_ids=("j1",))

    keepers.jobs.rerun(wanted, who="o", reason="r", start_from=StartFrom.JUDGE, limit=1, before=clock.now)

    assert keepers.workload.counts() == (Count(lane=Lane.LIVE, state=JobState.QUEUED, count=1),)
