"""Accounts for tests, with a password that is quickly hashed, and sessions of theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from argon2 import PasswordHasher
from fastapi.testclient import TestClient

from models.desk import Account
from models.errors import Conflict
from services.accounts import note_account
from services.keepers import Keepers
from services.passwords import hash_password
from services.signing_in import SignedIn, sign_in
from tests.support.clock import Clock
from web.app import make_app
from web.callers import COOKIE
from web.house import House

PASSWORD = "correct horse battery"
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_HASH = hash_password(PASSWORD, hasher=_QUICK)


def with_account(keepers: Keepers, account: Account) -> Account:
    """Keep an account whose password is PASSWORD."""
    try:
        keepers.accounts.add(account, password_hash=_HASH)
        what = "made"
    except Conflict:
        keepers.accounts.change(account)
        what = "changed"
    note_account(account, what, "shell", keepers)
    return account


def opened_session(keepers: Keepers, account: Account, *, now: datetime | None = None) -> SignedIn:
    """Keep an account and sign it in."""
    with_account(keepers, account)
    return sign_in(account.name, PASSWORD, address="192.0.2.1", now=now or datetime.now(UTC), keepers=keepers)


def session_headers(opened: SignedIn) -> dict[str, str]:
    """What a page of this session sends."""
    return {"Cookie": f"{COOKIE}={opened.token}", "X-CSRF-Token": opened.session.csrf}


@contextmanager
def door(keepers: Keepers, clock: Clock, *, token: str | None) -> Iterator[TestClient]:
    """Open the application as a browser on this machine meets it, redirects not followed."""
    house = House(keepers=keepers, arrivals=None, clock=clock)
    with TestClient(make_app(house, token=token), base_url="http://localhost", follow_redirects=False) as opened:
        yield opened
