"""A connection that has rested is asked whether the server is still there; one that is in use is not."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from storage.pinging import ping_after_a_rest
from storage.sql import Database
from tests.support.houses import scratch_database


@pytest.fixture
def database() -> Iterator[Database]:
    with scratch_database() as scratch:
        yield scratch


def test_a_connection_that_was_ended_while_it_rested_is_made_anew(database: Database) -> None:
    engine = sa.create_engine(database.engine.url)
    ping_after_a_rest(engine, rest_seconds=0)
    with engine.connect() as connection:
        number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with database.writing() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({number}, 5000)")

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() != number
    engine.dispose()


def test_a_connection_that_is_in_use_is_not_asked(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    pings: list[object] = []
    monkeypatch.setattr(database.engine.dialect, "do_ping", pings.append)

    for _ in range(3):
        with database.reading() as connection:
            connection.exec_driver_sql("SELECT 1")

    assert pings == []
