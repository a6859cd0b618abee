"""Real servers for tests, named by the environment: absent on a laptop they are skipped, in CI they fail."""

import os

import pytest
from minio import Minio

from storage.blobs_minio import Bucket


def server_url(name: str) -> str:
    """Return the URL under which a server is to be tested."""
    url = os.environ.get(name, "")
    if url:
        return url
    if os.environ.get("CI"):
        pytest.fail(f"expected {name} to be set where CI is, met none")
    pytest.skip(f"no {name}")


def empty_bucket(bucket: Bucket, *, recursive: bool = True) -> None:
    """Remove a bucket and all that is in it."""
    client = Minio(bucket.host, access_key=bucket.access_key, secret_key=bucket.secret_key, secure=bucket.secure)
    if client.bucket_exists(bucket.name):
        for kept in client.list_objects(bucket.name, recursive=recursive):
            client.remove_object(bucket.name, kept.object_name)
        client.remove_bucket(bucket.name)
