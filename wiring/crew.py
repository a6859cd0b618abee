"""All that answers rings in one process: a bench a lane, the order among them, and what they tell of themselves."""

import threading
import time
from collections.abc import Collection, Iterator, Mapping

from prometheus_client import Metric

from models.errors import EngineUnavailable
from models.job import Lane
from services.ledger_measures import reader_families
from storage.queue import Listening, Queue
from wiring.asking import OK
from wiring.bench import Bench
from wiring.heartbeat import Told
from wiring.lanes import Answer, GivingWay


class Crew:
    """The benches of a process; those of history give way to uploads."""

    def __init__(self, benches: Mapping[Lane, Bench]) -> None:
        self._benches = dict(benches)
        self._order = GivingWay()

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Lanes that are served."""
        return tuple(self._benches)

    @property
    def engine_name(self) -> str:
        """Name of the engine that is read with."""
        return next(iter(self._benches.values())).engine_name

    @property
    def told(self) -> Told:
        """What the crew tells of itself from beat to beat."""
        return Told(
            jobs_count=lambda: sum(bench.in_hand_count for bench in self._all),
            reading_process_ids=lambda: [one for bench in self._all for one in bench.reading_process_ids],
            is_stopping=lambda: all(bench.is_stopping for bench in self._all),
        )

    def answer(self, lane: Lane) -> Answer:
        """Return what answers the rings of a lane."""
        return self._order.wrap(lane, self._benches[lane].answer)

    def listen(self, queue: Queue) -> "Ears":
        """Answer rings, each lane in threads of its own: those that wait for a reader of history keep no upload."""
        return Ears(
            queue.listen(self.answer(lane), lanes=[lane], threads=bench.readers_count)
            for lane, bench in self._benches.items()
        )

    def state(self) -> str:
        """Say `ok`, or that in some lane no reading process could be started when that was last tried."""
        failed = [[reader.process.last_start_failed for reader in bench.readers] for bench in self._all]
        return EngineUnavailable.code if any(all(lane) for lane in failed) else OK

    def measures(self) -> Iterator[Metric]:
        """Tell how many readers there are, and what their processes hold."""
        processes = [reader.process for bench in self._all for reader in bench.readers]
        sizes = {number: one.resident_bytes for number, one in enumerate(processes)}
        return reader_families(
            {number: size for number, size in sizes.items() if size is not None},
            readers=len(processes),
            lent=sum(bench.in_hand_count for bench in self._all),
            starts=sum(one.starts_count for one in processes),
        )

    def stop_waiting(self) -> None:
        """Begin no more jobs and let go of the rings that wait; pages in hand go on."""
        for bench in self._all:
            bench.stop_waiting()
        self._order.stop()

    def is_done_within(self, seconds: float, *, hurry: threading.Event) -> bool:
        """Wait until nothing is in hand, and tell whether that is so; no longer than so many seconds, or told to."""
        deadline = time.monotonic() + seconds
        # All are waited for: the answer of one says nothing of the others.
        done = [bench.is_done_within(max(0.0, deadline - time.monotonic()), hurry=hurry) for bench in self._all]
        return all(done)

    def unanswered(self) -> tuple[str, ...]:
        """Return the jobs whose rings were let go of."""
        return tuple(job_id for bench in self._all for job_id in bench.unanswered())

    def close(self) -> None:
        """End every reading process; safe to call twice."""
        self.stop_waiting()
        for bench in self._all:
            bench.close()

    @property
    def _all(self) -> Collection[Bench]:
        return self._benches.values()


class Ears:
    """Threads of every lane, as one."""

    def __init__(self, listening: Iterator[Listening]) -> None:
        self._listening = tuple(listening)

    def take_no_more(self) -> None:
        """See `Listening.take_no_more`."""
        for one in self._listening:
            one.take_no_more()

    def is_alive(self) -> bool:
        """See `Listening.is_alive`."""
        return all(one.is_alive() for one in self._listening)

    def stop(self, *, timeout_seconds: float) -> None:
        """See `Listening.stop`."""
        for one in self._listening:
            one.stop(timeout_seconds=timeout_seconds)
