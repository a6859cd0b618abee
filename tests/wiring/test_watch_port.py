"""The small port of workers and the sweep: probes for everybody, measures for whoever may, and nothing else."""

import json
import socket
import struct
import threading
import urllib.error
import urllib.request
from dataclasses import replace

import pytest

from models.errors import ConfigInvalid, QueueUnavailable
from storage.memory import MemoryQueue
from tests.support.houses import memory_house
from wiring.config import Config, read_config
from wiring.watch import ProcessWatch, watch_over
from wiring.watch_port import watched


def settings(**given: object) -> Config:
    return replace(read_config({}), metrics_port=0, **given)  # type: ignore[arg-type]


@pytest.fixture
def watch() -> ProcessWatch:
    return watch_over(memory_house(), tells_of_ledger=False)


def ask(port: int, path: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_without_a_port_nothing_is_served(watch: ProcessWatch) -> None:
    with watched(read_config({}), watch) as port:
        assert port is None


def test_probes_and_measures_are_answered(watch: ProcessWatch) -> None:
    with watched(settings(), watch) as port:
        assert port is not None
        alive, ready, shown = (ask(port, path) for path in ("/healthz", "/readyz", "/metrics?x=1"))

    assert (alive[0], json.loads(alive[1])) == (200, {"alive": True, "parts": {}})
    assert ready[0] == 200
    assert json.loads(ready[1])["components"] == {"database": "ok", "blobs": "ok", "broker": "ok"}
    assert shown[0] == 200
    assert "certcheck_jobs_in_hand 0.0" in shown[1]
    # A worker does not tell what stands in the ledger: as many workers would ask for it.
    assert "certcheck_jobs{" not in shown[1]


def test_what_is_not_well_is_no_success() -> None:
    keepers = memory_house()
    assert isinstance(keepers.queue, MemoryQueue)
    keepers.queue.is_away = True
    watch = watch_over(keepers, tells_of_ledger=False)
    watch.vitals.watch("sweep", lambda: "thread_ended")

    with watched(settings(), watch) as port:
        assert port is not None
        alive, ready, nothing = (ask(port, path) for path in ("/healthz", "/readyz", "/review"))

    assert (alive[0], json.loads(alive[1])["parts"]) == (503, {"sweep": "thread_ended"})
    assert (ready[0], json.loads(ready[1])["components"]["broker"]) == (503, QueueUnavailable.code)
    assert nothing[0] == 404


def test_a_token_that_is_set_is_asked_for(watch: ProcessWatch) -> None:
    with watched(settings(metrics_token="m"), watch) as port:
        assert port is not None
        answers = [
            ask(port, "/metrics")[0],
            ask(port, "/metrics", Authorization="Bearer x")[0],
            ask(port, "/metrics", Authorization="Basic m")[0],
            ask(port, "/metrics", Authorization="Bearer m")[0],
            ask(port, "/healthz")[0],
        ]

    assert answers == [401, 401, 401, 200, 200]


def test_a_port_that_is_taken_stops_the_process_by_name(watch: ProcessWatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        config = replace(settings(), metrics_port=taken.getsockname()[1])
        with pytest.raises(ConfigInvalid, match="CERTCHECK_METRICS_PORT"), watched(config, watch):
            pass


def test_who_connects_and_says_nothing_keeps_nobody_from_being_answered(watch: ProcessWatch) -> None:
    with watched(settings(), watch) as port:
        assert port is not None
        with silent(port), silent(port):
            assert ask(port, "/healthz")[0] == 200


def silent(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port))


def test_who_hangs_up_in_the_middle_leaves_no_trace_on_standard_error(
    watch: ProcessWatch, capfd: pytest.CaptureFixture[str]
) -> None:
    begun, let_go = threading.Event(), threading.Event()
    watch.sources.append(lambda: (begun.set(), let_go.wait(60), [])[2])

    with watched(settings(), watch) as port:
        assert port is not None
        with silent(port) as caller:
            caller.sendall(b"GET /metrics HTTP/1.1\r\n\r\n")
            assert begun.wait(60)
            caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        let_go.set()
        assert ask(port, "/healthz")[0] == 200
        wait_for_answers()

    assert capfd.readouterr().err == ""


def wait_for_answers() -> None:
    """Let every thread that answers come to its end."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(60)
