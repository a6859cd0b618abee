"""The bench of one process: readers that are lent to whoever answers a ring, and what it holds when it is to stop."""

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from models.errors import NotFound, StorageUnavailable
from models.job import JobState
from pipeline.reader import Reader
from services.breakers import DatabaseWatch, Watch
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from storage.breakers import Breaker
from wiring.heartbeat import Told, process_name
from wiring.room import Room

MakeReader = Callable[[], Reader]
LOOK_EVERY_SECONDS = 0.1
"""How often a stop looks whether it is to hurry."""


class Bench:
    """Readers that are lent to whoever answers a ring; the one used last is lent first, as it is warm."""

    def __init__(
        self,
        *,
        keepers: Keepers,
        knowledge: Knowledge,
        make_reader: MakeReader,
        readers: int,
        lease_seconds: float,
    ) -> None:
        self._stopping = threading.Event()
        self._watch = Watch(keepers=keepers, place=socket.gethostname(), wait=self._stopping.wait)
        self._database = DatabaseWatch()
        self._room = Room()
        self._keepers = keepers
        self._knowledge = knowledge
        self._lease_seconds = lease_seconds
        self._turn = threading.Lock()
        self._in_hand_count = 0
        self._unanswered: list[str] = []
        self._all = tuple(make_reader() for _ in range(readers))
        self._idle: queue.LifoQueue[Reader] = queue.LifoQueue()
        for reader in self._all:
            self._idle.put(reader)

    @property
    def database(self) -> Breaker:
        """How this process found the database: the one component whose breaker no table can keep."""
        return self._database.breaker

    @property
    def told(self) -> Told:
        """What the bench tells of itself from beat to beat."""
        return Told(
            jobs_count=lambda: self._in_hand_count,
            reading_process_ids=self._reading_process_ids,
            is_stopping=self._stopping.is_set,
        )

    @property
    def engine_name(self) -> str:
        """Name of the engine that its readers read with."""
        return self._all[0].engine_name

    def answer(self, job_id: str) -> None:
        """Run the job of a ring, when a reader is free and what it needs is not away.

        While a component is away the ring stays in hand, so that the broker keeps the others; once the process is to
        stop, the ring is kept for others.
        """
        while not self._stopping.is_set():
            try:
                is_answered = self._answers(job_id)
                self._database.answered()
            except StorageUnavailable as error:
                self._stopping.wait(self._database.failed(error))
                continue
            if is_answered:
                return
        self._unanswered.append(job_id)

    def stop_waiting(self) -> None:
        """Begin no more jobs and let go of the rings that wait for a component; pages in hand go on."""
        with self._turn:
            self._stopping.set()

    def is_done_within(self, seconds: float, *, hurry: threading.Event) -> bool:
        """Wait until nothing is in hand, and tell whether that is so; no longer than so many seconds, or told to."""
        deadline = time.monotonic() + seconds
        while self._in_hand_count:
            if time.monotonic() >= deadline or hurry.wait(LOOK_EVERY_SECONDS):
                return not self._in_hand_count
        return True

    def unanswered(self) -> tuple[str, ...]:
        """Return the jobs whose rings were let go of."""
        return tuple(self._unanswered)

    def close(self) -> None:
        """End every reading process; safe to call twice."""
        self.stop_waiting()
        for reader in self._all:
            reader.close()

    def _answers(self, job_id: str) -> bool:
        """Answer a ring; False where it is let go of, because the process is to stop."""
        try:
            job = self._keepers.jobs.job(job_id)
        except NotFound:
            return True
        if job.state is not JobState.QUEUED:
            return True
        if not self._watch.wait_until_well():
            return False
        with self._room.entered(alone=job.is_suspect), self._lent() as reader, self._in_hand() as begins:
            if begins:
                run_job(
                    job_id,
                    keepers=self._keepers,
                    knowledge=self._knowledge,
                    reader=reader,
                    worker=f"{process_name()}:{threading.get_native_id()}",
                    lease_seconds=self._lease_seconds,
                    watch=self._watch,
                )
            return begins

    @contextmanager
    def _lent(self) -> Iterator[Reader]:
        reader = self._idle.get()
        try:
            yield reader
        finally:
            self._idle.put(reader)

    @contextmanager
    def _in_hand(self) -> Iterator[bool]:
        """Count a job as in hand; False where no more are begun. Whoever waits for the last one misses none."""
        with self._turn:
            begins = not self._stopping.is_set()
            self._in_hand_count += begins
        try:
            yield begins
        finally:
            with self._turn:
                self._in_hand_count -= begins

    def _reading_process_ids(self) -> tuple[int, ...]:
        # Only readers whose engine lives in a process of its own have one to tell.
        ids = (getattr(reader, "process_id", None) for reader in self._all)
        return tuple(process_id for process_id in ids if process_id is not None)
