"""Uploads that are laid into a folder: whole files only, whose they are, and names of every kind."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import StorageUnavailable
from services import watched_folder, watched_upload
from services.intake import put_application, withdraw_document
from services.keepers import Keepers
from services.taking_in import Tally
from services.watched_folder import look_into_folder
from services.watched_names import key_of, parts_of
from services.watched_upload import Watcher
from storage.arrival_book import ArrivalFilter, Entry, Outcome
from storage.memory import MemoryBlobs
from tests.support.houses import LEDGERS, open_house
from tests.support.people import APPLICATION

ID = APPLICATION.application_id
STATED = {"application_id": ID, "name": "陈嘉禾", "id_type": "居民身份证", "id_number": "420106199305180026"}
PAGE = b"\xff\xd8\xff a page \xff\xd9"


@pytest.fixture(params=LEDGERS)
def keepers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path) as house:
        yield replace(house, max_upload_bytes=1000)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "watched"
    (folder / ID / "id_card").mkdir(parents=True)
    return folder


@pytest.fixture
def watcher(keepers: Keepers, root: Path) -> Watcher:
    return Watcher(keepers=keepers, root=root)


def look(watcher: Watcher) -> Tally:
    tally = look_into_folder(watcher, every_seconds=0)
    assert tally is not None
    return tally


def look_twice(watcher: Watcher) -> Tally:
    look(watcher)
    return look(watcher)


def book(watcher: Watcher) -> dict[str, Entry]:
    return {one.arrival.key: one for one in watcher.keepers.arrival_book.find(ArrivalFilter(), limit=100)}


def papers(watcher: Watcher) -> list[tuple[str | None, str]]:
    return sorted((one.declared_type or "", one.file) for one in watcher.keepers.records.documents_of(ID))


def test_a_file_is_taken_in_by_the_second_look_that_meets_it(watcher: Watcher, root: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    (root / ID / "id_card" / "a.jpg").write_bytes(PAGE)
    (root / ID / "b.jpg").write_bytes(PAGE)

    first = look(watcher)
    early = papers(watcher)
    second = look(watcher)
    third = look(watcher)

    assert (first.taken_count, early) == (0, [])
    assert second.by_outcome == {Outcome.ACCEPTED: 2}
    assert papers(watcher) == [("", "b.jpg"), ("id_card", "a.jpg")]
    assert (third.met, third.taken_count) == (2, 0)
    assert (root / ID / "b.jpg").read_bytes() == PAGE


class CountingBook:
    """Counts what is looked up in a book."""

    def __init__(self, book: object) -> None:
        self._book = book
        self.asked: list[str] = []

    def known(self, arrival_ids: list[str]) -> object:
        self.asked.extend(arrival_ids)
        return self._book.known(arrival_ids)  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return getattr(self._book, name)


def test_files_that_lie_there_for_a_season_are_not_looked_up_at_every_look(watcher: Watcher, root: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    (root / ID / "a.jpg").write_bytes(PAGE)
    (root / "refused.jpg").write_bytes(PAGE)
    look_twice(watcher)
    look(watcher)
    counting = CountingBook(watcher.keepers.arrival_book)
    counted = replace(watcher, keepers=replace(watcher.keepers, arrival_book=counting))  # type: ignore[arg-type]

    quiet = look(counted)
    asked_count = len(counting.asked)
    (root / ID / "a.jpg").write_bytes(PAGE + b"2\xff\xd9")
    look_twice(counted)

    assert (quiet.met, asked_count) == (2, 0)
    assert len(papers(watcher)) == 2


def test_a_file_that_grows_is_waited_for(watcher: Watcher, root: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    path = root / ID / "a.jpg"

    for length in (5, 10, len(PAGE)):
        path.write_bytes(PAGE[:length])
        look(watcher)
    growing = papers(watcher)
    look(watcher)

    assert (growing, papers(watcher)) == ([], [("", "a.jpg")])


def test_a_jpeg_without_its_end_is_waited_for_and_in_the_end_taken_in(watcher: Watcher, root: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    path = root / ID / "a.jpg"
    path.write_bytes(PAGE[:-2])
    look_twice(watcher)
    early = papers(watcher)

    long_ago = path.stat().st_mtime - watched_upload.CUT_WAIT_SECONDS - 1
    os.utime(path, (long_ago, long_ago))
    look_twice(watcher)

    assert (early, papers(watcher)) == ([], [("", "a.jpg")])


@pytest.mark.parametrize("name", [".a.jpg", "a.jpg.part", "a.TMP", "~$a.jpg", "Thumbs.db", "a.jpg.crdownload"])
def test_names_of_unfinished_files_are_passed_over_until_they_are_renamed(
    watcher: Watcher, root: Path, name: str
) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    path = root / ID / name
    path.write_bytes(PAGE)
    look_twice(watcher)
    early = book(watcher)

    path.rename(root / ID / "b.jpg")
    look_twice(watcher)

    assert (early, papers(watcher)) == ({}, [("", "b.jpg")])


def test_the_application_may_lie_in_its_folder(watcher: Watcher, root: Path) -> None:
    (root / ID / "a.jpg").write_bytes(PAGE)
    (root / ID / "application.json").write_text(json.dumps(STATED), "utf-8")

    tally = look_twice(watcher)

    assert tally.by_outcome == {Outcome.ACCEPTED: 2}
    assert watcher.keepers.records.application(ID).name == "陈嘉禾"
    assert papers(watcher) == [("", "a.jpg")]


def test_a_file_that_comes_before_its_application_waits_for_it(watcher: Watcher, root: Path) -> None:
    (root / ID / "a.jpg").write_bytes(PAGE)
    waiting = look_twice(watcher)

    put_application(APPLICATION, keepers=watcher.keepers)
    tally = look(watcher)

    assert waiting.by_outcome == {Outcome.WAITING: 1}
    assert (tally.by_outcome, papers(watcher)) == ({Outcome.ACCEPTED: 1}, [("", "a.jpg")])


@pytest.mark.parametrize("application", [ID, STATED])
def test_a_side_car_says_whose_a_file_is(watcher: Watcher, root: Path, application: object) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    (root / "scan 1.jpg").write_bytes(PAGE)
    said = {"application": application, "declared_type": "id_card"}
    (root / "scan 1.jpg.json").write_text(json.dumps(said), "utf-8")

    look_twice(watcher)

    assert papers(watcher) == [("id_card", "scan 1.jpg")]


def test_a_side_car_that_comes_later_has_its_file_looked_at_again(watcher: Watcher, root: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    (root / "scan.jpg").write_bytes(PAGE)
    refused = look_twice(watcher)

    (root / "scan.jpg.json").write_text(json.dumps({"application": ID}), "utf-8")
    look_twice(watcher)

    assert (refused.by_outcome, papers(watcher)) == ({Outcome.REFUSED: 1}, [("", "scan.jpg")])


@pytest.mark.parametrize(
    ("path", "content", "side_car", "code"),
    [
        ("a.jpg", PAGE, None, "key_not_understood"),
        (f"{ID}/nonsense/a.jpg", PAGE, None, "key_not_understood"),
        ("no id at all/a.jpg", PAGE, None, "application_invalid"),
        (f"{ID}/large.jpg", b"x" * 1001, None, "too_large"),
        (f"{ID}/a.jpg", PAGE, '{"application": "HB2"}', "key_not_understood"),
        (f"{ID}/a.jpg", PAGE, '{"aplication": "HB2"}', "key_not_understood"),
        (f"{ID}/a.jpg", PAGE, "not JSON", "key_not_understood"),
        (f"{ID}/a.jpg", PAGE, '{"application": {"name": "x"}}', "application_invalid"),
        (f"{ID}/application.json", b"{}", None, "application_invalid"),
        ("HB2/application.json", json.dumps(STATED).encode(), None, "key_not_understood"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_once_with_its_reason(
    watcher: Watcher, root: Path, path: str, content: bytes, side_car: str | None, code: str
) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content)
    if side_car is not None:
        (root / f"{path}.json").write_text(side_car, "utf-8")

    refused, again = look_twice(watcher), look(watcher)

    assert (refused.by_outcome, again.taken_count) == ({Outcome.REFUSED: 1}, 0)
    assert book(watcher)[path].code == code
    assert papers(watcher) == []


@pytest.mark.parametrize(
    ("side_car", "told"),
    [
        (b'{"application": "HB1",\n "declared_type": }', "JSON, met a fault: expected value at line 2 column 19"),
        (b'["HB1"]', "a JSON object, met a list of 1"),
        ('{"application": "考生"}'.encode("gbk"), "JSON, met a fault"),
    ],
)
def test_a_side_car_that_is_no_json_is_told_of_with_the_place_of_its_fault(
    watcher: Watcher, root: Path, side_car: bytes, told: str
) -> None:
    (root / "a.jpg").write_bytes(PAGE)
    (root / "a.jpg.json").write_bytes(side_car)

    look_twice(watcher)

    assert told in book(watcher)["a.jpg"].message


def test_a_slot_may_be_named_by_the_title_of_its_material(watcher: Watcher, root: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    (root / ID / "毕业证书").mkdir()
    (root / ID / "毕业证书" / "扫描件.jpg").write_bytes(PAGE)

    look_twice(watcher)

    assert papers(watcher) == [("graduation_certificate", "扫描件.jpg")]


def test_no_link_leads_out_of_the_folder(watcher: Watcher, root: Path, tmp_path: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.jpg").write_bytes(PAGE)
    (root / ID / "file.jpg").symlink_to(outside / "a.jpg")
    (root / ID / "passport").symlink_to(outside)
    (root / "HB2").symlink_to(outside)
    (root / ID / "b.jpg").write_bytes(PAGE)
    (root / ID / "b.jpg.json").symlink_to(outside / "a.jpg")
    os.mkfifo(root / ID / "pipe.jpg")

    look_twice(watcher)

    assert (papers(watcher), list(book(watcher))) == ([("", "b.jpg")], [f"{ID}/b.jpg"])


@pytest.mark.parametrize(
    "name",
    [
        b"\xb1\xcf\xd2\xb5\xd6\xa4.jpg",
        b"a\nb.jpg",
        b"100%25.jpg",
        b"\xff\xfe.jpg",
        "毕".encode() * 80 + b".jpg",
        b" .jpg",
    ],
)
def test_hostile_names_are_files_like_others(watcher: Watcher, root: Path, name: bytes) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    (root / ID / os.fsdecode(name)).write_bytes(PAGE)

    tally = look_twice(watcher)

    assert tally.by_outcome == {Outcome.ACCEPTED: 1}
    (key,) = book(watcher)
    key.encode("utf-8")
    assert parts_of(key) == (ID, os.fsdecode(name))
    assert key_of(os.fsdecode(name)) == key.partition("/")[2]


def test_a_name_of_an_old_chinese_share_is_shown_in_chinese(watcher: Watcher, root: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    (root / ID / os.fsdecode("毕业证.jpg".encode("gb18030"))).write_bytes(PAGE)

    look_twice(watcher)

    assert papers(watcher) == [("", "毕业证.jpg")]


def test_a_file_that_was_only_touched_is_no_new_upload(watcher: Watcher, root: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    path = root / ID / "a.jpg"
    path.write_bytes(PAGE)
    look_twice(watcher)
    document_id = book(watcher)[f"{ID}/a.jpg"].document_id
    assert document_id is not None
    withdraw_document(document_id, reason="taken back", keepers=watcher.keepers)

    os.utime(path, (1, 1))
    look_twice(watcher)
    touched = papers(watcher)
    path.write_bytes(PAGE + b"2\xff\xd9")
    look_twice(watcher)

    assert (touched, papers(watcher)) == ([], [("", "a.jpg")])


def test_taken_files_are_moved_where_that_is_asked_for(watcher: Watcher, root: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    moving = replace(watcher, moves=True)
    for content in (PAGE, PAGE + b"2\xff\xd9"):
        (root / ID / "id_card" / "a.jpg").write_bytes(content)
        (root / ID / "id_card" / "a.jpg.json").write_text("{}", "utf-8")
        look_twice(moving)
    (root / ID / "nonsense").mkdir()
    (root / ID / "nonsense" / "b.jpg").write_bytes(PAGE)
    look_twice(moving)

    done = sorted(path.name for path in (root / ".done" / ID / "id_card").iterdir())
    assert [name.rpartition("-")[2] for name in done] == ["a.jpg", "a.jpg.json", "a.jpg", "a.jpg.json"]
    assert list((root / ID / "id_card").iterdir()) == []
    assert (root / ID / "nonsense" / "b.jpg").exists()
    assert len(papers(watcher)) == 2


def test_a_file_that_takes_the_place_of_one_being_moved_is_not_moved_unread(
    watcher: Watcher, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    path = root / ID / "a.jpg"
    path.write_bytes(PAGE)
    look(watcher)
    take_in_found = watched_folder.take_in_found

    def and_replace(*given: object, **known: object) -> object:
        taken = take_in_found(*given, **known)  # type: ignore[arg-type]
        path.write_bytes(b"another")
        return taken

    monkeypatch.setattr(watched_folder, "take_in_found", and_replace)
    look(replace(watcher, moves=True))

    assert path.read_bytes() == b"another"
    assert list((root / ".done" / ID).iterdir()) == []


class AwayBlobs(MemoryBlobs):
    """A store that does not answer."""

    def put(self, content: bytes) -> str:
        raise StorageUnavailable("expected the object store to answer, met none")


def test_a_store_that_is_away_loses_no_file_and_is_not_asked_for_each(watcher: Watcher, root: Path) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    for number in range(6):
        (root / ID / f"{number}.jpg").write_bytes(b"page %d" % number)
    look(watcher)

    with pytest.raises(StorageUnavailable):
        look(replace(watcher, keepers=replace(watcher.keepers, blobs=AwayBlobs())))
    put_off = [one.outcome for one in book(watcher).values()].count(Outcome.TO_RETRY)
    tally = look(watcher)

    assert (put_off, tally.by_outcome) == (3, {Outcome.ACCEPTED: 3})


def test_a_folder_that_is_not_mounted_is_unavailable(watcher: Watcher, root: Path) -> None:
    with pytest.raises(StorageUnavailable):
        look_into_folder(replace(watcher, root=root / "none"), every_seconds=0)


def test_a_folder_that_may_not_be_read_holds_up_no_other(
    watcher: Watcher, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    (root / ID / "a.jpg").write_bytes(PAGE)
    (root / "A-locked").mkdir()
    opened = os.open

    def refusing(path: str | Path, flags: int, *given: int, **known: int) -> int:
        if path == "A-locked":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *given, **known)

    monkeypatch.setattr(os, "open", refusing)

    look_twice(watcher)

    assert papers(watcher) == [("", "a.jpg")]


def test_many_folders_are_walked_in_bounded_looks(
    watcher: Watcher, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_folder, "FOLDERS_A_LOOK", 3)
    for number in range(8):
        (root / f"HB{number}").mkdir()
        (root / f"HB{number}" / "a.jpg").write_bytes(PAGE)

    met = [look(watcher).met for _ in range(4)]

    # The applicant's own folder is empty and counts as a folder all the same.
    assert sum(met[:3]) == 8 and max(met) == 3


@pytest.fixture
def unreadable(root: Path) -> Iterator[Callable[[Path], None]]:
    made: list[Path] = []

    def make(path: Path) -> None:
        path.chmod(0)
        made.append(path)

    yield make
    for path in made:
        path.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_may_not_be_read_is_tried_again_later(
    watcher: Watcher, root: Path, unreadable: Callable[[Path], None]
) -> None:
    put_application(APPLICATION, keepers=watcher.keepers)
    (root / ID / "a.jpg").write_bytes(PAGE)
    unreadable(root / ID / "a.jpg")

    assert look_twice(watcher).by_outcome == {Outcome.TO_RETRY: 1}
