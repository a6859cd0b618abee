"""Rows a second and memory of `backfill enrol`, with uploads coming in meanwhile.

    python -m bench.enrol make M.jsonl|M.csv [--rows N] [--papers P]      a manifest of objects with their digests
    python -m bench.enrol run M --database URL [--out bench/results/X.json]

`run` enrols into an empty database in a process of its own, whose memory is watched at its peak and at each tenth of
the way: what is flat does not grow from one tenth to the next. Beside it an upload comes in every fifth of a second, a
database write each, and its waiting is what an applicant would notice.
"""

import argparse
import csv
import hashlib
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.case import Document
from models.job import Lane
from services.applications import parse_application
from services.intake import job_id_of
from storage.jobs import JobFilter
from storage.jobs_sql import SqlJobs
from storage.records_sql import SqlRecords
from storage.sql import Database
from wiring.bootstrap import upgrade_database
from wiring.config import read_config

PAPERS = ("graduation_certificate", "degree_certificate", "physician_qualification", "physician_practice")
UPLOAD_EVERY_SECONDS = 0.2
_OF_THE_BENCH = JobFilter(backfill_id="bench")
CSV_COLUMNS = (
    "application_id", "name", "id_type", "id_number", "exam_year", "exam_category", "track", "gender", "birth_date",
    "level", "school", "major", "graduated_on", "certificate_number", "object", "sha256", "declared_type",
)  # fmt: skip


def main() -> None:
    """Make a manifest, or enrol one and print what it came to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    deeds = parser.add_subparsers(dest="deed", required=True)
    make = deeds.add_parser("make")
    make.add_argument("manifest", type=Path)
    make.add_argument("--rows", type=int, default=1_000_000)
    make.add_argument("--papers", type=int, default=4, help="of one applicant")
    run = deeds.add_parser("run")
    run.add_argument("manifest", type=Path)
    run.add_argument("--database", required=True)
    run.add_argument("--out", type=Path)
    given = parser.parse_args()
    if given.deed == "make":
        _make(given.manifest, given.rows, given.papers)
        return
    result = _run(given.manifest, given.database)
    print(json.dumps(result, ensure_ascii=False, indent=2))
    if given.out:
        given.out.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _make(manifest: Path, rows: int, papers: int) -> None:
    with manifest.open("w", encoding="utf-8", newline="") as file:
        if manifest.suffix == ".csv":
            table = csv.writer(file)
            table.writerow(CSV_COLUMNS)
            table.writerows(_flat(number, papers) for number in range(rows))
        else:
            file.writelines(json.dumps(_nested(number, papers), ensure_ascii=False) + "\n" for number in range(rows))


def _nested(number: int, papers: int) -> dict[str, Any]:
    person, paper = divmod(number, papers)
    return {
        "application": {
            "application_id": f"HB{2006 + person % 15}{person:08}",
            "exam_year": 2006 + person % 15,
            "exam_category": "执业医师",
            "track": "standard",
            "name": f"陈{chr(0x4E00 + person % 20000)}禾",
            "gender": "女",
            "birth_date": "1993-05-18",
            "id_type": "居民身份证",
            "id_number": f"{420106199300000000 + person}",
            "education": [
                {
                    "level": "本科",
                    "school": "武汉大学",
                    "major": "临床医学",
                    "graduated_on": "2016-06-30",
                    "certificate_number": f"{104861201600000000 + person}",
                }
            ],
        },
        "object": f"{2006 + person % 15}/{person:08}/{paper}.jpg",
        "sha256": hashlib.sha256(b"%d" % number).hexdigest(),
        "declared_type": PAPERS[paper % len(PAPERS)],
    }


def _flat(number: int, papers: int) -> list[Any]:
    row = _nested(number, papers)
    said = {**row, **row["application"], **row["application"]["education"][0]}
    return [said[name] for name in CSV_COLUMNS]


def _run(manifest: Path, database_url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "CERTCHECK_DATA_DIR": folder,
            "CERTCHECK_DATABASE_URL": database_url,
            "CERTCHECK_ARCHIVE_URL": f"file:{folder}",
        }
        upgrade_database(read_config(settings))
        command = [sys.executable, "-c", "import sys; from ops.main import run; sys.exit(run(sys.argv[1:]))"]
        started = time.monotonic()
        with subprocess.Popen(
            [*command, "backfill", "enrol", str(manifest), "--name", "bench"],
            env={"PATH": "", "PYTHONPATH": str(Path.cwd()), **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            memory, waits = _watch(process, Database(database_url))
            said, faults = process.communicate()
        seconds = time.monotonic() - started
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"expected every row to be enrolled, met exit {process.returncode}: {said}{faults}")
    rows = _count(database_url)
    return {
        "rows": rows,
        "manifest": manifest.suffix[1:],
        "database": database_url.partition(":")[0],
        "seconds": round(seconds, 1),
        "rows_per_second": round(rows / seconds),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "memory_mb": {"peak": max(memory), "by_tenth": memory[:: max(1, len(memory) // 10)]},
        "uploads": {"count": len(waits), "median_ms": _ms(statistics.median(waits)), "p95_ms": _ms(_p95(waits)),
                    "longest_ms": _ms(max(waits))},
        "machine": f"{platform.machine()}, load {Path('/proc/loadavg').read_text(encoding='ascii').split()[0]}",
    }  # fmt: skip


def _watch(process: "subprocess.Popen[str]", database: Database) -> tuple[list[int], list[float]]:
    """Memory of the process, in MB and in the order of time, and how long each upload's transaction took."""
    memory, waits = [], []
    for paper in _papers(database):
        if process.poll() is not None:
            break
        try:
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            memory.append(int(status.partition("VmRSS:")[2].split()[0]) // 1024)
        except (OSError, IndexError):
            break
        started = time.monotonic()
        SqlRecords(database).add_document(paper, job_id=job_id_of(paper.document_id), lane=Lane.LIVE)
        waits.append(time.monotonic() - started)
        time.sleep(UPLOAD_EVERY_SECONDS)
    database.close()
    return memory, waits


def _papers(database: Database) -> Iterator[Document]:
    stated = {"application_id": "LIVE1", "name": "陈嘉禾", "id_type": "居民身份证", "id_number": "420106199305180026"}
    SqlRecords(database).put_application(parse_application(stated))
    number = 0
    while True:
        number += 1
        key = hashlib.sha256(b"live %d" % number).hexdigest()
        yield Document(document_id=key[:32], application_id="LIVE1", file="a.jpg", sha256=key)


def _count(database_url: str) -> int:
    database = Database(database_url)
    count = sum(SqlJobs(database).tally(_OF_THE_BENCH).values())
    database.close()
    return count


def _p95(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.95)]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


if __name__ == "__main__":
    main()
