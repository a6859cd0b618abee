"""Keeps the promise of a reader with one child process that holds the engine.

OCR engines grow and, on some scans, crash or hang. The child is made anew after some pages or above some memory, and a
page that ends it costs that page alone: the parent never loads an engine, and only JSON comes back over the pipe.
"""

import ctypes
import importlib
import multiprocessing
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from models.errors import CertcheckError, EngineUnavailable, ImageRejected, WorkerLost
from models.page import PageText

LOOK_EVERY_SECONDS = 0.2
"""How often the parent looks at the clock and at the child's memory while it waits."""
START_TIMEOUT_SECONDS = 180.0
"""Loading takes 2-4 s on two idle cores; a machine that starts many workers at once takes many times longer."""
HARD_LIMIT_FACTOR = 2
"""A child above the limit ends its page; above this many times the limit it is ended at once."""
PAGE_BYTES = 4096
PR_SET_PDEATHSIG = 1
"""Linux's prctl(2): the signal that a process gets when the thread that started it ends."""


class _Outcome(StrEnum):
    READY = "ready"
    READ = "read"
    REJECTED = "rejected"
    UNAVAILABLE = "unavailable"
    DEFECT = "defect"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    outcome: _Outcome
    text: PageText | None = None
    cause: str = ""
    message: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRecipe:
    """How a child makes its engine: places given as `module:name`, so that the parent need not import them."""

    make: str
    """A function that takes the options and returns an `OcrEngine`."""
    name: str
    """What that engine will call itself."""
    options: Mapping[str, str | int | None] = field(default_factory=dict)
    see: str = "pipeline.run:see"
    """The function that reads one upload with the engine."""


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

    @property
    def engine_name(self) -> str:
        """See `Reader.engine_name`."""
        return self._recipe.name

    @property
    def process_id(self) -> int | None:
        """Id of the child that is running, if one is."""
        return self._child.process.pid if self._child is not None else None

    def see(self, content: bytes) -> PageText:
        """See `Reader.see`."""
        if self._refuse is not None:
            self._refuse(content)
        child = self._ready_child()
        answer = self._ask(child, content)
        self._pages_count += 1
        if self._pages_count >= self._pages_per_process or self._is_above(child, factor=1):
            self.close()
        return _text_of(answer)

    def close(self) -> None:
        """See `Reader.close`."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _ready_child(self) -> "_Child":
        if self._child is None or not self._child.process.is_alive():
            self.close()
            self._child = _start(self._recipe)
            self._pages_count = 0
            _text_or_none(self._wait(self._child, START_TIMEOUT_SECONDS))
        return self._child

    def _ask(self, child: "_Child", content: bytes) -> _Answer:
        try:
            child.pipe.send_bytes(content)
        except OSError as error:
            self.close()
            raise WorkerLost("expected the reading process to take a page, met its end") from error
        return self._wait(child, self._timeout_seconds)

    def _wait(self, child: "_Child", timeout_seconds: float) -> _Answer:
        deadline = time.monotonic() + timeout_seconds
        try:
            while not child.pipe.poll(LOOK_EVERY_SECONDS):
                if time.monotonic() > deadline:
                    raise WorkerLost(f"expected an answer within {timeout_seconds:g} s, met none")
                if self._is_above(child, factor=HARD_LIMIT_FACTOR):
                    raise WorkerLost("expected the reading process to stay within its memory, met twice its limit")
            answer = _ANSWERS.validate_json(child.pipe.recv_bytes())
        except WorkerLost:
            self.close()
            raise
        except (EOFError, OSError) as error:
            child.process.join(timeout=5)
            exit_code = child.process.exitcode
            self.close()
            raise WorkerLost(f"expected an answer, met the end of the reading process (exit {exit_code})") from error
        if answer.outcome is _Outcome.UNAVAILABLE:
            # Models that failed once are loaded anew for the next page.
            self.close()
        return answer

    def _is_above(self, child: "_Child", *, factor: int) -> bool:
        limit = self._memory_limit_bytes
        return limit is not None and _resident_bytes(child.process.pid) > factor * limit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Child:
    process: SpawnProcess
    pipe: Connection

    def end(self) -> None:
        self.pipe.close()
        # A child that waits for work leaves by itself when the pipe closes; one that is stuck in C does not.
        self.process.join(timeout=0.5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


def _start(recipe: EngineRecipe) -> _Child:
    # Spawned, not forked: a fork copies the parent's threads' locks in whatever state they are.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, recipe), name="certcheck-reader", daemon=True)
    process.start()
    theirs.close()
    return _Child(process=process, pipe=ours)


def _serve(pipe: Connection, recipe: EngineRecipe) -> None:
    """Answer page after page, in the child, until the pipe closes."""
    _end_with_parent()
    # Ctrl-C reaches the whole group of processes; the parent decides when a child stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What libraries warn of names nothing that an operator could mend, and would stand among logs that are JSON lines.
    warnings.simplefilter("ignore")
    try:
        see, engine = _named(recipe.see), _named(recipe.make)(**recipe.options)
    except EngineUnavailable as error:
        _send(pipe, _Answer(outcome=_Outcome.UNAVAILABLE, message=str(error)))
        return
    except (ImportError, OSError, RuntimeError, MemoryError) as error:
        # A library that lacks a part of the system says so in one of these.
        _send(pipe, _Answer(outcome=_Outcome.UNAVAILABLE, message=_place_of(error)))
        return
    _send(pipe, _Answer(outcome=_Outcome.READY))
    while True:
        try:
            content = pipe.recv_bytes()
        # A parent that was killed leaves a pipe that ends, or one that was reset.
        except (EOFError, OSError):
            return
        _send(pipe, _answer(content, see, engine))


def _end_with_parent() -> None:
    """A page that hangs in C looks at no pipe: without this the child of a worker that was killed would stay for ever."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))


def _answer(content: bytes, see: Callable[..., PageText], engine: object) -> _Answer:
    try:
        return _Answer(outcome=_Outcome.READ, text=see(content, engine=engine))
    except ImageRejected as error:
        return _Answer(outcome=_Outcome.REJECTED, cause=error.cause, message=str(error), reason=error.reason)
    except EngineUnavailable as error:
        return _Answer(outcome=_Outcome.UNAVAILABLE, message=str(error))
    except Exception as error:  # noqa: BLE001 - the net around one job, on its reading side: the process goes on
        # The text of a foreign error may hold print; its kind and place do not.
        return _Answer(outcome=_Outcome.DEFECT, message=_place_of(error))


def _place_of(error: Exception) -> str:
    innermost = traceback.extract_tb(error.__traceback__)[-1]
    return f"expected no fault, met {type(error).__name__} at {innermost.filename}:{innermost.lineno}"


def _send(pipe: Connection, answer: _Answer) -> None:
    # Where the parent is gone, nobody waits for the answer; the next look at the pipe ends this process.
    with suppress(OSError):
        pipe.send_bytes(_ANSWERS.dump_json(answer))


def _named(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    named: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return named


def _text_of(answer: _Answer) -> PageText:
    text = _text_or_none(answer)
    if text is None:
        raise CertcheckError("expected the text of a page, met another answer")
    return text


def _text_or_none(answer: _Answer) -> PageText | None:
    match answer.outcome:
        case _Outcome.REJECTED:
            raise ImageRejected(answer.cause, answer.message, reason=answer.reason)
        case _Outcome.UNAVAILABLE:
            raise EngineUnavailable(answer.message)
        case _Outcome.DEFECT:
            raise CertcheckError(answer.message)
        case _:
            return answer.text


def _resident_bytes(process_id: int | None) -> int:
    """Memory that a process holds; 0 where the system does not say."""
    try:
        return int(Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return 0


_ANSWERS: TypeAdapter[_Answer] = TypeAdapter(_Answer)
