"""Asking a component in a thread of its own, so that whoever asks waits for a bounded time, whatever hangs."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from models.errors import CertcheckError

T = TypeVar("T")

OK = "ok"
TIMEOUT = "timeout"
DEFECT = "defect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[T]):
    """What came of asking."""

    code: str
    """`ok`, `timeout`, or an error's code."""
    value: T | None = None
    fault: str = ""
    """What was expected and met; empty where it is well."""


_NONE: Answer[Any] = Answer(code=TIMEOUT, fault="expected an answer in time, met none")


class Asking(Generic[T]):
    """One question that is never asked twice at once: where the last asking still hangs, its answer is waited for."""

    def __init__(self, name: str, ask: Callable[[], T]) -> None:
        self._name = name
        self._ask = ask
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._done.set()
        self._answer: Answer[T] = _NONE

    def begin(self) -> None:
        """Ask, unless an asking is under way."""
        with self._lock:
            if not self._done.is_set():
                return
            self._done = threading.Event()
            # A thread that hangs must not keep the process from ending.
            threading.Thread(target=self._run, args=(self._done,), name=f"ask {self._name}", daemon=True).start()

    def answer(self, *, until: float) -> Answer[T]:
        """Return the answer, waiting no longer than until a time of the monotonic clock."""
        done = self._done
        return self._answer if done.wait(max(0.0, until - time.monotonic())) else _NONE

    def _run(self, done: threading.Event) -> None:
        answer: Answer[T] = Answer(code=DEFECT, fault="expected an answer, met a defect")
        try:
            answer = Answer(code=OK, value=self._ask())
        except CertcheckError as error:
            answer = Answer(code=error.code, fault=str(error))
        finally:
            self._answer = answer
            done.set()
