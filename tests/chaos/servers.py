"""Real servers of our own, which may be killed, frozen and started again as no shared ones may."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.chaos.trees import signal_tree

ROOT = Path(__file__).parents[2]
NAMES = {
    "redis": "CERTCHECK_TEST_REDIS_URL",
    "rabbitmq": "CERTCHECK_TEST_AMQP_URL",
    "postgres": "CERTCHECK_TEST_POSTGRES_URL",
    "minio": "CERTCHECK_TEST_S3_URL",
}
"""The servers by the names that `tools/services.sh` gives them, with the variable that tells where each listens."""
START_SECONDS = 90


class Servers:
    """The four servers of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        lines = (folder / "env").read_text("utf-8").splitlines()
        self.urls = dict(line.removeprefix("export ").split("=", 1) for line in lines)

    def url(self, name: str) -> str:
        """Return where a server listens."""
        return self.urls[NAMES[name]]

    def kill(self, name: str) -> None:
        """End a server as a power cut would."""
        signal_tree(self._pid(name), signal.SIGKILL)

    def freeze(self, name: str) -> None:
        """Let a server keep its connections and answer nobody."""
        signal_tree(self._pid(name), signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let a frozen server go on."""
        signal_tree(self._pid(name), signal.SIGCONT)

    def again(self, name: str) -> None:
        """Start a killed server on its port and data, and wait until it listens; do nothing for one that runs."""
        deadline = time.monotonic() + START_SECONDS
        begun = 0.0
        while not self._listens(name):
            assert time.monotonic() < deadline, f"{name} did not start again, see {self._folder / name}.log"
            # One whose forerunner still lets go of its port or its shared memory gives up at once: it is asked again.
            if not _is_alive(self._pid(name)) and time.monotonic() - begun > 1:
                begun = time.monotonic()
                _services("again", str(self._folder), name)
            time.sleep(0.1)

    def _pid(self, name: str) -> int:
        return int((self._folder / f"{name}.pid").read_text("ascii"))

    def _listens(self, name: str) -> bool:
        parts = urlsplit(self.url(name).replace("s3+http", "http"))
        with suppress(OSError), socket.create_connection((parts.hostname or "", parts.port or 0), timeout=1):
            return _is_alive(self._pid(name))
        return False


@contextmanager
def own_servers(folder: Path) -> Iterator[Servers]:
    """Start servers under a folder, and end them."""
    _services("start", str(folder))
    try:
        yield Servers(folder)
    finally:
        for name in NAMES:
            with suppress(OSError, ValueError):
                signal_tree(int((folder / f"{name}.pid").read_text("ascii")), signal.SIGCONT)
        _services("stop", str(folder))
        shutil.rmtree(folder, ignore_errors=True)


def are_installed() -> bool:
    """Tell whether servers can be started here without installing anything."""
    found = shutil.which("redis-server") and Path("/usr/lib/rabbitmq/bin/rabbitmq-server").exists()
    return bool(found and any(Path("/usr/lib/postgresql").glob("*/bin/postgres")))


def _services(*words: str) -> None:
    # Into a file: what the servers inherit stays open for as long as they run.
    subprocess.run(
        ["bash", str(ROOT / "tools" / "services.sh"), *words],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=1200,
    )


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    with suppress(OSError):
        # What was killed and that nobody has asked after is no more.
        return stat.read_text("utf-8", "replace").rpartition(")")[2].split()[0] != "Z"
    return False
