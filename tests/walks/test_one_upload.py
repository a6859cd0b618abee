"""One JPEG from upload to report, through every floor: embedded in one process, and distributed over real servers."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from storage.blobs_minio import bucket_of
from tests.support.houses import scratch_database_url
from tests.support.servers import empty_bucket, server_url
from web.app import application
from wiring.upgrade import main as upgrade

ROOT = Path(__file__).parents[2]
FIXTURE = ROOT / "fixtures" / "graduation_certificate"
STATED = json.loads((FIXTURE / "application.json").read_text("utf-8"))
TOKEN = "a-token-for-tests"
PATIENCE_SECONDS = 120
"""A busy machine with two cores loads the models in half a minute."""


def test_one_upload_embedded_in_one_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path))

    report = walk()

    assert_read(report)


@pytest.mark.parametrize("broker", ["CERTCHECK_TEST_REDIS_URL", "CERTCHECK_TEST_AMQP_URL"])
def test_one_upload_through_broker_worker_process_database_and_object_storage(
    monkeypatch: pytest.MonkeyPatch, broker: str, tmp_path: Path
) -> None:
    with scratch_database_url() as database, scratch_bucket() as blobs:
        for name, value in {
            "DATABASE_URL": database,
            "BLOBS_URL": blobs,
            "BROKER_URL": server_url(broker),
            "API_TOKEN": TOKEN,
            "DATA_DIR": str(tmp_path / "unused"),
        }.items():
            monkeypatch.setenv(f"CERTCHECK_{name}", value)
        assert upgrade() == 0

        with worker_process():
            report = walk()

    assert_read(report)
    assert not (tmp_path / "unused").exists()


def walk() -> dict[str, Any]:
    """Put the application, upload the page, and wait for its report."""
    address = f"/api/applications/{STATED['application_id']}"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    app = application()
    with closing(app.state.house.keepers), TestClient(app, base_url="http://localhost", headers=headers) as client:
        assert client.put(address, json=STATED).status_code == 200
        page = (FIXTURE / "page.jpg").read_bytes()
        accepted = client.post(f"{address}/documents", files={"file": ("毕业证书.jpg", page, "image/jpeg")})
        assert accepted.status_code == 202
        document_id = accepted.json()["document_id"]
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (job := client.get(f"/api/documents/{document_id}").json()["job"])["state"] in ("queued", "running"):
            assert time.monotonic() < deadline, job
            time.sleep(0.2)
        assert job["failure"] is None
        assert client.get(f"/api/documents/{document_id}/image").content == page
        return settled_report(client, address)


def settled_report(client: TestClient, address: str) -> dict[str, Any]:
    """The dossier follows its last report within moments; till then the paper counts as waiting."""
    while True:
        report: dict[str, Any] = client.get(f"{address}/report").json()
        if all(finding["code"] != "document_waiting" for finding in report["findings"]):
            return report
        time.sleep(0.1)


def assert_read(report: dict[str, Any]) -> None:
    (document,) = report["documents"]
    assert document["type"] == "graduation_certificate"
    assert document["state"] == "read"
    assert document["fields"]["name"]["value"] == STATED["name"]
    assert report["application_id"] == STATED["application_id"]


@contextmanager
def worker_process() -> Iterator[None]:
    command = [sys.executable, "-c", "from ops.main import main; main()", "worker"]
    worker = subprocess.Popen(command, cwd=ROOT, env=os.environ.copy())
    try:
        yield
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
    finally:
        worker.kill()
        worker.wait()


@contextmanager
def scratch_bucket() -> Iterator[str]:
    url = server_url("CERTCHECK_TEST_S3_URL")
    name = f"certcheck-{uuid.uuid4().hex[:12]}"
    yield f"{url.rpartition('/')[0]}/{name}"
    empty_bucket(replace(bucket_of(url), name=name))
