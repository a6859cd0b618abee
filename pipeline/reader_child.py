"""Keeps the promise of a reader with one child process that holds the engine.

OCR engines grow and, on some scans, crash or hang. The child is made anew after some pages or above some memory, and a
page that ends it costs that page alone: the parent never loads an engine, and only JSON comes back over the pipe.
"""

import multiprocessing
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from models.errors import Defect, EngineUnavailable, WorkerLost
from models.page import PageText
from models.preview import Portrait
from pipeline.reader import ReadingProcess
from pipeline.reading_process import ANSWERS, WISHES, Answer, Ending, EngineRecipe, Wish, good, serve

LOOK_EVERY_SECONDS = 0.2
"""How often the parent looks at the clock and at the child's memory while it waits."""
START_TIMEOUT_SECONDS = 180.0
"""Loading takes 2-4 s on two idle cores; a machine that starts many workers at once takes many times longer."""
HARD_LIMIT_FACTOR = 2
"""A child above the limit ends its page; above this many times the limit it is ended at once."""
PAGE_BYTES = 4096


class ChildReader:
    """A reader for one thread at a time. The child starts with the first page.

    `refuse` looks at the bytes before any child is asked, and raises `ImageRejected` for those that none could read.
    """

    def __init__(
        self,
        recipe: EngineRecipe,
        *,
        pages_per_process: int,
        timeout_seconds: float,
        memory_limit_bytes: int | None = None,
        refuse: Callable[[bytes], object] | None = None,
    ) -> None:
        self._recipe = recipe
        self._refuse = refuse
        self._pages_per_process = pages_per_process
        self._timeout_seconds = timeout_seconds
        self._memory_limit_bytes = memory_limit_bytes
        self._child: _Child | None = None
        self._pages_count = 0
        self._starts_count = 0
        self._last_start_failed = False

    @property
    def engine_name(self) -> str:
        """See `Reader.engine_name`."""
        return self._recipe.name

    @property
    def process(self) -> ReadingProcess:
        """See `Portrayer.process`."""
        # Asked once: another thread may end it meanwhile.
        child = self._child
        process_id = child.process_id if child is not None else None
        return ReadingProcess(
            process_id=process_id,
            resident_bytes=resident_bytes(process_id) or None,
            starts_count=self._starts_count,
            last_start_failed=self._last_start_failed,
        )

    def see(self, content: bytes) -> PageText:
        """See `Reader.see`."""
        text = self._answered(Wish(), content).text
        if text is None:
            raise Defect("expected the text of a page, met another answer")
        return text

    def portray(self, content: bytes, text: PageText) -> Portrait:
        """See `Portrayer.portray`."""
        portrait = self._answered(Wish(read=text), content).portrait
        if portrait is None:
            raise Defect("expected the portrait of an upload, met another answer")
        return portrait

    def close(self) -> None:
        """See `Reader.close`."""
        # Another thread may end it meanwhile.
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _answered(self, wish: Wish, content: bytes) -> Answer:
        if self._refuse is not None:
            self._refuse(content)
        child = self._ready_child()
        answer = self._ask(child, wish, content)
        self._pages_count += wish.read is None
        if self._pages_count >= self._pages_per_process or self._is_above(child, factor=1):
            self.close()
        return good(answer)

    def _ready_child(self) -> "_Child":
        # Asked once: another thread may end it meanwhile.
        child = self._child
        if child is None or not child.is_alive():
            self.close()
            self._starts_count += 1
            # Until it says that it is ready.
            self._last_start_failed = True
            self._child = child = _start(self._recipe)
            self._pages_count = 0
            try:
                good(self._wait(child, START_TIMEOUT_SECONDS))
            except WorkerLost as error:
                # No page has been shown to it yet, so none is to blame.
                raise EngineUnavailable(f"expected a reading process that starts: {error}") from error
            self._last_start_failed = False
        return child

    def _ask(self, child: "_Child", wish: Wish, content: bytes) -> Answer:
        try:
            child.pipe.send_bytes(WISHES.dump_json(wish))
            child.pipe.send_bytes(content)
        except OSError as error:
            self.close()
            # It ended before it had the page.
            raise EngineUnavailable("expected the reading process to take a page, met its end") from error
        return self._wait(child, self._timeout_seconds)

    def _wait(self, child: "_Child", timeout_seconds: float) -> Answer:
        deadline = time.monotonic() + timeout_seconds
        try:
            while not child.pipe.poll(LOOK_EVERY_SECONDS):
                if time.monotonic() > deadline:
                    raise WorkerLost(f"expected an answer within {timeout_seconds:g} s, met none")
                if self._is_above(child, factor=HARD_LIMIT_FACTOR):
                    raise WorkerLost("expected the reading process to stay within its memory, met twice its limit")
            answer = ANSWERS.validate_json(child.pipe.recv_bytes())
        except WorkerLost:
            self.close()
            raise
        except (EOFError, OSError) as error:
            exit_code = child.exit_code_within(5)
            self.close()
            raise WorkerLost(f"expected an answer, met the end of the reading process (exit {exit_code})") from error
        if answer.ending in (Ending.UNAVAILABLE, Ending.MISSING):
            # Models that failed once are loaded anew for the next page.
            self.close()
        return answer

    def _is_above(self, child: "_Child", *, factor: int) -> bool:
        limit = self._memory_limit_bytes
        return limit is not None and resident_bytes(child.process_id) > factor * limit


class _Child:
    """A reading process. Who stops the house may end it while another thread waits for its answer: one at a time."""

    def __init__(self, process: SpawnProcess, pipe: Connection) -> None:
        self.process_id = process.pid
        """Kept apart: the process of a child that has ended no longer tells it."""
        self.pipe = pipe
        self._process = process
        self._exit_code: int | None = None
        self._is_ended = False
        # Of two that wait for the end of one process, the system tells only the first.
        self._lock = threading.Lock()

    def is_alive(self) -> bool:
        with self._lock:
            return not self._is_ended and self._process.is_alive()

    def exit_code_within(self, seconds: float) -> int | None:
        """Return the exit code, waited for so long; None while it runs."""
        with self._lock:
            if not self._is_ended:
                self._process.join(timeout=seconds)
                self._exit_code = self._process.exitcode
            return self._exit_code

    def end(self) -> None:
        """End the process; safe to call twice."""
        with self._lock:
            if self._is_ended:
                return
            self.pipe.close()
            # A child that waits for work leaves by itself when the pipe closes; one that is stuck in C does not.
            self._process.join(timeout=0.5)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._exit_code, self._is_ended = self._process.exitcode, True
            self._process.close()


def _start(recipe: EngineRecipe) -> _Child:
    # Spawned, not forked: a fork copies the parent's threads' locks in whatever state they are.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, recipe), name="certcheck-reader", daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def resident_bytes(process_id: int | None) -> int:
    """Return the memory that a process holds; 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return 0
