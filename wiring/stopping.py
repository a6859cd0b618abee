"""How a process is told to stop: the first signal lets it finish what it has in hand, the second makes it let go."""

import signal
import threading
from dataclasses import dataclass, field

SIGNALS = (signal.SIGTERM, signal.SIGINT)
HURRY = threading.Event()
"""Of this process, for a server that keeps the signals to itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopping:
    """What a process waits for."""

    stop: threading.Event = field(default_factory=threading.Event)
    """Take no more work."""
    hurry: threading.Event = field(default_factory=threading.Event)
    """Wait for nothing that is in hand."""

    def tell(self) -> None:
        """Hear one signal."""
        (self.hurry if self.stop.is_set() else self.stop).set()


def stopping_by_signal() -> Stopping:
    """Listen to SIGTERM and Ctrl-C from now on; to be called in the main thread."""
    stopping = Stopping()
    for number in SIGNALS:
        signal.signal(number, lambda *_: stopping.tell())
    return stopping
