"""What the page of a dossier asks of the database: each thing once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from models.report import Verdict
from services.keepers import Keepers
from storage.migrate import upgrade
from storage.sql import Database
from tests.support.desk import MISMATCH, on_desk, reviewer
from tests.support.houses import scratch_database, sql_house
from tests.support.signed_in import opened_session, session_headers
from web.app import make_app
from web.house import House


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        with scratch_database() as scratch:
            yield scratch
    else:
        scratch = Database(f"sqlite:///{tmp_path / 'ledger.db'}")
        yield scratch
        scratch.close()


@pytest.fixture
def keepers(database: Database) -> Keepers:
    upgrade(database)
    return sql_house(database)


@contextmanager
def statements(database: Database) -> Iterator[Counter[str]]:
    """Count what is asked while the block runs, by its words and values; a transaction asks nothing."""
    said: Counter[str] = Counter()

    def note(_: sa.Connection, __: object, statement: str, values: object, *___: Any) -> None:
        if statement != "BEGIN":
            said[f"{statement} {values}"] += 1

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield said
    sa.event.remove(database.engine, "before_cursor_execute", note)


def test_a_dossier_page_asks_for_each_thing_once(database: Database, keepers: Keepers) -> None:
    key = on_desk(keepers, verdict=Verdict.IDENTITY_PROOF_REQUIRED, findings=(MISMATCH,))
    house = House(keepers=keepers, arrivals=None)
    headers = session_headers(opened_session(keepers, reviewer())) | {"Accept": "text/html"}
    client = TestClient(make_app(house, token="a token of some length"), base_url="http://certcheck.example")
    assert client.get(f"/review/{key}", headers=headers).status_code == 200

    with statements(database) as said:
        client.get(f"/review/{key}", headers=headers)

    assert [one for one, count in said.items() if count > 1] == []
    tables = Counter(one.partition("FROM ")[2].split()[0] for one in said)
    # Of the history first the newest entry, which tells whether a look is to be noted, and then all of them.
    assert tables.pop("history") == 2
    # Of accounts the titles of all colleagues that the page speaks of.
    once = "sessions accounts applications worklist dossiers reports documents jobs decisions corrections previews"
    assert tables == Counter(once.split())
