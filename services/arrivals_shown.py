"""The book of arrivals for operators: entries as plain JSON, and the deed of trying again."""

from collections.abc import Mapping, Sequence

from models.errors import InputError
from services.keepers import Keepers
from storage.arrival_book import ArrivalFilter, Entry, Outcome, Road, WalkState

BATCH = 1000


def entry_json(entry: Entry) -> Mapping[str, object]:
    """Write an entry as plain JSON; its key may hold a person's name."""
    arrival = entry.arrival
    return {
        "arrival_id": arrival.arrival_id,
        "road": arrival.road.value,
        "place": arrival.place,
        "key": arrival.key,
        "size_bytes": arrival.size_bytes,
        "outcome": entry.outcome.value,
        "application_id": entry.application_id,
        "document_id": entry.document_id,
        "code": entry.code or None,
        "message": entry.message or None,
        "tries": entry.tries,
        "seen_at": entry.seen_at.isoformat() if entry.seen_at else None,
        "noted_at": entry.noted_at.isoformat() if entry.noted_at else None,
    }


def status_json(counts: Mapping[tuple[Road, Outcome], int], walks: Sequence[WalkState]) -> Mapping[str, object]:
    """Write counts and walks as plain JSON."""
    return {
        "arrivals": [
            {"road": road.value, "outcome": outcome.value, "count": count}
            for (road, outcome), count in sorted(counts.items())
        ],
        "walks": [
            {
                "road": walk.road.value,
                "place": walk.place,
                "looked_at": walk.looked_at.isoformat() if walk.looked_at else None,
                "round_finished_at": walk.round_finished_at.isoformat() if walk.round_finished_at else None,
            }
            for walk in walks
        ],
    }


def retry_arrivals(wanted: ArrivalFilter, *, reason: str, keepers: Keepers, who: str = "operator") -> int:
    """Make refused arrivals due again and return how many; the next look takes them in.

    Raises:
        InputError: no reason is given, or nothing says which are meant.
    """
    if not reason.strip():
        raise InputError("expected a reason, met none")
    if wanted == ArrivalFilter():
        raise InputError("expected --id, --code, --road or --application, met none")
    count = 0
    while moved := keepers.arrival_book.retry(wanted, who=who, reason=reason, limit=BATCH):
        count += moved
    return count
