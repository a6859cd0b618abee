"""Looks beside the sweep: which there are, and that they go on."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import ConfigInvalid, StorageUnavailable
from services.intake import put_application
from services.taking_in import Tally
from storage.arrival_book import Outcome, Road
from tests.support.landing import LandingPlace
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader
from wiring import looking
from wiring.arrivals import build_arrivals
from wiring.bootstrap import build_keepers
from wiring.config import Config, read_config
from wiring.looking import look_until, looks_of
from wiring.work import working

ID = APPLICATION.application_id


@pytest.fixture
def config(tmp_path: Path) -> Config:
    given = {"CERTCHECK_DATA_DIR": str(tmp_path / "var"), "CERTCHECK_WATCH_DIR": str(tmp_path / "watched")}
    return replace(read_config(given), watch_seconds=0.1)


def wait_until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_process_that_sweeps_takes_in_what_is_laid_into_the_folder(config: Config, tmp_path: Path) -> None:
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)

    with working(config, keepers, sweeps=True, make_reader=RecordedReader):
        (tmp_path / "watched" / ID).mkdir(parents=True)
        (tmp_path / "watched" / ID / "a.jpg").write_bytes(b"\xff\xd8\xff a page \xff\xd9")
        wait_until(lambda: keepers.records.documents_of(ID))
    keepers.close()

    assert not [one for one in threading.enumerate() if one.name == "look"]


def test_a_look_that_fails_is_made_again_and_one_that_took_something_in_at_once() -> None:
    stop = threading.Event()
    looks: list[float] = []

    def look() -> Tally | None:
        looks.append(time.monotonic())
        if len(looks) == 1:
            raise StorageUnavailable("expected the store to answer, met none")
        if len(looks) == 4:
            stop.set()
        return Tally(met=1, by_outcome={Outcome.ACCEPTED: 1})

    look_until(stop, look, 0.5)

    assert len(looks) == 4
    assert looks[1] - looks[0] >= 0.5


def test_the_settings_say_which_places_are_looked_into(config: Config) -> None:
    keepers = build_keepers(config)
    bucket = replace(config, blobs_url="s3+http://key:secret@127.0.0.1:1/blobs")

    counts = [len(looks_of(one, keepers)) for one in (replace(config, watch_dir=None), config, bucket)]

    assert counts == [0, 1, 2]
    keepers.close()


def test_a_look_that_an_operator_asks_for_waits_for_no_pause_and_says_when_another_is_at_it(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)
    place = LandingPlace()
    monkeypatch.setattr(looking, "build_arrivals", lambda _config: place)
    (look, _), *_ = looks_of(replace(config, landing_seconds=3600), keepers, at_once=True)
    first = look()
    place.put(f"{ID}/_/a.jpg", b"\xff\xd8\xff a page \xff\xd9")

    second = look()
    keepers.arrival_book.begin_walk(Road.BUCKET, "in", holder="another", every_seconds=0, lease_seconds=60)

    assert first is not None
    assert second is not None
    assert (first.met, second.by_outcome) == (0, {Outcome.ACCEPTED: 1})
    assert look() is None
    keepers.close()


def test_an_impossible_landing_bucket_is_named(config: Config) -> None:
    with pytest.raises(ConfigInvalid, match="CERTCHECK_LANDING_BUCKET"):
        build_arrivals(replace(config, blobs_url="s3+http://key:secret@host/blobs", landing_bucket="No_Such"))
