"""Fetches, lists and signs arrivals in a bucket of an S3 server, through the MinIO client."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import islice

import urllib3
from minio.datatypes import PostPolicy
from minio.error import MinioException, S3Error

from models.errors import BlobMissing, StorageUnavailable
from storage.arrivals import Fetched, Landed, UploadForm
from storage.blobs_minio import ABSENT, Bucket, client_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """Where uploads land on a server."""

    bucket: str = ""
    """Empty for the bucket of the blobs; notifications may then name any that the key can read."""
    prefix: str = ""
    public_url: str = ""
    """How callers from outside reach the server; empty where they do as we do."""


class MinioArrivals:
    """Objects in a bucket of the server that keeps the blobs."""

    def __init__(self, server: Bucket, landing: Landing) -> None:
        self._landing = landing
        self._bucket = landing.bucket or server.name
        scheme = "https" if server.secure else "http"
        self._url = (landing.public_url or f"{scheme}://{server.host}").rstrip("/")
        self._is_made = False
        self._client = client_of(
            server,
            urllib3.PoolManager(
                maxsize=16,
                timeout=urllib3.Timeout(connect=5, read=30),
                retries=urllib3.Retry(total=2, backoff_factor=0.2),
            ),
        )

    @property
    def bucket(self) -> str:
        """See `Arrivals.bucket`."""
        return self._bucket

    @property
    def prefix(self) -> str:
        """See `Arrivals.prefix`."""
        return self._landing.prefix

    def takes_from(self, bucket: str) -> bool:
        """See `Arrivals.takes_from`."""
        return not self._landing.bucket or bucket == self._landing.bucket

    def fetch(self, bucket: str, key: str, *, max_bytes: int) -> Fetched:
        """See `Arrivals.fetch`."""
        with _in_our_words():
            response = self._client.get_object(bucket, key)
            try:
                content: bytes = response.read(max_bytes + 1)
                modified_at = parsedate_to_datetime(response.headers["last-modified"])
                version = _version(response.headers["etag"], modified_at)
            finally:
                # Of a larger object the rest is not read: the connection is given up with it.
                response.close()
                response.release_conn()
        return Fetched(content=content, version=version)

    def stat(self, bucket: str, key: str) -> Landed:
        """See `Arrivals.stat`."""
        with _in_our_words():
            found = self._client.stat_object(bucket, key)
        return Landed(key=key, version=_version(found.etag, found.last_modified), size_bytes=found.size or 0)

    def page(self, *, after: str, limit: int) -> tuple[Landed, ...]:
        """See `Arrivals.page`. A bucket that nobody has made yet is empty."""
        try:
            with _in_our_words():
                listed = self._client.list_objects(
                    self._bucket, prefix=self.prefix or None, recursive=True, start_after=after or None
                )
                # The client asks for a thousand at once, and not for the next thousand before it is read.
                return tuple(
                    Landed(key=one.object_name, version=_version(one.etag, one.last_modified), size_bytes=one.size or 0)
                    for one in islice(listed, limit)
                )
        except BlobMissing:
            return ()

    def upload_form(self, key: str, *, max_bytes: int, expires_at: datetime) -> UploadForm:
        """See `Arrivals.upload_form`. A POST policy, because a signed PUT cannot limit the size."""
        policy = PostPolicy(self._bucket, expires_at)
        policy.add_equals_condition("key", key)
        policy.add_content_length_range_condition(1, max_bytes)
        with _in_our_words():
            self._make_bucket()
            signed = self._client.presigned_post_policy(policy)
        return UploadForm(url=f"{self._url}/{self._bucket}", fields={"key": key, **signed})

    def _make_bucket(self) -> None:
        if self._is_made:
            return
        if not self._client.bucket_exists(self._bucket):
            self._client.make_bucket(self._bucket)
        self._is_made = True


def _version(etag: str, modified_at: datetime) -> str:
    # A listing tells milliseconds where the head of an object tells seconds.
    return f"{etag.strip(chr(34))}@{int(modified_at.timestamp())}"


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        if error.code in (*ABSENT, "NoSuchBucket"):
            raise BlobMissing("expected the object that was announced, met none") from error
        raise StorageUnavailable(f"expected the object store to answer, met {error.code}") from error
    # A bucket's name that no S3 server would take is refused by the client as a ValueError.
    except ValueError as error:
        raise BlobMissing("expected the name of a bucket and an object, met an impossible one") from error
    except (MinioException, urllib3.exceptions.HTTPError) as error:
        raise StorageUnavailable(f"expected the object store to answer, met {type(error).__name__}") from error
