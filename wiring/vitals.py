"""What must be alive in this process: its threads, and the reading processes that can be started."""

import threading
import time
from collections.abc import Callable, Mapping

from wiring.asking import OK

Check = Callable[[], str]
"""Says `ok`, or the code of what is wrong; at once, and without asking a component."""

THREAD_ENDED = "thread_ended"
STUCK = "stuck"


class Vitals:
    """Checks by name. Nothing that is checked is well, too: the loop that answers is alive."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._checks: dict[str, Check] = {}

    def watch(self, name: str, check: Check) -> None:
        """Add a check, in place of one of the same name."""
        with self._lock:
            self._checks[name] = check

    def forget(self, *names: str) -> None:
        """Take away what was stopped on purpose."""
        with self._lock:
            for name in names:
                self._checks.pop(name, None)

    def states(self) -> Mapping[str, str]:
        """Return what each check says, by name."""
        with self._lock:
            checks = dict(self._checks)
        return {name: check() for name, check in checks.items()}


class Beat:
    """The pulse of something that comes round: a loop that hangs is as good as dead, though its thread is not."""

    def __init__(self, *, longest_seconds: float) -> None:
        self._longest_seconds = longest_seconds
        self._last = time.monotonic()

    def beat(self) -> None:
        """Come round once."""
        self._last = time.monotonic()

    def state(self) -> str:
        """Say `ok`, or that it has not come round for too long."""
        return OK if time.monotonic() - self._last <= self._longest_seconds else STUCK
