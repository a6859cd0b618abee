"""A worker that is killed in the middle of a page costs time, never a paper."""

import subprocess
import sys
import time
from pathlib import Path

from doctypes.loader import load_types
from models.case import Upload
from models.job import JobState
from services.intake import accept_upload, put_application
from services.keepers import Knowledge
from services.processing import run_job
from services.sweeping import sweep
from tests.support.houses import open_house
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader

ROOT = Path(__file__).parents[2]

WORKER = """
import sys, time
from services.keepers import Knowledge
from services.processing import run_job
from storage.sql import Database
from tests.support.houses import sql_house
from tests.support.readers import RecordedReader

reader = RecordedReader()
reader.on_page = lambda: (print("reading", flush=True), time.sleep(600))
keepers = sql_house(Database(sys.argv[1]))
keepers.blobs.put(bytes.fromhex(sys.argv[3]))
nothing = Knowledge(types={}, regulation=None)
run_job(sys.argv[2], keepers=keepers, knowledge=nothing, reader=reader, worker="killed", lease_seconds=1)
"""


def test_a_paper_whose_worker_is_killed_is_read_by_another(tmp_path: Path) -> None:
    content = b"\xff\xd8\xff page"
    with open_house("sqlite", tmp_path) as keepers:
        put_application(APPLICATION, keepers=keepers)
        upload = Upload(file="a.jpg", content=content)
        job_id = accept_upload(APPLICATION.application_id, upload, keepers=keepers).job_id
        command = [sys.executable, "-c", WORKER, f"sqlite:///{tmp_path / 'ledger.db'}", job_id, content.hex()]

        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "reading\n"
            assert keepers.jobs.job(job_id).worker == "killed"
            worker.kill()
        time.sleep(1.1)
        swept = sweep(keepers=keepers)
        run_job(
            job_id,
            keepers=keepers,
            knowledge=Knowledge(types=load_types(), regulation=None),
            reader=RecordedReader(),
            worker="successor",
            lease_seconds=60,
        )

        job = keepers.jobs.job(job_id)
    assert swept.requeued == 1
    assert (job.state, job.attempt, job.losses) == (JobState.DONE, 2, 1)
