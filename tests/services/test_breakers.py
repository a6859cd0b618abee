"""Breakers at work: who waits, who tries, and what a wait costs: nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from models.errors import (
    BlobsRefused,
    BlobsUnavailable,
    Component,
    EngineUnavailable,
    ModelsMissing,
    StorageUnavailable,
)
from services.breakers import DatabaseWatch, Watch, forget_gone_hosts, list_breakers
from services.keepers import Keepers
from services.sweeping import sweep
from storage.breakers import FAILURES, PAUSES_SECONDS, BreakerState
from storage.memory import MemoryBlobs, MemoryQueue
from tests.support.clock import Clock
from tests.support.houses import memory_house

BLOBS_AWAY = BlobsUnavailable("expected the object store to answer, met MaxRetryError")
ENGINE_AWAY = EngineUnavailable("expected a model that runs, met a fault")


class Store(MemoryBlobs):
    """Bytes behind a door that can be shut."""

    def __init__(self) -> None:
        super().__init__()
        self.error: Exception | None = None
        self.asked_count = 0

    def ping(self) -> None:
        self.asked_count += 1
        if self.error:
            raise self.error


@dataclass
class House:
    clock: Clock = field(default_factory=Clock)
    store: Store = field(default_factory=Store)
    waits: list[float] = field(default_factory=list)
    give_up_after: int = 1000

    def __post_init__(self) -> None:
        self.keepers: Keepers = memory_house(clock=self.clock)
        object.__setattr__(self.keepers, "blobs", self.store)

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.clock.pass_seconds(seconds)
        return len(self.waits) >= self.give_up_after

    def watch(self, place: str = "here") -> Watch:
        return Watch(keepers=self.keepers, place=place, wait=self.wait, look_seconds=0)


@pytest.fixture
def house() -> House:
    return House()


def fail(watch: Watch, error: BlobsUnavailable | EngineUnavailable, times: int = FAILURES) -> None:
    for _ in range(times):
        watch.failed(error)


def test_nobody_waits_while_all_is_well(house: House) -> None:
    fail(house.watch(), BLOBS_AWAY, FAILURES - 1)

    assert house.watch().wait_until_well()
    assert house.waits == []


def test_a_store_that_is_away_is_waited_for_and_asked_without_a_job(house: House) -> None:
    fail(house.watch(), BLOBS_AWAY)

    assert house.watch().wait_until_well()

    assert sum(house.waits) >= PAUSES_SECONDS[0]
    assert house.store.asked_count == 1
    assert [one.state for one in list_breakers(keepers=house.keepers)] == [BreakerState.CLOSED]


def test_a_store_that_stays_away_is_asked_ever_more_seldom(house: House) -> None:
    house.store.error, house.give_up_after = BLOBS_AWAY, 300
    fail(house.watch(), BLOBS_AWAY)

    well = house.watch().wait_until_well()

    assert not well
    assert house.store.asked_count == 5
    assert sum(house.waits) == 600
    assert not list_breakers(keepers=house.keepers)[0].is_closed


def test_a_store_that_answers_with_a_refusal_lets_a_page_meet_it(house: House) -> None:
    fail(house.watch(), BLOBS_AWAY)
    house.store.error = BlobsRefused("CERTCHECK_BLOBS_URL: expected an object store that takes us in, met AccessDenied")

    assert house.watch().wait_until_well()
    assert list_breakers(keepers=house.keepers)[0].is_closed


def test_of_many_that_wait_for_an_engine_one_tries_it(house: House) -> None:
    first, second = house.watch(), house.watch()
    fail(first, ENGINE_AWAY)

    tries = first.wait_until_well()
    tried_at = house.clock.now
    house.give_up_after = len(house.waits) + 1

    assert tries
    assert not second.wait_until_well()
    first.answered(Component.ENGINE)
    house.give_up_after = 1000
    assert second.wait_until_well()
    assert (house.clock.now - tried_at).total_seconds() < PAUSES_SECONDS[0]


def test_the_engine_of_one_host_stops_no_other_host(house: House) -> None:
    fail(house.watch("sick"), ENGINE_AWAY)

    assert house.watch("well").wait_until_well()
    assert house.waits == []


def test_a_store_that_is_away_stops_every_host(house: House) -> None:
    house.give_up_after = 1
    fail(house.watch("one"), BLOBS_AWAY)

    assert not house.watch("other").wait_until_well()


@pytest.mark.parametrize(
    "error", [ModelsMissing("expected models, met none"), BlobsRefused("met AccessDenied"), StorageUnavailable("away")]
)
def test_what_refuses_us_and_the_database_have_no_breaker_in_the_table(house: House, error: StorageUnavailable) -> None:
    house.watch().failed(error)

    assert list_breakers(keepers=house.keepers) == ()


def test_what_is_known_is_looked_up_again_only_after_some_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = _counted(monkeypatch, house)
    watch = Watch(keepers=house.keepers, place="here", look_seconds=60)

    for _ in range(10):
        watch.wait_until_well()
        watch.answered(Component.BLOBS)

    assert looks() == 1


def test_a_broker_that_is_away_has_a_breaker_too(house: House) -> None:
    queue = house.keepers.queue
    assert isinstance(queue, MemoryQueue)
    queue.is_away = True
    for _ in range(FAILURES):
        sweep(keepers=house.keepers)
    (away,) = list_breakers(keepers=house.keepers)
    queue.is_away = False
    sweep(keepers=house.keepers)

    assert (away.component, away.is_closed, away.code) == (Component.BROKER, False, "queue_unavailable")
    assert list_breakers(keepers=house.keepers)[0].is_closed
    assert house.watch().wait_until_well()


def test_hosts_that_are_gone_are_forgotten(house: House) -> None:
    fail(house.watch("gone"), ENGINE_AWAY)
    house.clock.pass_seconds(2 * 3600)

    assert forget_gone_hosts(keepers=house.keepers) == 1


def test_the_database_is_left_alone_for_ever_longer_and_its_breaker_is_kept_here() -> None:
    watch = DatabaseWatch()

    pauses = [watch.failed(StorageUnavailable("expected the database to answer, met none")) for _ in range(10)]
    away = watch.breaker
    watch.answered()

    assert 0.5 <= pauses[0] <= 1
    assert 7.5 <= pauses[-1] <= 15
    assert (away.component, away.is_closed, away.code) == (Component.DATABASE, False, "storage_unavailable")
    assert watch.breaker.is_closed


def _counted(monkeypatch: pytest.MonkeyPatch, house: House) -> Callable[[], int]:
    calls: list[int] = []
    ask = house.keepers.breakers.all
    monkeypatch.setattr(house.keepers.breakers, "all", lambda: (calls.append(1), ask())[1])
    return lambda: len(calls)
