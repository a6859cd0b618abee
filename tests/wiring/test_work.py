"""Work in one process: rings answered by lent readers, and a stop that finishes what is in hand."""

import os
import socket
import subprocess
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from doctypes.loader import load_types
from models.case import Upload
from models.errors import Disposition, StorageUnavailable
from models.job import Failure, Job, JobState, Lane
from services.intake import accept_upload, put_application
from services.keepers import Keepers, Knowledge
from storage.jobs import JobFilter, Jobs
from storage.processes import Process, Role
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader
from wiring import bench as benches
from wiring.bootstrap import build_keepers
from wiring.config import Config, read_config
from wiring.heartbeat import is_gone, process_name
from wiring.work import Bench, working

ID = APPLICATION.application_id
PROCESS = Process(
    process_id="h:1:1", role=Role.SERVE, build="b", started_at=datetime(2026, 1, 1, tzinfo=UTC), memory_bytes=1
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return replace(read_config({"CERTCHECK_DATA_DIR": str(tmp_path)}), readers=2, sweep_seconds=0.1)


def upload(keepers: Keepers, number: int) -> str:
    content = b"\xff\xd8\xff %d" % number
    return accept_upload(ID, Upload(file=f"{number}.jpg", content=content), keepers=keepers).job_id


def ended_process_id() -> int:
    with subprocess.Popen(["true"]) as process:
        process.wait()
    return process.pid


def wait_until_done(keepers: Keepers, count: int) -> None:
    deadline = time.monotonic() + 30
    while keepers.jobs.tally(JobFilter()).get(JobState.DONE, 0) < count:
        assert time.monotonic() < deadline, keepers.jobs.tally(JobFilter())
        time.sleep(0.05)


class TogetherReader(RecordedReader):
    """Notices when two threads use it at once."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self.was_shared = False
        self.on_page = self._look

    def _look(self) -> None:
        if not self._lock.acquire(blocking=False):
            self.was_shared = True
            return
        time.sleep(0.02)
        self._lock.release()


def test_no_reader_is_lent_to_two_rings_at_once(config: Config) -> None:
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)
    ids = [upload(keepers, number) for number in range(20)]
    made: list[TogetherReader] = []

    def make_reader() -> TogetherReader:
        made.append(TogetherReader())
        return made[-1]

    bench = Bench(
        keepers=keepers,
        knowledge=Knowledge(types=load_types(), regulation=None),
        make_reader=make_reader,
        readers=2,
        lease_seconds=60,
    )
    threads = [threading.Thread(target=lambda part=part: [bench.answer(one) for one in part]) for part in _parts(ids)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bench.close()
    keepers.close()

    assert len(made) == 2
    assert sum(reader.seen_count for reader in made) == 20
    assert not any(reader.was_shared for reader in made)


def test_what_was_rung_before_a_restart_is_rung_again(config: Config) -> None:
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)
    upload(keepers, 1)
    keepers.close()

    keepers = build_keepers(config)
    with working(config, keepers, sweeps=True, make_reader=RecordedReader):
        wait_until_done(keepers, 1)
        upload(keepers, 2)
        wait_until_done(keepers, 2)
    keepers.close()


def test_a_stop_finishes_the_page_in_hand(config: Config) -> None:
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)
    begun = threading.Event()

    def slow_reader() -> RecordedReader:
        reader = RecordedReader()
        reader.on_page = lambda: (begun.set(), time.sleep(1))[1]
        return reader

    with working(config, keepers, sweeps=False, make_reader=slow_reader):
        upload(keepers, 1)
        assert begun.wait(20)

    assert keepers.jobs.tally(JobFilter()) == {JobState.DONE: 1}
    keepers.close()


class Flickering:
    """A ledger of jobs whose database is away for some claims."""

    def __init__(self, jobs: Jobs, times: int) -> None:
        self._jobs, self.times = jobs, times

    def __getattr__(self, name: str) -> Any:
        return getattr(self._jobs, name)

    def claim(self, job_id: str, *, worker: str, lease_seconds: float) -> Job | None:
        if self.times:
            self.times -= 1
            raise StorageUnavailable("expected the database to answer, met none")
        return self._jobs.claim(job_id, worker=worker, lease_seconds=lease_seconds)


def a_bench(keepers: Keepers) -> Bench:
    return Bench(
        keepers=keepers,
        knowledge=Knowledge(types=load_types(), regulation=None),
        make_reader=RecordedReader,
        readers=2,
        lease_seconds=60,
    )


def test_a_ring_stays_in_hand_while_the_database_is_away(config: Config) -> None:
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)
    job_id = upload(keepers, 1)
    bench = a_bench(replace(keepers, jobs=Flickering(keepers.jobs, 3)))

    bench.answer(job_id)
    bench.close()

    assert keepers.jobs.job(job_id).state is JobState.DONE
    assert (bench.database.is_closed, bench.database.code) == (True, "storage_unavailable")
    keepers.close()


def test_a_stop_lets_go_of_rings_that_wait_for_the_database(config: Config) -> None:
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)
    job_id = upload(keepers, 1)
    bench = a_bench(replace(keepers, jobs=Flickering(keepers.jobs, 10_000)))
    answering = threading.Thread(target=bench.answer, args=(job_id,), daemon=True)

    answering.start()
    bench.stop_waiting()
    answering.join(20)

    assert not answering.is_alive()
    assert keepers.jobs.job(job_id).state is JobState.QUEUED
    bench.close()
    keepers.close()


def test_a_suspect_is_read_with_no_page_beside_it(config: Config) -> None:
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)
    ids = [upload(keepers, number) for number in range(8)]
    for job_id in ids[::3]:
        job = keepers.jobs.claim(job_id, worker="lost", lease_seconds=60)
        assert job is not None
        keepers.jobs.fail(job, Failure(code="worker_lost", disposition=Disposition.RETRY), retry_after_seconds=0)
    inside: list[str] = []
    beside: dict[str, int] = {}
    run = benches.run_job

    def noting(job_id: str, **others: Any) -> None:
        inside.append(job_id)
        time.sleep(0.05)
        beside[job_id] = len(inside) - 1
        run(job_id, **others)
        inside.remove(job_id)

    bench = a_bench(keepers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(benches, "run_job", noting)
        threads = [threading.Thread(target=bench.answer, args=(job_id,)) for job_id in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    bench.close()

    assert keepers.jobs.tally(JobFilter()) == {JobState.DONE: 8}
    assert [beside[job_id] for job_id in ids[::3]] == [0, 0, 0]
    assert max(beside.values()) > 0
    keepers.close()


def test_the_embedded_form_opens_what_it_parked_when_it_starts_anew(config: Config) -> None:
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)
    upload(keepers, 1)
    keepers.lanes.park(Lane.LIVE, code="models_missing", who="host:1", reason="met none")

    with working(config, keepers, sweeps=True, make_reader=RecordedReader):
        wait_until_done(keepers, 1)

    keepers.close()


def test_the_embedded_form_takes_back_what_a_killed_process_held_when_it_starts_anew(config: Config) -> None:
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)
    job_id = upload(keepers, 1)
    killed = f"{socket.gethostname()[:64]}:{ended_process_id()}:1"
    keepers.processes.beat(replace(PROCESS, process_id=killed))
    assert keepers.jobs.claim(job_id, worker=f"{killed}:0", lease_seconds=3600) is not None

    with working(config, keepers, sweeps=True, make_reader=RecordedReader):
        wait_until_done(keepers, 1)

    assert keepers.jobs.job(job_id).losses == 1
    assert killed not in {seen.process.process_id for seen in keepers.processes.all()}
    keepers.close()


@pytest.mark.parametrize(
    ("name", "is_so"),
    [
        ("{host}:{ended}:1", True),
        ("{host}:{own}:1", True),
        ("{host}:{parent}:1", False),
        ("elsewhere:{ended}:1", False),
        ("{host}:x:1", False),
        ("", False),
    ],
)
def test_only_a_process_of_this_machine_that_runs_no_more_is_gone(name: str, *, is_so: bool) -> None:
    numbers = {"ended": ended_process_id(), "own": os.getpid(), "parent": os.getppid()}

    assert is_gone(name.format(host=socket.gethostname()[:64], **numbers)) is is_so
    assert not is_gone(process_name())


def _parts(ids: list[str]) -> list[list[str]]:
    return [ids[start::4] for start in range(4)]
