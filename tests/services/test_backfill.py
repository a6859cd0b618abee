"""Enrolling historical records from manifests."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from models.case import Application, Document
from models.errors import ConfigInvalid, Conflict, InputError, ManifestInvalid, NotFound, StorageUnavailable
from models.job import JobState, Lane
from services import enrolment
from services.applications import parse_application
from services.backfill import pause, resume, status
from services.backfill_manifest import held_alone
from services.enrolment import enrol
from services.keepers import Keepers
from services.sweeping import MOST_RINGS, sweep
from storage.backfills import Backfill, Backfills, EnrolledBatch
from storage.jobs import JobFilter
from storage.memory import MemoryQueue
from storage.memory_archive import MemoryArchive
from tests.support.clock import Clock
from tests.support.houses import open_house
from tests.support.reports import report_on

STATED = {"application_id": "HB1", "name": "陈嘉禾", "id_type": "居民身份证", "id_number": "420106199305180026"}
MAX_BYTES = 1000


@pytest.fixture(params=["memory", "sqlite"])
def keepers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path) as house:
        yield replace(house, max_upload_bytes=MAX_BYTES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(30):
        (tmp_path / f"{number}.jpg").write_bytes(b"\xff\xd8\xff page %d" % number)
    (tmp_path / "a.json").write_text(json.dumps(STATED | {"application_id": "HB2"}), encoding="utf-8")
    return tmp_path


def lines(folder: Path, *rows: dict[str, Any] | str) -> Path:
    manifest = folder / "m.jsonl"
    manifest.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return manifest


def enrolled(manifest: Path, keepers: Keepers) -> Backfill:
    return enrol(manifest, backfill_id="2020", keepers=keepers)


def documents(keepers: Keepers, application_id: str = "HB1") -> list[Document]:
    return sorted(keepers.records.documents_of(application_id), key=lambda paper: paper.file)


def rejects(manifest: Path) -> list[dict[str, Any]]:
    path = manifest.with_name(f"{manifest.name}.rejected.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_each_line_becomes_documents_with_jobs_in_a_lane_of_their_own(keepers: Keepers, folder: Path) -> None:
    manifest = lines(
        folder,
        {"application": STATED, "file": "0.jpg", "declared_type": "id_card"},
        {"application": "a.json", "files": ["1.jpg", "2.jpg"]},
        {"application": "HB1", "file": "3.jpg"},
    )
    keepers.records.put_application(_application("HB1"))

    known = enrolled(manifest, keepers)

    assert (known.lines_done, known.enrolled_count, known.rejected_count) == (3, 4, 0)
    assert [(paper.file, paper.declared_type) for paper in documents(keepers)] == [
        ("0.jpg", "id_card"),
        ("3.jpg", None),
    ]
    assert len(documents(keepers, "HB2")) == 2
    jobs = keepers.jobs.find(JobFilter(backfill_id="2020"), limit=10)
    assert {(job.lane, job.state) for job in jobs} == {(Lane.BACKFILL, JobState.QUEUED)}
    assert status("2020", keepers=keepers).jobs == {JobState.QUEUED: 4}


def test_bytes_that_are_kept_already_are_named_by_their_digest(keepers: Keepers, folder: Path) -> None:
    digest = keepers.blobs.put(b"kept before")

    known = enrolled(
        lines(folder, {"application": STATED, "blob": digest}, {"application": STATED, "blob": "0" * 64}), keepers
    )

    assert (known.enrolled_count, known.rejected_count) == (1, 1)
    assert documents(keepers)[0].sha256 == digest


def test_bad_lines_are_named_with_their_reasons_and_the_rest_goes_on(keepers: Keepers, folder: Path) -> None:
    (folder / "large.jpg").write_bytes(bytes(MAX_BYTES + 1))
    good = {"application": STATED, "file": "0.jpg"}
    manifest = lines(
        folder,
        "not json",
        "",
        "[1]",
        good | {"colour": "red"},
        good | {"file": "missing.jpg"},
        good | {"file": "large.jpg"},
        {"application": STATED},
        {"application": STATED | {"birth_date": "1993-02-30"}, "file": "0.jpg"},
        {"application": "nobody", "file": "0.jpg"},
        good | {"file": "a\u0000b"},
        "x" * 1_100_000,
        good,
    )

    known = enrolled(manifest, keepers)

    assert (known.lines_done, known.enrolled_count, known.rejected_count) == (12, 1, 10)
    # The second is blank.
    assert [bad["line"] for bad in rejects(manifest)] == [1, *range(3, 12)]
    reasons = " ".join(bad["reason"] for bad in rejects(manifest))
    for word in ("JSON", "colour", "missing.jpg", "large.jpg", "birth_date", "nobody"):
        assert word in reasons
    assert "420106199305180026" not in reasons


def test_a_manifest_in_csv_says_the_same(keepers: Keepers, folder: Path) -> None:
    manifest = folder / "m.csv"
    stated = json.dumps(STATED, ensure_ascii=False).replace('"', '""')
    manifest.write_text(
        f'\ufeffapplication,file,declared_type\r\n"{stated}",0.jpg,id_card\r\na.json,1.jpg,\r\nHB1,2.jpg\r\n"{{x",3.jpg,\r\n',
        "utf-8",
        newline="",
    )

    known = enrolled(manifest, keepers)

    assert (known.enrolled_count, known.rejected_count) == (2, 2)
    assert [bad["line"] for bad in rejects(manifest)] == [3, 4]


@pytest.mark.parametrize("content", ["HB1,0.jpg\n", "", '"application"x,file\n', "x" * 200_000])
def test_a_csv_without_its_header_is_refused(keepers: Keepers, folder: Path, content: str) -> None:
    manifest = folder / "m.csv"
    manifest.write_text(content, "utf-8")

    with pytest.raises(ManifestInvalid, match="header"):
        enrolled(manifest, keepers)
    assert keepers.backfills.all() == ()


def test_a_manifest_that_is_not_there_is_refused(keepers: Keepers, folder: Path) -> None:
    with pytest.raises(ManifestInvalid):
        enrolled(folder / "none.jsonl", keepers)


@pytest.mark.parametrize("manifest", ["pipe", ".", "/dev/zero"])
def test_a_manifest_that_is_no_file_is_refused(keepers: Keepers, folder: Path, manifest: str) -> None:
    os.mkfifo(folder / "pipe")

    with pytest.raises(ManifestInvalid, match="a file"):
        enrolled(folder / manifest, keepers)


@pytest.mark.parametrize("place", ["m.jsonl", "hard-link", "0.jpg", ".", "pipe", "/dev/full", "none/r.jsonl"])
def test_rejected_lines_take_no_other_files_place(keepers: Keepers, folder: Path, place: str) -> None:
    manifest = lines(folder, {"application": STATED, "file": "missing.jpg"})
    (folder / "hard-link").hardlink_to(manifest)
    os.mkfifo(folder / "pipe")
    before = sorted((path.name, path.stat().st_size) for path in folder.iterdir())

    with pytest.raises(InputError, match="rejected lines"):
        enrol(manifest, backfill_id="2020", keepers=keepers, rejects=folder / place)

    assert sorted((path.name, path.stat().st_size) for path in folder.iterdir()) == before
    assert Path("/dev/full").exists()
    assert keepers.backfills.all() == ()


def test_rejected_lines_of_before_make_way(keepers: Keepers, folder: Path) -> None:
    enrolled(lines(folder, "one", "two"), keepers)

    manifest = lines(folder, "three")
    enrolled(manifest, keepers)

    assert [bad["line"] for bad in rejects(manifest)] == [1]


def test_an_enrolment_that_was_stopped_goes_on_where_it_was(
    keepers: Keepers, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrolment, "BATCH_LINES", 10)
    manifest = lines(folder, *({"application": STATED, "file": f"{number}.jpg"} for number in range(30)))
    stopping = _Stopping(keepers.backfills, after=2)
    with pytest.raises(StorageUnavailable):
        enrolled(manifest, replace(keepers, backfills=stopping))
    so_far = len(documents(keepers))
    (folder / "0.jpg").unlink()
    seen: list[tuple[int, int]] = []

    known = enrol(
        manifest,
        backfill_id="2020",
        keepers=keepers,
        progress=lambda done, total: seen.append((done, total)),
    )

    assert so_far == 20
    assert (known.lines_done, known.enrolled_count, known.known_count, known.rejected_count) == (30, 30, 0, 0)
    assert seen == [(manifest.stat().st_size, manifest.stat().st_size)]


def test_a_manifest_enrolled_twice_adds_nothing(keepers: Keepers, folder: Path) -> None:
    manifest = lines(folder, {"application": STATED, "file": "0.jpg"})
    enrolled(manifest, keepers)

    enrolled(manifest, keepers)
    longer = lines(folder, {"application": STATED, "file": "0.jpg"}, {"application": STATED, "file": "1.jpg"})
    known = enrolled(longer, keepers)

    assert (known.enrolled_count, known.known_count, known.lines_done) == (2, 1, 2)
    assert len(documents(keepers)) == 2


def test_enrolling_rings_nothing_and_the_sweep_rings_no_more_than_the_broker_should_hold(
    keepers: Keepers, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOST_RINGS, Lane.BACKFILL, 5)
    enrolled(lines(folder, *({"application": STATED, "file": f"{number}.jpg"} for number in range(30))), keepers)
    assert isinstance(keepers.queue, MemoryQueue)
    assert keepers.queue.rings == []

    first = sweep(keepers=keepers).rung
    full = sweep(keepers=keepers).rung
    keepers.queue.rings = keepers.queue.rings[:2]
    more = sweep(keepers=keepers).rung

    assert (first, full, more) == (5, 0, 3)
    assert len(set(keepers.queue.rings)) == len(keepers.queue.rings)


def test_a_paused_backfill_is_not_rung_until_it_is_resumed(keepers: Keepers, folder: Path) -> None:
    enrolled(lines(folder, {"application": STATED, "file": "0.jpg"}), keepers)

    pause("2020", keepers=keepers)
    paused = sweep(keepers=keepers).rung
    resume("2020", keepers=keepers)

    assert (paused, sweep(keepers=keepers).rung) == (0, 1)
    with pytest.raises(NotFound):
        pause("none", keepers=keepers)


def test_papers_in_the_archive_stay_there_and_are_read_when_their_jobs_run(keepers: Keepers, folder: Path) -> None:
    content = b"\xff\xd8\xff old"
    digest = sha256(content).hexdigest()
    archive = MemoryArchive({"2015/a.jpg": content, "large.jpg": bytes(MAX_BYTES + 1)})
    house = replace(keepers, archive=archive)
    manifest = lines(
        folder,
        {"application": STATED, "object": "2015/a.jpg", "sha256": digest, "declared_type": "id_card"},
        {"application": STATED, "object": "2015/a.jpg"},
        {"application": STATED, "object": "2015/unseen.jpg", "sha256": "0" * 64},
        {"application": STATED, "object": "2015/none.jpg"},
        {"application": STATED, "object": "large.jpg"},
        {"application": STATED, "object": "../a.jpg", "sha256": digest},
        {"application": STATED, "file": "0.jpg", "sha256": digest},
    )

    known = enrolled(manifest, house)

    assert (known.enrolled_count, known.rejected_count) == (3, 4)
    kept = {(paper.file, paper.sha256, paper.declared_type) for paper in documents(keepers)}
    assert kept == {("a.jpg", digest, "id_card"), ("a.jpg", digest, None), ("unseen.jpg", "0" * 64, None)}
    assert {paper.object_key for paper in documents(keepers)} == {"2015/a.jpg", "2015/unseen.jpg"}
    assert not keepers.blobs.has(digest)


def test_a_manifest_of_objects_without_an_archive_stops_at_once(keepers: Keepers, folder: Path) -> None:
    manifest = lines(folder, {"application": STATED, "object": "a.jpg", "sha256": "0" * 64})

    with pytest.raises(ConfigInvalid, match="CERTCHECK_ARCHIVE_URL"):
        enrolled(manifest, keepers)

    assert keepers.backfills.all() == ()


def test_a_type_that_there_is_none_of_is_a_bad_line_with_the_nearest_one(keepers: Keepers, folder: Path) -> None:
    good = {"application": STATED, "file": "0.jpg"}
    manifest = lines(folder, good | {"declared_type": "id_crad"}, good | {"declared_type": "id_card"})

    known = enrolled(manifest, keepers)

    assert (known.enrolled_count, known.rejected_count) == (1, 1)
    assert [(bad["code"], "near: id_card" in bad["reason"]) for bad in rejects(manifest)] == [
        ("declared_type_unknown", True)
    ]


@pytest.mark.parametrize("name", ["m.tsv", "m.xlsx", "m.csv.gz"])
def test_a_manifest_of_another_ending_is_refused_before_a_line_is_read(
    keepers: Keepers, folder: Path, name: str
) -> None:
    manifest = lines(folder, {"application": STATED, "file": "0.jpg"}).rename(folder / name)

    with pytest.raises(ManifestInvalid, match=r"\.csv or \.jsonl"):
        enrolled(manifest, keepers)

    assert keepers.backfills.all() == ()


def test_a_table_out_of_a_database_states_the_application_in_columns(keepers: Keepers, folder: Path) -> None:
    manifest = folder / "m.csv"
    manifest.write_text(
        "application_id,name,id_type,id_number,exam_year,level,certificate_number,file\n"
        "HB1,陈嘉禾,居民身份证,420106199305180026,2015,本科,104861201605001234,0.jpg\n"
        "HB1,陈嘉禾,居民身份证,420106199305180026,2015,本科,104861201605001234,1.jpg\n"
        "HB2,李,居民身份证,1,二〇一五,,,2.jpg\n"
        "HB3,李,居民身份证,1,,,,3.jpg\n",
        "utf-8",
    )

    known = enrolled(manifest, keepers)

    assert (known.enrolled_count, known.rejected_count) == (3, 1)
    stated = keepers.records.application("HB1")
    assert (stated.exam_year, [entry.certificate_number for entry in stated.education]) == (
        2015,
        ["104861201605001234"],
    )
    assert keepers.records.application("HB3").education == ()
    assert "exam_year" in rejects(manifest)[0]["reason"]


@pytest.mark.parametrize(
    "header", ["application_id,name,file", "application,name,file", "application,file,file", "application,colour"]
)
def test_a_table_that_states_no_application_is_refused(keepers: Keepers, folder: Path, header: str) -> None:
    manifest = folder / "m.csv"
    manifest.write_text(f"{header}\n", "utf-8")

    with pytest.raises(ManifestInvalid, match="header"):
        enrolled(manifest, keepers)


def test_an_id_may_name_an_application_of_a_line_before(
    keepers: Keepers, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrolment, "BATCH_LINES", 2)
    manifest = lines(
        folder,
        {"application": STATED, "file": "0.jpg"},
        *({"application": "HB1", "file": f"{number}.jpg"} for number in range(1, 9)),
    )

    assert enrolled(manifest, keepers).enrolled_count == 9


def test_rejected_lines_of_a_batch_that_was_not_kept_are_not_doubled(
    keepers: Keepers, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrolment, "BATCH_LINES", 2)
    manifest = lines(folder, *(f"bad {number}" for number in range(9)))
    with pytest.raises(StorageUnavailable):
        enrolled(manifest, replace(keepers, backfills=_Stopping(keepers.backfills, after=2)))
    with (folder / "m.jsonl.rejected.jsonl").open("a") as file:
        file.write('{"line": 7, "co')

    known = enrolled(manifest, keepers)

    assert known.rejected_count == 9
    assert [bad["line"] for bad in rejects(manifest)] == list(range(1, 10))


def test_a_manifest_is_enrolled_by_one_process_at_a_time(keepers: Keepers, folder: Path) -> None:
    manifest = lines(folder, {"application": STATED, "file": "0.jpg"})

    with held_alone(manifest), pytest.raises(Conflict, match="nobody enrols"):
        enrolled(manifest, keepers)

    assert enrolled(manifest, keepers).enrolled_count == 1


def test_a_status_tells_the_rate_and_how_long_the_rest_will_take(tmp_path: Path, folder: Path) -> None:
    clock = Clock()
    with open_house("sqlite", tmp_path, clock=clock) as keepers:
        enrolled(lines(folder, *({"application": STATED, "file": f"{number}.jpg"} for number in range(30))), keepers)
        clock.pass_seconds(3600)
        for job in keepers.jobs.find(JobFilter(), limit=20):
            claimed = keepers.jobs.claim(job.job_id, worker="w", lease_seconds=60)
            assert claimed is not None
            keepers.jobs.finish(claimed, report_on(keepers.records.document(job.document_id)))

        moving = status("2020", keepers=keepers, now=clock.now)
        standing = status("2020", keepers=keepers, now=clock.now + timedelta(hours=1))

    assert (moving.jobs_per_minute, moving.left_count, moving.seconds_left) == (2.0, 10, 300.0)
    assert (standing.jobs_per_minute, standing.seconds_left) == (0.0, None)


def _application(application_id: str) -> Application:
    return parse_application(STATED | {"application_id": application_id})


class _Stopping:
    """Backfills whose database goes away after some batches."""

    def __init__(self, backfills: Backfills, *, after: int) -> None:
        self._backfills = backfills
        self._left = after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backfills, name)

    def made_ready(self, batch: EnrolledBatch) -> Callable[[], Backfill]:
        ready = self._backfills.made_ready(batch)

        def enrol() -> Backfill:
            if self._left == 0:
                raise StorageUnavailable("expected the database to answer, met none")
            self._left -= 1
            return ready()

        return enrol
