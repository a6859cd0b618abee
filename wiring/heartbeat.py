"""What this process tells of itself every few seconds: who it is, what it holds, and that it lives."""

import logging
import os
import socket
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from importlib import metadata

from models.errors import CertcheckError
from models.job import Lane
from pipeline.judging_code import judging_code
from pipeline.reader_child import resident_bytes
from services.keepers import Keepers
from storage.processes import Process, Role

log = logging.getLogger(__name__)

BEAT_SECONDS = 10.0
LONGEST_HOST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What changes while a process runs, asked anew for every beat."""

    jobs_count: Callable[[], int] = lambda: 0
    reading_process_ids: Callable[[], Collection[int]] = tuple
    is_stopping: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """What this process is for as long as it runs."""

    role: Role
    lanes: tuple[Lane, ...] = ()
    engine: str = ""
    told: Told = field(default_factory=Told)


def process_name() -> str:
    """Return the name of this process: `host:pid:start`."""
    return _named(os.getpid())[0]


def is_gone(process_id: str) -> bool:
    """Tell whether a process by its name is one of this machine that runs no more; of another nobody here can tell."""
    host, _, rest = process_id.rpartition(":")[0].rpartition(":")
    if host != _host() or not rest.isdecimal() or process_id == process_name():
        return False
    if int(rest) == os.getpid():
        # A container numbers its processes from 1, each time it starts.
        return True
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass  # It runs and is another user's, or its number is none.
    return False


@lru_cache(maxsize=1)
def build_name() -> str:
    """Return the name of this build: its version, and a digest that tells two builds of one version apart."""
    try:
        version = metadata.version("certcheck")
    except metadata.PackageNotFoundError:
        version = "unknown"
    return f"{version}+{judging_code()[:8]}"


@contextmanager
def telling(keepers: Keepers, me: Me, *, every_seconds: float = BEAT_SECONDS) -> Iterator[None]:
    """Keep this process in the register while the block runs, and take it out at the end.

    A database that is away is no reason to do less work: the next beat tells it again.
    """
    stop = threading.Event()
    beats = threading.Thread(target=_beat_until, args=(stop, keepers, me, every_seconds), name="beats", daemon=True)
    beats.start()
    try:
        yield
    finally:
        stop.set()
        beats.join(timeout=every_seconds)
        with suppress(CertcheckError):
            keepers.processes.leave(process_name())


def _beat_until(stop: threading.Event, keepers: Keepers, me: Me, every_seconds: float) -> None:
    is_heard = True
    while True:
        try:
            keepers.processes.beat(_now(me))
            is_heard = True
        except CertcheckError as error:
            # Said once: what is away says so in the log of whatever else needs it, too.
            if is_heard:
                log.warning("beat not kept", extra={"code": error.code})
            is_heard = False
        if stop.wait(every_seconds):
            return


def _now(me: Me) -> Process:
    name, started_at = _named(os.getpid())
    ids = (os.getpid(), *me.told.reading_process_ids())
    return Process(
        process_id=name,
        role=me.role,
        lanes=me.lanes,
        build=build_name(),
        engine=me.engine,
        started_at=started_at,
        memory_bytes=sum(resident_bytes(process_id) for process_id in ids),
        jobs_count=me.told.jobs_count(),
        stopping=me.told.is_stopping(),
    )


@lru_cache(maxsize=1)
def _named(process_id: int) -> tuple[str, datetime]:
    """Name the process of an id; one that was forked off has another id, and with it another name."""
    started_at = datetime.now(UTC)
    return f"{_host()}:{process_id}:{int(started_at.timestamp())}", started_at


def _host() -> str:
    return socket.gethostname()[:LONGEST_HOST]
