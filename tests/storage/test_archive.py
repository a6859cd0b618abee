"""The promise of an archive, over every keeper of it, and the blobs that look there."""

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import InputError, NotFound, StorageUnavailable
from storage.archive import Archive
from storage.archive_local import LocalArchive
from storage.archive_minio import MinioArchive
from storage.blobs_minio import bucket_of, client_of
from storage.memory_archive import MemoryArchive
from tests.support.servers import empty_bucket, server_url

CONTENT = b"\xff\xd8\xff a paper of 2015"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
KEY = "2015/陈/毕业证 1.jpg"
OBJECTS = {KEY: CONTENT, "empty.jpg": b""}


@pytest.fixture(params=["memory", "local", "minio"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    if request.param == "memory":
        yield MemoryArchive(OBJECTS)
    elif request.param == "local":
        for key, content in OBJECTS.items():
            (tmp_path / key).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / key).write_bytes(content)
        yield LocalArchive(tmp_path)
    else:
        bucket = bucket_of(server_url("CERTCHECK_TEST_S3_URL"))
        scratch = replace(bucket, name=f"certcheck-{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:12]}")
        client = client_of(scratch, None)  # type: ignore[arg-type]  # the client's own pool
        client.make_bucket(scratch.name)
        for key, content in OBJECTS.items():
            client.put_object(scratch.name, key, io.BytesIO(content), len(content))
        yield MinioArchive(scratch)
        empty_bucket(scratch, recursive=True)


def test_bytes_are_read_by_their_key(archive: Archive) -> None:
    archive.ping()

    assert archive.read(KEY, max_bytes=100) == CONTENT
    assert archive.read("empty.jpg", max_bytes=100) == b""


@pytest.mark.parametrize("key", ["2015/none.jpg", "none/none.jpg", "2015", f"{KEY}/x"])
def test_where_nothing_is_nothing_is_found(archive: Archive, key: str) -> None:
    with pytest.raises(NotFound):
        archive.read(key, max_bytes=100)


def test_more_than_a_paper_may_have_is_refused(archive: Archive) -> None:
    with pytest.raises(InputError, match="at most 5 bytes"):
        archive.read(KEY, max_bytes=5)


@pytest.mark.parametrize("key", ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a/./b", "a\\b", "a\n", "x" * 1025])
def test_what_is_no_key_is_refused(archive: Archive, key: str) -> None:
    with pytest.raises(InputError, match=r"a .*key"):
        archive.read(key, max_bytes=100)


def test_a_name_longer_than_any_file_has_is_not_there(archive: Archive) -> None:
    with pytest.raises(NotFound):
        archive.read(f"2015/{'甲' * 200}", max_bytes=100)


def test_a_link_out_of_the_folder_and_a_pipe_are_not_in_it(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / "archive" / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "archive" / "pipe")
    archive = LocalArchive(tmp_path / "archive")

    for key in ("link", "pipe"):
        with pytest.raises(NotFound):
            archive.read(key, max_bytes=100)


def test_an_archive_that_is_away_is_unavailable(tmp_path: Path) -> None:
    away = bucket_of("s3+http://key:hunter2@127.0.0.1:1/bucket")

    with pytest.raises(StorageUnavailable):
        LocalArchive(tmp_path / "none").read(KEY, max_bytes=100)
    with pytest.raises(StorageUnavailable) as caught:
        MinioArchive(away).read(KEY, max_bytes=100)
    assert "hunter2" not in str(caught.value)


def test_an_archive_whose_share_is_not_mounted_is_away_and_its_papers_are_not_missing(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="met an empty one"):
        LocalArchive(tmp_path).read(KEY, max_bytes=100)
    with pytest.raises(StorageUnavailable, match="CERTCHECK_ARCHIVE_URL"):
        LocalArchive(tmp_path / "none").ping()
