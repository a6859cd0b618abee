"""Looking through the landing bucket for what its notifications did not tell of, and for what waits.

A listing is in the order of keys and knows no time, so the bucket is walked from its first key to its last and then
again, a bounded part at every look. What lies in the book in the same version costs no more than its line in a page.
"""

import uuid
from dataclasses import dataclass

from services.arrival_keys import is_no_upload
from services.arrivals import take_in_object
from services.keepers import Keepers
from services.taking_in import Tally
from storage.arrival_book import Arrival, Outcome, Road, Walk
from storage.arrivals import Arrivals, Landed

PAGE = 1000
PAGES_A_LOOK = 50
"""50,000 keys: some seconds of listing, so that a million keys are walked in 20 looks."""
MOST_TAKEN = 500
"""Arrivals that are taken in before the walk's place is kept and others have their turn."""
MOST_READY = 200
MOST_AWAY = 3
"""One after another: then it is the store that is away and not one object that cannot be read."""
LEASE_SECONDS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Looker:
    """What a look needs besides the keepers of the house."""

    keepers: Keepers
    arrivals: Arrivals


def look_into_bucket(looker: Looker, *, every_seconds: float) -> Tally | None:
    """Walk on through the landing bucket; None where another process is at it, or it is too early.

    Raises:
        StorageUnavailable: a store or the database does not answer; the next look goes on where this one began.
    """
    book = looker.keepers.arrival_book
    walk = book.begin_walk(
        Road.BUCKET,
        looker.arrivals.bucket,
        holder=uuid.uuid4().hex,
        every_seconds=every_seconds,
        lease_seconds=LEASE_SECONDS,
    )
    if walk is None:
        return None
    tally, rests = Tally(), True
    try:
        rests = _walked(walk, looker, tally)
    finally:
        book.end_walk(walk, rests=rests)
    return tally


def take_in_ready(looker: Looker) -> Tally:
    """Take in what waited for an application that has come since, and what is due to be tried again.

    Raises:
        StorageUnavailable: the database does not answer.
    """
    tally, away = Tally(), 0
    # Of any bucket: a notification may have named another one than is listed.
    for entry in looker.keepers.arrival_book.ready(Road.BUCKET, limit=MOST_READY):
        outcome = _take_in(entry.arrival, looker, tally, tries=entry.tries)
        away = away + 1 if outcome is Outcome.TO_RETRY else 0
        if away >= MOST_AWAY:
            break
    return tally


def _walked(walk: Walk, looker: Looker, tally: Tally) -> bool:
    """Walk a bounded part and tell whether the walk may rest: at the end of the round, or of what a look may list."""
    marker = walk.marker
    for _ in range(PAGES_A_LOOK):
        page = looker.arrivals.page(after=marker, limit=PAGE)
        reached = _taken_from(page, looker, tally)
        if reached is None:
            return True
        is_whole = reached == len(page)
        marker = "" if is_whole and len(page) < PAGE else page[reached - 1].key
        if not looker.keepers.arrival_book.advance(walk, marker, lease_seconds=LEASE_SECONDS):
            return True
        if not marker or not is_whole or tally.taken_count >= MOST_TAKEN:
            return not marker
    return True


def _taken_from(page: tuple[Landed, ...], looker: Looker, tally: Tally) -> int | None:
    """Take in what is new in a page and return how many objects of it are dealt with; None where the store is away."""
    away = 0
    new = _new_in(page, looker, tally)
    for place, arrival in new:
        if tally.taken_count >= MOST_TAKEN:
            return place
        outcome = _take_in(arrival, looker, tally)
        away = away + 1 if outcome is Outcome.TO_RETRY else 0
        if away >= MOST_AWAY:
            return None
    return len(page)


def _new_in(page: tuple[Landed, ...], looker: Looker, tally: Tally) -> list[tuple[int, Arrival]]:
    bucket = looker.arrivals.bucket
    found = [
        (
            place,
            Arrival(road=Road.BUCKET, place=bucket, key=one.key, version=one.version, size_bytes=one.size_bytes),
        )
        for place, one in enumerate(page)
        if not is_no_upload(one.key)
    ]
    tally.met += len(found)
    known = looker.keepers.arrival_book.known([arrival.arrival_id for _, arrival in found])
    versions = {arrival_id: entry.arrival.version for arrival_id, entry in known.items()}
    return [(place, arrival) for place, arrival in found if versions.get(arrival.arrival_id) != arrival.version]


def _take_in(arrival: Arrival, looker: Looker, tally: Tally, *, tries: int = 0) -> Outcome:
    taken = take_in_object(arrival, arrivals=looker.arrivals, keepers=looker.keepers, tries=tries)
    tally.count(taken.entry.outcome)
    return taken.entry.outcome
