"""The promise of accounts, over every keeper of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.desk import Account, Role
from models.errors import Conflict, NotFound
from models.levels import Level, Region
from services.keepers import Keepers
from storage.accounts import Attempts, KeptSession
from tests.support.clock import Clock

CHEN = Account(
    name="chen",
    title="陈老师",
    role=Role.REVIEWER,
    level=Level.EXAM_POINT,
    region=Region(province="湖北", exam_point="武汉市"),
)
LI = Account(name="li", role=Role.OPERATOR)


def session(clock: Clock, token: str = "t1", account: str = "chen") -> KeptSession:
    return KeptSession(token_hash=token, account=account, csrf="c", opened_at=clock.now, seen_at=clock.now)


def test_accounts_come_back_as_they_were_made(keepers: Keepers, clock: Clock) -> None:
    assert keepers.accounts.is_empty()
    keepers.accounts.add(LI, password_hash="h2")
    keepers.accounts.add(CHEN, password_hash="h1")

    kept = keepers.accounts.account("chen")

    assert (kept.account, kept.password_hash, kept.created_at) == (CHEN, "h1", clock.now)
    assert [one.account for one in keepers.accounts.all()] == [CHEN, LI]
    assert not keepers.accounts.is_empty()


def test_an_account_keeps_when_somebody_last_signed_in(keepers: Keepers, clock: Clock) -> None:
    keepers.accounts.add(CHEN, password_hash="h1")
    keepers.accounts.add(LI, password_hash="h2")
    assert keepers.accounts.account("chen").last_sign_in_at is None

    keepers.accounts.open(session(clock))
    keepers.accounts.close("t1")
    keepers.accounts.change(replace(CHEN, title="陈"))

    assert [one.last_sign_in_at for one in keepers.accounts.all()] == [clock.now, None]


def test_a_name_is_given_once_and_an_unknown_one_is_not_found(keepers: Keepers) -> None:
    keepers.accounts.add(CHEN, password_hash="h1")

    with pytest.raises(Conflict):
        keepers.accounts.add(replace(LI, name="chen"), password_hash="h2")
    assert keepers.accounts.account("chen").account == CHEN
    with pytest.raises(NotFound):
        keepers.accounts.account("none")
    with pytest.raises(NotFound):
        keepers.accounts.change(LI)


def test_a_change_keeps_the_password_and_ends_the_sessions(keepers: Keepers, clock: Clock) -> None:
    keepers.accounts.add(CHEN, password_hash="h1")
    keepers.accounts.add(LI, password_hash="h2")
    keepers.accounts.open(session(clock))
    keepers.accounts.open(session(clock, "t2", "li"))

    keepers.accounts.change(replace(CHEN, is_disabled=True))

    kept = keepers.accounts.account("chen")
    assert (kept.account.is_disabled, kept.password_hash) == (True, "h1")
    assert keepers.accounts.session("t1") is None
    assert keepers.accounts.session("t2") is not None
    keepers.accounts.change(CHEN, password_hash="h3")
    assert keepers.accounts.account("chen").password_hash == "h3"


def test_a_session_is_found_with_its_account_until_it_is_closed(keepers: Keepers, clock: Clock) -> None:
    keepers.accounts.add(CHEN, password_hash="h1")
    opened = session(clock)
    keepers.accounts.open(opened)
    later = clock.now + timedelta(minutes=5)

    assert keepers.accounts.session("t1") == (opened, CHEN)
    keepers.accounts.touch("t1", seen_at=later)
    assert keepers.accounts.session("t1") == (replace(opened, seen_at=later), CHEN)
    keepers.accounts.close("t1")
    keepers.accounts.close("t1")
    assert keepers.accounts.session("t1") is None


def test_sessions_that_lay_idle_or_are_old_are_ended(keepers: Keepers, clock: Clock) -> None:
    keepers.accounts.add(CHEN, password_hash="h1")
    for minutes, token in ((0, "old"), (50, "idle"), (90, "used")):
        began = clock.now + timedelta(minutes=minutes)
        keepers.accounts.open(replace(session(clock, token), opened_at=began, seen_at=began))
    keepers.accounts.touch("old", seen_at=clock.now + timedelta(minutes=100))

    ended = keepers.accounts.close_old(
        seen_before=clock.now + timedelta(minutes=60), opened_before=clock.now + timedelta(minutes=30)
    )

    assert ended == 2
    assert [keepers.accounts.session(token) is not None for token in ("old", "idle", "used")] == [False, False, True]


def test_attempts_are_counted_until_they_are_forgotten(keepers: Keepers, clock: Clock) -> None:
    began, long_ago = clock.now, clock.now - timedelta(hours=1)
    first = keepers.accounts.attempt(("a", "b"), forgotten_before=long_ago)
    clock.pass_seconds(10)
    second = keepers.accounts.attempt(("b", "a"), forgotten_before=long_ago)
    keepers.accounts.forget_attempts("a")
    third = keepers.accounts.attempt(("a", "b"), forgotten_before=long_ago)

    assert [one.count for one in first] == [0, 0]
    assert second == (Attempts(count=1, last_at=began), Attempts(count=1, last_at=began))
    assert [one.count for one in third] == [0, 2]
    clock.pass_seconds(10)
    (fourth,) = keepers.accounts.attempt(("b",), forgotten_before=clock.now)
    assert fourth.count == 0


def test_a_refused_attempt_is_neither_counted_nor_noted(keepers: Keepers, clock: Clock) -> None:
    began, long_ago = clock.now, clock.now - timedelta(hours=1)
    keepers.accounts.attempt(("a", "b"), forgotten_before=long_ago)
    clock.pass_seconds(10)
    seen = []

    def refuses(stood: tuple[Attempts, ...]) -> bool:
        seen.append(stood)
        return True

    refused = keepers.accounts.attempt(("b", "c"), forgotten_before=long_ago, refuses=refuses)

    assert seen == [refused]
    assert [one.count for one in refused] == [1, 0]
    (again,) = keepers.accounts.attempt(("b",), forgotten_before=long_ago)
    assert again == Attempts(count=1, last_at=began)


def test_an_attempt_is_taken_back_as_though_it_had_not_been(keepers: Keepers, clock: Clock) -> None:
    began, long_ago = clock.now, clock.now - timedelta(hours=1)
    keepers.accounts.attempt(("a",), forgotten_before=long_ago)
    clock.pass_seconds(10)
    (before,) = keepers.accounts.attempt(("a",), forgotten_before=long_ago)

    keepers.accounts.take_back("a", before=before)

    (stands,) = keepers.accounts.attempt(("a",), forgotten_before=long_ago)
    assert stands == Attempts(count=1, last_at=began)


def test_taking_back_leaves_the_attempts_of_others(keepers: Keepers, clock: Clock) -> None:
    long_ago = clock.now - timedelta(hours=1)
    (before,) = keepers.accounts.attempt(("a",), forgotten_before=long_ago)
    clock.pass_seconds(10)
    keepers.accounts.attempt(("a",), forgotten_before=long_ago)

    keepers.accounts.take_back("a", before=before)
    keepers.accounts.take_back("none", before=before)

    assert keepers.accounts.attempt(("a",), forgotten_before=long_ago) == (Attempts(count=1, last_at=clock.now),)
    for _ in range(4):
        keepers.accounts.take_back("a", before=before)
    assert keepers.accounts.attempt(("a",), forgotten_before=long_ago)[0].count == 0


def test_an_account_has_a_session_while_it_is_used(keepers: Keepers, clock: Clock) -> None:
    keepers.accounts.add(CHEN, password_hash="h1")
    keepers.accounts.open(session(clock))
    now, later = clock.now, clock.now + timedelta(minutes=1)

    assert keepers.accounts.has_session("chen", seen_after=now, opened_after=now)
    assert not keepers.accounts.has_session("li", seen_after=now, opened_after=now)
    assert not keepers.accounts.has_session("chen", seen_after=later, opened_after=now)
    assert not keepers.accounts.has_session("chen", seen_after=now, opened_after=later)
    keepers.accounts.close("t1")
    assert not keepers.accounts.has_session("chen", seen_after=now, opened_after=now)


def test_accounts_are_called_by_their_titles_where_they_have_one(keepers: Keepers) -> None:
    keepers.accounts.add(CHEN, password_hash="h1")
    keepers.accounts.add(LI, password_hash="h2")

    assert keepers.accounts.titles(["chen", "li", "nobody"]) == {"chen": "陈老师"}
    assert keepers.accounts.titles([]) == {}
