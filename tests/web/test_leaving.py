"""Signing out lets go: nobody waits for a dossier whose holder has gone home."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from models.desk import Deed
from services.keepers import Keepers
from tests.support.clock import Clock
from tests.support.desk import on_desk, reviewer
from tests.support.houses import memory_house
from tests.support.signed_in import PASSWORD, door, opened_session, session_headers, with_account
from web.callers import COOKIE

CHEN, LI = reviewer(name="chen"), reviewer(name="li")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keepers(clock: Clock) -> Keepers:
    return memory_house(clock=clock)


@pytest.fixture
def client(keepers: Keepers, clock: Clock) -> Iterator[TestClient]:
    with door(keepers, clock, token="t" * 20) as opened:
        yield opened


def holder(keepers: Keepers, key: str, clock: Clock) -> str:
    return keepers.worklist.case(key).held_by(clock.now)


def test_whoever_signs_out_lets_go_of_all_they_hold(client: TestClient, keepers: Keepers, clock: Clock) -> None:
    keys, others = [on_desk(keepers, number) for number in (1, 2)], on_desk(keepers, 3)
    chen = session_headers(opened_session(keepers, CHEN, now=clock.now))
    li = session_headers(opened_session(keepers, LI, now=clock.now))
    for key in keys:
        client.post(f"/review/{key}/claim", headers=chen)
    client.post(f"/review/{others}/claim", headers=li)

    client.post("/sign-out", headers=chen)

    assert [holder(keepers, key, clock) for key in (*keys, others)] == ["", "", "li"]
    for key in keys:
        kept = keepers.history.last_of(key)
        assert kept is not None
        last = kept.entry
        assert (last.deed, last.account, last.level) == (Deed.RELEASE, "chen", CHEN.level)


def test_whoever_is_signed_in_elsewhere_goes_on_holding(client: TestClient, keepers: Keepers, clock: Clock) -> None:
    key = on_desk(keepers)
    at_home, at_work = (session_headers(opened_session(keepers, CHEN, now=clock.now)) for _ in range(2))
    client.post(f"/review/{key}/claim", headers=at_work)

    client.post("/sign-out", headers=at_home)
    assert holder(keepers, key, clock) == "chen"

    client.post("/sign-out", headers=at_work)
    assert holder(keepers, key, clock) == ""


def test_a_session_that_has_run_out_elsewhere_holds_nothing(client: TestClient, keepers: Keepers, clock: Clock) -> None:
    opened_session(keepers, CHEN, now=clock.now - timedelta(hours=2))
    chen = session_headers(opened_session(keepers, CHEN, now=clock.now))
    key = on_desk(keepers)
    client.post(f"/review/{key}/claim", headers=chen)

    client.post("/sign-out", headers=chen)

    assert holder(keepers, key, clock) == ""


def test_signing_in_anew_holds_on_and_signing_in_as_another_lets_go(
    client: TestClient, keepers: Keepers, clock: Clock
) -> None:
    with_account(keepers, LI)
    key = on_desk(keepers)
    opened = opened_session(keepers, CHEN, now=clock.now)
    client.post(f"/review/{key}/claim", headers=session_headers(opened))
    client.cookies.set(COOKIE, opened.token)

    client.post("/sign-in", data={"name": "chen", "password": PASSWORD})
    assert holder(keepers, key, clock) == "chen"
    client.post("/sign-in", data={"name": "li", "password": PASSWORD})

    assert holder(keepers, key, clock) == ""
