"""Keeps the book of arrivals in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from storage.arrival_book import ArrivalFilter, Entry, Outcome, Road, Walk, WalkState
from storage.jobs import AuditEntry
from storage.memory import Ledger


@dataclass(kw_only=True)
class _WalkRow:
    marker: str = ""
    holder: str | None = None
    lease_until: datetime | None = None
    looked_at: datetime | None = None
    round_finished_at: datetime | None = None


@dataclass(kw_only=True)
class MemoryArrivalBook:
    """The book in dicts; which applications are known is asked of the ledger."""

    ledger: Ledger
    _entries: dict[str, Entry] = field(default_factory=dict)
    _due_at: dict[str, datetime] = field(default_factory=dict)
    _walks: dict[tuple[Road, str], _WalkRow] = field(default_factory=dict)

    def known(self, arrival_ids: Sequence[str]) -> Mapping[str, Entry]:
        """See `ArrivalBook.known`."""
        with self.ledger.lock:
            return {one: self._entries[one] for one in arrival_ids if one in self._entries}

    def note(self, entries: Sequence[Entry]) -> None:
        """See `ArrivalBook.note`."""
        with self.ledger.lock:
            now = self.ledger.clock()
            for entry in entries:
                key = entry.arrival.arrival_id
                before = self._entries.get(key)
                self._set_due(key, entry.retry_after_seconds, now)
                self._entries[key] = replace(
                    entry, retry_after_seconds=None, seen_at=before.seen_at if before else now, noted_at=now
                )

    def ready(self, road: Road, place: str | None = None, *, limit: int) -> tuple[Entry, ...]:
        """See `ArrivalBook.ready`."""
        with self.ledger.lock:
            here = [
                one for one in self._entries.values() if one.arrival.road is road and place in (None, one.arrival.place)
            ]
            return tuple(one for one in here if self._is_ready(one))[:limit]

    def find(self, wanted: ArrivalFilter, *, limit: int) -> tuple[Entry, ...]:
        """See `ArrivalBook.find`."""
        with self.ledger.lock:
            wanted_ones = (one for one in self._entries.values() if _is_wanted(one, wanted))
            found = sorted(wanted_ones, key=lambda one: (one.noted_at, one.arrival.arrival_id), reverse=True)
            return tuple(found[:limit])

    def tally(self) -> Mapping[tuple[Road, Outcome], int]:
        """See `ArrivalBook.tally`."""
        with self.ledger.lock:
            return Counter((one.arrival.road, one.outcome) for one in self._entries.values())

    def retry(self, wanted: ArrivalFilter, *, who: str, reason: str, limit: int) -> int:
        """See `ArrivalBook.retry`."""
        with self.ledger.lock:
            now = self.ledger.clock()
            which = [
                key
                for key, one in sorted(self._entries.items())
                if _is_wanted(one, wanted)
                and one.outcome in (Outcome.REFUSED, Outcome.TO_RETRY)
                and not (key in self._due_at and self._due_at[key] <= now)
            ][:limit]
            for key in which:
                self._entries[key] = replace(self._entries[key], outcome=Outcome.TO_RETRY, noted_at=now)
                self._due_at[key] = now
                self.ledger.audit.append(AuditEntry(at=now, who=who, deed="retry", subject=key, reason=reason))
            return len(which)

    def begin_walk(
        self, road: Road, place: str, *, holder: str, every_seconds: float, lease_seconds: float
    ) -> Walk | None:
        """See `ArrivalBook.begin_walk`."""
        with self.ledger.lock:
            now = self.ledger.clock()
            row = self._walks.setdefault((road, place), _WalkRow())
            lease = timedelta(seconds=lease_seconds)
            is_held = row.lease_until is not None and now < row.lease_until <= now + lease
            is_early = row.looked_at is not None and now - timedelta(seconds=every_seconds) < row.looked_at <= now
            if is_held or is_early:
                return None
            row.holder, row.lease_until = holder, now + lease
            return Walk(road=road, place=place, marker=row.marker, holder=holder)

    def advance(self, walk: Walk, marker: str, *, lease_seconds: float) -> bool:
        """See `ArrivalBook.advance`."""
        with self.ledger.lock:
            row = self._walks[walk.road, walk.place]
            if row.holder != walk.holder:
                return False
            now = self.ledger.clock()
            row.marker, row.lease_until = marker, now + timedelta(seconds=lease_seconds)
            row.round_finished_at = row.round_finished_at if marker else now
            return True

    def end_walk(self, walk: Walk, *, rests: bool) -> None:
        """See `ArrivalBook.end_walk`."""
        with self.ledger.lock:
            row = self._walks[walk.road, walk.place]
            if row.holder == walk.holder:
                row.holder, row.lease_until = None, None
                row.looked_at = self.ledger.clock() if rests else None

    def walks(self) -> tuple[WalkState, ...]:
        """See `ArrivalBook.walks`."""
        with self.ledger.lock:
            return tuple(
                WalkState(road=road, place=place, looked_at=row.looked_at, round_finished_at=row.round_finished_at)
                for (road, place), row in sorted(self._walks.items())
            )

    def _set_due(self, key: str, after_seconds: float | None, now: datetime) -> None:
        self._due_at.pop(key, None)
        if after_seconds is not None:
            self._due_at[key] = now + timedelta(seconds=after_seconds)

    def _is_ready(self, entry: Entry) -> bool:
        if entry.outcome is Outcome.WAITING:
            return entry.application_id in self.ledger.cases
        due_at = self._due_at.get(entry.arrival.arrival_id)
        return entry.outcome is Outcome.TO_RETRY and due_at is not None and due_at <= self.ledger.clock()


def _is_wanted(entry: Entry, wanted: ArrivalFilter) -> bool:
    return (
        (not wanted.arrival_ids or entry.arrival.arrival_id in wanted.arrival_ids)
        and (not wanted.outcomes or entry.outcome in wanted.outcomes)
        and (not wanted.codes or entry.code in wanted.codes)
        and wanted.road in (None, entry.arrival.road)
        and wanted.application_id in (None, entry.application_id)
    )
