"""Each class of failure has its own end, and the others go on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from doctypes.loader import load_types
from models.case import Upload
from models.errors import (
    BlobMissing,
    BlobsRefused,
    BlobsUnavailable,
    CertcheckError,
    Component,
    ConfigInvalid,
    Defect,
    DefinitionInvalid,
    EngineUnavailable,
    ImageRejected,
    ModelsMissing,
    StorageUnavailable,
    WorkerLost,
)
from models.job import Job, JobState, Lane
from models.report import DocumentState
from services.breakers import Watch
from services.intake import accept_upload, put_application
from services.keepers import Keepers, Knowledge
from services.lanes import list_gates, resume_lane
from services.operations import show_job
from services.processing import run_job
from services.sweeping import sweep
from storage.jobs import JobFilter
from storage.lanes import GateState
from tests.support.clock import Clock
from tests.support.houses import open_house
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader

JPEG = b"\xff\xd8\xff page"
KNOWLEDGE = Knowledge(types=load_types(), regulation=None)


@dataclass
class House:
    keepers: Keepers
    clock: Clock
    reader: RecordedReader = field(default_factory=RecordedReader)
    waits: list[float] = field(default_factory=list)
    on_wait: Callable[[], None] = lambda: None

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.on_wait()
        return False

    def upload(self, number: int = 1) -> str:
        upload = Upload(file="a.jpg", content=JPEG + bytes([number]))
        return accept_upload(APPLICATION.application_id, upload, keepers=self.keepers).job_id

    def run(self, job_id: str) -> Job:
        run_job(
            job_id,
            keepers=self.keepers,
            knowledge=KNOWLEDGE,
            reader=self.reader,
            worker="host:1:2",
            lease_seconds=60,
            watch=Watch(keepers=self.keepers, place="host", wait=self.wait, look_seconds=0),
        )
        return self.keepers.jobs.job(job_id)

    def put_in_place(self, name: str, keeper: object) -> None:
        object.__setattr__(self.keepers, name, keeper)


@pytest.fixture(params=["memory", "sqlite"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    clock = Clock()
    with open_house(request.param, tmp_path, clock=clock) as keepers:
        put_application(APPLICATION, keepers=keepers)
        yield House(keepers, clock)


class Failing:
    """A keeper whose named deed fails some times before it is done; all else is the keeper's own."""

    def __init__(self, keeper: object, deed: str, errors: list[Exception], *, is_done_first: bool = False) -> None:
        self._keeper, self._deed, self._errors, self._is_done_first = keeper, deed, errors, is_done_first

    def __getattr__(self, name: str) -> Any:
        deed = getattr(self._keeper, name)
        if name != self._deed or not self._errors:
            return deed

        def fail(*args: object, **kwargs: object) -> None:
            if self._is_done_first:
                deed(*args, **kwargs)
            raise self._errors.pop(0)

        return fail


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (EngineUnavailable("expected a model that runs, met none"), "engine_unavailable"),
        (BlobsUnavailable("expected the object store to answer, met none"), "storage_unavailable"),
    ],
)
def test_what_is_away_is_waited_for_and_seen_to_wait(house: House, error: Exception, code: str) -> None:
    job_id = house.upload()
    house.reader.failures = [error]

    job = house.run(job_id)

    assert (job.state, job.is_waiting, job.retries) == (JobState.QUEUED, True, 1)
    assert job.failure is not None
    assert job.failure.code == code
    assert 15 <= (job.due_at - house.clock.now).total_seconds() <= 18


def test_what_is_wrong_with_the_input_is_a_finding_and_never_a_retry(house: House) -> None:
    house.reader.failures = [ImageRejected("image_unreadable", "expected a whole JPEG, met a truncated one")]

    job = house.run(house.upload())

    report = house.keepers.records.report_of(job.document_id)
    assert (job.state, job.attempt, job.retries, job.failure) == (JobState.DONE, 1, 0, None)
    assert report is not None
    assert report.state is DocumentState.UNREADABLE


@pytest.mark.parametrize(
    "error",
    [
        ConfigInvalid("CERTCHECK_MODELS_DIR: expected a folder that can be read, met none"),
        DefinitionInvalid("id_card.toml: expected a title, met none"),
        ModelsMissing("expected the model file inference.onnx, met none"),
        BlobsRefused("CERTCHECK_BLOBS_URL: expected an object store that takes us in, met AccessDenied"),
    ],
)
def test_a_wrong_setting_parks_the_lane_and_costs_no_job_a_try(house: House, error: CertcheckError) -> None:
    first, second = house.upload(1), house.upload(2)
    house.reader.failures = [error]

    job = house.run(first)
    house.run(second)

    live, history = list_gates(keepers=house.keepers)
    assert (live.state, live.code, live.reason, live.who) == (GateState.PARKED, error.code, str(error), "host:1:2")
    assert live.since == house.clock.now
    assert history.state is GateState.OPEN
    assert (job.state, job.retries, job.failure) == (JobState.QUEUED, 0, None)
    assert house.reader.seen_count == 1
    assert house.keepers.breakers.all() == ()


def test_a_lane_that_is_mended_and_resumed_goes_on_with_every_job(house: House) -> None:
    jobs = [house.upload(number) for number in range(3)]
    house.reader.failures = [ModelsMissing("expected the model file, met none")]
    for job_id in jobs:
        house.run(job_id)
    house.clock.pass_seconds(1)

    resume_lane(Lane.LIVE, reason="models mounted", keepers=house.keepers, who="li")
    swept = sweep(keepers=house.keepers)
    for job_id in jobs:
        house.run(job_id)

    assert swept.rung == 3
    assert house.keepers.jobs.tally(JobFilter()) == {JobState.DONE: 3}


def test_a_defect_is_parked_with_its_trace_and_not_a_word_of_what_was_read(house: House) -> None:
    house.reader.failures = [ValueError("陈嘉禾 420106199305180026")]
    job_id = house.upload(1)
    house.run(job_id)
    other = house.run(house.upload(2))

    failure = show_job(job_id, keepers=house.keepers).job.failure
    assert failure is not None
    assert failure.code == "defect"
    assert failure.trace.startswith("ValueError\n")
    assert "services/processing.py" in failure.trace
    assert failure.trace.splitlines()[-1].endswith(":see")
    assert "陈" not in failure.trace + failure.message
    assert other.state is JobState.DONE


def test_a_defect_in_the_reading_process_keeps_the_trace_it_came_with(house: House) -> None:
    house.reader.failures = [
        Defect("expected no fault, met KeyError at pipeline/lines.py:3", trace="KeyError\n  a:3:b")
    ]

    job = house.run(house.upload())

    assert job.failure is not None
    assert (job.state, job.failure.trace) == (JobState.FAILED, "KeyError\n  a:3:b")


def test_bytes_that_are_gone_are_parked_without_a_trace(house: House) -> None:
    house.reader.failures = [BlobMissing("expected bytes, met none")]

    job = house.run(house.upload())

    assert job.failure is not None
    assert (job.state, job.failure.code, job.failure.trace) == (JobState.FAILED, "blob_missing", "")


def test_a_page_that_ends_its_readers_is_parked_and_the_others_are_unharmed(house: House) -> None:
    poison, innocent = house.upload(1), house.upload(2)
    for _ in range(3):
        house.reader.failures = [WorkerLost("expected an answer, met the end of the reading process (exit -11)")]
        house.clock.now = max(house.clock.now, house.keepers.jobs.job(poison).due_at)
        house.run(poison)

    job, other = house.keepers.jobs.job(poison), house.run(innocent)
    assert job.failure is not None
    assert (job.state, job.failure.code, job.losses) == (JobState.FAILED, "worker_lost", 3)
    assert (other.state, other.losses) == (JobState.DONE, 0)


def test_what_was_found_is_written_when_the_database_is_back(house: House) -> None:
    job_id = house.upload()
    away = StorageUnavailable("expected the database to answer, met OperationalError")
    house.put_in_place("jobs", Failing(house.keepers.jobs, "finish", [away, away, away]))

    job = house.run(job_id)

    assert (job.state, job.attempt, job.retries) == (JobState.DONE, 1, 0)
    assert house.waits == [1.0, 2.0, 4.0]
    assert house.reader.seen_count == 1


def test_an_answer_that_was_lost_on_the_way_is_no_second_report(house: House) -> None:
    job_id = house.upload()
    away = StorageUnavailable("expected the database to answer, met OperationalError")
    house.put_in_place("jobs", Failing(house.keepers.jobs, "finish", [away], is_done_first=True))

    job = house.run(job_id)
    house.clock.pass_seconds(61)
    swept = sweep(keepers=house.keepers)

    assert job.state is JobState.DONE
    assert len(house.keepers.records.case_file(APPLICATION.application_id).reports) == 1
    assert swept.dossiers_behind == 1


def test_a_database_that_stays_away_leaves_the_job_to_its_lease(house: House) -> None:
    job_id = house.upload()
    away: list[Exception] = [StorageUnavailable("expected the database to answer, met none") for _ in range(99)]
    jobs = house.keepers.jobs
    house.put_in_place("jobs", Failing(Failing(jobs, "finish", away), "fail", away))

    with pytest.raises(StorageUnavailable):
        house.run(job_id)
    held = jobs.job(job_id)
    house.put_in_place("jobs", jobs)
    house.clock.pass_seconds(61)
    sweep(keepers=house.keepers)
    job = house.run(job_id)

    assert held.state is JobState.RUNNING
    assert sum(house.waits) < 2 * 60 + 30
    assert (job.state, job.attempt, job.losses) == (JobState.DONE, 2, 1)


def test_three_failures_in_a_row_open_the_breaker_and_an_answer_closes_it(house: House) -> None:
    house.reader.failures = [EngineUnavailable("expected a model that runs, met a fault") for _ in range(3)]
    for number in range(3):
        house.run(house.upload(number))
    (opened,) = house.keepers.breakers.all()

    house.run(house.upload(4))

    (closed,) = house.keepers.breakers.all()
    assert (opened.component, opened.place, opened.is_closed) == (Component.ENGINE, "host", False)
    assert opened.reason == "expected a model that runs, met a fault"
    assert closed.is_closed
