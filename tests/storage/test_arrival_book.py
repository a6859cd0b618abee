"""The promise of the book of arrivals, over every keeper of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from services.keepers import Keepers
from storage.arrival_book import Arrival, ArrivalBook, ArrivalFilter, Entry, Outcome, Road, Walk, WalkState
from tests.support.clock import Clock
from tests.support.people import APPLICATION

ID = APPLICATION.application_id


@pytest.fixture
def book(keepers: Keepers) -> ArrivalBook:
    return keepers.arrival_book


def arrival(key: str = f"{ID}/_/a.jpg", version: str = "1") -> Arrival:
    return Arrival(road=Road.BUCKET, place="in", key=key, version=version, size_bytes=3)


def entry(key: str = f"{ID}/_/a.jpg", outcome: Outcome = Outcome.REFUSED, **known: str) -> Entry:
    return Entry(arrival=arrival(key), outcome=outcome, application_id=ID, **known)  # type: ignore[arg-type]


def keys(entries: tuple[Entry, ...]) -> list[str]:
    return [one.arrival.key for one in entries]


def begin(book: ArrivalBook, holder: str = "one", every_seconds: float = 0) -> Walk | None:
    return book.begin_walk(Road.BUCKET, "in", holder=holder, every_seconds=every_seconds, lease_seconds=60)


def test_what_was_noted_is_known_by_its_id(book: ArrivalBook, clock: Clock) -> None:
    noted = entry(code="too_large", message="expected less, met more")

    book.note([noted])

    known = book.known([noted.arrival.arrival_id, "none"])
    assert known == {noted.arrival.arrival_id: replace(noted, seen_at=clock.now, noted_at=clock.now)}
    assert book.known([]) == {}


def test_a_later_entry_takes_the_place_of_the_one_before_and_keeps_when_it_was_first_seen(
    book: ArrivalBook, clock: Clock
) -> None:
    first_seen_at = clock.now
    book.note([entry()])
    clock.pass_seconds(60)

    book.note([replace(entry(outcome=Outcome.ACCEPTED), arrival=arrival(version="2"), document_id="d1")])

    (known,) = book.find(ArrivalFilter(), limit=10)
    assert (known.outcome, known.document_id, known.arrival.version) == (Outcome.ACCEPTED, "d1", "2")
    assert (known.seen_at, known.noted_at) == (first_seen_at, clock.now)


def test_a_key_longer_than_any_index_is_kept_with_its_strange_characters(book: ArrivalBook) -> None:
    key = "陈嘉禾 %\n'\";--/" * 200

    book.note([entry(key)])

    assert keys(book.find(ArrivalFilter(), limit=10)) == [key]


def test_many_who_note_the_same_at_once_leave_one_row(book: ArrivalBook) -> None:
    entries = [entry(f"{ID}/_/{number}.jpg") for number in range(20)]

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(book.note, [entries, entries[::-1]] * 8))

    assert len(book.find(ArrivalFilter(), limit=100)) == 20


def test_what_waits_is_ready_once_its_application_has_come(keepers: Keepers, book: ArrivalBook) -> None:
    book.note([entry(outcome=Outcome.WAITING)])
    before = book.ready(Road.BUCKET, "in", limit=10)

    keepers.records.put_application(APPLICATION)

    assert before == ()
    assert keys(book.ready(Road.BUCKET, "in", limit=10)) == [f"{ID}/_/a.jpg"]
    assert keys(book.ready(Road.BUCKET, limit=10)) == [f"{ID}/_/a.jpg"]
    assert book.ready(Road.FOLDER, "in", limit=10) == book.ready(Road.BUCKET, "other", limit=10) == ()


def test_a_retry_is_ready_when_it_is_due(book: ArrivalBook, clock: Clock) -> None:
    book.note([replace(entry(outcome=Outcome.TO_RETRY), retry_after_seconds=60)])

    before = book.ready(Road.BUCKET, "in", limit=10)
    clock.pass_seconds(60)

    assert (len(before), len(book.ready(Road.BUCKET, "in", limit=10))) == (0, 1)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ArrivalFilter(), 3),
        (ArrivalFilter(outcomes=(Outcome.REFUSED,)), 2),
        (ArrivalFilter(codes=("too_large",)), 1),
        (ArrivalFilter(road=Road.FOLDER), 0),
        (ArrivalFilter(application_id=ID, outcomes=(Outcome.ACCEPTED,)), 1),
        (ArrivalFilter(application_id="other"), 0),
        (ArrivalFilter(arrival_ids=(arrival("b").arrival_id, "none")), 1),
    ],
)
def test_entries_are_found_by_what_is_asked(book: ArrivalBook, wanted: ArrivalFilter, found: int) -> None:
    book.note([entry("a"), entry("b", code="too_large"), entry("c", Outcome.ACCEPTED)])

    assert len(book.find(wanted, limit=10)) == found


def test_entries_noted_last_come_first(book: ArrivalBook, clock: Clock) -> None:
    for key in ("a", "b", "c"):
        book.note([entry(key)])
        clock.pass_seconds(1)

    assert keys(book.find(ArrivalFilter(), limit=2)) == ["c", "b"]
    assert book.tally() == {(Road.BUCKET, Outcome.REFUSED): 3}


def test_an_operator_makes_refused_entries_due_once_and_it_is_kept_who_and_why(
    keepers: Keepers, book: ArrivalBook
) -> None:
    book.note([entry("a"), entry("b", Outcome.ACCEPTED)])

    counts = [book.retry(ArrivalFilter(road=Road.BUCKET), who="op", reason="mended", limit=10) for _ in range(2)]

    assert counts == [1, 0]
    assert keys(book.ready(Road.BUCKET, "in", limit=10)) == ["a"]
    (deed,) = keepers.jobs.audit_of(arrival("a").arrival_id)
    assert (deed.who, deed.deed, deed.reason) == ("op", "retry", "mended")


def test_one_walks_at_a_time_and_goes_on_where_the_last_one_was(book: ArrivalBook) -> None:
    first = begin(book)
    assert first is not None
    assert begin(book, "two") is None

    assert book.advance(first, "k", lease_seconds=60)
    book.end_walk(first, rests=False)
    second = begin(book, "two")

    assert (first.marker, second and second.marker) == ("", "k")


def test_of_many_who_begin_at_once_one_walks(book: ArrivalBook) -> None:
    with ThreadPoolExecutor(max_workers=8) as pool:
        begun = list(pool.map(lambda number: begin(book, str(number)), range(16)))

    assert sum(one is not None for one in begun) == 1


def test_a_place_that_was_just_looked_at_rests(book: ArrivalBook, clock: Clock) -> None:
    walk = begin(book)
    assert walk is not None
    book.end_walk(walk, rests=True)

    early = begin(book, every_seconds=60)
    clock.pass_seconds(60)

    assert (early, begin(book, every_seconds=60) is None) == (None, False)


def test_a_walker_who_does_not_come_back_loses_the_right(book: ArrivalBook, clock: Clock) -> None:
    lost = begin(book)
    assert lost is not None
    clock.pass_seconds(61)

    successor = begin(book, "two")

    assert successor is not None
    assert not book.advance(lost, "z", lease_seconds=60)
    book.end_walk(lost, rests=True)
    assert book.advance(successor, "k", lease_seconds=60)


def test_a_clock_that_is_set_back_does_not_stop_the_walks(book: ArrivalBook, clock: Clock) -> None:
    rested = begin(book)
    assert rested is not None
    book.end_walk(rested, rests=True)
    clock.pass_seconds(-86_400)
    held = begin(book, every_seconds=60)
    assert held is not None

    clock.pass_seconds(-86_400)

    assert begin(book, "two") is not None


def test_the_end_of_a_round_is_kept(book: ArrivalBook, clock: Clock) -> None:
    walk = begin(book)
    assert walk is not None
    book.advance(walk, "k", lease_seconds=60)
    within = book.walks()
    book.advance(walk, "", lease_seconds=60)
    book.end_walk(walk, rests=True)

    assert within == (WalkState(road=Road.BUCKET, place="in", looked_at=None, round_finished_at=None),)
    assert book.walks() == (WalkState(road=Road.BUCKET, place="in", looked_at=clock.now, round_finished_at=clock.now),)
