"""`certcheck worker` and `certcheck sweep`: the distributed form, against broker, database and object storage."""

import click

from models.errors import ConfigInvalid
from models.job import Lane
from services.sweeping import sweep_and_note
from wiring.bootstrap import build_keepers
from wiring.config import read_config
from wiring.heartbeat import process_name
from wiring.stopping import stopping_by_signal
from wiring.work import run_sweep, run_worker


@click.command()
@click.option(
    "--lane", "lanes", multiple=True, type=click.Choice([lane.value for lane in Lane]), help="Only this lane."
)
def worker(lanes: tuple[str, ...]) -> None:
    """Work on uploads that are rung through the broker.

    Until told to stop: pages in hand are finished for CERTCHECK_STOP_SECONDS, and what is left goes to other workers.
    Told twice, it lets go at once.
    """
    stopping = stopping_by_signal()
    served = [Lane(lane) for lane in lanes] or None
    run_worker(read_config(), stop=stopping.stop, hurry=stopping.hurry, lanes=served)


@click.command()
@click.option("--once", is_flag=True, help="Sweep one time and print what was done.")
def sweep(once: bool) -> None:
    """Ring again what was lost, and free what was left lying.

    Goes on until told to stop. Of several one sweeps, and the others stand by.
    """
    config = read_config()
    if not once:
        run_sweep(config, stop=stopping_by_signal().stop)
        return
    if config.broker_url.startswith("memory:"):
        raise ConfigInvalid(
            "CERTCHECK_BROKER_URL: expected a broker that workers hear, met memory:, which only serve hears"
        )
    keepers = build_keepers(config)
    try:
        other = keepers.leadership.holder()
        swept = sweep_and_note(keepers=keepers, who=process_name())
        click.echo(
            f"rung {swept.rung}, taken back {swept.requeued}, parked {swept.parked}, "
            f"dossiers to be made anew {swept.dossiers_behind}"
        )
        if other is not None:
            click.echo(f"another process sweeps, too: {other}", err=True)
        # A sweep does what it can without a broker; whoever asked for one must still learn that nothing was rung.
        keepers.queue.ping()
    finally:
        keepers.close()
