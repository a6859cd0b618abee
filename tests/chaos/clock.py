"""A clock that runs fast, and jumps when it is told to: minutes of leases and pauses pass in seconds.

Ledger time stays behind the machine's, however fast it runs: it is set back at the start by more than it will gain.
"""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

SPEED = 30.0
LONGEST_SECONDS = 4 * 3600.0
"""So long, in real time, may a house stand before its clock would overtake the machine's."""


class FastClock:
    """Read from a file, so that all processes of a house have the same time and jump together."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> datetime:
        """Return the time that the house goes by."""
        end, jumped = json.loads(self._file.read_text("ascii"))
        now = end - SPEED * (end - time.time()) + jumped
        return datetime.fromtimestamp(now, UTC)

    @classmethod
    def start(cls, file: Path) -> "FastClock":
        """Set a clock going."""
        clock = cls(file)
        clock._write(time.time() + LONGEST_SECONDS, 0.0)
        return clock

    def jump(self, seconds: float) -> None:
        """Put the clock forward, or back."""
        end, jumped = json.loads(self._file.read_text("ascii"))
        self._write(end, jumped + seconds)

    def _write(self, end: float, jumped: float) -> None:
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps([end, jumped]), "ascii")
        beside.replace(self._file)


def ledger(real_seconds: float) -> timedelta:
    """Tell how much of the house's time passes in so many seconds."""
    return timedelta(seconds=real_seconds * SPEED)
