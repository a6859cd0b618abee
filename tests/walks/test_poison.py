"""A page that kills whole workers is parked; the innocent pages that were in hand beside it are read."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.case import Upload
from models.job import JobState
from services.intake import accept_upload, put_application
from services.keepers import Keepers
from services.sweeping import sweep
from storage.jobs import JobFilter
from tests.support.houses import open_house
from tests.support.people import APPLICATION

ROOT = Path(__file__).parents[2]
INNOCENTS = 5
LEASE_SECONDS = 2

WORKER = """
import os, sys, threading, time
from pathlib import Path
from services.keepers import Knowledge
from storage.blobs_local import LocalBlobs
from storage.sql import Database
from dataclasses import replace
from tests.support.houses import sql_house
from tests.support.readers import RecordedReader
from wiring.work import Bench

class Reader(RecordedReader):
    def see(self, content):
        time.sleep(0.3)
        if b"poison" in content:
            os.kill(os.getpid(), 9)
        return super().see(content)

keepers = replace(sql_house(Database(sys.argv[1])), blobs=LocalBlobs(Path(sys.argv[2])))
nothing = Knowledge(types={}, regulation=None)
bench = Bench(keepers=keepers, knowledge=nothing, make_reader=Reader, readers=3, lease_seconds=float(sys.argv[3]))
threads = [threading.Thread(target=bench.answer, args=(job_id,)) for job_id in sys.argv[4:]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


@pytest.mark.slow
def test_only_the_page_that_kills_its_workers_is_parked(tmp_path: Path) -> None:
    with open_house("sqlite", tmp_path) as keepers:
        put_application(APPLICATION, keepers=keepers)
        poison = upload(keepers, tmp_path, b"poison")
        innocents = [upload(keepers, tmp_path, b"%d" % number) for number in range(INNOCENTS)]

        killed_count = 0
        while keepers.jobs.tally(JobFilter(states=(JobState.QUEUED, JobState.RUNNING))):
            assert killed_count < 10
            killed_count += work_off(tmp_path, [poison, *innocents]) != 0
            time.sleep(LEASE_SECONDS + 0.1)
            sweep(keepers=keepers)

        parked = keepers.jobs.job(poison)
        losses = [keepers.jobs.job(job_id).losses for job_id in innocents]
        states = {keepers.jobs.job(job_id).state for job_id in innocents}
    assert parked.failure is not None
    assert (parked.state, parked.failure.code, parked.losses) == (JobState.FAILED, "worker_lost", 3)
    assert (states, killed_count) == ({JobState.DONE}, 3)
    assert sum(losses) >= 1
    assert max(losses) == 1


def upload(keepers: Keepers, folder: Path, word: bytes) -> str:
    from storage.blobs_local import LocalBlobs  # noqa: PLC0415 - the bytes must outlive the process that took them

    content = b"\xff\xd8\xff " + word
    LocalBlobs(folder / "blobs").put(content)
    return accept_upload(APPLICATION.application_id, Upload(file="a.jpg", content=content), keepers=keepers).job_id


def work_off(folder: Path, job_ids: list[str]) -> int:
    """Let a worker answer these rings, and return how it ended."""
    places = [f"sqlite:///{folder / 'ledger.db'}", str(folder / "blobs"), str(LEASE_SECONDS)]
    return subprocess.run(
        [sys.executable, "-c", WORKER, *places, *job_ids], cwd=ROOT, check=False, timeout=120
    ).returncode
