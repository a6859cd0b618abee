"""Transactions of SQLite: whose turn it is to write, and what is flushed to the disk."""

import errno
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.errors import StorageUnavailable
from storage import sql
from storage.sql import MOST_ASKED, Database, portions
from tests.support.houses import scratch_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'ledger.db'}", pool_size=20)
    with made.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE numbers (number INTEGER)")
    yield made
    made.close()


def test_threads_that_write_at_once_all_get_their_turn(database: Database) -> None:
    def write() -> None:
        for number in range(5):
            with database.writing() as connection:
                connection.execute(sa.text("INSERT INTO numbers VALUES (:number)"), {"number": number})

    threads = [threading.Thread(target=write) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM numbers").scalar() == 100


def test_a_writer_whose_turn_does_not_come_is_told_so(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "BUSY_MS", 50)
    refused: list[StorageUnavailable] = []

    def write() -> None:
        with pytest.raises(StorageUnavailable) as caught, database.writing():
            pass
        refused.append(caught.value)

    with database.writing():
        other = threading.Thread(target=write)
        other.start()
        other.join()
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO numbers VALUES (1)")

    assert "turn to write" in str(refused[0])


def test_whoever_fails_in_its_turn_leaves_the_turn_to_others(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing():
        raise ZeroDivisionError

    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO numbers VALUES (1)")


def test_what_must_survive_a_power_cut_is_flushed_and_what_need_not_is_not(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda descriptor: flushed.append(os.fstat(descriptor).st_ino))
        for survives in (True, False, False, True):
            with database.writing(survives_power_cut=survives) as connection:
                connection.exec_driver_sql("INSERT INTO numbers VALUES (1)")

    assert flushed == [Path(f"{database.engine.url.database}-wal").stat().st_ino] * 2


def test_what_is_undone_is_not_flushed_and_what_cannot_be_flushed_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(ZeroDivisionError), database.writing():
            raise ZeroDivisionError
        with pytest.raises(StorageUnavailable, match="flushed"), database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO numbers VALUES (1)")

    with database.writing() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM numbers").scalar() == 1


def test_who_waits_for_the_disk_keeps_nobody_from_writing_and_shares_the_next_flush(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, flushes = threading.Event(), threading.Event(), []

    def flush(_descriptor: int) -> None:
        flushes.append(1)
        begun.set()
        go_on.wait(10)

    def write() -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO numbers VALUES (1)")

    def count() -> int:
        with database.asking() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM numbers").scalar_one())

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", flush)
        threads = [threading.Thread(target=write) for _ in range(8)]
        threads[0].start()
        assert begun.wait(10)
        for thread in threads[1:]:
            thread.start()
        while count() < len(threads):
            time.sleep(0.01)
        time.sleep(0.1)
        go_on.set()
        for thread in threads:
            thread.join()

    assert len(flushes) == 2


def test_a_question_holds_different_values_in_order_and_no_more_than_it_may() -> None:
    parts = list(portions([*range(MOST_ASKED + 1, 0, -1), 1, 2]))

    assert parts == [list(range(1, MOST_ASKED + 1)), [MOST_ASKED + 1]]
    assert list(portions([])) == []


def test_questions_see_what_others_write_between_them_and_hold_nobody_up(database: Database) -> None:
    met = []
    with database.asking() as connection:
        for number in range(2):
            met.append(connection.exec_driver_sql("SELECT count(*) FROM numbers").scalar())
            with database.writing() as other:
                other.exec_driver_sql(f"INSERT INTO numbers VALUES ({number})")

    assert met == [0, 1]


def test_a_connection_that_was_asked_opens_transactions_again(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.db'}", pool_size=1)
    with database.asking() as connection:
        connection.exec_driver_sql("SELECT 1")

    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE numbers (number INTEGER)")
        raise ZeroDivisionError

    with database.asking() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    database.close()


def test_on_a_server_a_connection_that_was_asked_opens_transactions_again() -> None:
    with scratch_database() as scratch:
        with scratch.asking() as connection:
            connection.exec_driver_sql("SELECT 1")

        with pytest.raises(ZeroDivisionError), scratch.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE unborn (number INTEGER)")
            raise ZeroDivisionError

        with scratch.asking() as connection:
            assert connection.exec_driver_sql("SELECT to_regclass('unborn')").scalar() is None
