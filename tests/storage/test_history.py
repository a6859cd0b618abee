"""The promise of the history, over every keeper of it; and that a change of it is found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.decision import Correction
from models.desk import Deed
from models.levels import DeskPolicy, Level
from services.accounts import change_account, set_disabled
from services.desk.deciding import Deciding, claim, decide
from services.keepers import Keepers
from storage.history import BEGINNING, Entry
from storage.migrate import upgrade
from storage.sql import Database
from tests.support.clock import Clock
from tests.support.desk import on_desk, reviewer
from tests.support.houses import scratch_database, sql_house
from tests.support.signed_in import with_account


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
    assert keepers.history.newest_of("HB1", limit=1) == (second,)
    assert keepers.history.newest_of("HB1", limit=9) == (first, second)
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
        connection.execute(sa.text("DROP TRIGGER history_chains_no_delete"))
        connection.execute(sa.text("DROP TRIGGER decisions_no_update"))
        connection.execute(sa.text("DROP TRIGGER decisions_no_delete"))
    else:
        connection.execute(sa.text("DROP TRIGGER history_append_only ON history"))
        connection.execute(sa.text("DROP TRIGGER history_chains_no_delete ON history_chains"))
        connection.execute(sa.text("DROP TRIGGER decisions_append_only ON decisions"))


@pytest.mark.parametrize(
    ("deed", "chain", "place"),
    [
        ("UPDATE history SET reason = 'another' WHERE chain = 'HB1' AND place = 2", "HB1", 2),
        ("UPDATE history SET account = 'li', hash = prev_hash WHERE chain = 'HB1' AND place = 1", "HB1", 1),
        ("DELETE FROM history WHERE chain = 'HB1' AND place = 2", "HB1", 3),
        ("DELETE FROM history WHERE chain = 'HB1' AND place = 3", "HB1", 3),
        ("UPDATE history SET deed = 'bogus' WHERE chain = 'HB1' AND place = 2", "HB1", 2),
        ("UPDATE history SET level = 'bogus' WHERE chain = 'HB1' AND place = 2", "HB1", 2),
        ("UPDATE history SET content = '{\"a\"' WHERE chain = 'HB1' AND place = 2", "HB1", 2),
        ("UPDATE history SET content = '[]' WHERE chain = 'HB1' AND place = 2", "HB1", 2),
        ("DELETE FROM history_chains WHERE chain = 'HB1'", "HB1", 3),
        ("UPDATE history_chains SET hash = 'another' WHERE chain = 'HB1'", "HB1", 3),
        ("UPDATE history_chains SET place = 2 WHERE chain = 'HB1'", "HB1", 2),
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


def test_what_sqlite_lets_stand_for_a_moment_or_a_place_hides_nothing_else(tmp_path: Path, clock: Clock) -> None:
    database = Database(f"sqlite:///{tmp_path / 'ledger.db'}", clock=clock)
    upgrade(database)
    history = sql_house(database).history
    for chain in ("HB1", "HB2", "HB3"):
        history.append([entry(chain), entry(chain)])

    with database.writing() as connection:
        unguard(connection)
        connection.execute(sa.text("UPDATE history SET at = 'bogus' WHERE chain = 'HB1' AND place = 1"))
        connection.execute(sa.text("UPDATE history SET place = 'bogus' WHERE chain = 'HB2' AND place = 1"))
        connection.execute(sa.text("UPDATE history SET reason = 'another' WHERE chain = 'HB3' AND place = 1"))

    count, broken = history.check()
    database.close()
    assert count == 6
    assert {one.chain for one in broken} == {"HB1", "HB2", "HB3"}


@pytest.mark.parametrize("column", ["reason", "content", "at", "deed", "hash", "prev_hash", "account"])
def test_bytes_that_are_no_text_spoil_their_own_chain_alone(tmp_path: Path, clock: Clock, column: str) -> None:
    database = Database(f"sqlite:///{tmp_path / 'ledger.db'}", clock=clock)
    upgrade(database)
    house = sql_house(database)
    house.history.append([entry("HB1"), entry("HB2"), entry("HB2")])
    clock.pass_seconds(60)
    house.history.anchor(before=clock.now)

    with database.writing() as connection:
        unguard(connection)
        connection.execute(sa.text(f"UPDATE history SET {column} = CAST(X'FF' AS TEXT) WHERE chain = 'HB1'"))
        connection.execute(sa.text("UPDATE history SET reason = 'another' WHERE chain = 'HB2' AND place = 2"))

    count, broken = house.history.check()
    database.close()
    assert count == 3
    assert {one.chain for one in broken} - {""} == {"HB1", "HB2"}


def test_nothing_is_put_in_the_place_of_an_entry(tmp_path: Path, clock: Clock) -> None:
    database = Database(f"sqlite:///{tmp_path / 'ledger.db'}", clock=clock)
    upgrade(database)
    history = sql_house(database).history
    history.append([entry()])

    place = (
        "INSERT OR REPLACE INTO history SELECT NULL, chain, place, at, 'li', level, deed, dossier_id, reason, content"
    )
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), database.writing() as connection:
        connection.execute(sa.text(f"{place}, prev_hash, hash FROM history"))

    history.append([entry()])
    assert history.check() == (2, ())
    database.close()


@pytest.mark.parametrize("table", ["history", "worklist", "decisions"])
def test_a_name_that_is_no_text_can_still_be_told(tmp_path: Path, clock: Clock, table: str) -> None:
    database = Database(f"sqlite:///{tmp_path / 'ledger.db'}", clock=clock)
    upgrade(database)
    house = sql_house(database)
    key = on_desk(house)
    claim(key, account=reviewer(), until=clock.now + timedelta(minutes=5), keepers=house)
    wanted = Deciding(deed=Deed.ACCEPT, version=1, reason="材料齐全")
    decide(key, wanted, account=reviewer(), policy=DeskPolicy(), now=clock.now, keepers=house)

    with database.writing() as connection:
        unguard(connection)
        connection.execute(sa.text("DELETE FROM worklist_names"))
        named = "chain" if table == "history" else "application_id"
        connection.execute(sa.text(f"UPDATE {table} SET {named} = CAST(X'48FF' AS TEXT)"))

    _, broken = house.history.check()
    database.close()
    assert broken
    assert all(one.chain.isprintable() and one.chain.isascii() for one in broken)


def test_the_head_of_a_chain_is_never_taken_away(database: Database) -> None:
    history = sql_house(database).history
    history.append([entry()])

    with pytest.raises(sa.exc.IntegrityError, match="append-only"), database.writing() as connection:
        connection.execute(sa.text("DELETE FROM history_chains"))

    history.append([entry()])
    assert history.check() == (2, ())


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("SELECT 1", ""),
        ("UPDATE decisions SET account = 'li'", "decision"),
        ("UPDATE decisions SET deed = 'reject'", "decision"),
        ("UPDATE decisions SET level = 'nation'", "decision"),
        ("UPDATE decisions SET reason = 'another'", "decision"),
        ("UPDATE decisions SET verdict = 'review'", "decision"),
        ("UPDATE decisions SET overturned_account = 'li'", "decision"),
        ("DELETE FROM decisions", "decision that an entry tells of"),
        ("DELETE FROM history WHERE deed = 'accept'", "entry that tells of each decision"),
        ("UPDATE worklist SET state = 'accepted'", "where its last move took it"),
        ("UPDATE worklist SET level = 'nation'", "where its last move took it"),
        ("DELETE FROM worklist", "met no line of it"),
    ],
)
def test_what_stands_beside_the_chains_is_held_against_them(
    database: Database, clock: Clock, deed: str, why: str
) -> None:
    house = sql_house(database)
    key = on_desk(house)
    until = clock.now + timedelta(minutes=5)
    account = reviewer()
    claim(key, account=account, until=until, keepers=house)
    wanted = Deciding(deed=Deed.ACCEPT, version=1, reason="材料齐全")
    decide(key, wanted, account=account, policy=DeskPolicy(), now=clock.now, keepers=house)

    with database.writing() as connection:
        unguard(connection)
        connection.execute(sa.text("DELETE FROM worklist_names"))
        connection.execute(sa.text(deed))

    _, broken = house.history.check()
    assert bool(broken) is bool(why)
    assert any(why in one.why for one in broken) is bool(why)


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("UPDATE accounts SET password_hash = 'h2'", ""),
        ("UPDATE accounts SET level = 'nation' WHERE name = 'chen'", "none like it"),
        ("UPDATE accounts SET registration_point = '' WHERE name = 'chen'", "none like it"),
        ("UPDATE accounts SET is_disabled = (1 = 0) WHERE name = 'li'", "none like it"),
        ("DELETE FROM accounts WHERE name = 'li'", "none like it"),
        ("UPDATE accounts SET name = 'zhou' WHERE name = 'li'", "met one without"),
    ],
)
def test_accounts_are_held_against_what_made_them(database: Database, deed: str, why: str) -> None:
    house = sql_house(database)
    for name in ("chen", "li"):
        with_account(house, reviewer(name=name))
    set_disabled("li", is_disabled=True, keepers=house)
    change_account(replace(house.accounts.account("li").account, title="李老师"), keepers=house)
    assert house.history.check() == (4, ())

    with database.writing() as connection:
        connection.execute(sa.text(deed))

    _, broken = house.history.check()
    assert bool(broken) is bool(why)
    assert any(why in one.why for one in broken) is bool(why)


def test_corrections_are_held_against_their_entries(database: Database, clock: Clock) -> None:
    house = sql_house(database)
    key = on_desk(house)
    content = {"document_id": f"d{key}", "field": "name", "read": "陈嘉和"}
    for value in ("陈嘉禾", None):
        kept = Correction(
            application_id=key,
            document_id=f"d{key}",
            field="name",
            read="陈嘉和",
            value=value,
            account="chen",
            reason="看清了",
            at=clock.now,
        )
        said = content | ({"value": value} if value else {})
        told = Entry(chain=key, account="chen", deed=Deed.CORRECT, reason="看清了", content=said)
        house.corrections.add(kept, entry=told)
    _, before = house.history.check()

    with database.writing() as connection:
        for trigger in ("corrections_no_update", "corrections_append_only ON corrections"):
            if (connection.dialect.name == "sqlite") is ("ON" not in trigger):
                connection.execute(sa.text(f"DROP TRIGGER {trigger}"))
        connection.execute(sa.text("UPDATE corrections SET value = '陈小禾' WHERE value IS NOT NULL"))

    _, broken = house.history.check()
    assert before == ()
    assert [one.chain for one in broken] == [key, key]
