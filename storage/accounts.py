"""The promise of accounts: who may sign in, who has, and who tried in vain.

Of a password and of a session's token only hashes are kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.desk import Account
from models.errors import Conflict, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAccount:
    """An account with what proves it."""

    account: Account
    password_hash: str
    created_at: datetime
    last_sign_in_at: datetime | None = None
    """None where nobody ever signed in with it, or not since this is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSession:
    """Somebody who has signed in."""

    token_hash: str
    account: str
    csrf: str
    """What every form of this session carries."""
    opened_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """How often something was tried in vain, and when last."""

    count: int
    last_at: datetime


Refuses = Callable[[tuple[Attempts, ...]], bool]
"""Tells, of how something stood, whether one more attempt is not even made."""


def refuses_nothing(before: tuple[Attempts, ...]) -> bool:
    """Let every attempt be made."""
    return False


class Accounts(Protocol):
    """Keeps accounts, sessions and attempts. Every method may raise StorageUnavailable."""

    def add(self, account: Account, *, password_hash: str) -> None:
        """Keep a new account.

        Raises:
            Conflict: there is one of that name.
        """
        ...

    def change(self, account: Account, *, password_hash: str | None = None) -> None:
        """Put an account in place of the one of its name, and end its sessions.

        Raises:
            NotFound: there is none of that name.
        """
        ...

    def account(self, name: str) -> KeptAccount:
        """Return an account.

        Raises:
            NotFound: there is none of that name.
        """
        ...

    def all(self) -> tuple[KeptAccount, ...]:
        """Return every account in the order of the names."""
        ...

    def titles(self, names: Sequence[str]) -> Mapping[str, str]:
        """Return the titles of these accounts, of those that have one."""
        ...

    def is_empty(self) -> bool:
        """Tell whether no account was ever made."""
        ...

    def open(self, session: KeptSession) -> None:
        """Keep a session, and with its account that somebody signed in when it was opened."""
        ...

    def session(self, token_hash: str) -> tuple[KeptSession, Account] | None:
        """Return a session with its account; None where there is none, however it ended."""
        ...

    def touch(self, token_hash: str, *, seen_at: datetime) -> None:
        """Note that a session was used."""
        ...

    def has_session(self, account: str, *, seen_after: datetime, opened_after: datetime) -> bool:
        """Tell whether an account has a session that was used and opened at these times or later."""
        ...

    def close(self, token_hash: str) -> None:
        """End a session. Idempotent."""
        ...

    def close_old(self, *, seen_before: datetime, opened_before: datetime) -> int:
        """End sessions that lay idle or are too old, and return how many; attempts that old are forgotten too."""
        ...

    def attempt(
        self, tried: Sequence[str], *, forgotten_before: datetime, refuses: Refuses = refuses_nothing
    ) -> tuple[Attempts, ...]:
        """Count one attempt for each of these in one transaction, and return how each stood before.

        What was not tried again since `forgotten_before` counts from nothing. An attempt that `refuses` refuses is
        neither counted nor noted.
        """
        ...

    def take_back(self, tried: str, *, before: Attempts) -> None:
        """Count one attempt less, which was none in vain, and let stand when the last before it was made.

        Nothing falls below nothing; where somebody else tried in the meantime, their moment stays.
        """
        ...

    def forget_attempts(self, tried: str) -> None:
        """Begin to count anew."""
        ...


def name_taken() -> Conflict:
    """Make the error for a name that is in use."""
    return Conflict("expected a name that no account has, met one in use")


def no_such_account() -> NotFound:
    """Make the error for an account that is not kept."""
    return NotFound("expected the name of an account, met another")
