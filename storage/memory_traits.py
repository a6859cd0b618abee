"""Finds traits again among those kept in memory, one by one."""

from collections.abc import Iterator

from models.look import is_same_picture
from models.report import Sighting
from models.trait import Trait, TraitKind
from storage.memory import Ledger
from storage.records import in_order


def sightings_among(ledger: Ledger, application_id: str) -> tuple[Sighting, ...]:
    """See `Records.sightings_of`."""
    with ledger.lock:
        return in_order(_found(ledger, application_id))


def _found(ledger: Ledger, application_id: str) -> Iterator[Sighting]:
    holder, own = ledger.traits.get(application_id, ("", frozenset()))
    for other_id, (other_holder, theirs) in ledger.traits.items():
        if other_id == application_id or other_holder == holder:
            continue
        for one in own:
            for other in theirs:
                if _is_met(one, other, ledger):
                    yield Sighting(
                        kind=one.kind,
                        value=one.value,
                        application_id=other_id,
                        document_id=other.document_id,
                        met_on=one.document_id,
                    )


def _is_met(one: Trait, other: Trait, ledger: Ledger) -> bool:
    if (one.kind, one.family) != (other.kind, other.family):
        return False
    if one.kind is not TraitKind.LOOK:
        return one.value == other.value
    looks = ledger.looks.get(one.sha256), ledger.looks.get(other.sha256)
    return looks[0] is not None and looks[1] is not None and is_same_picture(looks[0], looks[1])
