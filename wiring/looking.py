"""Looks into the landing bucket and the watched folder, in a thread beside the sweep: rings never wait for a listing.

Several processes may do it at once: the book of arrivals lends each place to one of them at a time.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from models.errors import CertcheckError
from services.keepers import Keepers
from services.landing import Looker, look_into_bucket, take_in_ready
from services.taking_in import Tally
from services.watched_folder import look_into_folder
from services.watched_upload import Watcher
from wiring.arrivals import build_arrivals
from wiring.config import Config

log = logging.getLogger(__name__)

SHORTEST_PAUSE_SECONDS = 0.05
"""Between two looks of which the first had more to take in than one look may."""
STOP_SECONDS = 30.0

Look = Callable[[], Tally | None]


@contextmanager
def looking(config: Config, keepers: Keepers) -> Iterator[None]:
    """Look into every landing place while the block runs; at its end the look in hand is finished."""
    looks = looks_of(config, keepers)
    stop = threading.Event()
    threads = [
        threading.Thread(target=look_until, args=(stop, look, pause), name="look", daemon=True) for look, pause in looks
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=STOP_SECONDS)


def look_until(stop: threading.Event, look: Look, pause_seconds: float) -> None:
    """Look at once and then every so often; what is away is waited for."""
    while not stop.wait(SHORTEST_PAUSE_SECONDS):
        if not _looked(look) and stop.wait(pause_seconds):
            return


def looks_of(config: Config, keepers: Keepers, *, at_once: bool = False) -> list[tuple[Look, float]]:
    """Return the looks of the settings with the pauses between them.

    With `at_once` the bucket is walked however lately it was; a file is whole where it was the same a pause before.

    Raises:
        ConfigInvalid: the landing bucket has an impossible name.
    """
    looks: list[tuple[Look, float]] = []
    arrivals = build_arrivals(config)
    if arrivals is not None:
        looker = Looker(keepers=keepers, arrivals=arrivals)
        # What waits for an application is asked for at every sweep, the listing goes on at its own pace.
        looks.append(
            (partial(_look_into_bucket, looker, 0.0 if at_once else config.landing_seconds), config.sweep_seconds)
        )
    if config.watch_dir is not None:
        looks.append((folder_look(config, keepers, config.watch_dir), config.watch_seconds))
    return looks


def folder_look(config: Config, keepers: Keepers, folder: Path) -> Look:
    """Return the look into a watched folder."""
    watcher = Watcher(keepers=keepers, root=folder, moves=config.watch_moves)
    return partial(look_into_folder, watcher, every_seconds=config.watch_seconds)


def _look_into_bucket(looker: Looker, every_seconds: float) -> Tally | None:
    tally = take_in_ready(looker)
    listed = look_into_bucket(looker, every_seconds=every_seconds)
    if listed is None:
        return tally if tally.taken_count else None
    tally.add(listed)
    return tally


def _looked(look: Look) -> bool:
    """Look once, and tell whether something was taken in: then there may be more."""
    try:
        tally = look()
    except CertcheckError as error:
        log.warning("look failed", extra={"code": error.code})
        return False
    if tally is None or not tally.taken_count:
        return False
    log.info("looked", extra={outcome.value: count for outcome, count in tally.by_outcome.items()})
    return True
