"""`certcheck watch`: takes in what is laid into a folder, on whichever machine reaches it."""

import signal
import threading
from dataclasses import replace
from pathlib import Path

import click

from models.errors import InputError
from services.taking_in import Tally
from storage.arrival_book import Outcome
from wiring.bootstrap import build_keepers
from wiring.config import read_config
from wiring.log import configure_logging
from wiring.looking import Look, folder_look, look_until

SOME_FAILED = 3
QUIET_LOOKS = 2


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--move", is_flag=True, help="Move what was taken in below .done in the folder.")
@click.option(
    "--once", is_flag=True, help="Look until nothing is left to take in, and leave; 3 where files were refused."
)
def watch(folder: Path | None, move: bool, once: bool) -> int:
    """Take in uploads that are laid into a folder.

    Goes on until told to stop. Without FOLDER it is that of CERTCHECK_WATCH_DIR.

    `certcheck serve` and `certcheck sweep` do the same for CERTCHECK_WATCH_DIR.
    """
    config = read_config()
    folder = folder or config.watch_dir
    if folder is None or not folder.is_dir():
        raise InputError("expected a folder to watch, met none")
    config = replace(config, watch_dir=folder, watch_moves=move or config.watch_moves)
    configure_logging(config.log_level)
    keepers = build_keepers(config)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        if not once:
            look_until(stop, folder_look(config, keepers, folder), config.watch_seconds)
            return 0
        return _once(stop, folder_look(config, keepers, folder), config.watch_seconds)
    finally:
        keepers.close()


def _once(stop: threading.Event, look: Look, pause_seconds: float) -> int:
    """Two looks at least, as a file is taken in by the second one that meets it; what came of them all is one line."""
    whole, quiet_looks = Tally(), 0
    while quiet_looks < QUIET_LOOKS:
        tally = look()
        if tally is not None:
            # Every look meets what is there.
            most_met = max(whole.met, tally.met)
            whole.add(tally)
            whole.met = most_met
            quiet_looks = 0 if tally.taken_count else quiet_looks + 1
        if stop.wait(pause_seconds):
            break
    ended = ", ".join(f"{count} {outcome.value}" for outcome, count in sorted(whole.by_outcome.items()))
    click.echo(f"met {whole.met}: {ended or 'nothing new'}")
    return SOME_FAILED if whole.by_outcome.get(Outcome.REFUSED) else 0
