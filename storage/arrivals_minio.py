"""Fetches arrivals from buckets of an S3 server, through the MinIO client."""

import urllib3
from minio.error import MinioException, S3Error

from models.errors import BlobMissing, StorageUnavailable
from storage.blobs_minio import ABSENT, Bucket, client_of


class MinioArrivals:
    """Objects in the buckets that the given key may read; the bucket's own name is not used."""

    def __init__(self, bucket: Bucket) -> None:
        self._client = client_of(
            bucket, urllib3.PoolManager(timeout=urllib3.Timeout(connect=5, read=30), retries=urllib3.Retry(2))
        )

    def fetch(self, bucket: str, key: str, *, max_bytes: int) -> bytes:
        """See `Arrivals.fetch`."""
        try:
            response = self._client.get_object(bucket, key)
            try:
                content: bytes = response.read(max_bytes + 1)
            finally:
                response.close()
                response.release_conn()
        except S3Error as error:
            if error.code in (*ABSENT, "NoSuchBucket"):
                raise BlobMissing("expected the object that was announced, met none") from error
            raise StorageUnavailable(f"expected the object store to answer, met {error.code}") from error
        # A bucket's name that no S3 server would take is refused by the client as a ValueError.
        except ValueError as error:
            raise BlobMissing("expected the name of a bucket and an object, met an impossible one") from error
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise StorageUnavailable(f"expected the object store to answer, met {type(error).__name__}") from error
        return content
