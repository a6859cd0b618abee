"""Alive and ready, told truly and in bounded time: the hang of a component hangs no probe."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.case import Upload
from models.errors import QueueUnavailable
from models.job import JobState
from pipeline.reader_child import ChildReader, EngineRecipe
from services.intake import accept_upload, put_application
from storage.jobs import JobFilter
from storage.queue_dramatiq import DramatiqQueue, broker_of
from storage.sql import Database
from tests.support.hanging import hanging_server
from tests.support.houses import sql_house
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader
from wiring.asking import Asking
from wiring.bootstrap import build_keepers
from wiring.config import Config, read_config
from wiring.vitals import Beat
from wiring.watch import ProcessWatch, Readiness, watch_over
from wiring.work import working

PATIENCE_SECONDS = 60


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return replace(read_config({"CERTCHECK_DATA_DIR": str(tmp_path)}), sweep_seconds=0.1)


def wait_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def asked_anew(watch: ProcessWatch) -> dict[str, str]:
    watch.readiness._asked_at = float("-inf")
    return dict(watch.readiness.states())


def test_a_database_and_a_broker_that_hang_hang_no_probe_and_no_scrape() -> None:
    with hanging_server() as (port, end):
        database = Database(f"postgresql://nobody@127.0.0.1:{port}/none")
        queue = DramatiqQueue(broker_of(f"redis://127.0.0.1:{port}/0"))
        house = replace(sql_house(database), queue=queue)
        watch = watch_over(house, tells_of_ledger=True)

        hanging = asked_anew(watch)
        shown = watch.exposition().decode()
        end()
        wait_until(lambda: "timeout" not in asked_anew(watch).values())

        assert hanging == {"database": "timeout", "blobs": "ok", "broker": "timeout"}
        assert 'certcheck_component_up{component="database"} 0.0' in shown
        assert asked_anew(watch) == {"database": "storage_unavailable", "blobs": "ok", "broker": "queue_unavailable"}
        database.close()
        queue.close()


def test_what_hangs_is_not_asked_a_second_time_meanwhile() -> None:
    asked, let_go = [], threading.Event()
    asking = Asking("slow", lambda: (asked.append(1), let_go.wait(PATIENCE_SECONDS), "late")[2])

    for _ in range(3):
        asking.begin()
        assert asking.answer(until=0.0).code == "timeout"
    let_go.set()

    answer = asking.answer(until=time.monotonic() + PATIENCE_SECONDS)
    assert (answer.code, answer.value, len(asked)) == ("ok", "late", 1)


def test_probes_that_come_at_once_ask_a_component_once() -> None:
    asked: list[int] = []
    readiness = Readiness({"database": lambda: asked.append(1)})
    threads = [threading.Thread(target=readiness.states) for _ in range(20)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert readiness.states() == {"database": "ok"}
    # Twenty threads that a busy machine runs for more than a second may see a second asking.
    assert len(asked) < 20


def test_a_component_is_named_by_the_code_of_its_error() -> None:
    def away() -> None:
        raise QueueUnavailable("expected the broker to answer, met none")

    assert Readiness({"broker": away}).states() == {"broker": "queue_unavailable"}


def test_the_embedded_form_is_alive_with_its_threads_and_says_nothing_of_them_once_stopped(config: Config) -> None:
    keepers = build_keepers(config)
    watch = watch_over(keepers, tells_of_ledger=True)

    with working(config, keepers, sweeps=True, make_reader=RecordedReader, watch=watch):
        alive = dict(watch.vitals.states())

    assert alive == {"listening": "ok", "readers": "ok", "sweep": "ok"}
    assert watch.vitals.states() == {}
    keepers.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_sweep_that_ended_by_a_defect_is_told_of(config: Config) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            if name == "lapse":
                raise RuntimeError("a defect")
            return getattr(keepers.jobs, name)

    keepers = build_keepers(config)
    watch = watch_over(keepers, tells_of_ledger=True)

    with working(
        config,
        replace(keepers, jobs=Broken()),
        sweeps=True,
        make_reader=RecordedReader,
        watch=watch,  # type: ignore[arg-type]
    ):
        wait_until(lambda: watch.vitals.states()["sweep"] == "thread_ended")

        assert watch.vitals.states()["listening"] == "ok"
        assert 'certcheck_vital_up{vital="sweep"} 0.0' in watch.exposition().decode()
    keepers.close()


def test_threads_that_answer_rings_no_more_are_told_of(config: Config) -> None:
    keepers = build_keepers(config)
    listening = keepers.queue.listen(lambda _: None, lanes=[], threads=2)

    alive = listening.is_alive()
    listening.stop(timeout_seconds=PATIENCE_SECONDS)

    assert (alive, listening.is_alive()) == (True, False)
    keepers.close()


def test_a_reading_process_that_cannot_be_started_is_told_of(config: Config) -> None:
    keepers = build_keepers(config)
    watch = watch_over(keepers, tells_of_ledger=True)
    put_application(APPLICATION, keepers=keepers)
    recipe = EngineRecipe(make="tests.support.engines:make_no_engine", name="none", see="tests.support.engines:see")
    make_reader = lambda: ChildReader(recipe, pages_per_process=9, timeout_seconds=60)  # noqa: E731

    with working(config, keepers, sweeps=False, make_reader=make_reader, watch=watch):
        before = watch.vitals.states()["readers"]
        accept_upload(APPLICATION.application_id, Upload(file="a.jpg", content=b"x"), keepers=keepers)
        wait_until(lambda: watch.vitals.states()["readers"] != "ok")
        wait_until(lambda: keepers.jobs.find(JobFilter(states=(JobState.QUEUED,)), limit=1))

        assert (before, watch.vitals.states()["readers"]) == ("ok", "engine_unavailable")
        assert "certcheck_reader_starts_total 1.0" in watch.exposition().decode()
    keepers.close()


def test_the_memory_of_a_reading_process_is_measured(config: Config) -> None:
    keepers = build_keepers(config)
    watch = watch_over(keepers, tells_of_ledger=True)
    put_application(APPLICATION, keepers=keepers)
    recipe = EngineRecipe(
        make="tests.support.engines:make_engine",
        name="scripted",
        options={"greeting": "hello"},
        see="tests.support.engines:see",
    )
    make_reader = lambda: ChildReader(recipe, pages_per_process=9, timeout_seconds=60)  # noqa: E731

    with working(config, keepers, sweeps=False, make_reader=make_reader, watch=watch):
        accept_upload(APPLICATION.application_id, Upload(file="a.jpg", content=b"read"), keepers=keepers)
        wait_until(lambda: keepers.jobs.tally(JobFilter()).get(JobState.DONE))
        shown = watch.exposition().decode()

    (line,) = [line for line in shown.splitlines() if line.startswith("certcheck_reader_resident_bytes{")]
    assert float(line.split()[-1]) > 1_000_000
    assert 'certcheck_readers{state="alive"} 1.0' in shown
    keepers.close()


def test_a_loop_that_does_not_come_round_is_stuck() -> None:
    assert Beat(longest_seconds=60).state() == "ok"
    assert Beat(longest_seconds=-1).state() == "stuck"
