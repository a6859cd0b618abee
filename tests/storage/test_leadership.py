"""The promise of leadership, over every keeper of it: one leads, and nobody's clock decides who."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.errors import StorageUnavailable
from storage.leadership import Leadership
from storage.leadership_sql import sql_leadership
from storage.memory_processes import MemoryLeadership, MemorySeat
from storage.migrate import upgrade
from storage.sql import Database
from tests.support.clock import Clock
from tests.support.houses import LEDGERS, scratch_database

Contender = Callable[[], Leadership]


class Elapsed:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def elapsed() -> Elapsed:
    return Elapsed()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Database]:
    if request.param == "postgresql":
        with scratch_database(clock=clock) as scratch:
            upgrade(scratch)
            yield scratch
    else:
        scratch = Database(f"sqlite:///{tmp_path / 'ledger.db'}", clock=clock)
        upgrade(scratch)
        yield scratch
        scratch.close()


@pytest.fixture(params=LEDGERS)
def contender(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock, elapsed: Elapsed) -> Iterator[Contender]:
    if request.param == "memory":
        seat = MemorySeat()
        yield lambda: MemoryLeadership(seat=seat, patience_seconds=10, elapsed=elapsed)
        return
    made: list[Leadership] = []

    def make(database: Database) -> Leadership:
        made.append(sql_leadership(database, "sweep", patience_seconds=10, elapsed=elapsed))
        return made[-1]

    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'ledger.db'}", clock=clock)
        upgrade(database)
        yield lambda: make(database)
        database.close()
        return
    with scratch_database(clock=clock) as database:
        upgrade(database)
        yield lambda: make(database)
        for one in made:
            one.resign()


def test_one_leads_and_the_other_stands_by(contender: Contender) -> None:
    first, second = contender(), contender()

    assert first.holder() is None
    assert [first.lead("a"), second.lead("b"), first.lead("a"), second.lead("b")] == [True, False, True, False]
    assert second.holder() == "a"


def test_who_resigns_is_followed_at_once(contender: Contender) -> None:
    first, second = contender(), contender()
    first.lead("a")

    first.resign()
    first.resign()

    assert first.holder() is None
    assert follows(second, "b")
    assert second.holder() == "b"
    assert not first.lead("a")


def test_a_leader_that_hangs_is_followed_and_stands_by_when_it_wakes(contender: Contender, elapsed: Elapsed) -> None:
    first, second = contender(), contender()
    first.lead("a")
    second.lead("b")

    elapsed.seconds += 10

    assert follows(second, "b")
    assert not first.lead("a")
    assert second.lead("b")
    assert second.holder() == "b"


def test_a_leader_that_goes_on_is_never_followed(contender: Contender, elapsed: Elapsed) -> None:
    first, second = contender(), contender()

    for _ in range(30):
        assert first.lead("a")
        assert not second.lead("b")
        elapsed.seconds += 5


@pytest.mark.parametrize("hours", [-48, 48])
def test_a_clock_that_jumps_changes_no_leader(contender: Contender, clock: Clock, hours: int) -> None:
    first, second = contender(), contender()
    first.lead("a")
    second.lead("b")

    clock.now += timedelta(hours=hours)

    assert not second.lead("b")
    assert first.lead("a")


def test_of_many_that_begin_at_once_one_leads(contender: Contender) -> None:
    many = [contender() for _ in range(6)]

    with ThreadPoolExecutor(max_workers=6) as pool:
        led = list(pool.map(lambda n: many[n].lead(f"p{n}"), range(6)))

    assert sum(led) == 1
    assert [one.lead(f"p{n}") for n, one in enumerate(many)] == led


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_leader_whose_connection_is_cut_leads_again_or_is_followed_at_once(database: Database) -> None:
    first, second = sql_leadership(database, "sweep"), sql_leadership(database, "sweep")
    first.lead("a")
    with database.reading() as connection:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        connection.execute(sa.text(cut))

    assert follows(second, "b")
    assert not first.lead("a")
    second.resign()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_seats_of_other_names_are_others_own(database: Database) -> None:
    sweep, other = sql_leadership(database, "sweep"), sql_leadership(database, "other")

    assert [sweep.lead("a"), other.lead("b")] == [True, True]
    sweep.resign()
    other.resign()


def test_who_cannot_ask_does_not_lead() -> None:
    away = sql_leadership(Database("postgresql://nobody:secret@127.0.0.1:1/none"), "sweep")

    with pytest.raises(StorageUnavailable):
        away.lead("a")
    away.resign()


def follows(contender: Leadership, holder: str) -> bool:
    """A server takes a moment to end a connection, and who ended it asks again."""
    deadline = time.monotonic() + 20
    while not contender.lead(holder):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
