"""`python deploy/notify.py BUCKET TARGET`: lets the S3 server of the settings announce what is put into a bucket.

The target is one that the server's own settings name (MINIO_NOTIFY_WEBHOOK_…_TARGET). Makes the bucket where it is
missing. Idempotent.
"""

import sys

import urllib3
from minio.notificationconfig import NotificationConfig, QueueConfig

from storage.blobs_minio import bucket_of, client_of
from wiring.config import read_config


def main(bucket: str, target: str) -> None:
    """Tie bucket and target."""
    client = client_of(bucket_of(read_config().blobs_url), urllib3.PoolManager(timeout=urllib3.Timeout(10)))
    if not client.bucket_exists(bucket):
        client.make_bucket(bucket)
    announced = QueueConfig(queue=f"arn:minio:sqs::{target}:webhook", events=["s3:ObjectCreated:*"])
    client.set_bucket_notification(bucket, NotificationConfig(queue_config_list=[announced]))


if __name__ == "__main__":
    main(*sys.argv[1:])
