"""The bench of one lane: readers that are lent to whoever answers a ring, and what it holds when it is to stop."""

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from models.errors import NotFound, StorageUnavailable
from models.job import JobState
from pipeline.reader import Portrayer
from services.breakers import DatabaseWatch, Watch
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from storage.breakers import Breaker
from wiring.heartbeat import process_name
from wiring.room import Room

MakeReader = Callable[[], Portrayer]
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
        room: Room | None = None,
    ) -> None:
        # A page that may end its worker is alone in the whole process, so benches of one process share their room.
        self._stopping = threading.Event()
        self._watch = Watch(keepers=keepers, place=socket.gethostname(), wait=self._stopping.wait)
        self._database = DatabaseWatch()
        self._room = room or Room()
        self._keepers = keepers
        self._knowledge = knowledge
        self._lease_seconds = lease_seconds
        self._turn = threading.Lock()
        self._in_hand_count = 0
        self._unanswered: list[str] = []
        self._all = tuple(make_reader() for _ in range(readers))
        self._idle: queue.LifoQueue[Portrayer] = queue.LifoQueue()
        for reader in self._all:
            self._idle.put(reader)

    @property
    def database(self) -> Breaker:
        """How this process found the database: the one component whose breaker no table can keep."""
        return self._database.breaker

    @property
    def readers(self) -> tuple[Portrayer, ...]:
        """All readers, lent or not."""
        return self._all

    @property
    def readers_count(self) -> int:
        """How many there are."""
        return len(self._all)

    @property
    def in_hand_count(self) -> int:
        """Jobs that are being run."""
        return self._in_hand_count

    @property
    def is_stopping(self) -> bool:
        """Whether no more jobs are begun."""
        return self._stopping.is_set()

    @property
    def reading_process_ids(self) -> tuple[int, ...]:
        """Ids of the processes that read, of those readers that have one."""
        ids = (reader.process.process_id for reader in self._all)
        return tuple(process_id for process_id in ids if process_id is not None)

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
    def _lent(self) -> Iterator[Portrayer]:
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
