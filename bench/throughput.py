"""Jobs a second through ledger and broker with an engine that does nothing, and what a job costs beside its engine.

    python -m bench.throughput --database sqlite postgresql --broker memory redis rabbitmq --workers 1 2 4 8

Servers are those that `tools/services.sh start` prints. In memory there is one process, with as many readers as workers
are asked for; everywhere else each worker is a process. Keeps its result beside the others.
"""

import argparse
import json
import multiprocessing
import os
import platform
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bench.null_house import NullReader, scratch, upload_some
from models.job import JobState, Lane
from services.breakers import Watch
from services.keepers import Keepers
from services.processing import run_job
from storage.jobs import JobFilter
from wiring.bootstrap import build_keepers, build_knowledge
from wiring.config import read_config
from wiring.work import run_worker, working

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One measurement."""

    database: str
    broker: str
    workers: int
    jobs: int
    jobs_a_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overhead:
    """What a job costs from its claim to the applicant's dossier, one after the other in one process."""

    database: str
    jobs: int
    median_ms: float
    p95_ms: float
    cpu_ms: float
    """Mean of what this process computes; the rest is waiting for database and disk."""


def main() -> None:
    """Measure what was asked for, print it, and keep it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--broker", nargs="*", default=["memory", "redis", "rabbitmq"])
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2, 4, 8])
    parser.add_argument("--jobs", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=1, help="the median of so many counts")
    options = parser.parse_args()
    overheads = [_show(overhead(database, options.jobs)) for database in options.database]
    rates = []
    for database in options.database:
        for broker in options.broker:
            for workers in options.workers:
                met = [rate(database, broker, workers, options.jobs) for _ in range(options.rounds)]
                median = statistics.median(one.jobs_a_second for one in met)
                rates.append(_show(replace(met[0], jobs_a_second=round(median, 1))))
    keep(overheads, rates)


def overhead(database: str, jobs: int) -> Overhead:
    """Run jobs one after the other, as a worker's thread does, with the one watch of its process."""
    with scratch(database, "memory") as environ:
        config = read_config(environ)
        keepers, knowledge = build_keepers(config), build_knowledge(config)
        times = []
        ids = upload_some(keepers, jobs)
        watch = Watch(keepers=keepers)
        cpu = time.process_time()
        for job_id in ids:
            begun = time.perf_counter()
            run_job(
                job_id,
                keepers=keepers,
                knowledge=knowledge,
                reader=NullReader(),
                worker="bench",
                lease_seconds=300,
                watch=watch,
            )
            times.append((time.perf_counter() - begun) * 1000)
        cpu = time.process_time() - cpu
        keepers.close()
    return Overhead(
        database=database,
        jobs=jobs,
        median_ms=round(statistics.median(times), 2),
        p95_ms=round(statistics.quantiles(times, n=20)[-1], 2),
        cpu_ms=round(cpu * 1000 / jobs, 2),
    )


def rate(database: str, broker: str, workers: int, jobs: int) -> Rate:
    """Ring jobs that are uploaded already, and time until the last of them is done."""
    with scratch(database, broker) as environ:
        config = read_config(environ)
        keepers = build_keepers(config)
        _drain(keepers)
        with _workers(environ, keepers, workers):
            warm = upload_some(keepers, 4 * workers)
            _wait_until_done(keepers, len(warm))
            begun_at = time.perf_counter()
            # Uploads are not what is measured: their jobs stand ready, and only their rings are sent in time.
            ids = _unrung(keepers, 4 * workers, jobs)
            begun_at = time.perf_counter()
            for job_id in ids:
                keepers.queue.ring(job_id, lane=Lane.LIVE)
            _wait_until_done(keepers, len(warm) + jobs)
            seconds = time.perf_counter() - begun_at
        keepers.close()
    return Rate(database=database, broker=broker, workers=workers, jobs=jobs, jobs_a_second=round(jobs / seconds, 1))


def keep(overheads: list[Overhead], rates: list[Rate]) -> None:
    """Write the result beside the bench, named by its day."""
    RESULTS.mkdir(exist_ok=True)
    result = {
        "measured_on": time.strftime("%Y-%m-%d"),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "load_at_the_end": os.getloadavg(),
        "overhead": [asdict(one) for one in overheads],
        "rates": [asdict(one) for one in rates],
    }
    path = RESULTS / f"throughput-{result['measured_on']}.json"
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _show(measured: "Rate | Overhead") -> "Rate | Overhead":
    print("  ".join(f"{name} {value}" for name, value in asdict(measured).items()), flush=True)
    return measured


def _unrung(keepers: Keepers, start: int, count: int) -> list[str]:
    """Upload as long as nobody hears: the rings go nowhere."""
    silent = replace(keepers, queue=_Silent())
    return upload_some(silent, start + count)[start:]


class _Silent:
    def ring(self, job_id: str, *, lane: Lane) -> None:
        pass


def _drain(keepers: Keepers) -> None:
    """What a round before left in the broker is none of this round's."""
    if hasattr(keepers.queue, "broker"):
        keepers.queue.broker.flush_all()


def _wait_until_done(keepers: Keepers, count: int) -> None:
    deadline = time.monotonic() + 600
    while keepers.jobs.tally(JobFilter(states=(JobState.DONE,))).get(JobState.DONE, 0) < count:
        if time.monotonic() > deadline:
            sys.exit(f"expected {count} jobs to be done, met {dict(keepers.jobs.tally(JobFilter()))}")
        time.sleep(0.05)


@contextmanager
def _workers(environ: Mapping[str, str], keepers: Keepers, count: int) -> Iterator[None]:
    config = read_config(environ)
    if config.broker_url.startswith("memory:"):
        with working(replace(config, readers=count), keepers, sweeps=False, make_reader=NullReader):
            yield
        return
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    processes = [context.Process(target=_work, args=(dict(environ), stop)) for _ in range(count)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        stop.set()
        for process in processes:
            process.join(60)
            with suppress(ValueError):
                process.kill()


def _work(environ: dict[str, str], stop: threading.Event) -> None:
    run_worker(read_config(environ), stop=stop, make_reader=NullReader)


if __name__ == "__main__":
    main()
