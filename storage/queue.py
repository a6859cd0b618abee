"""The promise of the doorbell. A ring says that a job may be due; it carries the job's id and nothing else.

A lost ring is healed by the sweep, a doubled one is harmless: the ledger decides who works.
"""

from collections.abc import Callable, Collection
from typing import Protocol

from models.job import Lane


class Listening(Protocol):
    """Threads that answer rings."""

    def take_no_more(self) -> None:
        """Take no more rings; what is being answered goes on, and `stop` is still to be called."""
        ...

    def stop(self, *, timeout_seconds: float) -> None:
        """Take no more rings and wait for the work in hand."""
        ...


class Queue(Protocol):
    """Carries rings, a lane each."""

    def ring(self, job_id: str, *, lane: Lane) -> None:
        """Send a ring.

        Raises:
            QueueUnavailable: the broker does not answer.
        """
        ...

    def depth(self, lane: Lane) -> int:
        """Count the rings that wait or are being answered; an estimate.

        Raises:
            QueueUnavailable: the broker does not answer.
        """
        ...

    def listen(self, answer: Callable[[str], None], *, lanes: Collection[Lane], threads: int) -> Listening:
        """Answer rings in threads of this process until stopped; a live ring goes before one of a backfill."""
        ...

    def ping(self) -> None:
        """Ask the broker whether it is there.

        Raises:
            QueueUnavailable: the broker does not answer.
        """
        ...

    def close(self) -> None:
        """Drop connections; safe to call twice."""
        ...
