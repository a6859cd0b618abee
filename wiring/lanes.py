"""Who answers which lane: live uploads have readers of their own, and history has others, which give way.

A page of history that is being read when an upload arrives goes on with what time the upload leaves over; no further
one is begun while an upload is in hand here.
"""

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from models.job import Lane
from wiring.config import Config

Answer = Callable[[str], None]

LONGEST_PAUSE_SECONDS = 60.0
"""Under uploads without end history still moves, a page a minute and reader."""


def readers_of(lane: Lane, config: Config, lanes: Collection[Lane]) -> int:
    """Return how many reading processes a lane has in a worker of these lanes.

    >>> from dataclasses import replace; from wiring.config import read_config
    >>> config = replace(read_config({}), readers=4, backfill_share=0.3)
    >>> [readers_of(Lane.BACKFILL, config, lanes) for lanes in (tuple(Lane), (Lane.BACKFILL,))]
    [1, 4]
    """
    if not lane.gives_way or all(one.gives_way for one in lanes):
        return config.readers
    return max(1, int(config.readers * config.backfill_share))


class GivingWay:
    """Counts the uploads in hand, and lets history wait until there is none."""

    def __init__(self, *, longest_pause_seconds: float = LONGEST_PAUSE_SECONDS) -> None:
        self._longest_pause_seconds = longest_pause_seconds
        self._live_count = 0
        self._changed = threading.Condition()
        self._stopped = False

    def wrap(self, lane: Lane, answer: Answer) -> Answer:
        """Return a way to answer that keeps to this order."""
        return self._after(answer) if lane.gives_way else self._first(answer)

    def stop(self) -> None:
        """Let nobody wait any more, so that the process can end; a bench that is to stop begins nothing."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _first(self, answer: Answer) -> Answer:
        def answer_live(job_id: str) -> None:
            with self._in_hand():
                answer(job_id)

        return answer_live

    def _after(self, answer: Answer) -> Answer:
        def answer_history(job_id: str) -> None:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._stopped or not self._live_count, timeout=self._longest_pause_seconds
                )
            answer(job_id)

        return answer_history

    @contextmanager
    def _in_hand(self) -> Iterator[None]:
        with self._changed:
            self._live_count += 1
        try:
            yield
        finally:
            with self._changed:
                self._live_count -= 1
                self._changed.notify_all()
