"""Builds the keeper of arrivals: the S3 server of the blobs, where they are kept in one."""

from storage.arrivals import Arrivals
from storage.arrivals_minio import MinioArrivals
from storage.blobs_minio import bucket_of
from wiring.config import Config


def build_arrivals(config: Config) -> Arrivals | None:
    """Build the keeper of arrivals; None where blobs lie in a folder, which announces nothing.

    Raises:
        ConfigInvalid: the URL of the blobs is wrong.
    """
    if config.blobs_url.startswith("file:"):
        return None
    return MinioArrivals(bucket_of(config.blobs_url))
