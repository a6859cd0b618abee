"""The ledger of traits in a database, for the keeper of records: whose papers show what, and where it was met again.

Writers of traits take turns by one lock, so that of two applicants who share a trait and come at the same time the
later always sees the earlier. Whoever is met grows a version in the same transaction: a dossier made before is then
behind, and the sweep heals it if the process ends before it is made anew.
"""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from models.look import Look, bands, is_near, is_same_picture, near_bands
from models.report import Sighting
from models.trait import Trait, TraitKind
from storage.records import in_order
from storage.schema import applications, looks, traits
from storage.sql import Database, Row

LOCK = 0x74726169
"""Number of PostgreSQL's advisory lock; SQLite has one writer anyway."""
_AT_ONCE = 400
"""Values in one question: SQLite of old takes 999 parameters."""


def keep_look(database: Database, sha256: str, look: Look) -> None:
    """See `Records.keep_look`."""
    row = {"sha256": sha256, "bits": look.bits, "points": look.points}
    with database.writing() as connection:
        connection.execute(database.insert_new(looks).values(row).on_conflict_do_nothing())


def looks_of(database: Database, sha256s: Iterable[str]) -> Mapping[str, Look]:
    """See `Records.looks_of`."""
    with database.reading() as connection:
        return _looks(connection, sha256s)


def keep_traits(
    database: Database, application_id: str, holder: str, found: frozenset[Trait], *, version: int
) -> tuple[str, ...]:
    """See `Records.keep_traits`."""
    its = sa.select(traits).where(traits.c.application_id == application_id)
    with database.reading() as connection:
        if _as_kept(connection.execute(its).all()) == {(holder, one) for one in found}:
            return ()
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        current = sa.select(applications.c.version).where(applications.c.application_id == application_id)
        if connection.execute(current).scalar() != version:
            return ()
        before = {(one.met_on, one) for one in _sightings(connection, application_id)}
        connection.execute(traits.delete().where(traits.c.application_id == application_id))
        rows = [row for one in found for row in _rows(application_id, holder, one)]
        if rows:
            connection.execute(traits.insert(), rows)
        after = {(one.met_on, one) for one in _sightings(connection, application_id)}
        others = sorted({one.application_id for _, one in before ^ after})
        for other in others:
            grown = applications.update().where(applications.c.application_id == other)
            connection.execute(grown.values(version=applications.c.version + 1, touched_at=database.clock()))
    return tuple(others)


def sightings_of(database: Database, application_id: str) -> tuple[Sighting, ...]:
    """See `Records.sightings_of`."""
    with database.reading() as connection:
        return _sightings(connection, application_id)


def _sightings(connection: sa.Connection, application_id: str) -> tuple[Sighting, ...]:
    own = connection.execute(sa.select(traits).where(traits.c.application_id == application_id)).all()
    exact = [row for row in own if row.kind != TraitKind.LOOK]
    shown = {(row.value, row.family, row.document_id, row.sha256): row for row in own if row.kind == TraitKind.LOOK}
    found = [*_met_again(connection, exact), *_met_alike(connection, list(shown.values()))]
    return in_order(found)


def _met_again(connection: sa.Connection, own: Sequence[Row]) -> Iterable[Sighting]:
    for kind in sorted({row.kind for row in own}):
        mine = [row for row in own if row.kind == kind]
        others = _others(connection, kind, {row.found_by for row in mine}, mine[0])
        for row in mine:
            for other in others:
                if (other.value, other.family) == (row.value, row.family):
                    yield _sighting(row, other)


def _met_alike(connection: sa.Connection, own: Sequence[Row]) -> Iterable[Sighting]:
    for row in own:
        others = _others(connection, TraitKind.LOOK, near_bands(row.value), row)
        near = [other for other in others if other.family == row.family and is_near(other.value, row.value)]
        points = _looks(connection, {row.sha256, *(other.sha256 for other in near)}) if near else {}
        for other in near:
            one, two = points.get(row.sha256), points.get(other.sha256)
            if one and two and is_same_picture(one, two):
                yield _sighting(row, other)


def _others(connection: sa.Connection, kind: str, keys: Iterable[str], own: Row) -> list[Row]:
    """Rows of other holders that are found by one of these keys."""
    found: list[Row] = []
    for some in _portions(keys):
        query = sa.select(traits).where(
            traits.c.kind == kind,
            traits.c.found_by.in_(some),
            traits.c.application_id != own.application_id,
            traits.c.holder != own.holder,
        )
        found += connection.execute(query).all()
    return found


def _looks(connection: sa.Connection, sha256s: Iterable[str]) -> dict[str, Look]:
    found = {}
    for some in _portions(sha256s):
        for row in connection.execute(sa.select(looks).where(looks.c.sha256.in_(some))):
            found[row.sha256] = Look(bits=row.bits, points=bytes(row.points))
    return found


def _portions(values: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(set(values))
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


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


def _as_kept(rows: Sequence[Row]) -> set[tuple[str, Trait]]:
    return {
        (
            row.holder,
            Trait(
                kind=TraitKind(row.kind),
                family=row.family,
                value=row.value,
                document_id=row.document_id,
                sha256=row.sha256,
            ),
        )
        for row in rows
    }
