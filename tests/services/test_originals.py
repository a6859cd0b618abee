"""What was handed in is read where it lies."""

from dataclasses import replace
from hashlib import sha256

import pytest

from models.case import Document
from models.errors import BlobMissing, ImageRejected, StorageUnavailable
from services.keepers import Keepers
from services.originals import has_original, original_of, ping_originals
from storage.archive_local import LocalArchive
from storage.memory_archive import MemoryArchive
from tests.support.houses import memory_house

KEY = "2015/诊所.jpg"
CONTENT = b"a paper of 2015"
DIGEST = sha256(CONTENT).hexdigest()


def house(*, max_upload_bytes: int = 100) -> Keepers:
    return replace(memory_house(), archive=MemoryArchive({KEY: CONTENT}), max_upload_bytes=max_upload_bytes)


def paper(digest: str, key: str | None) -> Document:
    return Document(document_id="d", application_id="a", file="a.jpg", sha256=digest, object_key=key)


def test_bytes_come_from_the_store_first_and_else_from_where_they_were_enrolled() -> None:
    keepers = house()
    uploaded = paper(keepers.blobs.put(b"uploaded"), KEY)

    assert original_of(uploaded, keepers=keepers) == b"uploaded"
    assert original_of(paper(DIGEST, KEY), keepers=keepers) == CONTENT
    with pytest.raises(BlobMissing):
        original_of(paper(DIGEST, None), keepers=keepers)
    with pytest.raises(BlobMissing):
        original_of(paper(DIGEST, KEY), keepers=replace(keepers, archive=None))


def test_whether_bytes_are_kept_is_told_without_reading_them() -> None:
    keepers = house()
    kept = keepers.blobs.put(b"uploaded")

    told = [has_original(one, keepers=keepers) for one in (paper(kept, None), paper(DIGEST, KEY), paper(DIGEST, None))]

    assert told == [True, True, False]


def test_other_bytes_than_the_manifest_says_are_a_finding() -> None:
    with pytest.raises(ImageRejected) as caught:
        original_of(paper("0" * 64, KEY), keepers=house())
    with pytest.raises(ImageRejected) as too_large:
        original_of(paper(DIGEST, KEY), keepers=house(max_upload_bytes=5))

    assert (caught.value.cause, caught.value.reason) == ("image_unreadable", "other_bytes")
    assert too_large.value.reason == "too_large"


def test_an_object_that_is_gone_is_missing_and_its_key_is_not_told() -> None:
    with pytest.raises(BlobMissing) as caught:
        original_of(paper(DIGEST, "gone/陈嘉禾.jpg"), keepers=house())

    assert "陈嘉禾" not in str(caught.value)


def test_an_archive_that_is_away_is_noticed(tmp_path_factory: pytest.TempPathFactory) -> None:
    away = LocalArchive(tmp_path_factory.getbasetemp() / "none")

    ping_originals(memory_house())
    with pytest.raises(StorageUnavailable):
        ping_originals(replace(memory_house(), archive=away))
