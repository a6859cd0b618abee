"""Looking through the landing bucket: what notifications did not tell of, what waits, and what is refused."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import StorageUnavailable
from services import landing
from services.arrivals import take_in_announced
from services.arrivals_shown import retry_arrivals
from services.intake import put_application, withdraw_document
from services.keepers import Keepers
from services.landing import Looker, look_into_bucket, take_in_ready
from services.taking_in import PAUSES_SECONDS, Tally
from storage.arrival_book import Arrival, ArrivalFilter, Entry, Outcome, Road
from tests.support.clock import Clock
from tests.support.houses import LEDGERS, open_house
from tests.support.landing import LandingPlace
from tests.support.people import APPLICATION

ID = APPLICATION.application_id
KEY = f"{ID}/id_card/a.jpg"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=LEDGERS)
def keepers(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path, clock=clock) as house:
        yield replace(house, max_upload_bytes=1000)


@pytest.fixture
def place() -> LandingPlace:
    return LandingPlace()


@pytest.fixture
def looker(keepers: Keepers, place: LandingPlace) -> Looker:
    return Looker(keepers=keepers, arrivals=place)


def look(looker: Looker, every_seconds: float = 0) -> Tally:
    tally = look_into_bucket(looker, every_seconds=every_seconds)
    assert tally is not None
    return tally


def announce(looker: Looker, key: str = KEY, bucket: str = "in") -> Entry:
    return take_in_announced(
        Arrival(road=Road.BUCKET, place=bucket, key=key),
        arrivals=looker.arrivals,
        keepers=looker.keepers,
    ).entry


def outcomes(looker: Looker) -> dict[str, Outcome]:
    found = looker.keepers.arrival_book.find(ArrivalFilter(), limit=100)
    return {entry.arrival.key: entry.outcome for entry in found}


def test_a_lost_notification_is_found_by_the_listing(looker: Looker, place: LandingPlace) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    place.put(KEY, b"page")

    tally = look(looker)

    (paper,) = looker.keepers.records.documents_of(ID)
    assert (tally.met, tally.by_outcome) == (1, {Outcome.ACCEPTED: 1})
    assert (paper.declared_type, paper.file) == ("id_card", "a.jpg")
    assert looker.keepers.blobs.get(paper.sha256) == b"page"


def test_what_lies_in_the_book_is_not_fetched_again(looker: Looker, place: LandingPlace) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    place.put(KEY, b"page")

    announce(looker)
    announce(looker)
    tallies = [look(looker) for _ in range(2)]

    assert place.fetched == [KEY]
    assert [(tally.met, tally.taken_count) for tally in tallies] == [(1, 0), (1, 0)]


def test_an_object_that_is_put_again_is_taken_in_again(looker: Looker, place: LandingPlace) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    for content in (b"page", b"another page"):
        place.put(KEY, content)
        look(looker)

    assert len(looker.keepers.records.documents_of(ID)) == 2


def test_a_notification_that_comes_late_does_not_undo_that_a_paper_was_taken_back(
    looker: Looker, place: LandingPlace
) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    place.put(KEY, b"page")
    taken = announce(looker)
    assert taken.document_id is not None
    withdraw_document(taken.document_id, reason="taken back", keepers=looker.keepers)

    announce(looker)
    look(looker)
    late = looker.keepers.records.documents_of(ID)
    del place.objects[KEY]
    announce(looker)

    assert late == ()
    assert outcomes(looker) == {KEY: Outcome.ACCEPTED}


def test_an_object_that_comes_before_its_application_is_taken_in_when_that_comes(
    looker: Looker, place: LandingPlace
) -> None:
    place.put(KEY, b"page")
    waiting = announce(looker)
    early = take_in_ready(looker)

    put_application(APPLICATION, keepers=looker.keepers)
    tally = take_in_ready(looker)

    assert waiting.outcome is Outcome.WAITING
    assert (early.taken_count, tally.by_outcome) == (0, {Outcome.ACCEPTED: 1})
    assert len(looker.keepers.records.documents_of(ID)) == 1


def test_what_is_refused_is_remembered_with_its_reason_and_not_tried_again(looker: Looker, place: LandingPlace) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    place.put(f"{ID}/_/large.jpg", b"x" * 1001)
    place.put("no-place.jpg", b"page")
    place.put(f"{ID}/nonsense/a.jpg", b"page")

    look(looker)
    again = look(looker)

    found = looker.keepers.arrival_book.find(ArrivalFilter(outcomes=(Outcome.REFUSED,)), limit=10)
    assert sorted(entry.code for entry in found) == ["key_not_understood", "key_not_understood", "too_large"]
    assert all(entry.message.startswith("expected") for entry in found)
    assert (again.taken_count, place.fetched) == (0, [])


def test_an_operator_has_refused_objects_tried_again(looker: Looker, place: LandingPlace) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    place.put(KEY, b"x" * 1001)
    look(looker)

    count = retry_arrivals(ArrivalFilter(codes=("too_large",)), reason="limit raised", keepers=looker.keepers)
    tally = take_in_ready(replace(looker, keepers=replace(looker.keepers, max_upload_bytes=2000)))

    assert (count, tally.by_outcome) == (1, {Outcome.ACCEPTED: 1})


def test_our_own_blobs_and_marks_of_folders_are_passed_over(looker: Looker, place: LandingPlace) -> None:
    place.put("0" * 64, b"blob")
    place.put(f"{ID}/", b"")

    tally = look(looker)
    announced = announce(looker, "0" * 64)

    assert (tally.met, announced.outcome, outcomes(looker)) == (0, Outcome.REFUSED, {})


def test_another_bucket_than_the_landing_bucket_is_refused_and_not_read(looker: Looker, place: LandingPlace) -> None:
    place.put(KEY, b"page")

    entry = announce(looker, bucket="secrets")

    assert (entry.outcome, place.fetched, outcomes(looker)) == (Outcome.REFUSED, [], {})


def test_a_store_that_is_away_in_the_middle_loses_nothing(looker: Looker, place: LandingPlace, clock: Clock) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    keys = [f"{ID}/_/{number}.jpg" for number in range(9)]
    for number, key in enumerate(keys):
        place.put(key, b"page %d" % number)
    place.unreadable.update(keys[2:])

    look(looker)
    fetched_count = len(place.fetched)
    place.unreadable.clear()
    look(looker)
    clock.pass_seconds(PAUSES_SECONDS[0] * 1.2)
    take_in_ready(looker)

    # The two that can be read, and three more: then the store counts as away, and the others are left for later.
    assert fetched_count == 5
    assert set(outcomes(looker).values()) == {Outcome.ACCEPTED}
    assert len(looker.keepers.records.documents_of(ID)) == 9


def test_one_object_that_cannot_be_read_holds_up_no_other(looker: Looker, place: LandingPlace, clock: Clock) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    for number in range(3):
        place.put(f"{ID}/_/{number}.jpg", b"page %d" % number)
    place.unreadable.add(f"{ID}/_/0.jpg")

    look(looker)
    early = take_in_ready(looker)
    clock.pass_seconds(PAUSES_SECONDS[0] * 1.2)
    due = take_in_ready(looker)

    assert (early.taken_count, due.by_outcome) == (0, {Outcome.TO_RETRY: 1})
    assert sorted(outcomes(looker).values()) == [Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.TO_RETRY]


def test_a_store_that_does_not_list_lets_the_next_look_begin_where_this_one_did(
    looker: Looker, place: LandingPlace
) -> None:
    place.put(KEY, b"page")
    place.is_away = True
    with pytest.raises(StorageUnavailable):
        look_into_bucket(looker, every_seconds=0)

    place.is_away = False

    assert look(looker).met == 1


def test_a_large_bucket_is_walked_in_bounded_looks(
    looker: Looker, place: LandingPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "PAGE", 10)
    monkeypatch.setattr(landing, "PAGES_A_LOOK", 3)
    monkeypatch.setattr(landing, "MOST_TAKEN", 1000)
    for number in range(95):
        place.put(f"HB{number:04}/_/a.jpg", b"page")

    met = []
    while not any(walk.round_finished_at for walk in looker.keepers.arrival_book.walks()):
        met.append(look(looker).met)

    assert met == [30, 30, 30, 5]
    assert place.pages_count == 10
    assert len(outcomes(looker)) == 95


def test_more_new_objects_than_a_look_takes_are_taken_by_looks_that_do_not_rest(
    looker: Looker, place: LandingPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "MOST_TAKEN", 4)
    for number in range(10):
        place.put(f"HB{number:04}/_/a.jpg", b"page")

    taken = [look(looker, every_seconds=3600).taken_count for _ in range(3)]

    assert taken == [4, 4, 2]
    assert look_into_bucket(looker, every_seconds=3600) is None


def test_the_same_object_by_many_notifications_and_listings_at_once_is_one_document(
    looker: Looker, place: LandingPlace
) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    place.put(KEY, b"page")

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(
            pool.map(lambda one: announce(looker) if one % 2 else look_into_bucket(looker, every_seconds=0), range(16))
        )

    assert len(looker.keepers.records.documents_of(ID)) == 1
    assert outcomes(looker) == {KEY: Outcome.ACCEPTED}
