"""An upload's time to its report, alone and beside a full backfill, with the real engine, turn about.

    certcheck draw /tmp/pages --each 1
    python -m bench.live_beside_backfill --pages /tmp/pages [--uploads 8] [--out bench/results/X.json]

One worker serves both lanes, as `certcheck serve` does. History is paused for every other upload, and running with more
pages waiting than it can read for the rest; so whatever else the machine does meanwhile falls on both alike. Every page
is made another by bytes behind its end, which no decoder reads, so that none is taken from a text that is kept.
"""

import argparse
import itertools
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.case import Upload
from models.job import JobState
from services import backfill
from services.applications import parse_application
from services.intake import accept_upload, document_of, job_id_of, put_application
from services.keepers import Keepers
from storage.backfills import EnrolledBatch, EnrolledRow
from storage.jobs import JobFilter
from wiring.bootstrap import build_keepers
from wiring.config import read_config
from wiring.work import working

NAME = "history"
STATED = {"name": "陈嘉禾", "id_type": "居民身份证", "id_number": "420106199305180026"}
HISTORY = JobFilter(backfill_id=NAME, states=(JobState.RUNNING,))
LOOK_EVERY_SECONDS = 0.02
LONGEST_WAIT_SECONDS = 600.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True, help="folder with JPEGs, deep or flat")
    parser.add_argument("--uploads", type=int, default=8, help="of each kind")
    parser.add_argument("--history", type=int, default=300, help="pages of history")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    contents = [path.read_bytes() for path in sorted(given.pages.rglob("*.jpg"))]
    result = _measure(contents, uploads=given.uploads, history=given.history)
    print(json.dumps(result, ensure_ascii=False, indent=2))
    if given.out:
        given.out.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _measure(contents: list[bytes], *, uploads: int, history: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        config = read_config({"CERTCHECK_DATA_DIR": folder, "CERTCHECK_SWEEP_SECONDS": "0.5"})
        keepers = build_keepers(config)
        put_application(parse_application(STATED | {"application_id": "LIVE"}), keepers=keepers)
        _enrol(contents, history, keepers)
        pages = _unlike(itertools.cycle(contents), b"live")
        alone, beside = [], []
        with working(config, keepers, sweeps=True):
            for content in itertools.islice(pages, 1):
                # The first page loads the models.
                _time_to_report(content, keepers)
            _let_history_run(keepers)
            for content in itertools.islice(pages, uploads):
                # The same picture twice, with other bytes behind it: both sides read the same.
                _let_history_rest(keepers)
                alone.append(_time_to_report(content, keepers))
                _let_history_run(keepers)
                beside.append(_time_to_report(content + b" again", keepers))
            backfill.pause(NAME, keepers=keepers)
        done = keepers.jobs.tally(JobFilter(backfill_id=NAME)).get(JobState.DONE, 0)
        keepers.close()
    ratio = statistics.median(beside) / statistics.median(alone)
    return {
        "alone_seconds": _told(alone),
        "beside_seconds": _told(beside),
        "ratio_of_medians": round(ratio, 2),
        "pages_of_history_read": done,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
    }


def _enrol(contents: list[bytes], count: int, keepers: Keepers) -> None:
    application = parse_application(STATED | {"application_id": "PAST"})
    rows = []
    for content in itertools.islice(_unlike(itertools.cycle(contents), b"past"), count):
        paper = document_of("PAST", file="a.jpg", sha256=keepers.blobs.put(content), declared_type=None)
        rows.append(EnrolledRow(document=paper, job_id=job_id_of(paper.document_id), application=application))
    keepers.backfills.open(NAME, manifest_digest="0" * 64)
    keepers.backfills.enrol(EnrolledBatch(backfill_id=NAME, rows=rows, lines_before=0, lines_done=count))
    backfill.pause(NAME, keepers=keepers)


def _unlike(contents: Iterator[bytes], mark: bytes) -> Iterator[bytes]:
    for number, content in enumerate(contents):
        yield content + mark + b"%d" % number


def _time_to_report(content: bytes, keepers: Keepers) -> float:
    started = time.monotonic()
    job_id = accept_upload("LIVE", Upload(file="a.jpg", content=content), keepers=keepers).job_id
    _wait(lambda: keepers.jobs.job(job_id).state is JobState.DONE)
    return time.monotonic() - started


def _let_history_rest(keepers: Keepers) -> None:
    backfill.pause(NAME, keepers=keepers)
    _wait(lambda: not keepers.jobs.tally(HISTORY))


def _let_history_run(keepers: Keepers) -> None:
    backfill.resume(NAME, keepers=keepers)
    _wait(lambda: bool(keepers.jobs.tally(HISTORY)))


def _wait(until: Any) -> None:
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    while not until():
        if time.monotonic() > deadline:
            raise SystemExit("expected a page to be read within ten minutes, met none")
        time.sleep(LOOK_EVERY_SECONDS)


def _told(seconds: list[float]) -> dict[str, Any]:
    return {"median": round(statistics.median(seconds), 2), "all": [round(one, 2) for one in seconds]}


if __name__ == "__main__":
    main()
