"""Looking after accounts. Every change of one stands in the history, and ends its sessions."""

import re
from collections.abc import Mapping
from dataclasses import replace

from models.desk import Account, Deed, Role
from models.errors import InputError
from models.levels import EVERYWHERE, Level, Region
from services.keepers import Keepers
from services.passwords import check_password, hash_password
from services.signing_in import account_tried
from storage.accounts import KeptAccount
from storage.history import ACCOUNTS, Entry
from storage.standings import APPLICANT, RULE, region_named

SHELL = "shell"
"""Who changes an account at the command line."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
_TAKEN = frozenset({"local", SHELL, RULE, APPLICANT, "operator", "sweep", "upload"})
"""Words that stand in histories for whoever has no account."""
_MOST_PARTS = 3
_PARTS_OF = {Level.REGISTRATION_POINT: 3, Level.EXAM_POINT: 2, Level.PROVINCE: 1, Level.NATION: 0}
"""Level to how much of a region it must name at least."""


def add_account(account: Account, password: str, *, keepers: Keepers, by: str = SHELL) -> None:
    """Make an account.

    Raises:
        InputError: name, role, level, region or password will not do.
        Conflict: the name is in use.
        StorageUnavailable: the database does not answer.
    """
    _check(account)
    check_password(password, name=account.name)
    keepers.accounts.add(account, password_hash=hash_password(password))
    note_account(account, "made", by, keepers)


def set_password(name: str, password: str, *, keepers: Keepers, by: str = SHELL) -> None:
    """Give an account another password.

    Raises:
        InputError: the password will not do.
        NotFound: there is no account of that name.
        StorageUnavailable: the database does not answer.
    """
    account = keepers.accounts.account(name).account
    check_password(password, name=name)
    keepers.accounts.change(account, password_hash=hash_password(password))
    keepers.accounts.forget_attempts(account_tried(name))
    note_account(account, "password", by, keepers)


def set_disabled(name: str, *, is_disabled: bool, keepers: Keepers, by: str = SHELL) -> None:
    """Close an account, or open it again; what it did stays.

    Raises:
        NotFound: there is no account of that name.
        StorageUnavailable: the database does not answer.
    """
    account = replace(keepers.accounts.account(name).account, is_disabled=is_disabled)
    keepers.accounts.change(account)
    note_account(account, "disabled" if is_disabled else "enabled", by, keepers)


def change_account(account: Account, *, keepers: Keepers, by: str = SHELL) -> None:
    """Give an account another title, role, level or region.

    Raises:
        InputError: they will not do.
        NotFound: there is no account of that name.
        StorageUnavailable: the database does not answer.
    """
    _check(account)
    keepers.accounts.change(account)
    note_account(account, "changed", by, keepers)


def note_account(account: Account, what: str, by: str, keepers: Keepers) -> None:
    """Tell the history how an account stands now, and what was done to it.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    content: Mapping[str, str] = {
        "account": account.name,
        "what": what,
        "role": account.role.value,
        "level": account.level.value if account.level else "",
        "region": account.region.path,
    }
    keepers.history.append([Entry(chain=ACCOUNTS, account=by, deed=Deed.ACCOUNT, content=dict(content))])


def list_accounts(*, keepers: Keepers) -> tuple[KeptAccount, ...]:
    """Return every account in the order of the names."""
    return keepers.accounts.all()


def parse_region(path: str) -> Region:
    """Read a region as people write it: province/examination point/registration point, `-` for all of a kind.

    Raises:
        InputError: it has more parts than three, or leaves out one that holds another.
    """
    parts = [part.strip() for part in path.split("/")] if path.strip() else []
    if len(parts) > _MOST_PARTS:
        raise InputError(f"expected province/examination point/registration point, met {len(parts)} parts")
    province, point, registration = ["" if part == "-" else part for part in parts] + [""] * (_MOST_PARTS - len(parts))
    if registration and not point:
        raise InputError("expected the examination point of that registration point, met none")
    return region_named(province, point, registration)


def _check(account: Account) -> None:
    if not _NAME.fullmatch(account.name) or account.name in _TAKEN:
        raise InputError("expected a name of 2 to 32 of a-z 0-9 . _ - that is no word of ours, met another")
    if not account.title.isprintable() or len(account.title) > 64:
        raise InputError("expected a title of at most 64 printable characters, met another")
    if account.role is not Role.REVIEWER:
        if account.level is not None or account.region != EVERYWHERE:
            raise InputError(f"expected no level and no region of an account that is {account.role}, met one")
        return
    if account.level is None:
        raise InputError(f"expected the level of a reviewer, one of {', '.join(Level)}, met none")
    region = account.region
    met = 3 if region.registration_point else 2 if region.exam_point else 1 if region.province else 0
    needed = _PARTS_OF[account.level]
    # One house mostly serves one province: its name may be left out.
    if (needed > 1 and met < needed) or met > needed:
        raise InputError(f"expected a region with {needed} parts for the level {account.level}, met {region.path!r}")
