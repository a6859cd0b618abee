"""The processes of a house, started again when they end, as a supervisor does.

They are forked from a process that has loaded the program and done nothing else: a start takes no seconds, and each
is a process of its own all the same.
"""

import multiprocessing
import signal
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.chaos import process
from tests.chaos.trees import signal_tree

REST_SECONDS = 0.5
"""Pause before a process that has ended is started again."""
LOOK_SECONDS = 0.1
END_SECONDS = 40


@dataclass(slots=True, kw_only=True)
class _Member:
    name: str
    role: str
    port: int
    process: ForkServerProcess
    started_at: float


class Crew:
    """Starts processes and keeps them running until it is dismissed."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = environ
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(process.MODULES))
        self._members: dict[str, _Member] = {}
        self._lock = threading.Lock()
        self._is_dismissed = threading.Event()
        self.ends: Counter[str] = Counter()
        """How often which role ended, and by what."""
        self._tending = threading.Thread(target=self._tend, daemon=True)
        self._tending.start()

    def hire(self, name: str, role: str, *, port: int = 0) -> None:
        """Start a process of that name."""
        with self._lock:
            self._members[name] = self._start(name, role, port)

    def pid(self, name: str) -> int:
        """Return the id of a member's present process."""
        with self._lock:
            return self._members[name].process.pid or 0

    def kill(self, name: str) -> None:
        """End a member as `kill -9` does. What it started is left to itself."""
        with self._lock:
            self._members[name].process.kill()

    def freeze(self, name: str) -> None:
        """Let a member and what it started stand still."""
        signal_tree(self.pid(name), signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let a frozen member go on."""
        signal_tree(self.pid(name), signal.SIGCONT)

    def dismiss(self) -> None:
        """Ask every process to end, as a supervisor does, and wait for it.

        Raises:
            AssertionError: one does not end in bounded time.
        """
        self._is_dismissed.set()
        self._tending.join()
        for member in self._members.values():
            member.process.terminate()
        late = []
        for member in self._members.values():
            member.process.join(END_SECONDS)
            if member.process.is_alive():
                late.append(member.name)
                member.process.kill()
                member.process.join()
        assert not late, f"expected {late} to end when told to, met processes that went on"

    def _tend(self) -> None:
        while not self._is_dismissed.wait(LOOK_SECONDS):
            with self._lock:
                for member in list(self._members.values()):
                    code = member.process.exitcode
                    if code is None or time.monotonic() - member.started_at < REST_SECONDS:
                        continue
                    self.ends[f"{member.role} {code}"] += 1
                    self._members[member.name] = self._start(member.name, member.role, member.port)

    def _start(self, name: str, role: str, port: int) -> _Member:
        started = self._context.Process(
            target=process.start,
            args=(self._folder, role, port),
            kwargs={"environ": self._environ, "log": self._folder / f"{name}.log"},
            name=name,
        )
        started.start()
        return _Member(name=name, role=role, port=port, process=started, started_at=time.monotonic())
