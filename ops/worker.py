"""`certcheck worker` and `certcheck sweep`: the distributed form, against broker, database and object storage."""

import signal
import threading

import click

from models.errors import ConfigInvalid
from models.job import Lane
from services import operations
from wiring.bootstrap import build_keepers
from wiring.config import read_config
from wiring.work import run_sweep, run_worker


@click.command()
@click.option(
    "--lane", "lanes", multiple=True, type=click.Choice([lane.value for lane in Lane]), help="Only this lane."
)
def worker(lanes: tuple[str, ...]) -> None:
    """Work on uploads that are rung through the broker.

    Until told to stop; pages in hand are finished first.
    """
    run_worker(read_config(), stop=_stop_by_signal(), lanes=[Lane(lane) for lane in lanes] or None)


@click.command()
@click.option("--once", is_flag=True, help="Sweep one time and print what was done.")
def sweep(once: bool) -> None:
    """Ring again what was lost, and free what was left lying.

    Goes on until told to stop.
    """
    config = read_config()
    if not once:
        run_sweep(config, stop=_stop_by_signal())
        return
    if config.broker_url.startswith("memory:"):
        raise ConfigInvalid(
            "CERTCHECK_BROKER_URL: expected a broker that workers hear, met memory:, which only serve hears"
        )
    keepers = build_keepers(config)
    try:
        swept = operations.sweep(keepers=keepers)
        click.echo(
            f"rung {swept.rung}, taken back {swept.requeued}, parked {swept.parked}, "
            f"dossiers to be made anew {swept.dossiers_behind}"
        )
        # A sweep does what it can without a broker; whoever asked for one must still learn that nothing was rung.
        keepers.queue.ping()
    finally:
        keepers.close()


def _stop_by_signal() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
