"""The promise of the blobs, over every keeper of it."""

import hashlib
import io
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import urllib3

from models.errors import BlobMissing, ConfigInvalid, StorageUnavailable
from storage.blobs import Blobs
from storage.blobs_local import HALF_WRITTEN_SECONDS, HALVES, LocalBlobs
from storage.blobs_minio import MinioBlobs, bucket_of, client_of
from storage.memory import MemoryBlobs
from tests.support.servers import empty_bucket, server_url

CONTENT = b"\xff\xd8\xff a page " * 1000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["memory", "local", "minio"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Blobs]:
    if request.param == "memory":
        yield MemoryBlobs()
    elif request.param == "local":
        yield LocalBlobs(tmp_path / "blobs")
    else:
        bucket = bucket_of(server_url("CERTCHECK_TEST_S3_URL"))
        scratch = replace(bucket, name=f"certcheck-{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]}")
        yield MinioBlobs(scratch)
        empty_bucket(scratch)


def test_bytes_come_back_under_their_digest(blobs: Blobs) -> None:
    assert blobs.put(CONTENT) == DIGEST
    assert blobs.has(DIGEST)
    assert blobs.get(DIGEST) == CONTENT


def test_an_empty_upload_is_kept_too(blobs: Blobs) -> None:
    assert blobs.get(blobs.put(b"")) == b""


def test_the_same_bytes_are_kept_once(blobs: Blobs) -> None:
    with ThreadPoolExecutor(max_workers=8) as pool:
        digests = set(pool.map(lambda _: blobs.put(CONTENT), range(24)))

    assert digests == {DIGEST}
    assert blobs.get(DIGEST) == CONTENT


def test_an_object_that_another_changed_is_healed_by_the_same_bytes(tmp_path: Path) -> None:
    bucket = bucket_of(server_url("CERTCHECK_TEST_S3_URL"))
    scratch = replace(bucket, name=f"certcheck-{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]}")
    blobs = MinioBlobs(scratch)
    blobs.put(CONTENT)
    damaged = CONTENT[::-1]
    client_of(scratch, urllib3.PoolManager()).put_object(scratch.name, DIGEST, io.BytesIO(damaged), len(damaged))
    with pytest.raises(BlobMissing):
        blobs.get(DIGEST)

    blobs.put(CONTENT)

    assert blobs.get(DIGEST) == CONTENT
    empty_bucket(scratch)


def test_bytes_that_were_never_put_are_missing(blobs: Blobs) -> None:
    assert not blobs.has(DIGEST)
    with pytest.raises(BlobMissing):
        blobs.get(DIGEST)


def test_bytes_that_are_removed_are_gone_until_they_are_put_again(blobs: Blobs) -> None:
    blobs.put(CONTENT)

    assert [blobs.remove(DIGEST), blobs.remove(DIGEST), blobs.has(DIGEST)] == [True, False, False]

    blobs.put(CONTENT)
    assert blobs.get(DIGEST) == CONTENT


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, DIGEST + "\n"])
def test_what_is_no_digest_is_missing(blobs: Blobs, name: str) -> None:
    with pytest.raises(BlobMissing):
        blobs.get(name)


def test_a_store_is_made_at_the_latest_for_its_first_bytes(blobs: Blobs) -> None:
    blobs.put(CONTENT)

    assert blobs.is_made()


def test_a_folder_and_a_bucket_are_not_made_before_they_are_needed(tmp_path: Path) -> None:
    assert not LocalBlobs(tmp_path / "blobs").is_made()

    bucket = bucket_of(server_url("CERTCHECK_TEST_S3_URL"))
    fresh = replace(bucket, name=f"certcheck-{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]}")
    assert not MinioBlobs(fresh).is_made()


def test_a_store_that_is_there_answers(blobs: Blobs) -> None:
    blobs.ping()


def test_no_file_lies_beside_a_kept_one(tmp_path: Path) -> None:
    LocalBlobs(tmp_path).put(CONTENT)

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [DIGEST]


def test_a_file_that_was_changed_is_missing(tmp_path: Path) -> None:
    blobs = LocalBlobs(tmp_path)
    blobs.put(CONTENT)
    next(path for path in tmp_path.rglob("*") if path.is_file()).write_bytes(b"other bytes")

    with pytest.raises(BlobMissing):
        blobs.get(DIGEST)


@pytest.mark.parametrize("damaged", [b"", CONTENT[:100], bytes(len(CONTENT))])
def test_a_file_that_was_damaged_is_healed_by_the_same_bytes(tmp_path: Path, damaged: bytes) -> None:
    blobs = LocalBlobs(tmp_path)
    blobs.put(CONTENT)
    next(path for path in tmp_path.rglob("*") if path.is_file()).write_bytes(damaged)

    blobs.put(CONTENT)

    assert blobs.get(DIGEST) == CONTENT


def test_the_same_bytes_are_not_written_twice(tmp_path: Path) -> None:
    blobs = LocalBlobs(tmp_path)
    blobs.put(CONTENT)
    kept = next(path for path in tmp_path.rglob("*") if path.is_file())
    before = kept.stat()

    blobs.put(CONTENT)

    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_a_killed_writer_left_is_removed_and_what_one_is_writing_stays(tmp_path: Path) -> None:
    blobs = LocalBlobs(tmp_path)
    folder = tmp_path / DIGEST[:2] / HALVES
    folder.mkdir(parents=True)
    left, written = folder / f"{DIGEST}.left", folder / f"{DIGEST}.written"
    for half in (left, written):
        half.write_bytes(CONTENT[:100])
    long_ago = left.stat().st_mtime - HALF_WRITTEN_SECONDS - 1
    os.utime(left, (long_ago, long_ago))

    blobs.put(CONTENT)

    assert [path.name for path in folder.iterdir()] == [written.name]
    assert blobs.get(DIGEST) == CONTENT


def test_what_cannot_be_removed_keeps_nobody_from_uploading(tmp_path: Path) -> None:
    old = tmp_path / DIGEST[:2] / HALVES / "a folder"
    old.mkdir(parents=True)
    os.utime(old, (0, 0))

    assert LocalBlobs(tmp_path).put(CONTENT) == DIGEST


def test_of_two_copies_the_whole_one_is_read(tmp_path: Path) -> None:
    blobs = LocalBlobs(tmp_path)
    deeper = tmp_path / DIGEST[:2] / DIGEST[2:4]
    deeper.mkdir(parents=True)
    for damaged, whole in ((deeper, deeper.parent), (deeper.parent, deeper)):
        (damaged / DIGEST).write_bytes(CONTENT[:-1])
        (whole / DIGEST).write_bytes(CONTENT)

        assert blobs.get(DIGEST) == CONTENT
    (deeper / DIGEST).write_bytes(b"")
    with pytest.raises(BlobMissing, match="of digest"):
        blobs.get(DIGEST)


def test_what_a_build_of_before_kept_is_found_where_it_lies_and_not_written_again(tmp_path: Path) -> None:
    blobs = LocalBlobs(tmp_path)
    deeper = tmp_path / DIGEST[:2] / DIGEST[2:4]
    deeper.mkdir(parents=True)
    (deeper / DIGEST).write_bytes(CONTENT)

    assert (blobs.has(DIGEST), blobs.get(DIGEST), blobs.put(CONTENT)) == (True, CONTENT, DIGEST)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [deeper / DIGEST]
    assert blobs.remove(DIGEST)
    assert not blobs.has(DIGEST)


def test_a_question_leaves_no_file_behind(tmp_path: Path) -> None:
    LocalBlobs(tmp_path).ping()

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    blobs = LocalBlobs(tmp_path / "file" / "blobs")

    with pytest.raises(StorageUnavailable):
        blobs.put(CONTENT)
    with pytest.raises(StorageUnavailable):
        blobs.ping()


def test_an_object_store_that_does_not_answer_is_unavailable() -> None:
    blobs = MinioBlobs(bucket_of("s3+http://key:secret@127.0.0.1:1/bucket"))

    with pytest.raises(StorageUnavailable):
        blobs.ping()


def test_a_bucket_url_is_taken_apart() -> None:
    bucket = bucket_of("s3+https://key:a%2Fb@store.example:9000/papers")

    assert (bucket.host, bucket.secure, bucket.name) == ("store.example:9000", True, "papers")
    assert (bucket.access_key, bucket.secret_key) == ("key", "a/b")


@pytest.mark.parametrize(
    "url",
    [
        "s3+http://host/bucket",
        "s3+http://k:s@host",
        "s3+http://k:s@host/a/b",
        "http://k:s@h/b",
        "s3+http://k:hunter2@host:99999999/bucket",
        "s3+http://k:hunter2@host:abc/bucket",
        "s3+http://k:hunter2@host:0/bucket",
        "s3+http://k:hunter2@[::/bucket",
        "s3+http://k:hunter2@host/B_",
        "s3+http://k:hunter2@host/b",
    ],
)
def test_a_bucket_url_that_lacks_a_part_or_holds_an_impossible_one_is_refused(url: str) -> None:
    with pytest.raises(ConfigInvalid, match="CERTCHECK_BLOBS_URL") as caught:
        bucket_of(url)

    assert "hunter2" not in str(caught.value)
