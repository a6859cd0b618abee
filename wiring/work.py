"""Work in this process: threads that answer rings, a reading process for each, and the sweep.

`certcheck serve` starts it beside the API, `certcheck worker` alone; what the dramatiq command loads is in `workers`.
"""

import atexit
import logging
import queue
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

import dramatiq

from models.errors import CertcheckError, ConfigInvalid
from models.job import Lane
from pipeline.reader import Reader
from services.basis import basis_of
from services.intake import ring_all
from services.keepers import Keepers, Knowledge
from services.operations import ring_again
from services.processing import run_job
from storage.processes import Role
from storage.queue import Listening
from storage.queue_dramatiq import broker_of, declare_actors
from wiring.bootstrap import build_keepers, build_knowledge, build_reader
from wiring.config import Config
from wiring.heartbeat import Me, Told, process_name, telling
from wiring.log import configure_logging
from wiring.sweeping import sweep_in_turn, sweep_until

log = logging.getLogger(__name__)

MakeReader = Callable[[], Reader]
LOOK_EVERY_SECONDS = 0.1
"""How often a stop looks whether it is to hurry."""
LEAVE_SECONDS = 5.0
"""For threads whose work was taken from them, to find that out."""


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
        self._all = tuple(make_reader() for _ in range(readers))
        self._turn = threading.Lock()
        self._in_hand_count = 0
        self._is_closed = False
        self._unanswered: list[str] = []
        self._idle: queue.LifoQueue[Reader] = queue.LifoQueue()
        for reader in self._all:
            self._idle.put(reader)

    def answer(self, job_id: str) -> None:
        """Run the job of a ring, when a reader is free; once the bench takes no more, keep the ring for others.

        Raises:
            StorageUnavailable: the ledger does not answer.
        """
        reader = self._idle.get()
        try:
            if self._begins(job_id):
                self._run(job_id, reader)
        finally:
            self._idle.put(reader)

    @property
    def told(self) -> Told:
        """What the bench tells of itself from beat to beat."""
        return Told(
            jobs_count=lambda: self._in_hand_count,
            reading_process_ids=self._reading_process_ids,
            is_stopping=lambda: self._is_closed,
        )

    @property
    def engine_name(self) -> str:
        """Name of the engine that its readers read with."""
        return self._all[0].engine_name

    def take_no_more(self) -> None:
        """Begin no more jobs; those in hand go on."""
        self._is_closed = True

    def is_done_within(self, seconds: float, *, hurry: threading.Event) -> bool:
        """Wait until nothing is in hand, and tell whether that is so; no longer than so many seconds, or told to."""
        deadline = time.monotonic() + seconds
        while self._in_hand_count:
            if time.monotonic() >= deadline or hurry.wait(LOOK_EVERY_SECONDS):
                return not self._in_hand_count
        return True

    def unanswered(self) -> tuple[str, ...]:
        """Return the jobs whose rings came when it took no more."""
        return tuple(self._unanswered)

    def close(self) -> None:
        """End every reading process; safe to call twice."""
        for reader in self._all:
            reader.close()

    def _begins(self, job_id: str) -> bool:
        with self._turn:
            if self._is_closed:
                self._unanswered.append(job_id)
                return False
            self._in_hand_count += 1
            return True

    def _run(self, job_id: str, reader: Reader) -> None:
        try:
            run_job(
                job_id,
                keepers=self._keepers,
                knowledge=self._knowledge,
                reader=reader,
                worker=f"{process_name()}:{threading.get_native_id()}",
                lease_seconds=self._lease_seconds,
            )
        finally:
            with self._turn:
                self._in_hand_count -= 1

    def _reading_process_ids(self) -> tuple[int, ...]:
        # Only readers whose engine lives in a process of its own have one to tell.
        ids = (getattr(reader, "process_id", None) for reader in self._all)
        return tuple(process_id for process_id in ids if process_id is not None)


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
    hurry: threading.Event | None = None,
) -> Iterator[None]:
    """Answer rings while the block runs, and sweep where asked to.

    At its end the pages in hand are finished first, for as long as the settings allow and nobody says to hurry; those
    that are not are put back in the queue and rung at once, so that another process takes them.

    Raises:
        DefinitionInvalid: a definition is wrong.
        EngineUnavailable: the models are not where they should be.
    """
    if config.broker_url.startswith("memory:"):
        # What was rung before this process began was lost with the one before it.
        keepers.jobs.forget_rings()
    bench = make_bench(config, keepers, make_reader=make_reader)
    served = tuple(lanes or (Lane(lane) for lane in config.lanes))
    listening = keepers.queue.listen(bench.answer, lanes=served, threads=config.readers)
    stop = threading.Event()
    sweeper = threading.Thread(target=sweep_until, args=(stop, config, keepers), name="sweep", daemon=True)
    role = Role.SERVE if sweeps else Role.WORKER
    with telling(keepers, Me(role=role, lanes=served, engine=bench.engine_name, told=bench.told)):
        try:
            if sweeps:
                sweeper.start()
            yield
        finally:
            stop.set()
            _leave_work(bench, listening, keepers, seconds=config.stop_seconds, hurry=hurry or threading.Event())
            if sweeps:
                sweeper.join(timeout=30)


def run_worker(
    config: Config,
    *,
    stop: threading.Event,
    lanes: Collection[Lane] | None = None,
    hurry: threading.Event | None = None,
) -> None:
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
    with working(config, keepers, sweeps=False, lanes=lanes, hurry=hurry):
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
    keepers = build_keepers(config)
    bench = make_bench(config, keepers)
    leaving = ExitStack()
    leaving.callback(bench.close)
    me = Me(role=Role.WORKER, lanes=tuple(Lane), engine=bench.engine_name, told=bench.told)
    leaving.enter_context(telling(keepers, me))
    atexit.register(leaving.close)
    broker = broker_of(config.broker_url)
    declare_actors(broker, bench.answer)
    dramatiq.set_broker(broker)
    return broker


def run_sweep(config: Config, *, stop: threading.Event) -> None:
    """Sweep until told to stop, or stand by while another process does.

    Raises:
        ConfigInvalid: the broker is in memory, or the schema is not that of this build.
        StorageUnavailable: the database is away at the start.
    """
    _refuse_memory(config)
    configure_logging(config.log_level)
    keepers = build_keepers(config)
    with telling(keepers, Me(role=Role.SWEEP)):
        sweep_in_turn(stop, config, keepers)
    keepers.close()


def _leave_work(
    bench: Bench, listening: Listening, keepers: Keepers, *, seconds: float, hurry: threading.Event
) -> None:
    bench.take_no_more()
    listening.take_no_more()
    is_done = bench.is_done_within(seconds, hurry=hurry)
    if not is_done:
        _let_go(keepers)
    # Whoever is still at a page finds his process gone and, in the ledger, his job with another.
    bench.close()
    listening.stop(timeout_seconds=LEAVE_SECONDS)
    if not is_done:
        # A claim may have been made between the first time and the end of its reading process.
        _let_go(keepers)
    ring_again(bench.unanswered(), keepers=keepers)


def _let_go(keepers: Keepers) -> None:
    """Release what this process holds; a ledger that is away takes it back when the leases lapse."""
    try:
        released = keepers.jobs.release_all(process_name())
    except CertcheckError as error:
        log.warning("jobs not released", extra={"code": error.code})
        return
    ring_all(released, keepers=keepers)
    for job in released:
        log.info("job released", extra={"job_id": job.job_id, "attempt": job.attempt})


def _refuse_memory(config: Config) -> None:
    if config.broker_url.startswith("memory:"):
        raise ConfigInvalid("CERTCHECK_BROKER_URL: expected redis: or amqp: for a process of its own, met memory:")
