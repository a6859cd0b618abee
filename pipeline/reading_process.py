"""What happens inside a reading process: pages come in over a pipe, answers go back as JSON."""

import ctypes
import importlib
import os
import signal
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter

from models.errors import Defect, EngineUnavailable, ImageRejected, ModelsMissing
from models.page import PageText
from models.preview import Portrait
from pipeline.trace import place_of, trace_of

LEAST_URGENT = 19
"""The highest niceness there is (POSIX leaves the range open; every system of ours ends at 19 or 20)."""
PR_SET_PDEATHSIG = 1
"""Linux's prctl(2): the signal that a process gets when the thread that started it ends."""


class Ending(StrEnum):
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

    # JSON has no bytes: those of pictures go as base64.
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    ending: Ending
    text: PageText | None = None
    portrait: Portrait | None = None
    cause: str = ""
    message: str = ""
    reason: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of the upload whose bytes follow."""

    read: PageText | None = None
    """The text of one that is to be portrayed; None where it is to be read."""


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
    portray: str = "pipeline.portray:portray"
    """The function that makes look and previews of one that was read; it needs no engine, but decodes bytes that
    nobody vouches for."""
    yields: bool = False
    """The child takes only what time other processes of the machine leave over."""


def serve(pipe: Connection, recipe: EngineRecipe) -> None:
    """Answer page after page, in the child, until the pipe closes."""
    _end_with_parent()
    # Ctrl-C reaches the whole group of processes; the parent decides when a child stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What libraries warn of names nothing that an operator could mend, and would stand among logs that are JSON lines.
    warnings.simplefilter("ignore")
    if recipe.yields:
        _yield_to_others()
    try:
        see, engine = _named(recipe.see), _named(recipe.make)(**recipe.options)
    except EngineUnavailable as error:
        _send(pipe, _away(error))
        return
    except (ImportError, OSError, RuntimeError, MemoryError) as error:
        # A library that lacks a part of the system says so in one of these.
        _send(pipe, Answer(ending=Ending.UNAVAILABLE, message=_fault(error)))
        return
    _send(pipe, Answer(ending=Ending.READY))
    while True:
        try:
            wish, content = WISHES.validate_json(pipe.recv_bytes()), pipe.recv_bytes()
        # A parent that was killed leaves a pipe that ends, or one that was reset.
        except (EOFError, OSError):
            return
        if wish.read is None:
            _send(pipe, _answer(partial(_read, see, engine), content))
        else:
            _send(pipe, _answer(partial(_portrayed, recipe, wish.read), content))


def _yield_to_others() -> None:
    """Take the last place among processes; threads that the engine makes later take it, too."""
    os.setpriority(os.PRIO_PROCESS, 0, LEAST_URGENT)
    # Where the system has it (Linux), even a niced process of another kind goes before this one.
    if hasattr(os, "SCHED_IDLE"):
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _end_with_parent() -> None:
    """A page that hangs in C looks at no pipe: without this the child of a killed worker would stay for ever."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))


def _read(see: Callable[..., PageText], engine: object, content: bytes) -> Answer:
    return Answer(ending=Ending.READ, text=see(content, engine=engine))


def _portrayed(recipe: EngineRecipe, text: PageText, content: bytes) -> Answer:
    return Answer(ending=Ending.READ, portrait=_named(recipe.portray)(content, text=text))


def _answer(deed: Callable[[bytes], Answer], content: bytes) -> Answer:
    try:
        return deed(content)
    except ImageRejected as error:
        return Answer(ending=Ending.REJECTED, cause=error.cause, message=str(error), reason=error.reason)
    except EngineUnavailable as error:
        return _away(error)
    except Exception as error:  # noqa: BLE001 - the net around one job, on its reading side: the process goes on
        # The text of a foreign error may hold print; its kind and place do not.
        return Answer(ending=Ending.DEFECT, message=_fault(error), trace=trace_of(error))


def _away(error: EngineUnavailable) -> Answer:
    is_missing = isinstance(error, ModelsMissing)
    return Answer(ending=Ending.MISSING if is_missing else Ending.UNAVAILABLE, message=str(error))


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
    match answer.ending:
        case Ending.REJECTED:
            raise ImageRejected(answer.cause, answer.message, reason=answer.reason)
        case Ending.UNAVAILABLE:
            raise EngineUnavailable(answer.message)
        case Ending.MISSING:
            raise ModelsMissing(answer.message)
        case Ending.DEFECT:
            raise Defect(answer.message, trace=answer.trace)
        case _:
            return answer


WISHES: TypeAdapter[Wish] = TypeAdapter(Wish)
ANSWERS: TypeAdapter[Answer] = TypeAdapter(Answer)
