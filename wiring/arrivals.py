"""Builds the keeper of arrivals: a bucket of the S3 server of the blobs, where they are kept in one."""

from minio.helpers import check_bucket_name

from models.errors import ConfigInvalid
from storage.arrivals import Arrivals
from storage.arrivals_minio import Landing, MinioArrivals
from storage.blobs_minio import bucket_of
from wiring.config import Config


def build_arrivals(config: Config) -> Arrivals | None:
    """Build the keeper of arrivals; None where blobs lie in a folder, which announces nothing.

    Raises:
        ConfigInvalid: the URL of the blobs is wrong, or the landing bucket has an impossible name.
    """
    if config.blobs_url.startswith("file:"):
        return None
    if config.landing_bucket:
        _check_bucket(config.landing_bucket)
    landing = Landing(bucket=config.landing_bucket, prefix=config.landing_prefix, public_url=config.landing_public_url)
    return MinioArrivals(bucket_of(config.blobs_url), landing)


def _check_bucket(name: str) -> None:
    try:
        check_bucket_name(name, strict=True)
    except ValueError:
        raise ConfigInvalid("CERTCHECK_LANDING_BUCKET: expected the name of a bucket, met an impossible one") from None
