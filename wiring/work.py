"""Work in this process: threads that answer rings, a reading process for each, and the sweep.

`certcheck serve` starts it beside the API, `certcheck worker` alone; what the dramatiq command loads is in `workers`.
"""

import atexit
import logging
import os
import queue
import socket
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

import dramatiq

from models.errors import CertcheckError, ConfigInvalid
from models.job import Lane
from pipeline.reader import Reader
from services.basis import basis_of
from services.keepers import Keepers, Knowledge
from services.operations import sweep
from services.processing import run_job
from services.signing_in import SessionLimits, forget_old
from storage.queue_dramatiq import broker_of, declare_actors
from wiring.bootstrap import build_keepers, build_knowledge, build_reader
from wiring.config import Config
from wiring.log import configure_logging

log = logging.getLogger(__name__)


MakeReader = Callable[[], Reader]


class Bench:
    """Readers that are lent to whoever answers a ring; the one used last is lent first, as it is warm."""

    def __init__(
        self,
        *,
        keepers: Keepers,
        knowledge: Knowledge,
        make_reader: MakeReader,
        readers: int,
        lease_seconds: float,
    ) -> None:
        self._keepers = keepers
        self._knowledge = knowledge
        self._lease_seconds = lease_seconds
        self._name = f"{socket.gethostname()}:{os.getpid()}"
        self._all = tuple(make_reader() for _ in range(readers))
        self._idle: queue.LifoQueue[Reader] = queue.LifoQueue()
        for reader in self._all:
            self._idle.put(reader)

    def answer(self, job_id: str) -> None:
        """Run the job of a ring, when a reader is free.

        Raises:
            StorageUnavailable: the ledger does not answer.
        """
        reader = self._idle.get()
        try:
            run_job(
                job_id,
                keepers=self._keepers,
                knowledge=self._knowledge,
                reader=reader,
                worker=f"{self._name}:{threading.get_native_id()}",
                lease_seconds=self._lease_seconds,
            )
        finally:
            self._idle.put(reader)

    def close(self) -> None:
        """End every reading process; safe to call twice."""
        for reader in self._all:
            reader.close()


def make_bench(config: Config, keepers: Keepers, *, make_reader: MakeReader | None = None) -> Bench:
    """Make the bench of the settings."""
    knowledge = build_knowledge(config)
    # The code's digest is taken before another build can be laid over the files of the one that runs.
    basis_of(knowledge)
    return Bench(
        keepers=keepers,
        knowledge=knowledge,
        make_reader=make_reader or partial(build_reader, config),
        readers=config.readers,
        lease_seconds=config.lease_seconds,
    )


@contextmanager
def working(
    config: Config,
    keepers: Keepers,
    *,
    sweeps: bool,
    lanes: Collection[Lane] | None = None,
    make_reader: MakeReader | None = None,
) -> Iterator[None]:
    """Answer rings while the block runs, and sweep where asked to; at its end the pages in hand are finished first.

    Raises:
        DefinitionInvalid: a definition is wrong.
        EngineUnavailable: the models are not where they should be.
    """
    if config.broker_url.startswith("memory:"):
        # What was rung before this process began was lost with the one before it.
        keepers.jobs.forget_rings()
    bench = make_bench(config, keepers, make_reader=make_reader)
    listening = keepers.queue.listen(
        bench.answer, lanes=lanes or [Lane(lane) for lane in config.lanes], threads=config.readers
    )
    stop = threading.Event()
    sweeper = threading.Thread(target=sweep_until, args=(stop, config, keepers), name="sweep", daemon=True)
    try:
        if sweeps:
            sweeper.start()
        yield
    finally:
        stop.set()
        listening.stop(timeout_seconds=config.read_timeout_seconds + 10)
        bench.close()
        if sweeps:
            sweeper.join(timeout=30)


def run_worker(config: Config, *, stop: threading.Event, lanes: Collection[Lane] | None = None) -> None:
    """Work in this process alone, until told to stop. The sweep runs elsewhere.

    Raises:
        ConfigInvalid: the broker is in memory, or the schema is not that of this build.
        ComponentUnavailable: database, broker or models are away.
    """
    _refuse_memory(config)
    configure_logging(config.log_level)
    keepers = build_keepers(config)
    keepers.queue.ping()
    keepers.blobs.ping()
    with working(config, keepers, sweeps=False, lanes=lanes):
        log.info("worker ready", extra={"readers": config.readers})
        stop.wait()
    keepers.close()


def broker_with_actors(config: Config) -> dramatiq.Broker:
    """Make the broker whose actors answer rings, for the dramatiq command; reading processes end with this one.

    Raises:
        ConfigInvalid: the broker is in memory, or the schema is not that of this build.
        ComponentUnavailable: the database is away, or the models are not where they should be.
    """
    _refuse_memory(config)
    configure_logging(config.log_level)
    bench = make_bench(config, build_keepers(config))
    atexit.register(bench.close)
    broker = broker_of(config.broker_url)
    declare_actors(broker, bench.answer)
    dramatiq.set_broker(broker)
    return broker


def run_sweep(config: Config, *, stop: threading.Event) -> None:
    """Sweep until told to stop.

    Raises:
        ConfigInvalid: the broker is in memory, or the schema is not that of this build.
        StorageUnavailable: the database is away at the start.
    """
    _refuse_memory(config)
    configure_logging(config.log_level)
    keepers = build_keepers(config)
    sweep_until(stop, config, keepers)
    keepers.close()


def sweep_until(stop: threading.Event, config: Config, keepers: Keepers) -> None:
    """Sweep at once and then every so often; a component that is away is waited for."""
    limits = SessionLimits(idle_seconds=config.session_idle_seconds, whole_seconds=config.session_seconds)
    while True:
        try:
            sweep(keepers=keepers)
            forget_old(now=datetime.now(UTC), limits=limits, keepers=keepers)
        except CertcheckError as error:
            log.warning("sweep failed", extra={"code": error.code})
        if stop.wait(config.sweep_seconds):
            return


def _refuse_memory(config: Config) -> None:
    if config.broker_url.startswith("memory:"):
        raise ConfigInvalid("CERTCHECK_BROKER_URL: expected redis: or amqp: for a process of its own, met memory:")
