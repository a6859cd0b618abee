"""What happens inside a reading process: pages come in over a pipe, answers go back as JSON."""

import ctypes
import importlib
import signal
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Any

from pydantic import TypeAdapter

from models.errors import Defect, EngineUnavailable, ImageRejected, ModelsMissing
from models.look import Look
from models.page import PageText
from pipeline.trace import place_of, trace_of

PR_SET_PDEATHSIG = 1
"""Linux's prctl(2): the signal that a process gets when the thread that started it ends."""


class Outcome(StrEnum):
    """What came of a wish."""

    READY = "ready"
    READ = "read"
    REJECTED = "rejected"
    UNAVAILABLE = "unavailable"
    MISSING = "missing"
    DEFECT = "defect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back over the pipe."""

    outcome: Outcome
    text: PageText | None = None
    look: tuple[str, str] | None = None
    """Its bits, and its points in hex: JSON carries no bytes that are no text."""
    cause: str = ""
    message: str = ""
    reason: str = ""
    trace: str = ""


class Wish(StrEnum):
    """What is asked of the bytes that follow."""

    SEE = "see"
    LOOK = "look"


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
    look: str = "pipeline.image.look:look_of"
    """The function that takes the look of one upload; it needs no engine, but decodes bytes that nobody vouches for."""


def serve(pipe: Connection, recipe: EngineRecipe) -> None:
    """Answer page after page, in the child, until the pipe closes."""
    _end_with_parent()
    # Ctrl-C reaches the whole group of processes; the parent decides when a child stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What libraries warn of names nothing that an operator could mend, and would stand among logs that are JSON lines.
    warnings.simplefilter("ignore")
    try:
        see, engine = _named(recipe.see), _named(recipe.make)(**recipe.options)
    except EngineUnavailable as error:
        _send(pipe, _away(error))
        return
    except (ImportError, OSError, RuntimeError, MemoryError) as error:
        # A library that lacks a part of the system says so in one of these.
        _send(pipe, Answer(outcome=Outcome.UNAVAILABLE, message=_fault(error)))
        return
    _send(pipe, Answer(outcome=Outcome.READY))
    while True:
        try:
            wish, content = pipe.recv_bytes(), pipe.recv_bytes()
        # A parent that was killed leaves a pipe that ends, or one that was reset.
        except (EOFError, OSError):
            return
        if wish == Wish.LOOK.encode():
            _send(pipe, _answer(lambda content: _looked(_named(recipe.look)(content)), content))
        else:
            _send(pipe, _answer(lambda content: _read(see(content, engine=engine)), content))


def _end_with_parent() -> None:
    """A page that hangs in C looks at no pipe: without this the child of a worker that was killed would stay on."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))


def _read(text: PageText) -> Answer:
    return Answer(outcome=Outcome.READ, text=text)


def _looked(look: Look) -> Answer:
    return Answer(outcome=Outcome.READ, look=(look.bits, look.points.hex()))


def _answer(read: Callable[[bytes], Answer], content: bytes) -> Answer:
    try:
        return read(content)
    except ImageRejected as error:
        return Answer(outcome=Outcome.REJECTED, cause=error.cause, message=str(error), reason=error.reason)
    except EngineUnavailable as error:
        return _away(error)
    except Exception as error:  # noqa: BLE001 - the net around one job, on its reading side: the process goes on
        # The text of a foreign error may hold print; its kind and place do not.
        return Answer(outcome=Outcome.DEFECT, message=_fault(error), trace=trace_of(error))


def _away(error: EngineUnavailable) -> Answer:
    is_missing = isinstance(error, ModelsMissing)
    return Answer(outcome=Outcome.MISSING if is_missing else Outcome.UNAVAILABLE, message=str(error))


def _fault(error: Exception) -> str:
    return f"expected no fault, met {type(error).__name__} at {place_of(error)}"


def _send(pipe: Connection, answer: Answer) -> None:
    # Where the parent is gone, nobody waits for the answer; the next look at the pipe ends this process.
    with suppress(OSError):
        pipe.send_bytes(ANSWERS.dump_json(answer))


def _named(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    named: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return named


def good(answer: Answer) -> Answer:
    """Return an answer that holds what was wished for, in the parent.

    Raises:
        ImageRejected: the bytes are no picture we accept.
        EngineUnavailable: the models cannot be loaded or run.
        ModelsMissing: the models are not where the settings say.
        Defect: the process met a fault of ours and goes on.
    """
    match answer.outcome:
        case Outcome.REJECTED:
            raise ImageRejected(answer.cause, answer.message, reason=answer.reason)
        case Outcome.UNAVAILABLE:
            raise EngineUnavailable(answer.message)
        case Outcome.MISSING:
            raise ModelsMissing(answer.message)
        case Outcome.DEFECT:
            raise Defect(answer.message, trace=answer.trace)
        case _:
            return answer


ANSWERS: TypeAdapter[Answer] = TypeAdapter(Answer)
