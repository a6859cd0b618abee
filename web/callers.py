"""Who calls: the registration system by its token, somebody who has signed in, or whoever sits at the machine."""

from dataclasses import dataclass

from fastapi import Request

from models.desk import LOCAL, Account, Role
from storage.accounts import KeptSession

COOKIE = "certcheck_session"
SYSTEM = "system"
"""The registration system, in the table of permissions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who sent a request that was let in."""

    account: Account | None
    """None for the registration system."""
    session: KeptSession | None = None
    """None without signing in."""

    @property
    def kind(self) -> str:
        """What the table of permissions knows them as."""
        return SYSTEM if self.account is None else self.account.role.value


LOCAL_CALLER = Caller(account=LOCAL)
SYSTEM_CALLER = Caller(account=None)
REVIEWER, OPERATOR, ADMINISTRATOR = (role.value for role in Role)


def caller_of(request: Request) -> Caller:
    """Return who sent a request (a dependency of routes)."""
    caller: Caller = request.state.caller
    return caller


def account_of(request: Request) -> Account:
    """Return the account of whoever sent a request; routes of pages let nobody else in (a dependency of routes).

    Raises:
        ValueError: the route lets the registration system in as well, which has none.
    """
    account = caller_of(request).account
    if account is None:
        raise ValueError("expected a route that lets accounts in alone, met the registration system")
    return account


def csrf_of(request: Request) -> str:
    """Return what every form of this session must carry in `csrf`; empty where nobody has signed in."""
    session = caller_of(request).session
    return session.csrf if session else ""
