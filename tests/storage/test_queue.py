"""The promise of the doorbell, over every keeper of it."""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker

from models.errors import ConfigInvalid, QueueUnavailable
from models.job import Lane
from storage.memory import MemoryQueue
from storage.queue import Queue
from storage.queue_dramatiq import DramatiqQueue, broker_of, queue_name
from tests.support.processes import wait_until
from tests.support.servers import server_url

BROKERS = {"redis": "CERTCHECK_TEST_REDIS_URL", "amqp": "CERTCHECK_TEST_AMQP_URL"}


@pytest.fixture(params=["the fake", "memory", "redis", "amqp"])
def bell(request: pytest.FixtureRequest) -> Iterator[Queue]:
    if request.param == "the fake":
        yield MemoryQueue()
    else:
        with over_broker(request.param) as queue:
            yield queue


@pytest.fixture(params=["memory", "redis", "amqp"])
def threaded(request: pytest.FixtureRequest) -> Iterator[Queue]:
    """The fake answers in the caller's thread and leaves lanes out of account; these do not."""
    with over_broker(request.param) as queue:
        yield queue


@contextmanager
def over_broker(kind: str) -> Iterator[Queue]:
    url = server_url(BROKERS[kind]) if kind in BROKERS else "memory:"
    namespace = f"test-{uuid.uuid4().hex[:8]}"
    broker = broker_of(url, namespace=namespace)
    queue = DramatiqQueue(broker, namespace=namespace)
    yield queue
    broker.flush_all()
    queue.close()


class Answers:
    """Takes down what was answered."""

    def __init__(self, *, wait_for: threading.Event | None = None) -> None:
        self.ids: list[str] = []
        self._wait_for = wait_for

    def __call__(self, job_id: str) -> None:
        if self._wait_for is not None:
            self._wait_for.wait(20)
        self.ids.append(job_id)


def answer_all(bell: Queue, until: Callable[[], bool]) -> None:
    if isinstance(bell, MemoryQueue):
        bell.answer_all()
    deadline = time.monotonic() + 20
    while not until() and time.monotonic() < deadline:
        time.sleep(0.02)


def test_rings_wait_in_their_lane(bell: Queue) -> None:
    for job_id in ("a", "b"):
        bell.ring(job_id, lane=Lane.LIVE)
    bell.ring("c", lane=Lane.BACKFILL)

    assert (bell.depth(Lane.LIVE), bell.depth(Lane.BACKFILL)) == (2, 1)


def test_every_ring_is_answered_once(bell: Queue) -> None:
    answers = Answers()
    bell.ring("before", lane=Lane.LIVE)

    listening = bell.listen(answers, lanes=list(Lane), threads=2)
    for number in range(20):
        bell.ring(str(number), lane=Lane.BACKFILL)
    answer_all(bell, lambda: len(answers.ids) >= 21)
    listening.stop(timeout_seconds=10)

    assert sorted(answers.ids) == sorted(["before", *map(str, range(20))])


def test_an_answer_that_fails_does_not_end_the_listening(threaded: Queue) -> None:
    answers = Answers()

    def answer(job_id: str) -> None:
        if job_id == "bad":
            raise RuntimeError(job_id)
        answers(job_id)

    listening = threaded.listen(answer, lanes=list(Lane), threads=1)
    threaded.ring("bad", lane=Lane.LIVE)
    threaded.ring("good", lane=Lane.LIVE)
    answer_all(threaded, lambda: bool(answers.ids))
    listening.stop(timeout_seconds=10)

    assert answers.ids == ["good"]
    assert threaded.depth(Lane.LIVE) == 0


def test_a_stop_waits_for_the_work_in_hand(threaded: Queue) -> None:
    begun, may_end = threading.Event(), threading.Event()
    answers = Answers(wait_for=may_end)

    def answer(job_id: str) -> None:
        begun.set()
        answers(job_id)

    listening = threaded.listen(answer, lanes=[Lane.LIVE], threads=1)
    threaded.ring("long", lane=Lane.LIVE)
    assert begun.wait(20)
    threading.Timer(0.3, may_end.set).start()
    listening.stop(timeout_seconds=10)

    assert answers.ids == ["long"]


def test_a_lane_that_nobody_listens_to_waits(threaded: Queue) -> None:
    answers = Answers()

    listening = threaded.listen(answers, lanes=[Lane.LIVE], threads=1)
    threaded.ring("history", lane=Lane.BACKFILL)
    threaded.ring("upload", lane=Lane.LIVE)
    answer_all(threaded, lambda: bool(answers.ids))
    listening.stop(timeout_seconds=10)

    assert answers.ids == ["upload"]
    assert threaded.depth(Lane.BACKFILL) == 1


def test_an_upload_does_not_wait_behind_history(threaded: Queue) -> None:
    may_end = threading.Event()
    answers = Answers(wait_for=may_end)

    listening = threaded.listen(answers, lanes=list(Lane), threads=1)
    for number in range(10):
        threaded.ring(f"history {number}", lane=Lane.BACKFILL)
    time.sleep(1)
    threaded.ring("upload", lane=Lane.LIVE)
    time.sleep(1)
    may_end.set()
    answer_all(threaded, lambda: len(answers.ids) >= 11)
    listening.stop(timeout_seconds=10)

    # One page of history may be in hand, and the thread may hold the next before the upload is fetched.
    assert answers.ids.index("upload") <= 2


def test_a_broker_that_is_there_answers(bell: Queue) -> None:
    bell.ping()


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "amqp://guest:guest@127.0.0.1:1/"])
def test_a_broker_that_does_not_answer_is_unavailable(url: str) -> None:
    queue = DramatiqQueue(broker_of(url))

    with pytest.raises(QueueUnavailable):
        queue.ring("a", lane=Lane.LIVE)
    with pytest.raises(QueueUnavailable):
        queue.ping()


def test_a_message_carries_the_id_and_nothing_else() -> None:
    broker = broker_of("memory:")
    assert isinstance(broker, StubBroker)

    DramatiqQueue(broker).ring("an id", lane=Lane.LIVE)

    message = next(broker.consume("certcheck-live", timeout=100))
    assert message is not None
    assert (message.args, message.kwargs, message.options) == (("an id",), {}, {})


def test_another_scheme_is_refused() -> None:
    with pytest.raises(ConfigInvalid):
        broker_of("kafka://host")


def test_an_answer_that_fails_leaves_no_dead_letter_in_the_broker(threaded: Queue) -> None:
    begun: list[str] = []

    def fail(job_id: str) -> None:
        begun.append(job_id)
        raise QueueUnavailable("expected the ledger to answer, met none")

    listening = threaded.listen(fail, lanes=list(Lane), threads=1)
    threaded.ring("j1", lane=Lane.LIVE)
    wait_until(lambda: begun == ["j1"] and threaded.depth(Lane.LIVE) == 0, what="a ring that was answered")
    listening.stop(timeout_seconds=5)

    assert isinstance(threaded, DramatiqQueue)
    assert dead_letters(threaded) == 0
    assert begun == ["j1"]


def test_who_takes_no_more_leaves_rings_to_others(threaded: Queue) -> None:
    mine = Answers()
    listening = threaded.listen(mine, lanes=list(Lane), threads=1)
    listening.take_no_more()
    # A thread that waits for a ring finds out within half a second.
    time.sleep(1)
    threaded.ring("j1", lane=Lane.LIVE)
    listening.stop(timeout_seconds=5)

    assert mine.ids == []
    assert threaded.depth(Lane.LIVE) == 1


def dead_letters(queue: DramatiqQueue) -> int:
    broker, name = queue.broker, queue_name(Lane.LIVE, namespace=queue._namespace)
    if isinstance(broker, StubBroker):
        return len(broker.dead_letters)
    if isinstance(broker, RedisBroker):
        return sum(broker.client.zcard(key) for key in broker.client.scan_iter(f"*{name}.XQ"))
    assert isinstance(broker, RabbitmqBroker)
    return int(broker.get_queue_message_counts(name)[2])


def test_two_lanes_heard_in_one_process_are_no_warning(threaded: Queue, caplog: pytest.LogCaptureFixture) -> None:
    heard = [threaded.listen(lambda _: None, lanes=(lane,), threads=1) for lane in Lane]
    for one in heard:
        one.stop(timeout_seconds=10)

    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
