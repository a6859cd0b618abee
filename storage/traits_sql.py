"""The ledger of traits in a database, for the keeper of records: whose papers show what, and where it was met again.

Writers of traits take turns by one lock, so that of two applicants who share a trait and come at the same time the
later always sees the earlier. Whoever is met grows a version in the same transaction: a dossier made before is then
behind, and the sweep heals it if the process ends before it is made anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from models.look import Look, bands, is_near, near_bands, same_pictures
from models.report import Sighting
from models.trait import Trait, TraitKind
from storage.records import in_order
from storage.schema import applications, looks, traits
from storage.sql import Database, Row, portions

_Held = tuple[str, Trait]
"""Whose, and which."""
LOCK = 0x74726169
"""Number of PostgreSQL's advisory lock; SQLite has one writer anyway."""


# Asked for each job, and made once: putting a question together anew costs as much as asking it.
_OF_APPLICATION = sa.select(traits).where(traits.c.application_id == sa.bindparam("application_id"))


_LOOKS = sa.select(looks).where(looks.c.sha256.in_(sa.bindparam("sha256s", expanding=True)))
_VERSION = sa.select(applications.c.version).where(applications.c.application_id == sa.bindparam("application_id"))
_OTHERS: sa.Select[Any] = sa.select(
    traits.c.application_id, traits.c.document_id, traits.c.sha256, traits.c.family, traits.c.value
).where(
    traits.c.kind == sa.bindparam("kind"),
    traits.c.found_by.in_(sa.bindparam("keys", expanding=True)),
    traits.c.application_id != sa.bindparam("application_id"),
    traits.c.holder != sa.bindparam("holder"),
)


class SqlTraits:
    """Traits in SQLite or PostgreSQL; a part of the keeper of records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_look(self, sha256: str, look: Look) -> None:
        """See `Records.keep_look`."""
        row = {"sha256": sha256, "bits": look.bits, "points": look.points}
        with self._database.writing(survives_power_cut=False) as connection:
            connection.execute(self._database.insert_new(looks).values(row).on_conflict_do_nothing())

    def looks_of(self, sha256s: Iterable[str]) -> Mapping[str, Look]:
        """See `Records.looks_of`."""
        with self._database.asking() as connection:
            return _looks(connection, sha256s)

    def keep_traits(
        self, application_id: str, holder: str, traits: frozenset[Trait], *, version: int
    ) -> tuple[str, ...]:
        """See `Records.keep_traits`."""
        held = {(holder, one) for one in traits}
        with self._database.asking() as connection:
            if _kept(connection, application_id).keys() == held:
                return ()
        with self._database.writing(survives_power_cut=False) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            if connection.execute(_VERSION, {"application_id": application_id}).scalar() != version:
                return ()
            others = sorted(_changed(connection, application_id, held))
            for other in others:
                _grow(connection, other, self._database.clock())
        return tuple(others)

    def sightings_of(self, application_id: str) -> tuple[Sighting, ...]:
        """See `Records.sightings_of`."""
        with self._database.reading() as connection:
            rows = [row for some in _kept(connection, application_id).values() for row in some]
            return in_order(_sightings(connection, rows))


def _grow(connection: sa.Connection, application_id: str, now: datetime) -> None:
    """Leave the dossier behind."""
    grown = applications.update().where(applications.c.application_id == application_id)
    connection.execute(grown.values(version=applications.c.version + 1, touched_at=now))


def _changed(connection: sa.Connection, application_id: str, found: set[_Held]) -> set[str]:
    """Write what is new, take away what is gone, and return who meets or met that."""
    kept = _kept(connection, application_id)
    gone = [row for held, rows in kept.items() if held not in found for row in rows]
    new = [row for held in found - kept.keys() for row in _rows(application_id, *held)]
    met = {one.application_id for one in _sightings(connection, gone)}
    for some in portions(row.trait_id for row in gone):
        connection.execute(traits.delete().where(traits.c.trait_id.in_(some)))
    if new:
        connection.execute(traits.insert(), new)
    now = _kept(connection, application_id)
    added = [row for held, rows in now.items() if held not in kept for row in rows]
    return met | {one.application_id for one in _sightings(connection, added)}


def _sightings(connection: sa.Connection, own: Sequence[Row]) -> Iterator[Sighting]:
    exact = [row for row in own if row.kind != TraitKind.LOOK]
    shown = {(row.value, row.family, row.document_id): row for row in own if row.kind == TraitKind.LOOK}
    yield from _met_again(connection, exact)
    for row in shown.values():
        yield from _met_alike(connection, row)


def _met_again(connection: sa.Connection, own: Sequence[Row]) -> Iterator[Sighting]:
    for kind in sorted({row.kind for row in own}):
        mine = [row for row in own if row.kind == kind]
        others = _others(connection, kind, {row.found_by for row in mine}, mine[0])
        for row in mine:
            for other in others:
                if (other.value, other.family) == (row.value, row.family):
                    yield _sighting(row, other)


def _met_alike(connection: sa.Connection, own: Row) -> Iterator[Sighting]:
    others = _others(connection, TraitKind.LOOK, near_bands(own.value), own)
    near = [other for other in others if other.family == own.family and is_near(other.value, own.value)]
    seen = _looks(connection, {own.sha256, *(other.sha256 for other in near)}) if near else {}
    look = seen.pop(own.sha256, None)
    if look is None:
        return
    # The same bytes are the same picture, and were taken out with the own look.
    same = {id(one) for one in same_pictures(look, list(seen.values()))}
    for other in near:
        if other.sha256 == own.sha256 or id(seen.get(other.sha256)) in same:
            yield _sighting(own, other)


def _others(connection: sa.Connection, kind: str, keys: Iterable[str], own: Row) -> list[Row]:
    """What of other holders is found by one of these keys."""
    found: list[Row] = []
    for some in portions(keys):
        asked = {"kind": kind, "keys": some, "application_id": own.application_id, "holder": own.holder}
        found += connection.execute(_OTHERS, asked).all()
    return found


def _looks(connection: sa.Connection, sha256s: Iterable[str]) -> dict[str, Look]:
    found = {}
    for some in portions(sha256s):
        for row in connection.execute(_LOOKS, {"sha256s": some}):
            found[row.sha256] = Look(bits=row.bits, points=bytes(row.points))
    return found


def _sighting(own: Row, other: Row) -> Sighting:
    return Sighting(
        kind=own.kind,
        value=own.value,
        application_id=other.application_id,
        document_id=other.document_id,
        met_on=own.document_id,
    )


def _rows(application_id: str, holder: str, trait: Trait) -> list[dict[str, str]]:
    keys = bands(trait.value) if trait.kind is TraitKind.LOOK else (trait.value,)
    row = {
        "application_id": application_id,
        "holder": holder,
        "document_id": trait.document_id,
        "sha256": trait.sha256,
        "kind": trait.kind.value,
        "family": trait.family,
        "value": trait.value,
    }
    return [row | {"found_by": key} for key in keys]


def _kept(connection: sa.Connection, application_id: str) -> dict[_Held, list[Row]]:
    """The rows of an applicant's traits, by whose they are and which."""
    kept: dict[_Held, list[Row]] = {}
    for row in connection.execute(_OF_APPLICATION, {"application_id": application_id}):
        trait = Trait(
            kind=TraitKind(row.kind),
            family=row.family,
            value=row.value,
            document_id=row.document_id,
            sha256=row.sha256,
        )
        kept.setdefault((row.holder, trait), []).append(row)
    return kept
