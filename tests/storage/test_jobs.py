"""The promise of the job ledger, over every keeper of it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.errors import Disposition, LeaseLost, NotFound
from models.job import MOVES, Failure, Job, JobState, Lane, StartFrom
from services.keepers import Keepers
from storage.jobs import JobFilter
from tests.support.clock import Clock
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on

AWAY = Failure(code="engine_unavailable", disposition=Disposition.RETRY, message="expected models, met none")
LOST = Failure(code="worker_lost", disposition=Disposition.RETRY)
ONE = JobFilter(job_ids=("j1",))
LATER = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _one_job(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    add(keepers, 1)


def add(keepers: Keepers, number: int, *, lane: Lane = Lane.LIVE) -> None:
    paper = replace(document(), document_id=f"d{number}", sha256=f"{number:064}")
    keepers.records.add_document(paper, job_id=f"j{number}", lane=lane)


def claim(keepers: Keepers, job_id: str = "j1", *, worker: str = "w", lease_seconds: float = 60) -> Job:
    job = keepers.jobs.claim(job_id, worker=worker, lease_seconds=lease_seconds)
    assert job is not None
    return job


def finish(keepers: Keepers, job: Job) -> None:
    keepers.jobs.finish(job, report_on(keepers.records.document(job.document_id)))


def rerun(keepers: Keepers, wanted: JobFilter = ONE, *, limit: int = 100) -> tuple[Job, ...]:
    return keepers.jobs.rerun(wanted, who="op", reason="again", start_from=StartFrom.SEE, limit=limit, before=LATER)


def test_a_claimed_job_runs_under_a_lease(keepers: Keepers, clock: Clock) -> None:
    job = claim(keepers, worker="host:1", lease_seconds=60)

    assert (job.state, job.attempt, job.worker) == (JobState.RUNNING, 1, "host:1")
    assert job.lease_until is not None
    assert (job.lease_until - clock.now).total_seconds() == 60
    assert keepers.jobs.job("j1") == job


def test_of_many_that_claim_at_once_one_wins(keepers: Keepers) -> None:
    with ThreadPoolExecutor(max_workers=8) as pool:
        claims = list(pool.map(lambda n: keepers.jobs.claim("j1", worker=f"w{n}", lease_seconds=60), range(24)))

    assert sum(one is not None for one in claims) == 1
    assert keepers.jobs.job("j1").attempt == 1


def test_many_workers_take_each_job_once(keepers: Keepers) -> None:
    for number in range(2, 21):
        add(keepers, number)
    ids = [f"j{number}" for number in range(1, 21)]

    with ThreadPoolExecutor(max_workers=8) as pool:
        claims = list(pool.map(lambda n: keepers.jobs.claim(ids[n % 20], worker=f"w{n}", lease_seconds=60), range(80)))

    assert Counter(one.job_id for one in claims if one) == dict.fromkeys(ids, 1)


def test_an_unknown_job_is_not_to_be_had(keepers: Keepers) -> None:
    assert keepers.jobs.claim("none", worker="w", lease_seconds=60) is None
    with pytest.raises(NotFound):
        keepers.jobs.job("none")
    with pytest.raises(NotFound):
        keepers.jobs.job_of("none")


def test_a_finished_job_is_done_and_its_report_is_there(keepers: Keepers) -> None:
    finish(keepers, claim(keepers))

    job = keepers.jobs.job_of("d1")
    assert (job.state, job.lease_until, job.worker) == (JobState.DONE, None, None)
    assert keepers.records.report_of("d1") == report_on(keepers.records.document("d1"))
    assert keepers.jobs.claim("j1", worker="w", lease_seconds=60) is None


def test_a_worker_whose_lease_has_lapsed_cannot_finish_over_its_successor(keepers: Keepers, clock: Clock) -> None:
    first = claim(keepers, lease_seconds=60)
    clock.pass_seconds(61)
    keepers.jobs.lapse(max_losses=3, limit=10)
    second = claim(keepers)

    with pytest.raises(LeaseLost):
        finish(keepers, first)
    with pytest.raises(LeaseLost):
        keepers.jobs.fail(first, AWAY, retry_after_seconds=None)

    assert keepers.records.report_of("d1") is None
    assert keepers.jobs.job("j1") == second
    finish(keepers, second)
    assert keepers.jobs.job("j1").state is JobState.DONE


def test_a_job_cannot_be_finished_twice(keepers: Keepers) -> None:
    job = claim(keepers)
    finish(keepers, job)

    with pytest.raises(LeaseLost):
        finish(keepers, job)

    assert len(keepers.records.case_file(APPLICATION.application_id).reports) == 1


def test_a_failed_attempt_comes_back_after_its_pause(keepers: Keepers, clock: Clock) -> None:
    keepers.jobs.fail(claim(keepers), AWAY, retry_after_seconds=15)

    waiting = keepers.jobs.job("j1")
    early = keepers.jobs.claim("j1", worker="w", lease_seconds=60)
    clock.pass_seconds(15)
    late = claim(keepers)

    assert (waiting.state, waiting.failure, waiting.retries, waiting.losses) == (JobState.QUEUED, AWAY, 1, 0)
    assert early is None
    assert late.attempt == 2


def test_a_failure_for_good_keeps_its_code(keepers: Keepers) -> None:
    keepers.jobs.fail(claim(keepers), replace(AWAY, message="x" * 900), retry_after_seconds=None)

    job = keepers.jobs.job("j1")
    assert job.state is JobState.FAILED
    assert job.failure is not None
    assert job.failure.code == "engine_unavailable"
    assert keepers.jobs.find(JobFilter(codes=("engine_unavailable",)), limit=10) == (job,)
    assert keepers.jobs.find(JobFilter(codes=("defect",)), limit=10) == ()


def test_a_lost_worker_counts_as_a_loss(keepers: Keepers) -> None:
    keepers.jobs.fail(claim(keepers), LOST, retry_after_seconds=0)

    assert keepers.jobs.job("j1").losses == 1


def test_a_lapsed_lease_puts_the_job_back_and_at_last_parks_it(keepers: Keepers, clock: Clock) -> None:
    seen = []
    for _ in range(3):
        claim(keepers, lease_seconds=60)
        clock.pass_seconds(61)
        lapsed = keepers.jobs.lapse(max_losses=3, limit=10)
        seen.append((len(lapsed.requeued), len(lapsed.parked)))

    job = keepers.jobs.job("j1")
    assert seen == [(1, 0), (1, 0), (0, 1)]
    assert job.state is JobState.FAILED
    assert job.failure is not None
    assert job.failure.code == "worker_lost"


def test_the_leases_of_a_process_that_is_gone_end_at_once_and_count_as_losses(keepers: Keepers, clock: Clock) -> None:
    add(keepers, 2)
    claim(keepers, worker="host:7:1:0", lease_seconds=600)
    other = claim(keepers, "j2", worker="host:70:1:0", lease_seconds=600)

    keepers.jobs.end_leases("host:7:1")
    clock.pass_seconds(1)
    lapsed = keepers.jobs.lapse(max_losses=3, limit=9)

    assert [(job.job_id, job.losses) for job in lapsed.requeued] == [("j1", 1)]
    assert keepers.jobs.job("j2") == other


def test_a_lease_that_still_runs_is_left_alone(keepers: Keepers, clock: Clock) -> None:
    job = claim(keepers, lease_seconds=60)
    clock.pass_seconds(59)

    keepers.jobs.lapse(max_losses=3, limit=10)

    assert keepers.jobs.job("j1") == job


def test_a_rerun_begins_anew_and_says_who_and_why(keepers: Keepers, clock: Clock) -> None:
    keepers.jobs.fail(claim(keepers), LOST, retry_after_seconds=None)

    (moved,) = rerun(keepers)

    assert (moved.state, moved.retries, moved.losses, moved.start_from) == (JobState.QUEUED, 0, 0, StartFrom.SEE)
    (entry,) = keepers.jobs.audit_of("j1")
    assert (entry.who, entry.deed, entry.reason, entry.at) == ("op", "rerun from see", "again", clock.now)
    assert claim(keepers).attempt == 2


def test_queued_and_running_jobs_are_not_rerun(keepers: Keepers) -> None:
    assert rerun(keepers) == ()
    claim(keepers)
    assert rerun(keepers) == ()
    assert keepers.jobs.audit_of("j1") == ()


def test_a_rerun_takes_no_more_than_it_was_told_and_none_moved_since(keepers: Keepers, clock: Clock) -> None:
    for number in range(2, 6):
        add(keepers, number)
    for number in range(1, 6):
        finish(keepers, claim(keepers, f"j{number}"))

    few = rerun(keepers, JobFilter(), limit=2)
    none = keepers.jobs.rerun(JobFilter(), who="op", reason="r", start_from=StartFrom.JUDGE, limit=9, before=clock.now)

    assert len(few) == 2
    assert none == ()
    assert keepers.jobs.tally(JobFilter()) == {JobState.QUEUED: 2, JobState.DONE: 3}


def test_queued_and_failed_jobs_can_be_cancelled_and_come_back_by_a_rerun(keepers: Keepers) -> None:
    (cancelled,) = keepers.jobs.cancel(ONE, who="op", reason="uploaded twice", limit=10)

    assert cancelled.state is JobState.CANCELLED
    assert keepers.jobs.claim("j1", worker="w", lease_seconds=60) is None
    assert keepers.jobs.audit_of("j1")[0].deed == "cancel"
    assert len(rerun(keepers)) == 1
    finish(keepers, claim(keepers))
    assert keepers.jobs.cancel(ONE, who="op", reason="r", limit=10) == ()


def test_a_job_that_ends_well_after_a_retry_has_no_failure(keepers: Keepers, clock: Clock) -> None:
    keepers.jobs.fail(claim(keepers), AWAY, retry_after_seconds=15)
    clock.pass_seconds(16)

    finish(keepers, claim(keepers))

    assert keepers.jobs.job("j1").failure is None
    assert keepers.jobs.find(JobFilter(codes=(AWAY.code,)), limit=9) == ()


def test_a_job_that_is_hurried_goes_by_the_other_lane_and_counts_as_rung(keepers: Keepers) -> None:
    add(keepers, 2, lane=Lane.BACKFILL)

    moved = keepers.jobs.hurry("j2", lane=Lane.LIVE, who="upload", reason="r")

    assert moved == keepers.jobs.job("j2") == keepers.jobs.hurry("j2", lane=Lane.LIVE, who="upload", reason="r")
    assert [(entry.who, entry.deed) for entry in keepers.jobs.audit_of("j2")] == [("upload", "move to lane live")]
    assert (moved.lane, moved.state) == (Lane.LIVE, JobState.QUEUED)
    assert "j2" not in keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=9)
    assert keepers.jobs.take_unrung(Lane.BACKFILL, quiet_seconds=60, limit=9) == ()
    with pytest.raises(NotFound):
        keepers.jobs.hurry("none", lane=Lane.LIVE, who="upload", reason="r")


def test_a_job_that_runs_is_not_hurried(keepers: Keepers) -> None:
    add(keepers, 2, lane=Lane.BACKFILL)
    running = claim(keepers, "j2")

    assert keepers.jobs.hurry("j2", lane=Lane.LIVE, who="upload", reason="r") == running
    assert keepers.jobs.audit_of("j2") == ()


def test_a_job_rung_lately_is_not_rung_again(keepers: Keepers, clock: Clock) -> None:
    at_once = keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10)
    clock.pass_seconds(61)
    later = keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10)
    again = keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10)

    assert (at_once, later, again) == ((), ("j1",), ())


def test_forgotten_rings_are_owed_at_once(keepers: Keepers) -> None:
    keepers.jobs.forget_rings()

    assert keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10) == ("j1",)


def test_lanes_are_rung_apart_and_the_longest_due_first(keepers: Keepers, clock: Clock) -> None:
    clock.pass_seconds(1)
    add(keepers, 2)
    add(keepers, 3, lane=Lane.BACKFILL)
    keepers.jobs.forget_rings()

    assert keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=1) == ("j1",)
    assert keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=9) == ("j2",)
    assert keepers.jobs.take_unrung(Lane.BACKFILL, quiet_seconds=60, limit=9) == ("j3",)


def test_the_longest_wait_of_a_lane_is_known(keepers: Keepers, clock: Clock) -> None:
    since = clock.now
    clock.pass_seconds(5)
    add(keepers, 2)

    assert keepers.jobs.waiting_since(Lane.LIVE) == since
    assert keepers.jobs.waiting_since(Lane.BACKFILL) is None


def test_jobs_are_found_page_by_page(keepers: Keepers) -> None:
    for number in range(2, 6):
        add(keepers, number)

    first = keepers.jobs.find(JobFilter(lane=Lane.LIVE), limit=3)
    rest = keepers.jobs.find(JobFilter(application_id=APPLICATION.application_id), limit=3, after=first[-1].job_id)

    assert [job.job_id for job in (*first, *rest)] == ["j1", "j2", "j3", "j4", "j5"]


def test_no_move_is_made_that_a_job_may_not_make(keepers: Keepers, clock: Clock) -> None:
    moves = set()

    def state() -> JobState:
        return keepers.jobs.job("j1").state

    deeds = {
        "claim": lambda: keepers.jobs.claim("j1", worker="w", lease_seconds=60),
        "cancel": lambda: keepers.jobs.cancel(ONE, who="o", reason="r", limit=1),
        "rerun": lambda: rerun(keepers),
        "lapse": lambda: (clock.pass_seconds(61), keepers.jobs.lapse(max_losses=9, limit=9)),
        "finish": lambda: finish(keepers, keepers.jobs.job("j1")),
        "fail": lambda: keepers.jobs.fail(keepers.jobs.job("j1"), AWAY, retry_after_seconds=None),
    }
    for script in (
        "claim finish rerun claim fail rerun claim lapse cancel rerun",
        "claim cancel rerun fail cancel claim finish",
        "cancel claim finish fail lapse rerun claim fail cancel finish rerun",
    ):
        for deed in script.split():
            before = state()
            try:
                deeds[deed]()
            except LeaseLost:
                assert state() is before
            if state() is not before:
                moves.add((before, state()))
        rerun(keepers)

    assert moves <= MOVES
    assert len(moves) >= 8


def test_no_more_jobs_are_taken_from_lost_workers_than_asked_for(keepers: Keepers, clock: Clock) -> None:
    for number in (2, 3, 4):
        add(keepers, number)
    for job_id in ("j1", "j2"):
        keepers.jobs.fail(claim(keepers, job_id), LOST, retry_after_seconds=0)
    for job_id in ("j1", "j2", "j3", "j4"):
        claim(keepers, job_id, lease_seconds=60)
    clock.pass_seconds(61)

    lapsed = keepers.jobs.lapse(max_losses=2, limit=2)

    assert len(lapsed.requeued) + len(lapsed.parked) == 2


def test_a_ring_exactly_as_old_as_the_quiet_time_is_not_yet_owed(keepers: Keepers, clock: Clock) -> None:
    keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10)
    clock.pass_seconds(60)

    assert keepers.jobs.take_unrung(Lane.LIVE, quiet_seconds=60, limit=10) == ()
