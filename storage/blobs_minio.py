"""Keeps blobs in a bucket of an S3 server, through the MinIO client."""

import hashlib
import io
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error
from minio.helpers import check_bucket_name

from models.errors import BlobMissing, BlobsRefused, BlobsUnavailable, ConfigInvalid, StorageUnavailable
from storage.blobs_local import check_digest, checked, missing

ABSENT = ("NoSuchKey", "NoSuchObject", "NotFound")
REFUSED = frozenset(
    {
        "AccessDenied",
        "AllAccessDisabled",
        "AuthorizationHeaderMalformed",
        "InvalidAccessKeyId",
        "InvalidBucketName",
        "InvalidToken",
        "NoSuchBucket",
        "PermanentRedirect",
        "SignatureDoesNotMatch",
    }
)
"""What an S3 server answers to a wrong key, secret, bucket or region: no waiting mends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """Where an S3 server is and how it is entered."""

    host: str
    secure: bool
    access_key: str
    secret_key: str
    name: str


def bucket_of(url: str, *, setting: str = "CERTCHECK_BLOBS_URL") -> Bucket:
    """Take `s3+http(s)://key:secret@host[:port]/bucket` apart; key and secret are percent-decoded.

    Raises:
        ConfigInvalid: a part is missing, or is none that an S3 server could have.
    """
    try:
        bucket = _taken_apart(url)
        check_bucket_name(bucket.name, strict=True)
        # The client has rules of its own for hosts.
        client_of(bucket, urllib3.PoolManager())
    except ValueError:
        # The text of the error may hold the secret.
        raise ConfigInvalid(
            f"{setting}: expected s3+http(s)://key:secret@host[:port]/bucket, met another form"
        ) from None
    return bucket


def client_of(bucket: Bucket, http_client: urllib3.PoolManager) -> Minio:
    """Make a client of the server that holds a bucket; connects to nothing yet."""
    return Minio(
        bucket.host,
        access_key=bucket.access_key,
        secret_key=bucket.secret_key,
        secure=bucket.secure,
        http_client=http_client,
    )


def _taken_apart(url: str) -> Bucket:
    parts = urlsplit(url)
    name = parts.path.strip("/")
    # That a port is no number is found only when it is asked for.
    complete = parts.hostname and parts.port != 0 and parts.username and parts.password and name and "/" not in name
    if parts.scheme not in ("s3+http", "s3+https") or not complete:
        raise ValueError("incomplete")
    host = parts.netloc.rpartition("@")[2]
    return Bucket(
        host=host,
        secure=parts.scheme == "s3+https",
        access_key=unquote(parts.username or ""),
        secret_key=unquote(parts.password or ""),
        name=name,
    )


class MinioBlobs:
    """Blobs in a bucket, which is made where it is missing."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket.name
        self._made = False
        self._client = client_of(
            bucket,
            urllib3.PoolManager(
                maxsize=16,
                timeout=urllib3.Timeout(connect=5, read=30),
                retries=urllib3.Retry(total=3, backoff_factor=0.2, status_forcelist=(502, 503, 504)),
            ),
        )

    def put(self, content: bytes) -> str:
        """See `Blobs.put`. An S3 server shows an object only when it is whole.

        Bytes that are there are written once more: nearly all are new, and would wait for the answer to the question.
        """
        self._make_bucket()
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            self._client.put_object(self._bucket, sha256, io.BytesIO(content), len(content))
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise _unavailable(error) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """See `Blobs.get`."""
        check_digest(sha256)
        try:
            response = self._client.get_object(self._bucket, sha256)
            try:
                content = response.read()
            finally:
                response.close()
                response.release_conn()
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise self._in_our_words(error, sha256) from error
        return checked(content, sha256)

    def has(self, sha256: str) -> bool:
        """See `Blobs.has`."""
        return self._size_of(sha256) is not None

    def remove(self, sha256: str) -> bool:
        """See `Blobs.remove`. In a bucket that keeps versions, the server keeps what its own rules say."""
        check_digest(sha256)
        if self._size_of(sha256) is None:
            return False
        try:
            self._client.remove_object(self._bucket, sha256)
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise _unavailable(error) from error
        return True

    def ping(self) -> None:
        """See `Blobs.ping`."""
        self.is_made()

    def is_made(self) -> bool:
        """See `Blobs.is_made`."""
        try:
            is_there: bool = self._client.bucket_exists(self._bucket)
            return is_there
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise _unavailable(error) from error

    def _size_of(self, sha256: str) -> int | None:
        self._make_bucket()
        try:
            met: int | None = self._client.stat_object(self._bucket, sha256).size
        except S3Error as error:
            if error.code in ABSENT:
                return None
            raise _unavailable(error) from error
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise _unavailable(error) from error
        return met or 0

    def _make_bucket(self) -> None:
        if self._made:
            return
        try:
            if not self._client.bucket_exists(self._bucket):
                self._client.make_bucket(self._bucket)
        except S3Error as error:
            # Another process made it between the question and the deed.
            if error.code not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
                raise _unavailable(error) from error
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise _unavailable(error) from error
        self._made = True

    def _in_our_words(self, error: Exception, sha256: str) -> BlobMissing | StorageUnavailable:
        if isinstance(error, S3Error) and error.code in ABSENT:
            return missing(sha256)
        return _unavailable(error)


def _unavailable(error: Exception) -> StorageUnavailable:
    code = error.code if isinstance(error, S3Error) else type(error).__name__
    if code in REFUSED:
        return BlobsRefused(f"CERTCHECK_BLOBS_URL: expected an object store that takes us in, met {code}")
    return BlobsUnavailable(f"expected the object store to answer, met {code}")
