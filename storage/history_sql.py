"""Keeps the history in a database. A chain's head is locked while an entry is added; of other chains nobody waits."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from storage.history import BEGINNING, Anchor, Broken, Entry, KeptEntry, anchored, sealed, written
from storage.history_check_sql import check, hashes, kept
from storage.schema_desk import anchors, chains, history
from storage.sql import Database

LOCK = 0x616E6368
"""Number of PostgreSQL's advisory lock: two anchors never cover the same entries."""
_NEWEST_ANCHOR = sa.select(anchors).order_by(anchors.c.anchor_id.desc()).limit(1)


class SqlHistory:
    """The history in SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, entries: Sequence[Entry]) -> None:
        """See `History.append`."""
        if entries:
            with self._database.writing() as connection:
                write_entries(connection, self._database, entries)

    def entries_of(self, chain: str, *, after: int = 0, limit: int = 1000) -> tuple[KeptEntry, ...]:
        """See `History.entries_of`."""
        query = sa.select(history).where(history.c.chain == chain, history.c.place > after)
        with self._database.reading() as connection:
            return tuple(map(kept, connection.execute(query.order_by(history.c.place).limit(limit))))

    def newest_of(self, chain: str, *, limit: int) -> tuple[KeptEntry, ...]:
        """See `History.newest_of`."""
        query = sa.select(history).where(history.c.chain == chain).order_by(history.c.place.desc()).limit(limit)
        with self._database.reading() as connection:
            return tuple(map(kept, connection.execute(query)))[::-1]

    def last_of(self, chain: str) -> KeptEntry | None:
        """See `History.last_of`."""
        return next(iter(self.newest_of(chain, limit=1)), None)

    def anchor(self, *, before: datetime) -> Anchor | None:
        """See `History.anchor`."""
        with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            last = connection.execute(_NEWEST_ANCHOR).first()
            since, prev = (last.up_to, last.hash) if last is not None else (0, BEGINNING)
            behind = sa.select(sa.func.max(history.c.entry_id)).where(history.c.entry_id > since, history.c.at < before)
            up_to = connection.execute(behind).scalar()
            if up_to is None:
                return None
            count, digest = anchored(hashes(connection, since, up_to), up_to=up_to, prev_hash=prev)
            made = Anchor(at=self._database.clock(), up_to=up_to, count=count, prev_hash=prev, hash=digest)
            row = {"at": made.at, "up_to": up_to, "entries_count": count, "prev_hash": prev, "hash": digest}
            connection.execute(anchors.insert().values(row))
        return made

    def last_anchor(self) -> Anchor | None:
        """See `History.last_anchor`."""
        with self._database.reading() as connection:
            row = connection.execute(_NEWEST_ANCHOR).first()
        if row is None:
            return None
        return Anchor(at=row.at, up_to=row.up_to, count=row.entries_count, prev_hash=row.prev_hash, hash=row.hash)

    def check(self) -> tuple[int, tuple[Broken, ...]]:
        """See `History.check`."""
        with self._database.reading() as connection:
            return check(connection)


def write_entries(connection: sa.Connection, database: Database, entries: Sequence[Entry]) -> None:
    """Append entries within a transaction; chains are locked in the order of their names."""
    for entry in sorted(entries, key=lambda one: one.chain):
        _write(connection, database, entry)


def _write(connection: sa.Connection, database: Database, entry: Entry) -> None:
    new = database.insert_new(chains).values(chain=entry.chain, place=0, hash=BEGINNING)
    connection.execute(new.on_conflict_do_nothing())
    head = connection.execute(sa.select(chains).where(chains.c.chain == entry.chain).with_for_update()).one()
    place, at = head.place + 1, database.clock()
    digest = sealed(entry, place=place, at=at, prev_hash=head.hash)
    row = {
        "chain": entry.chain,
        "place": place,
        "at": at,
        "account": entry.account,
        "level": entry.level,
        "deed": entry.deed,
        "dossier_id": entry.dossier_id,
        "reason": entry.reason,
        "content": written(entry.content),
        "prev_hash": head.hash,
        "hash": digest,
    }
    connection.execute(history.insert().values(row))
    connection.execute(chains.update().where(chains.c.chain == entry.chain).values(place=place, hash=digest))
