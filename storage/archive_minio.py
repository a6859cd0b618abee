"""Reads an archive that is a bucket of an S3 server; nothing is ever written to it, and it is not made."""

import urllib3
from minio.error import MinioException, S3Error

from models.errors import StorageUnavailable
from storage.archive import check_key, no_such_object, too_large
from storage.blobs_minio import ABSENT, Bucket, client_of

NO_NAMES = ("XMinioInvalidObjectName", "KeyTooLongError")
"""What a server says of a key that it could never keep anything under."""


class MinioArchive:
    """An archive in a bucket."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket.name
        self._client = client_of(
            bucket,
            urllib3.PoolManager(
                maxsize=16,
                timeout=urllib3.Timeout(connect=5, read=30),
                retries=urllib3.Retry(total=3, backoff_factor=0.2, status_forcelist=(502, 503, 504)),
            ),
        )

    def read(self, key: str, *, max_bytes: int) -> bytes:
        """See `Archive.read`."""
        check_key(key)
        try:
            response = self._client.get_object(self._bucket, key)
            try:
                content: bytes = response.read(max_bytes + 1)
            finally:
                response.close()
                response.release_conn()
        except S3Error as error:
            if error.code in (*ABSENT, *NO_NAMES):
                raise no_such_object(key) from error
            raise _unavailable(error) from error
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise _unavailable(error) from error
        if len(content) > max_bytes:
            raise too_large(max_bytes)
        return content

    def ping(self) -> None:
        """See `Archive.ping`."""
        try:
            if not self._client.bucket_exists(self._bucket):
                raise StorageUnavailable("CERTCHECK_ARCHIVE_URL: expected the archive's bucket, met none")
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise _unavailable(error) from error


def _unavailable(error: Exception) -> StorageUnavailable:
    code = error.code if isinstance(error, S3Error) else type(error).__name__
    return StorageUnavailable(f"CERTCHECK_ARCHIVE_URL: expected the archive to answer, met {code}")
