"""Work in this process: threads that answer rings, a reading process for each, and the sweep.

`certcheck serve` starts it beside the API, `certcheck worker` alone; what the dramatiq command loads is in `workers`.
"""

import atexit
import logging
import threading
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

import dramatiq

from models.errors import CertcheckError, ConfigInvalid
from models.job import Lane
from services.basis import basis_of
from services.intake import ring_all
from services.keepers import Keepers
from services.lanes import open_what_was_parked
from services.operations import ring_again
from storage.processes import Role
from storage.queue import Listening
from storage.queue_dramatiq import broker_of, declare_actors
from wiring.bench import Bench, MakeReader
from wiring.bootstrap import build_keepers, build_knowledge, build_reader
from wiring.config import Config
from wiring.heartbeat import Me, process_name, telling
from wiring.log import configure_logging
from wiring.sweeping import sweep_in_turn, sweep_until

log = logging.getLogger(__name__)

LEAVE_SECONDS = 5.0
"""For threads whose work was taken from them, to find that out."""


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
        open_what_was_parked(keepers=keepers)
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
    keepers: Keepers | None = None,
    make_reader: MakeReader | None = None,
) -> None:
    """Work in this process alone, until told to stop. The sweep runs elsewhere.

    Keepers and readers are those of the settings, where none are given.

    Raises:
        ConfigInvalid: the broker is in memory, or the schema is not that of this build.
        ComponentUnavailable: database, broker or models are away.
    """
    _refuse_memory(config)
    configure_logging(config.log_level)
    keepers = keepers or build_keepers(config)
    keepers.queue.ping()
    keepers.blobs.ping()
    with working(config, keepers, sweeps=False, lanes=lanes, make_reader=make_reader, hurry=hurry):
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


def run_sweep(config: Config, *, stop: threading.Event, keepers: Keepers | None = None) -> None:
    """Sweep until told to stop, or stand by while another process does.

    Keepers are those of the settings, where none are given.

    Raises:
        ConfigInvalid: the broker is in memory, or the schema is not that of this build.
        StorageUnavailable: the database is away at the start.
    """
    _refuse_memory(config)
    configure_logging(config.log_level)
    keepers = keepers or build_keepers(config)
    with telling(keepers, Me(role=Role.SWEEP)):
        sweep_in_turn(stop, config, keepers)
    keepers.close()


def _leave_work(
    bench: Bench, listening: Listening, keepers: Keepers, *, seconds: float, hurry: threading.Event
) -> None:
    bench.stop_waiting()
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
