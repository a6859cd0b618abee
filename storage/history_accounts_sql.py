"""Holds the accounts in a database against the chain that tells of them: whoever is given a level there decides at it.

An account is written before its entry is: one that is changed while the check runs may be told of once.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from models.levels import Region
from storage.history import ACCOUNTS, Broken
from storage.history_content import content_of
from storage.schema_desk import accounts, history

_PLACE = ("province", "exam_point", "registration_point")
_CLOSES = {"disabled": True, "enabled": False}


def accounts_beside(connection: sa.Connection) -> Iterator[Broken]:
    """Return where an account has another role, level or region than its last entry tells, or is open against it."""
    said, closed = _told(connection)
    columns = (accounts.c[name] for name in ("name", "role", "level", "is_disabled", *_PLACE))
    rows = {str(row.name): row for row in connection.execute(sa.select(*columns).order_by(accounts.c.name))}
    for name, row in rows.items():
        if name not in said:
            yield Broken(chain=ACCOUNTS, place=0, why="expected an entry that tells of each account, met one without")
        elif (*_standing(row), bool(row.is_disabled)) != (*said[name][1], closed[name]):
            yield _unlike(said[name][0])
    yield from (_unlike(place) for name, (place, _) in said.items() if name not in rows)


def _told(connection: sa.Connection) -> tuple[dict[str, tuple[int, tuple[object, ...]]], dict[str, bool]]:
    """By name, the place of the last entry and what it says; and who was closed."""
    said: dict[str, tuple[int, tuple[object, ...]]] = {}
    closed: dict[str, bool] = {}
    entries = sa.select(history.c.place, history.c.content).where(history.c.chain == ACCOUNTS)
    for entry in connection.execute(entries.order_by(history.c.place)):
        content = content_of(entry.content)
        name = str(content.get("account", ""))
        if name:
            said[name] = (entry.place, tuple(content.get(key) for key in ("role", "level", "region")))
            closed[name] = _CLOSES.get(str(content.get("what")), closed.get(name, False))
    return said, closed


def _standing(row: Any) -> tuple[object, ...]:
    return row.role, row.level or "", Region(**{part: getattr(row, part) for part in _PLACE}).path


def _unlike(place: int) -> Broken:
    return Broken(chain=ACCOUNTS, place=place, why="expected the account that this entry tells of, met none like it")
