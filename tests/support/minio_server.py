"""A MinIO server of a test's own, which can be told whom to notify, and be stopped and started again."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.servers import server_url

USER, PASSWORD = "certcheck", "certcheck-secret"
PATIENCE_SECONDS = 60
ARN = "arn:minio:sqs::CERTCHECK:webhook"


class MinioServer:
    def __init__(self, folder: Path, *, webhook_url: str = "", token: str = "") -> None:
        self._folder = folder
        self.port = free_port()
        self._environ = {"MINIO_ROOT_USER": USER, "MINIO_ROOT_PASSWORD": PASSWORD, "MINIO_BROWSER": "off"}
        if webhook_url:
            self._environ |= {
                "MINIO_NOTIFY_WEBHOOK_ENABLE_CERTCHECK": "on",
                "MINIO_NOTIFY_WEBHOOK_ENDPOINT_CERTCHECK": webhook_url,
                "MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_CERTCHECK": token,
                "MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_CERTCHECK": str(folder / "events"),
            }
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, bucket: str) -> str:
        return f"s3+http://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{bucket}"

    def start(self) -> None:
        binary = server_url("CERTCHECK_TEST_MINIO")
        address = f"127.0.0.1:{self.port}"
        with (self._folder / "minio.log").open("ab") as log:
            self._process = subprocess.Popen(
                [binary, "server", "--quiet", "--address", address, str(self._folder / "objects")],
                env=os.environ | self._environ | {"HOME": str(self._folder)},
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._is_ready():
            assert self._process.poll() is None, (self._folder / "minio.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/minio/health/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def minio_server(folder: Path, *, webhook_url: str = "", token: str = "") -> Iterator[MinioServer]:
    server = MinioServer(folder, webhook_url=webhook_url, token=token)
    (folder / "objects").mkdir(parents=True)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
