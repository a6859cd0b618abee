"""Works the history in a database out anew: links, heads, anchors, and what stands beside the chains.

A row that cannot be read is a broken entry, never the end of the check: whoever spoils one must not hide the rest.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.desk import Deed
from models.levels import Level
from storage.history import BEGINNING, Broken, Entry, KeptEntry, Unreadable, anchored, broken_links
from storage.history_accounts_sql import accounts_beside
from storage.history_beside_sql import beside
from storage.schema_desk import anchors, chains, history

MOST_FAULTS = 100
_AT_ONCE = 2000


def check(connection: sa.Connection) -> tuple[int, tuple[Broken, ...]]:
    """Return how many entries there are, and the first faults of each chain and of what stands beside it."""
    count = connection.execute(sa.select(sa.func.count()).select_from(history)).scalar_one()
    with _any_bytes(connection):
        faults = [
            *broken_links(_all(connection)),
            *_lost_ends(connection),
            *_headless(connection),
            *_broken_anchors(connection),
            *beside(connection),
            *accounts_beside(connection),
        ]
    # A chain is named to people, whatever bytes stand there for its name.
    return count, tuple(replace(one, chain=_as_text(one.chain)) for one in faults[:MOST_FAULTS])


def hashes(connection: sa.Connection, since: int, up_to: int) -> Iterator[str]:
    """Return the hashes of entries by their numbers, in order."""
    covered = sa.select(history.c.hash).where(history.c.entry_id > since, history.c.entry_id <= up_to)
    yield from connection.execute(covered.order_by(history.c.entry_id)).scalars()


def kept(row: Any) -> KeptEntry:
    """Read an entry back.

    Raises:
        ValueError, TypeError, RecursionError: the row is none that we wrote.
    """
    entry = Entry(
        chain=row.chain,
        account=row.account,
        level=Level(row.level) if row.level else None,
        deed=Deed(row.deed),
        dossier_id=row.dossier_id,
        reason=row.reason,
        content=json.loads(row.content),
    )
    return KeptEntry(
        entry_id=row.entry_id, place=row.place, at=row.at, entry=entry, prev_hash=row.prev_hash, hash=row.hash
    )


@contextmanager
def _any_bytes(connection: sa.Connection) -> Iterator[None]:
    """SQLite holds any bytes as a text, and its driver ends a whole query at one that is not UTF-8."""
    bare: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    strict = bare.text_factory
    bare.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        bare.text_factory = strict


def _as_text(name: str) -> str:
    return name.encode("utf-8", "replace").decode()


def _all(connection: sa.Connection) -> Iterator[KeptEntry | Unreadable]:
    # SQLite holds any text as a moment: read as text, one that is none spoils its own entry alone.
    columns = [sa.type_coerce(one, sa.String).label("at") if one.name == "at" else one for one in history.c]
    query = sa.select(*columns).order_by(history.c.chain, history.c.place).execution_options(yield_per=_AT_ONCE)
    for row in connection.execute(query):
        yield _read(row)


def _read(row: Any) -> KeptEntry | Unreadable:
    try:
        at = row.at if isinstance(row.at, datetime) else datetime.fromisoformat(f"{row.at}+00:00")
        return replace(kept(row), at=at, place=int(row.place))
    except (ValueError, TypeError, RecursionError):
        return Unreadable(chain=str(row.chain), hash=str(row.hash))


def _lost_ends(connection: sa.Connection) -> Iterator[Broken]:
    """Chains that do not end where, and as, their head says."""
    ends = _ends()
    last = sa.and_(history.c.chain == chains.c.chain, history.c.place == chains.c.place)
    is_there = sa.and_(ends.c.place == chains.c.place, history.c.hash == chains.c.hash)
    is_new = sa.and_(ends.c.place.is_(None), chains.c.place == 0)
    query = (
        sa.select(chains.c.chain, chains.c.place)
        .select_from(chains.join(ends, ends.c.chain == chains.c.chain, isouter=True).join(history, last, isouter=True))
        .where(sa.func.coalesce(is_there, sa.false()).is_(sa.false()), sa.not_(is_new))
        .order_by(chains.c.chain)
    )
    for row in connection.execute(query.limit(MOST_FAULTS)):
        yield Broken(
            chain=row.chain, place=row.place, why="expected the chain to end here as its head says, met another"
        )


def _headless(connection: sa.Connection) -> Iterator[Broken]:
    """Chains that no head knows."""
    ends = _ends()
    query = (
        sa.select(ends.c.chain, ends.c.place)
        .select_from(ends.join(chains, ends.c.chain == chains.c.chain, isouter=True))
        .where(chains.c.chain.is_(None))
        .order_by(ends.c.chain)
    )
    for row in connection.execute(query.limit(MOST_FAULTS)):
        yield Broken(chain=row.chain, place=row.place, why="expected a head of this chain, met none")


def _ends() -> sa.Subquery:
    return sa.select(history.c.chain, sa.func.max(history.c.place).label("place")).group_by(history.c.chain).subquery()


def _broken_anchors(connection: sa.Connection) -> Iterator[Broken]:
    since, prev = 0, BEGINNING
    covers = (anchors.c.up_to, anchors.c.entries_count, anchors.c.prev_hash, anchors.c.hash)
    for row in connection.execute(sa.select(*covers).order_by(anchors.c.anchor_id)).all():
        count, digest = anchored(hashes(connection, since, row.up_to), up_to=row.up_to, prev_hash=row.prev_hash)
        if (count, digest, prev) != (row.entries_count, row.hash, row.prev_hash):
            why = f"expected {row.entries_count} entries up to {row.up_to} as they were anchored, met {count} or others"
            yield Broken(chain="", place=row.up_to, why=why)
        since, prev = row.up_to, row.hash
