"""Rings through dramatiq: in memory, over Redis or over RabbitMQ. Two lanes are two queues; messages carry ids only.

dramatiq's own retries, age and time limits are off: the ledger retries, and a time limit cannot end a call in C.
Rings in memory are gone with the process; the sweep rings again what the ledger still has.
"""

import logging
import threading
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

import dramatiq
import pika.exceptions  # type: ignore[import-untyped]  # pika carries no types
import redis.exceptions
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from dramatiq.errors import BrokerError

from models.errors import ConfigInvalid, QueueRefused, QueueUnavailable
from models.job import Lane

ACTORS = {lane: f"run_{lane}_job" for lane in Lane}
"""The actor that answers a lane's rings; enqueued by name, so whoever rings need not know the actor."""
PRIORITIES = {lane: 100 if lane.gives_way else 0 for lane in Lane}
"""Of rings that a process has fetched, the one with the lower number is answered first."""

BROKER_FAULTS = (BrokerError, redis.exceptions.RedisError, pika.exceptions.AMQPError, OSError)
REFUSALS = (
    redis.exceptions.AuthenticationError,
    redis.exceptions.NoPermissionError,
    pika.exceptions.AuthenticationError,
    pika.exceptions.ProbableAuthenticationError,
    pika.exceptions.ProbableAccessDeniedError,
)
"""What a broker answers to a wrong password or right: no waiting mends it."""


def broker_of(url: str, *, namespace: str = "certcheck") -> dramatiq.Broker:
    """Make the broker of a URL `memory:`, `redis(s)://…` or `amqp(s)://…`, with every lane declared.

    Connects to nothing yet.

    Raises:
        ConfigInvalid: the URL has another scheme, or a part that is none.
    """
    try:
        broker = _bare_broker(url, namespace)
    except ValueError:
        # The text of the error may hold the password.
        raise ConfigInvalid("CERTCHECK_BROKER_URL: expected a host and a port, met another form") from None
    for lane in Lane:
        broker.declare_queue(queue_name(lane, namespace=namespace))
    return broker


def queue_name(lane: Lane, *, namespace: str = "certcheck") -> str:
    """Name the broker's queue of a lane."""
    return f"{namespace}-{lane}"


def declare_actors(
    broker: dramatiq.Broker,
    answer: Callable[[str], None],
    *,
    lanes: Collection[Lane] = tuple(Lane),
    namespace: str = "certcheck",
) -> None:
    """Let one function answer the rings of these lanes."""
    for lane in lanes:
        declare = dramatiq.actor(
            actor_name=ACTORS[lane],
            queue_name=queue_name(lane, namespace=namespace),
            priority=PRIORITIES[lane],
            broker=broker,
        )
        declare(answer)


class DramatiqQueue:
    """The doorbell over one broker."""

    def __init__(self, broker: dramatiq.Broker, *, namespace: str = "certcheck") -> None:
        self.broker = broker
        # Each lane has a worker of its own on the one broker; dramatiq warns of a second as if it were a slip.
        broker.logger.addFilter(_says_no_worker_is_twice)
        self._namespace = namespace

    def ring(self, job_id: str, *, lane: Lane) -> None:
        """See `Queue.ring`."""
        message: dramatiq.Message[None] = dramatiq.Message(
            queue_name=queue_name(lane, namespace=self._namespace),
            actor_name=ACTORS[lane],
            args=(job_id,),
            kwargs={},
            options={},
        )
        try:
            self.broker.enqueue(message)
        except BROKER_FAULTS as error:
            raise _unavailable(error) from error

    def depth(self, lane: Lane) -> int:
        """See `Queue.depth`. RabbitMQ does not count rings that are being answered."""
        name = queue_name(lane, namespace=self._namespace)
        try:
            return _depth(self.broker, name)
        except BROKER_FAULTS as error:
            raise _unavailable(error) from error

    def listen(self, answer: Callable[[str], None], *, lanes: Collection[Lane], threads: int) -> "DramatiqListening":
        """See `Queue.listen`."""
        declare_actors(self.broker, answer, lanes=lanes, namespace=self._namespace)
        queues = {queue_name(lane, namespace=self._namespace) for lane in lanes}
        worker = dramatiq.Worker(self.broker, queues=queues, worker_threads=threads, worker_timeout=500)
        worker.start()
        return DramatiqListening(worker)

    def ping(self) -> None:
        """See `Queue.ping`."""
        self.depth(Lane.LIVE)

    def close(self) -> None:
        """See `Queue.close`."""
        self.broker.close()
        if isinstance(self.broker, RedisBroker):
            self.broker.client.close()


class DramatiqListening:
    """dramatiq's worker threads in this process."""

    def __init__(self, worker: dramatiq.Worker) -> None:
        self._worker = worker

    def take_no_more(self) -> None:
        """See `Listening.take_no_more`. Rings that were fetched already go back to the broker with `stop`."""
        for thread in self._worker.workers:
            thread.stop()

    def is_alive(self) -> bool:
        """See `Listening.is_alive`."""
        threads: list[threading.Thread] = [*self._worker.workers, *self._worker.consumers.values()]
        return all(thread.is_alive() for thread in threads)

    def stop(self, *, timeout_seconds: float) -> None:
        """See `Listening.stop`."""
        self._worker.stop(timeout=int(timeout_seconds * 1000))


def _bare_broker(url: str, namespace: str) -> dramatiq.Broker:
    parts = urlsplit(url)
    # Asked for here: a client would meet a port that is none only when it connects, with an error of no known kind.
    if parts.port == 0:
        raise ValueError("port 0")
    match parts.scheme:
        case "memory":
            return StubBroker(middleware=[])
        case "redis" | "rediss":
            return RedisBroker(url=url, middleware=[], namespace=namespace)  # type: ignore[no-untyped-call]
        case "amqp" | "amqps":
            # Confirmed, because a ring that RabbitMQ never took waits for the sweep.
            return RabbitmqBroker(url=url, middleware=[], confirm_delivery=True)
        case _:
            raise ConfigInvalid("expected CERTCHECK_BROKER_URL to begin with memory:, redis: or amqp:, met another")


def _says_no_worker_is_twice(record: logging.LogRecord) -> bool:
    return "middleware of the same type twice" not in record.msg


def _depth(broker: dramatiq.Broker, name: str) -> int:
    if isinstance(broker, StubBroker):
        return int(broker.queues[name].unfinished_tasks)
    if isinstance(broker, RedisBroker):
        return int(broker.do_qsize(name))
    if isinstance(broker, RabbitmqBroker):
        return _rabbitmq_depth(broker, name)
    raise ConfigInvalid("expected a broker in memory, Redis or RabbitMQ, met another")


def _rabbitmq_depth(broker: RabbitmqBroker, name: str) -> int:
    try:
        broker.declare_queue(name, ensure=True)
        waiting, delayed, _dead = broker.get_queue_message_counts(name)
    except pika.exceptions.AMQPError:
        # A thread that was idle for some minutes finds its connection closed by the server: a new one is made once.
        del broker.connection
        waiting, delayed, _dead = broker.get_queue_message_counts(name)
    return int(waiting + delayed)


def _unavailable(error: Exception) -> QueueUnavailable:
    behind: BaseException | None = error
    while behind is not None:
        if isinstance(behind, REFUSALS):
            met = type(behind).__name__
            return QueueRefused(f"CERTCHECK_BROKER_URL: expected a broker that takes us in, met {met}")
        behind = behind.__cause__ or behind.__context__
    return QueueUnavailable(f"expected the broker to answer, met {type(error).__name__}")
