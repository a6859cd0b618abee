"""An enrolment that is killed at any moment goes on where it was: no row lost or doubled, no rejected line either."""

import json
import random
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from models.job import JobState
from services.enrolment import enrol
from services.keepers import Keepers
from storage.backfills import Backfill
from storage.jobs import JobFilter
from storage.memory_archive import MemoryArchive
from storage.migrate import upgrade
from storage.sql import Database
from tests.support.houses import scratch_database_url, sql_house

ROOT = Path(__file__).parents[2]
LINES = 600
KILLS = 4
BATCH = 20

ENROLMENT = f"""
import sys
from dataclasses import replace
from pathlib import Path
from services import enrolment
from storage.memory_archive import MemoryArchive
from storage.sql import Database
from tests.support.houses import sql_house

enrolment.BATCH_LINES = {BATCH}
house = replace(sql_house(Database(sys.argv[1])), archive=MemoryArchive({{}}))
print("begun", flush=True)
enrolment.enrol(Path(sys.argv[2]), backfill_id="b", keepers=house,
               progress=lambda *_: print("batch", flush=True))
"""


def manifest_in(folder: Path) -> Path:
    """Every seventh line cannot be used."""
    manifest = folder / "m.jsonl"
    with manifest.open("w", encoding="utf-8") as file:
        for number in range(1, LINES + 1):
            stated = {"application_id": f"HB{number // 3}", "name": "陈嘉禾", "id_type": "居民身份证", "id_number": "1"}
            row = {"application": stated, "object": f"{number}.jpg", "sha256": sha256(b"%d" % number).hexdigest()}
            file.write("bad\n" if number % 7 == 0 else json.dumps(row) + "\n")
    return manifest


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_enrolment_that_is_killed_goes_on_where_it_was(kind: str, tmp_path: Path) -> None:
    if kind == "sqlite":
        _walk(f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path)
    else:
        with scratch_database_url() as url:
            _walk(url, tmp_path)


def _walk(url: str, folder: Path) -> None:
    database = Database(url)
    upgrade(database)
    manifest, house = manifest_in(folder), sql_house(database)

    for batches in range(1, KILLS + 1):
        _kill_after(batches, url, manifest)
    so_far = house.backfills.backfill("b").lines_done
    known = _finish(house, manifest)

    rejected = [json.loads(line)["line"] for line in Path(f"{manifest}.rejected.jsonl").read_text("utf-8").splitlines()]
    bad = LINES // 7
    assert 0 < so_far < LINES
    assert rejected == list(range(7, LINES + 1, 7))
    assert (known.lines_done, known.enrolled_count, known.known_count, known.rejected_count) == (
        LINES,
        LINES - bad,
        0,
        bad,
    )
    assert house.jobs.tally(JobFilter(backfill_id="b")) == {JobState.QUEUED: LINES - bad}
    database.close()


def _kill_after(batches: int, url: str, manifest: Path) -> None:
    """End the process without warning, at some moment of the batch after so many."""
    command = [sys.executable, "-c", ENROLMENT, url, str(manifest)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(batches):
            process.stdout.readline()
        # Any moment will do, so none needs to be met again.
        time.sleep(random.random() * 0.02)
        process.kill()


def _finish(house: Keepers, manifest: Path) -> Backfill:
    house = replace(house, archive=MemoryArchive({}))
    return enrol(manifest, backfill_id="b", keepers=house)
