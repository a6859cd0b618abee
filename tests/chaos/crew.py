"""The processes of a house, started again when they end, as a supervisor does."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.trees import signal_tree

ROOT = Path(__file__).parents[2]
REST_SECONDS = 0.5
"""Pause before a process that has ended is started again."""
LOOK_SECONDS = 0.1
END_SECONDS = 40


@dataclass(slots=True, kw_only=True)
class _Member:
    name: str
    command: tuple[str, ...]
    process: subprocess.Popen[bytes]
    started_at: float


class Crew:
    """Starts processes and keeps them running until it is dismissed."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ}
        self._members: dict[str, _Member] = {}
        self._lock = threading.Lock()
        self._is_dismissed = threading.Event()
        self.ends: Counter[str] = Counter()
        """How often which role ended, and by what."""
        self._tending = threading.Thread(target=self._tend, daemon=True)
        self._tending.start()

    def hire(self, name: str, *command: str) -> None:
        """Start a process of that name: `certcheck`'s own, or the null engine's beside it."""
        with self._lock:
            self._members[name] = self._start(name, command)

    def pid(self, name: str) -> int:
        """Return the id of a member's present process."""
        with self._lock:
            return self._members[name].process.pid

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
            try:
                member.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                late.append(member.name)
                member.process.kill()
                member.process.wait()
        assert not late, f"expected {late} to end when told to, met processes that went on"

    def _tend(self) -> None:
        while not self._is_dismissed.wait(LOOK_SECONDS):
            with self._lock:
                for member in list(self._members.values()):
                    code = member.process.poll()
                    if code is None or time.monotonic() - member.started_at < REST_SECONDS:
                        continue
                    self.ends[f"{member.name.rstrip('0123456789')} {code}"] += 1
                    self._members[member.name] = self._start(member.name, member.command)

    def _start(self, name: str, command: tuple[str, ...]) -> _Member:
        with (self._folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return _Member(name=name, command=command, process=process, started_at=time.monotonic())
