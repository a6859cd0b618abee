"""Signing in and out. A session is a random token in a cookie, of which only the hash is kept.

Whoever guesses waits: after a few vain attempts, for one account or from one address, each further one has to wait
twice as long as the one before. Attempts are counted before the password is looked at: many at once gain nothing. One
that was not in vain is taken back, and one that is refused for its haste is none: neither makes others wait.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.desk import Account
from models.errors import NotFound, SignInRefused
from services.keepers import Keepers
from services.passwords import is_right
from storage.accounts import Attempts, KeptSession

FREE = (5, 30, 50)
"""Vain attempts that cost nothing: for one account from one address, from one address, for one account. A whole office
may come from one address, and whoever tries from elsewhere must not easily lock somebody out."""
LONGEST_PAUSES_SECONDS = (15 * 60, 5, 15 * 60)
"""In the order of `FREE`. A whole office waits for one who guesses among them, and no longer than it minds."""
FORGOTTEN_SECONDS = 60 * 60
"""Without a further attempt, all is forgotten after that."""
SEEN_EVERY_SECONDS = 60
"""A session is noted to be in use no more often than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """How long somebody stays signed in."""

    idle_seconds: float = 60 * 60
    whole_seconds: float = 12 * 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who has just signed in."""

    token: str
    """For the cookie; it is kept nowhere else."""
    session: KeptSession
    account: Account


def sign_in(name: str, password: str, *, address: str, now: datetime, keepers: Keepers) -> SignedIn:
    """Open a session.

    Raises:
        SignInRefused: name or password is wrong, the account is closed, or too many tried in vain; which, is not told.
        StorageUnavailable: the database does not answer.
    """
    tried = _tried(name, address)
    before = keepers.accounts.attempt(
        tried,
        forgotten_before=now - timedelta(seconds=FORGOTTEN_SECONDS),
        refuses=lambda stood: _pause(stood, now) > 0,
    )
    if (pause := _pause(before, now)) > 0:
        raise SignInRefused("expected a pause before the next attempt, met none", retry_after_seconds=pause)
    account, kept = _account(name, keepers)
    if not is_right(password, kept) or account is None or account.is_disabled:
        raise SignInRefused("expected the name and password of an account, met others")
    for one in (tried[0], tried[2]):
        keepers.accounts.forget_attempts(one)
    keepers.accounts.take_back(tried[1], before=before[1])
    token = secrets.token_urlsafe(32)
    session = KeptSession(
        token_hash=_hash(token), account=account.name, csrf=secrets.token_urlsafe(32), opened_at=now, seen_at=now
    )
    keepers.accounts.open(session)
    return SignedIn(token=token, session=session, account=account)


def session_of(
    token: str, *, now: datetime, limits: SessionLimits, keepers: Keepers
) -> tuple[KeptSession, Account] | None:
    """Return whose session a token opens, and note that it is in use; None where it opens none any more."""
    found = keepers.accounts.session(_hash(token))
    if found is None:
        return None
    session, account = found
    idle, age = (now - session.seen_at).total_seconds(), (now - session.opened_at).total_seconds()
    if idle > limits.idle_seconds or age > limits.whole_seconds or account.is_disabled:
        keepers.accounts.close(session.token_hash)
        return None
    if idle > SEEN_EVERY_SECONDS:
        keepers.accounts.touch(session.token_hash, seen_at=now)
    return session, account


def sign_out(session: KeptSession, *, keepers: Keepers) -> None:
    """End a session. Idempotent."""
    keepers.accounts.close(session.token_hash)


def has_live_session(account: str, *, now: datetime, limits: SessionLimits, keepers: Keepers) -> bool:
    """Tell whether somebody is signed in with an account."""
    return keepers.accounts.has_session(
        account,
        seen_after=now - timedelta(seconds=limits.idle_seconds),
        opened_after=now - timedelta(seconds=limits.whole_seconds),
    )


def forget_old(*, now: datetime, limits: SessionLimits, keepers: Keepers) -> int:
    """End sessions that have run out, and return how many."""
    return keepers.accounts.close_old(
        seen_before=now - timedelta(seconds=limits.idle_seconds),
        opened_before=now - timedelta(seconds=limits.whole_seconds),
    )


def account_tried(name: str) -> str:
    """Return under what vain attempts for an account are counted."""
    return _short(f"account {name}")


def _account(name: str, keepers: Keepers) -> tuple[Account | None, str | None]:
    try:
        kept = keepers.accounts.account(name)
    except NotFound:
        return None, None
    return kept.account, kept.password_hash


def _tried(name: str, address: str) -> tuple[str, str, str]:
    """Hashed, for people type passwords into the field for the name."""
    return _short(f"pair {name}\0{address}"), _short(f"address {address}"), account_tried(name)


def _pause(before: tuple[Attempts, ...], now: datetime) -> float:
    """How much longer whoever tries must wait."""
    limits = zip(before, FREE, LONGEST_PAUSES_SECONDS, strict=True)
    return max(_pause_of(one, free, longest, now) for one, free, longest in limits)


def _pause_of(before: Attempts, free: int, longest_seconds: float, now: datetime) -> float:
    if before.count < free:
        return 0.0
    pause: float = min(2 ** min(before.count - free, 10), longest_seconds)
    return max(0.0, pause - (now - before.last_at).total_seconds())


def _short(text: str) -> str:
    return _hash(text)[:40]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
