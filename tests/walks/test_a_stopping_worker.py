"""A worker that is told to stop finishes its page in time, or gives the job back so that another has it at once."""

import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.case import Upload
from models.job import Job, JobState, Lane
from services.intake import accept_upload, put_application
from services.keepers import Keepers
from storage.jobs import JobFilter
from tests.support.people import APPLICATION
from tests.support.processes import own_redis, python, wait_until
from wiring.bootstrap import build_keepers, upgrade_database
from wiring.config import read_config

WORKER = """
import sys, time
from tests.support.readers import RecordedReader
from wiring.bootstrap import build_keepers
from wiring.config import read_config
from wiring.stopping import stopping_by_signal
from wiring.work import working

def slow_reader():
    reader = RecordedReader()
    reader.on_page = lambda: (print("reading", flush=True), time.sleep(float(sys.argv[1])))
    return reader

stopping = stopping_by_signal()
config = read_config()
keepers = build_keepers(config)
with working(config, keepers, sweeps=False, make_reader=slow_reader, hurry=stopping.hurry):
    stopping.stop.wait()
keepers.close()
"""
SHORT, ENDLESS = "2", "600"


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {"DATA_DIR": str(tmp_path), "BROKER_URL": own_redis(), "STOP_SECONDS": "600"}


@pytest.fixture
def keepers(settings: dict[str, str]) -> Iterator[Keepers]:
    config = read_config({f"CERTCHECK_{name}": value for name, value in settings.items()})
    upgrade_database(config)
    with closing(build_keepers(config)) as house:
        put_application(APPLICATION, keepers=house)
        yield house


def upload(keepers: Keepers, number: int) -> str:
    content = b"\xff\xd8\xff %d" % number
    return accept_upload(APPLICATION.application_id, Upload(file="a.jpg", content=content), keepers=keepers).job_id


def only_job(keepers: Keepers) -> Job:
    (job,) = keepers.jobs.find(JobFilter(), limit=9)
    return job


def test_a_page_that_ends_in_time_is_finished_and_no_other_is_begun(settings: dict[str, str], keepers: Keepers) -> None:
    with python("-c", WORKER, SHORT, settings=settings) as worker:
        first = upload(keepers, 1)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "reading\n"
        second = upload(keepers, 2)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=120) == 0

    assert keepers.jobs.job(first).state is JobState.DONE
    assert (keepers.jobs.job(second).state, keepers.jobs.job(second).attempt) == (JobState.QUEUED, 0)
    assert keepers.queue.depth(Lane.LIVE) >= 1
    assert keepers.processes.all() == ()


@pytest.mark.parametrize("signals", [1, 2])
def test_a_page_that_does_not_end_is_released_unspent_and_heard_by_the_next_worker(
    settings: dict[str, str], keepers: Keepers, signals: int
) -> None:
    bound = {"STOP_SECONDS": "1" if signals == 1 else "600"}
    with python("-c", WORKER, ENDLESS, settings=settings | bound) as worker:
        job_id = upload(keepers, 1)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "reading\n"
        for number in range(signals):
            worker.send_signal(signal.SIGTERM)
            if number + 1 < signals:
                wait_until(lambda: _stops(keepers), what="a worker that tells that it stops")
        assert worker.wait(timeout=120) == 0
        released = only_job(keepers)

    with python("-c", WORKER, "0", settings=settings) as successor:
        wait_until(lambda: keepers.jobs.job(job_id).state is JobState.DONE, what="the job done by another worker")
        successor.send_signal(signal.SIGTERM)
        assert successor.wait(timeout=120) == 0

    assert (released.state, released.attempt, released.retries, released.losses) == (JobState.QUEUED, 1, 0, 0)
    assert (only_job(keepers).attempt, only_job(keepers).losses) == (2, 0)


def _stops(keepers: Keepers) -> bool:
    return any(seen.process.stopping for seen in keepers.processes.all())
