"""Worker and sweep as processes of their own are watched at their port, over real database and broker."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.houses import scratch_database_url
from tests.support.servers import server_url
from wiring.upgrade import main as upgrade

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120
"""A busy machine takes its time to start a process."""


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    with scratch_database_url() as database:
        for name, value in {
            "DATABASE_URL": database,
            "BLOBS_URL": f"file:{tmp_path / 'blobs'}",
            "BROKER_URL": server_url("CERTCHECK_TEST_REDIS_URL"),
            "METRICS_TOKEN": "m",
        }.items():
            monkeypatch.setenv(f"CERTCHECK_{name}", value)
        assert upgrade() == 0
        yield


@contextmanager
def process(command: str) -> Iterator[int]:
    """Run a command until the block ends, and give the port that it is watched at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    environ = os.environ | {"CERTCHECK_METRICS_PORT": str(port)}
    called = [sys.executable, "-c", "from ops.main import main; main()", command]
    running = subprocess.Popen(called, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True)
    try:
        yield port
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=PATIENCE_SECONDS)
        assert running.returncode == 0, said
        for line in said.splitlines():
            assert json.loads(line)["level"] != "ERROR"
    finally:
        running.kill()
        running.wait()


def ask(port: int, path: str) -> tuple[int, str]:
    """Ask until the process is there."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": "Bearer m"})
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)


@pytest.mark.usefixtures("settings")
def test_a_worker_is_watched_at_its_port() -> None:
    with process("worker") as port:
        ready = ask(port, "/readyz")
        while (alive := json.loads(ask(port, "/healthz")[1]))["parts"] == {}:
            time.sleep(0.2)
        shown = ask(port, "/metrics")

    assert ready[0] == 200, ready
    assert alive == {"alive": True, "parts": {"listening": "ok", "readers": "ok"}}
    assert 'certcheck_readers{state="all"} 2.0' in shown[1]


@pytest.mark.usefixtures("settings")
def test_the_sweep_is_watched_at_its_port_and_tells_of_the_ledger() -> None:
    with process("sweep") as port:
        alive = ask(port, "/healthz")
        while "certcheck_sweep_last_success_timestamp_seconds 0.0" in (shown := ask(port, "/metrics")[1]):
            time.sleep(0.2)

    assert (alive[0], json.loads(alive[1])["parts"]) == (200, {"sweep": "ok"})
    assert 'certcheck_jobs{lane="live",state="queued"} 0.0' in shown
    assert "certcheck_sweep_leader 1.0" in shown
