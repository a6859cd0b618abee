"""HTTP, bucket and folder: real notifications, what they lose, and one document by any mix of roads."""

import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import urllib3
import uvicorn
from minio import Minio
from minio.notificationconfig import NotificationConfig, QueueConfig

from models.errors import StorageUnavailable
from services.arrivals import take_in_announced
from services.intake import put_application
from services.keepers import Keepers
from services.landing import Looker, look_into_bucket, take_in_ready
from services.taking_in import Tally
from services.watched_folder import look_into_folder
from services.watched_upload import Watcher
from storage.arrival_book import Arrival, ArrivalFilter, Outcome, Road
from storage.arrivals_minio import Landing, MinioArrivals
from storage.blobs_minio import MinioBlobs, bucket_of, client_of
from storage.jobs import JobFilter
from tests.support.houses import open_house
from tests.support.minio_server import ARN, MinioServer, free_port, minio_server
from tests.support.people import APPLICATION
from web.app import make_app
from web.house import House

ID = APPLICATION.application_id
PAGE = b"\xff\xd8\xff a page \xff\xd9"
TOKEN = "a-token-for-tests"
PATIENCE_SECONDS = 60
MAX_BYTES = 100_000
LANDING = "landing"


@pytest.fixture
def webhook_port() -> int:
    return free_port()


@pytest.fixture
def server(tmp_path: Path, webhook_port: int) -> Iterator[MinioServer]:
    url = f"http://127.0.0.1:{webhook_port}/api/events/object-created"
    (tmp_path / "minio").mkdir()
    with minio_server(tmp_path / "minio", webhook_url=url, token=TOKEN) as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def keepers(request: pytest.FixtureRequest, tmp_path: Path, server: MinioServer) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path) as house:
        yield replace(house, blobs=MinioBlobs(bucket_of(server.url("blobs"))), max_upload_bytes=MAX_BYTES)


@pytest.fixture
def looker(keepers: Keepers, server: MinioServer) -> Looker:
    arrivals = MinioArrivals(bucket_of(server.url("blobs")), Landing(bucket=LANDING))
    client(server).make_bucket(LANDING)
    return Looker(keepers=keepers, arrivals=arrivals)


@pytest.fixture
def announced(server: MinioServer, looker: Looker) -> None:
    """Have the landing bucket tell of what is put into it, as `mc event add` does."""
    told = QueueConfig(queue=ARN, events=["s3:ObjectCreated:*"])
    client(server).set_bucket_notification(LANDING, NotificationConfig(queue_config_list=[told]))


def client(server: MinioServer) -> Minio:
    return client_of(bucket_of(server.url("any")), urllib3.PoolManager())


def put(server: MinioServer, key: str, content: bytes = PAGE) -> None:
    client(server).put_object(LANDING, key, io.BytesIO(content), len(content))


@contextmanager
def serving(looker: Looker, port: int) -> Iterator[str]:
    """Serve the API on loopback from a thread of this process."""
    house = House(keepers=looker.keepers, arrivals=looker.arrivals)
    api = uvicorn.Server(
        uvicorn.Config(make_app(house, token=TOKEN), host="127.0.0.1", port=port, log_config=None, lifespan="off")
    )
    thread = threading.Thread(target=api.run)
    thread.start()
    try:
        wait_until(lambda: api.started)
        yield f"http://127.0.0.1:{port}"
    finally:
        api.should_exit = True
        thread.join()


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def outcomes(keepers: Keepers) -> dict[str, Outcome]:
    return {one.arrival.key: one.outcome for one in keepers.arrival_book.find(ArrivalFilter(), limit=100)}


def look(looker: Looker) -> Tally:
    tally = look_into_bucket(looker, every_seconds=0)
    assert tally is not None
    return tally


@pytest.mark.usefixtures("announced")
def test_a_real_notification_takes_an_object_in(server: MinioServer, looker: Looker, webhook_port: int) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    with serving(looker, webhook_port):
        put(server, f"{ID}/id_card/身份证 正+反%.jpg")
        put(server, f"{ID}/nonsense/a.jpg")
        wait_until(lambda: len(outcomes(looker.keepers)) == 2)

    (paper,) = looker.keepers.records.documents_of(ID)
    assert (paper.file, paper.declared_type) == ("身份证 正+反%.jpg", "id_card")
    assert looker.keepers.blobs.get(paper.sha256) == PAGE
    assert outcomes(looker.keepers)[f"{ID}/nonsense/a.jpg"] is Outcome.REFUSED
    assert look(looker).taken_count == 0


@pytest.mark.usefixtures("announced")
def test_a_signed_form_brings_a_file_into_the_report_without_a_key(
    server: MinioServer, looker: Looker, webhook_port: int
) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    http = urllib3.PoolManager()
    with serving(looker, webhook_port) as address:
        made = http.request(
            "POST",
            f"{address}/api/applications/{ID}/upload-urls",
            body=json.dumps({"file": "毕业证.jpg", "declared_type": "graduation_certificate"}),
            headers={"Authorization": f"Bearer {TOKEN}"},
        )
        form = json.loads(made.data)
        fields = {**form["fields"], form["file_field"]: ("x.jpg", PAGE)}
        sent = http.request("POST", form["url"], fields=fields)
        large = http.request("POST", form["url"], fields={**form["fields"], "file": ("x.jpg", b"x" * (MAX_BYTES + 1))})
        wait_until(lambda: bool(looker.keepers.records.documents_of(ID)))

    (paper,) = looker.keepers.records.documents_of(ID)
    assert (made.status, sent.status, large.status) == (201, 204, 400)
    assert (paper.file, paper.declared_type) == ("upload.jpg", "graduation_certificate")


@pytest.mark.usefixtures("announced")
def test_notifications_of_the_time_without_a_server_are_delivered_later_or_found_by_the_listing(
    server: MinioServer, looker: Looker, webhook_port: int
) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    put(server, f"{ID}/_/a.jpg")

    found = look(looker)
    with serving(looker, webhook_port):
        put(server, f"{ID}/_/b.jpg", PAGE + b"b")
        wait_until(lambda: len(outcomes(looker.keepers)) == 2)

    assert found.by_outcome == {Outcome.ACCEPTED: 1}
    assert len(looker.keepers.records.documents_of(ID)) == 2


@pytest.mark.usefixtures("announced")
def test_a_notifier_without_the_token_is_refused_and_its_object_found_all_the_same(
    server: MinioServer, looker: Looker, webhook_port: int
) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    put(server, f"{ID}/_/a.jpg")
    event = {
        "eventName": "s3:ObjectCreated:Put",
        "s3": {"bucket": {"name": LANDING}, "object": {"key": f"{ID}/_/a.jpg"}},
    }
    with serving(replace(looker, arrivals=looker.arrivals), free_port()) as address:
        refused = urllib3.PoolManager().request(
            "POST", f"{address}/api/events/object-created", body=json.dumps({"Records": [event]})
        )

    assert (refused.status, outcomes(looker.keepers)) == (401, {})
    assert look(looker).by_outcome == {Outcome.ACCEPTED: 1}


def test_a_store_that_is_stopped_in_the_middle_loses_nothing(server: MinioServer, looker: Looker) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    put(server, f"{ID}/_/a.jpg")
    put(server, f"{ID}/_/b.jpg", PAGE + b"b")
    server.stop()

    with pytest.raises(StorageUnavailable):
        look_into_bucket(looker, every_seconds=0)
    entry = take_in_announced(
        Arrival(road=Road.BUCKET, place=LANDING, key=f"{ID}/_/a.jpg"),
        arrivals=looker.arrivals,
        keepers=looker.keepers,
    ).entry
    server.start()
    look(looker)

    assert entry.outcome is Outcome.TO_RETRY
    assert set(outcomes(looker.keepers).values()) == {Outcome.ACCEPTED}
    assert len(looker.keepers.records.documents_of(ID)) == 2


def test_the_same_bytes_by_any_mix_of_roads_at_once_are_one_document(
    server: MinioServer, looker: Looker, webhook_port: int, tmp_path: Path
) -> None:
    put_application(APPLICATION, keepers=looker.keepers)
    root = tmp_path / "watched"
    (root / ID / "id_card").mkdir(parents=True)
    for number in range(3):
        (root / ID / "id_card" / f"{number}.jpg").write_bytes(PAGE)
        put(server, f"{ID}/id_card/{number}.jpg")
    watcher = Watcher(keepers=looker.keepers, root=root)
    look_into_folder(watcher, every_seconds=0)
    http = urllib3.PoolManager(maxsize=4)

    def by_http() -> None:
        fields = {"declared_type": "id_card", "file": ("a.jpg", PAGE)}
        headers = {"Authorization": f"Bearer {TOKEN}"}
        answer = http.request("POST", f"{address}/api/applications/{ID}/documents", fields=fields, headers=headers)
        assert answer.status == 202

    def by_notification(number: int) -> None:
        arrival = Arrival(road=Road.BUCKET, place=LANDING, key=f"{ID}/id_card/{number}.jpg")
        take_in_announced(arrival, arrivals=looker.arrivals, keepers=looker.keepers)

    with serving(looker, webhook_port) as address, ThreadPoolExecutor(max_workers=8) as pool:
        deeds: list[Callable[[], object]] = [
            *[by_http] * 4,
            *[lambda number=number: by_notification(number) for number in range(3)],
            lambda: look_into_bucket(looker, every_seconds=0),
            lambda: look_into_folder(watcher, every_seconds=0),
        ]
        for done in [pool.submit(deed) for deed in deeds]:
            done.result()

    (paper,) = looker.keepers.records.documents_of(ID)
    assert paper.declared_type == "id_card"
    found = looker.keepers.arrival_book.find(ArrivalFilter(), limit=100)
    assert [(one.outcome, one.document_id) for one in found] == [(Outcome.ACCEPTED, paper.document_id)] * 6
    assert len(looker.keepers.jobs.find(JobFilter(), limit=10)) == 1


def test_an_object_before_its_application_is_taken_in_once_that_is_put(server: MinioServer, looker: Looker) -> None:
    put(server, f"{ID}/_/a.jpg")
    waiting = look(looker)

    put_application(APPLICATION, keepers=looker.keepers)

    assert waiting.by_outcome == {Outcome.WAITING: 1}
    assert take_in_ready(looker).by_outcome == {Outcome.ACCEPTED: 1}
