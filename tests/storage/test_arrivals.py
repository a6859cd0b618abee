"""The landing bucket on a real server: fetching, listing in pages, and forms that hold what they promise."""

import io
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import urllib3
from minio import Minio

from models.errors import BlobMissing, StorageUnavailable
from storage.arrivals import UploadForm
from storage.arrivals_minio import Landing, MinioArrivals
from storage.blobs_minio import Bucket, bucket_of, client_of
from tests.support.servers import empty_bucket, server_url

PAGE = b"\xff\xd8\xff a page"
KEY = "HB1/id_card/毕业 证+书%.jpg"


@pytest.fixture
def server() -> Iterator[Bucket]:
    bucket = replace(bucket_of(server_url("CERTCHECK_TEST_S3_URL")), name=f"certcheck-{uuid.uuid4().hex[:12]}")
    client(bucket).make_bucket(bucket.name)
    yield bucket
    empty_bucket(bucket)


def in_minutes(minutes: int) -> datetime:
    """Counted when a test runs: minutes may pass between its import and that."""
    return datetime.now(UTC) + timedelta(minutes=minutes)


def client(bucket: Bucket) -> Minio:
    return client_of(bucket, urllib3.PoolManager())


def put(bucket: Bucket, key: str, content: bytes = PAGE) -> None:
    client(bucket).put_object(bucket.name, key, io.BytesIO(content), len(content))


def post(form: UploadForm, content: bytes, **changed: str) -> int:
    fields = {**form.fields, **changed, "file": ("a.jpg", content)}
    return int(urllib3.PoolManager().request("POST", form.url, fields=fields).status)


def test_an_object_comes_with_the_version_that_head_and_listing_tell(server: Bucket) -> None:
    put(server, KEY)
    arrivals = MinioArrivals(server, Landing())

    fetched = arrivals.fetch(server.name, KEY, max_bytes=1000)
    (listed,) = arrivals.page(after="", limit=1000)

    assert fetched.content == PAGE
    assert (listed.key, listed.size_bytes) == (KEY, len(PAGE))
    assert fetched.version == listed.version == arrivals.stat(server.name, KEY).version


def test_of_a_large_object_one_byte_more_than_allowed_is_read(server: Bucket) -> None:
    put(server, KEY, b"x" * 1_000_000)

    assert len(MinioArrivals(server, Landing()).fetch(server.name, KEY, max_bytes=1000).content) == 1001


@pytest.mark.parametrize("key", ["none", "a" * 2000])
def test_what_is_not_there_is_missing(server: Bucket, key: str) -> None:
    arrivals = MinioArrivals(server, Landing())

    with pytest.raises(BlobMissing):
        arrivals.stat("no-such-bucket", "none")
    with pytest.raises((BlobMissing, StorageUnavailable)):
        arrivals.fetch(server.name, key, max_bytes=1000)


def test_a_listing_goes_on_after_a_key_and_stays_under_its_prefix(server: Bucket) -> None:
    for number in range(5):
        put(server, f"in/HB{number}/_/a.jpg")
    put(server, "0" * 64)
    arrivals = MinioArrivals(server, Landing(prefix="in/"))

    first = arrivals.page(after="", limit=3)
    rest = arrivals.page(after=first[-1].key, limit=3)

    assert [one.key for one in (*first, *rest)] == [f"in/HB{number}/_/a.jpg" for number in range(5)]
    assert len(rest) == 2


def test_a_bucket_that_nobody_has_made_is_empty(server: Bucket) -> None:
    assert MinioArrivals(server, Landing(bucket="no-such-bucket")).page(after="", limit=1000) == ()


def test_a_form_puts_one_object_of_its_key(server: Bucket) -> None:
    arrivals = MinioArrivals(server, Landing())
    form = arrivals.upload_form(KEY, max_bytes=1000, expires_at=in_minutes(5))

    assert post(form, PAGE) == 204
    assert arrivals.fetch(server.name, KEY, max_bytes=1000).content == PAGE


def test_a_form_takes_nothing_but_what_was_signed(server: Bucket) -> None:
    arrivals = MinioArrivals(server, Landing())
    form = arrivals.upload_form(KEY, max_bytes=1000, expires_at=in_minutes(5))
    late = arrivals.upload_form(KEY, max_bytes=1000, expires_at=in_minutes(-1))

    assert 400 <= post(form, b"x" * 1001) < 500
    assert 400 <= post(form, b"") < 500
    assert post(form, PAGE, key="HB2/_/a.jpg") == 403
    assert post(late, PAGE) == 403
    assert arrivals.page(after="", limit=10) == ()


def test_a_form_names_the_address_by_which_callers_reach_the_store(server: Bucket) -> None:
    arrivals = MinioArrivals(server, Landing(public_url="https://uploads.example/"))

    form = arrivals.upload_form(KEY, max_bytes=1000, expires_at=in_minutes(5))

    assert form.url == f"https://uploads.example/{server.name}"


def test_a_form_makes_the_bucket_where_it_is_missing(server: Bucket) -> None:
    landing = replace(server, name=f"{server.name}-in")
    try:
        form = MinioArrivals(server, Landing(bucket=landing.name)).upload_form(
            KEY, max_bytes=1000, expires_at=in_minutes(5)
        )

        assert post(form, PAGE) == 204
    finally:
        empty_bucket(landing)


def test_notifications_may_name_the_landing_bucket_alone_where_one_is_set(server: Bucket) -> None:
    assert MinioArrivals(server, Landing()).takes_from("any")
    assert [MinioArrivals(server, Landing(bucket="in")).takes_from(name) for name in ("in", server.name)] == [
        True,
        False,
    ]


def test_a_store_that_does_not_answer_is_unavailable() -> None:
    away = bucket_of("s3+http://key:secret@127.0.0.1:1/bucket")
    arrivals = MinioArrivals(away, Landing())

    for deed in (
        lambda: arrivals.fetch("bucket", KEY, max_bytes=1),
        lambda: arrivals.page(after="", limit=1),
        lambda: arrivals.upload_form(KEY, max_bytes=1, expires_at=in_minutes(0)),
    ):
        with pytest.raises(StorageUnavailable):
            deed()
