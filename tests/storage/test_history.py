"""The promise of the history, over every keeper of it; and that a change of it is found."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.desk import Deed
from models.levels import Level
from services.keepers import Keepers
from storage.history import BEGINNING, Entry
from storage.migrate import upgrade
from storage.sql import Database
from tests.support.clock import Clock
from tests.support.houses import scratch_database, sql_house


def entry(chain: str = "HB1", **more: object) -> Entry:
    return Entry(chain=chain, account="chen", level=Level.NATION, deed=Deed.VIEW, **more)  # type: ignore[arg-type]


def test_entries_come_back_in_order_each_chained_to_the_one_before(keepers: Keepers, clock: Clock) -> None:
    keepers.history.append([entry(reason="一", content={"b": "2", "a": "1"}), entry("HB2")])
    clock.pass_seconds(1)
    keepers.history.append([entry(dossier_id=7)])

    first, second = keepers.history.entries_of("HB1")

    assert (first.place, first.prev_hash, second.place, second.prev_hash) == (1, BEGINNING, 2, first.hash)
    assert first.entry == entry(reason="一", content={"a": "1", "b": "2"})
    assert second.at == first.at + timedelta(seconds=1)
    assert keepers.history.entries_of("HB1", after=1) == (second,)
    assert keepers.history.last_of("HB1") == second
    assert keepers.history.last_of("none") is None
    assert keepers.history.check() == (3, ())


def test_anchors_cover_what_has_settled_once(keepers: Keepers, clock: Clock) -> None:
    keepers.history.append([entry(), entry("HB2")])
    assert keepers.history.anchor(before=clock.now) is None
    clock.pass_seconds(60)
    first = keepers.history.anchor(before=clock.now)
    keepers.history.append([entry()])
    clock.pass_seconds(60)
    second = keepers.history.anchor(before=clock.now)

    assert first is not None
    assert second is not None
    assert (first.count, second.count, second.prev_hash) == (2, 1, first.hash)
    assert keepers.history.anchor(before=clock.now) is None
    assert keepers.history.last_anchor() == second
    assert keepers.history.check() == (3, ())


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Database]:
    if request.param == "postgresql":
        with scratch_database(clock=clock) as scratch:
            upgrade(scratch)
            yield scratch
        return
    scratch = Database(f"sqlite:///{tmp_path / 'ledger.db'}", clock=clock)
    upgrade(scratch)
    yield scratch
    scratch.close()


def unguard(connection: sa.Connection) -> None:
    """Take away the triggers, as somebody with the database's password can."""
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("DROP TRIGGER history_no_update"))
        connection.execute(sa.text("DROP TRIGGER history_no_delete"))
    else:
        connection.execute(sa.text("DROP TRIGGER history_append_only ON history"))


@pytest.mark.parametrize(
    ("deed", "chain", "place"),
    [
        ("UPDATE history SET reason = 'another' WHERE chain = 'HB1' AND place = 2", "HB1", 2),
        ("UPDATE history SET account = 'li', hash = prev_hash WHERE chain = 'HB1' AND place = 1", "HB1", 1),
        ("DELETE FROM history WHERE chain = 'HB1' AND place = 2", "HB1", 3),
        ("DELETE FROM history WHERE chain = 'HB1' AND place = 3", "HB1", 3),
    ],
)
def test_a_change_made_behind_our_back_is_found(database: Database, deed: str, chain: str, place: int) -> None:
    history = sql_house(database).history
    for _ in range(3):
        history.append([entry(), entry("HB2")])

    with database.writing() as connection:
        unguard(connection)
        connection.execute(sa.text(deed))

    _, broken = history.check()
    assert [(one.chain, one.place) for one in broken] == [(chain, place)]


def test_a_chain_that_is_taken_away_whole_is_missed_by_its_anchor(database: Database, clock: Clock) -> None:
    history = sql_house(database).history
    history.append([entry(), entry("HB2")])
    clock.pass_seconds(60)
    history.anchor(before=clock.now)

    with database.writing() as connection:
        unguard(connection)
        connection.execute(sa.text("DELETE FROM history WHERE chain = 'HB1'"))
        connection.execute(sa.text("DELETE FROM history_chains WHERE chain = 'HB1'"))

    _, broken = history.check()
    assert [(one.chain, one.why.startswith("expected 2 entries")) for one in broken] == [("", True)]
