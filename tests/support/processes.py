"""Processes of the house for walks: started with settings of their own, and ended whatever happens."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.servers import server_url

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120
"""A busy machine with two cores starts a process in half a minute."""


def own_redis() -> str:
    """Return one of the server's other databases, so that rings of tests that run beside this one are not heard."""
    return urlsplit(server_url("CERTCHECK_TEST_REDIS_URL"))._replace(path=f"/{1 + os.getpid() % 15}").geturl()


@contextmanager
def python(*arguments: str, settings: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """Run Python with these settings and no others; what it prints comes by pipe, what it logs goes to our own log."""
    environ = {"PATH": os.environ["PATH"], **{f"CERTCHECK_{name}": value for name, value in settings.items()}}
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def wait_until(holds: Callable[[], bool], *, what: str) -> None:
    """Wait for something that other processes do."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"expected {what}, met none in {PATIENCE_SECONDS} s"
        time.sleep(0.05)
