"""A glance at the house ends in bounded time, whatever hangs; and a process tells of itself while it lives."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import StorageUnavailable
from models.job import Lane
from services.keepers import Keepers
from storage.processes import Role
from tests.support.houses import memory_house
from wiring.config import Config, read_config
from wiring.heartbeat import Me, Told, process_name, telling
from wiring.overview import overview


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return read_config({"CERTCHECK_DATA_DIR": str(tmp_path)})


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that takes every call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_the_embedded_form_is_reachable(config: Config) -> None:
    seen = overview(config)

    assert seen.is_reachable
    assert seen.status is not None
    assert seen.rings is None


def test_what_hangs_is_named_and_not_waited_for(config: Config, silent_port: int) -> None:
    hanging = replace(
        config,
        database_url=f"postgresql://u:hunter2@127.0.0.1:{silent_port}/x",
        blobs_url=f"s3+http://k:hunter2@127.0.0.1:{silent_port}/bucket",
        broker_url=f"redis://127.0.0.1:{silent_port}/0",
    )

    seen = overview(hanging, patience_seconds=1)

    assert [one.code for one in seen.components] == ["timeout"] * 3
    assert (seen.status, seen.rings) == (None, None)


def test_the_database_answers_where_the_broker_is_away(config: Config) -> None:
    seen = overview(replace(config, database_url=_upgraded(config), broker_url="redis://127.0.0.1:1/0"))

    assert [one.code for one in seen.components] == ["", "", "queue_unavailable"]
    assert seen.status is not None


def test_a_process_tells_of_itself_until_it_leaves() -> None:
    keepers = memory_house()
    told = Told(jobs_count=lambda: 2, is_stopping=lambda: True)

    with telling(keepers, Me(role=Role.WORKER, lanes=(Lane.LIVE,), engine="e", told=told), every_seconds=0.01):
        _wait_for_beats(keepers)
        (seen,) = keepers.processes.all()

    process = seen.process
    assert (process.process_id, process.role, process.engine, process.jobs_count) == (process_name(), "worker", "e", 2)
    assert process.stopping
    assert process.memory_bytes > 1_000_000
    assert process_name().split(":")[0] == socket.gethostname()[:64]
    assert keepers.processes.all() == ()


def test_a_database_that_is_away_stops_no_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    keepers = memory_house()
    failures = [StorageUnavailable("expected the database to answer, met none")] * 3
    beat = keepers.processes.beat

    def faulty(process: object) -> None:
        if failures:
            raise failures.pop()
        beat(process)  # type: ignore[arg-type]

    monkeypatch.setattr(keepers.processes, "beat", faulty)

    with telling(keepers, Me(role=Role.SERVE), every_seconds=0.01):
        _wait_for_beats(keepers)

    assert not failures
    assert all(thread.name != "beats" for thread in threading.enumerate())


def _wait_for_beats(keepers: Keepers) -> None:
    deadline = time.monotonic() + 30
    while not keepers.processes.all():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _upgraded(config: Config) -> str:
    overview(config)
    return config.database_url
