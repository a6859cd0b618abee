"""Places between two deeds at which a process can be told to end: the calls of its keepers and its reader.

A file named after the place arms it. Whoever comes by first takes the file away and is killed, as `kill -9` would.
"""

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.page import PageText
from models.preview import Portrait
from pipeline.reader import Portrayer, ReadingProcess
from services.keepers import Keepers

WORKER_POINTS = (
    "claim.after",
    "see.amid",
    "keep_text.before",
    "keep_text.after",
    "finish.before",
    "finish.after",
    "keep_traits.after",
    "append_dossier.after",
    "fail.before",
)
API_POINTS = ("put.after", "add_document.before", "add_document.after", "ring.before")
SWEEP_POINTS = ("lapse.after", "take_unrung.after")
AMID_SECONDS = 0.05
"""A reading that is to be broken off has begun by then, and has not ended."""


class Watched:
    """Hands every call on; before and after it the process may be ended."""

    def __init__(self, kept: object, armed: Path) -> None:
        self._kept = kept
        self._armed = armed

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._kept, name)
        return self._watched(name, found) if callable(found) else found

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def passed_on(*given: Any, **named: Any) -> Any:
            reach(f"{name}.before", self._armed)
            answer = call(*given, **named)
            reach(f"{name}.after", self._armed)
            return answer

        return passed_on


class WatchedReader:
    """A reader whose process may be ended in the midst of a page."""

    def __init__(self, reader: Portrayer, armed: Path) -> None:
        self._reader = reader
        self._armed = armed

    @property
    def engine_name(self) -> str:
        return self._reader.engine_name

    @property
    def process(self) -> ReadingProcess:
        return self._reader.process

    def see(self, content: bytes) -> PageText:
        if is_armed("see.amid", self._armed):
            threading.Timer(AMID_SECONDS, end_at_once).start()
        return self._reader.see(content)

    def portray(self, content: bytes, text: PageText) -> Portrait:
        return self._reader.portray(content, text)

    def close(self) -> None:
        self._reader.close()


def watched(keepers: Keepers, armed: Path) -> Keepers:
    """Put a watch before every keeper of work."""
    return replace(
        keepers,
        **{name: Watched(getattr(keepers, name), armed) for name in ("blobs", "records", "jobs", "queue")},
    )


def arm(point: str, armed: Path) -> None:
    """Let the next process that comes by a place end there."""
    (armed / point).touch()


def disarm_all(armed: Path) -> int:
    """Take back what nobody came by, and return how many places that were."""
    return sum(is_armed(point.name, armed) for point in armed.iterdir())


def reach(point: str, armed: Path) -> None:
    """End this process if it was told to end here."""
    if is_armed(point, armed):
        end_at_once()


def is_armed(point: str, armed: Path) -> bool:
    """Tell whether a place is armed, and disarm it: one process alone ends there."""
    try:
        (armed / point).unlink()
    except FileNotFoundError:
        return False
    return True


def end_at_once() -> None:
    """End this process as `kill -9` does: nothing is written back, nothing is closed."""
    os.kill(os.getpid(), signal.SIGKILL)
