"""Work in this process: threads that answer rings, a reading process for each, and the sweep.

`certcheck serve` starts it beside the API, `certcheck worker` alone; what the dramatiq command loads is in `workers`.
"""

import atexit
import logging
import threading
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial

import dramatiq

from models.errors import CertcheckError, ConfigInvalid
from models.job import Lane
from services.basis import basis_of
from services.intake import ring_all
from services.keepers import Keepers
from services.lanes import open_what_was_parked
from services.operations import ring_again
from services.originals import ping_originals
from storage.processes import Role
from storage.queue_dramatiq import broker_of, declare_actors
from wiring.asking import OK
from wiring.bench import Bench, MakeReader
from wiring.bootstrap import build_keepers, build_knowledge, build_reader
from wiring.config import Config
from wiring.crew import Crew, Ears
from wiring.heartbeat import Me, is_gone, process_name, telling
from wiring.lanes import readers_of
from wiring.log import configure_logging
from wiring.looking import looking
from wiring.room import Room
from wiring.sweeping import LONGEST_SWEEP_SECONDS, sweep_in_turn, sweep_until
from wiring.tracing import tracing
from wiring.vitals import THREAD_ENDED, Beat, Vitals
from wiring.watch import ProcessWatch, watch_over
from wiring.watch_port import watched

log = logging.getLogger(__name__)

LEAVE_SECONDS = 5.0
"""For threads whose work was taken from them, to find that out."""


def make_crew(
    config: Config,
    keepers: Keepers,
    *,
    lanes: Collection[Lane] | None = None,
    make_reader: MakeReader | None = None,
) -> Crew:
    """Make the crew of a process that serves these lanes, or those of the settings."""
    knowledge = build_knowledge(config)
    # The code's digest is taken before another build can be laid over the files of the one that runs.
    basis_of(knowledge)
    served, room = tuple(lanes or (Lane(lane) for lane in config.lanes)), Room()
    return Crew(
        {
            lane: Bench(
                keepers=keepers,
                knowledge=knowledge,
                make_reader=make_reader or partial(build_reader, config, yields=lane.gives_way),
                readers=readers_of(lane, config, served),
                lease_seconds=config.lease_seconds,
                room=room,
            )
            for lane in served
        }
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
    watch: ProcessWatch | None = None,
) -> Iterator[None]:
    """Answer rings while the block runs, and sweep where asked to.

    At its end the pages in hand are finished first, for as long as the settings allow and nobody says to hurry; those
    that are not are put back in the queue and rung at once, so that another process takes them.

    The watch is shown the threads and readers while they are to be alive.

    Raises:
        DefinitionInvalid: a definition is wrong.
        EngineUnavailable: the models are not where they should be.
    """
    if config.broker_url.startswith("memory:"):
        # What was rung before this process began was lost with the one before it.
        keepers.jobs.forget_rings()
        open_what_was_parked(keepers=keepers)
        if config.is_embedded:
            _take_over(keepers)
    crew = make_crew(config, keepers, lanes=lanes, make_reader=make_reader)
    listening = crew.listen(keepers.queue)
    stop = threading.Event()
    beat = Beat(longest_seconds=2 * LONGEST_SWEEP_SECONDS)
    sweeper = threading.Thread(target=sweep_until, args=(stop, config, keepers, beat), name="sweep", daemon=True)
    role = Role.SERVE if sweeps else Role.WORKER
    vitals = watch.vitals if watch else Vitals()
    with telling(keepers, Me(role=role, lanes=crew.lanes, engine=crew.engine_name, told=crew.told)):
        try:
            vitals.watch("listening", lambda: OK if listening.is_alive() else THREAD_ENDED)
            vitals.watch("readers", crew.state)
            if watch:
                watch.sources.append(crew.measures)
            if sweeps:
                sweeper.start()
                vitals.watch("sweep", lambda: beat.state() if sweeper.is_alive() else THREAD_ENDED)
            with looking(config, keepers) if sweeps else nullcontext():
                yield
        finally:
            vitals.forget("listening", "readers", "sweep")
            stop.set()
            _leave_work(crew, listening, keepers, seconds=config.stop_seconds, hurry=hurry or threading.Event())
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
    ping_originals(keepers)
    watch = watch_over(keepers, tells_of_ledger=False)
    with (
        tracing(config),
        watched(config, watch),
        working(config, keepers, sweeps=False, lanes=lanes, hurry=hurry, watch=watch, make_reader=make_reader),
    ):
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
    # Several of these share one machine's port, so that none of them serves it: see docs/operations.md.
    keepers = build_keepers(config)
    crew = make_crew(config, keepers)
    leaving = ExitStack()
    leaving.callback(crew.close)
    leaving.enter_context(tracing(config))
    me = Me(role=Role.WORKER, lanes=crew.lanes, engine=crew.engine_name, told=crew.told)
    leaving.enter_context(telling(keepers, me))
    atexit.register(leaving.close)
    broker = broker_of(config.broker_url)
    for lane in crew.lanes:
        declare_actors(broker, crew.answer(lane), lanes=[lane])
    broker.add_middleware(_LettingGo(crew))
    dramatiq.set_broker(broker)
    return broker


class _LettingGo(dramatiq.Middleware):
    """Lets rings go that wait for a component, so that dramatiq's own stop need not wait for them."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew

    def before_worker_shutdown(self, broker: dramatiq.Broker, worker: dramatiq.Worker) -> None:
        self._crew.stop_waiting()


def run_sweep(config: Config, *, stop: threading.Event, keepers: Keepers | None = None) -> None:
    """Sweep until told to stop, or stand by while another process does.

    Raises:
        ConfigInvalid: the broker is in memory, or the schema is not that of this build.
        StorageUnavailable: the database is away at the start.
    """
    _refuse_memory(config)
    configure_logging(config.log_level)
    keepers = keepers or build_keepers(config)
    beat = Beat(longest_seconds=2 * LONGEST_SWEEP_SECONDS)
    watch = watch_over(keepers, tells_of_ledger=True)
    watch.vitals.watch("sweep", beat.state)
    with watched(config, watch), telling(keepers, Me(role=Role.SWEEP)), looking(config, keepers):
        sweep_in_turn(stop, config, keepers, beat)
    keepers.close()


def _leave_work(crew: Crew, listening: Ears, keepers: Keepers, *, seconds: float, hurry: threading.Event) -> None:
    crew.stop_waiting()
    listening.take_no_more()
    is_done = crew.is_done_within(seconds, hurry=hurry)
    if not is_done:
        _let_go(keepers)
    # Whoever is still at a page finds his process gone and, in the ledger, his job with another.
    crew.close()
    listening.stop(timeout_seconds=LEAVE_SECONDS)
    if not is_done:
        # A claim may have been made between the first time and the end of its reading process.
        _let_go(keepers)
    ring_again(crew.unanswered(), keepers=keepers)


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


def _take_over(keepers: Keepers) -> None:
    """Take back what processes of before held that were killed: here the only worker there is need not wait for it.

    By the end of their leases, so that a page that kills whoever reads it is given up as ever.
    """
    for seen in keepers.processes.all():
        if is_gone(seen.process.process_id):
            keepers.jobs.end_leases(seen.process.process_id)
            keepers.processes.leave(seen.process.process_id)


def _refuse_memory(config: Config) -> None:
    if config.broker_url.startswith("memory:"):
        raise ConfigInvalid("CERTCHECK_BROKER_URL: expected redis: or amqp: for a process of its own, met memory:")
