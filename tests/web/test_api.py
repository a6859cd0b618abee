"""The API of the contract, over keepers in memory."""

import asyncio
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import Request
from fastapi.testclient import TestClient
from starlette.types import Message

from doctypes.loader import load_types
from regulations.loader import load_regulation
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from storage.memory import MemoryQueue
from tests.services.hand_reader import PICTURE, HandReader
from tests.support.houses import memory_house
from tests.support.landing import LandingPlace
from web.app import make_app
from web.body import read_body, read_upload_form
from web.house import House
from web.problems import Refused

MAX_BYTES = 1000
STATED = {"application_id": "HB1", "name": "陈嘉禾", "id_type": "居民身份证", "id_number": "420106199305180026"}
KNOWLEDGE = Knowledge(types=load_types(), regulation=load_regulation())


ARRIVED = {
    "HB1/_/a.jpg": PICTURE,
    "HB1/id_card/b c.jpg": PICTURE,
    "HB1/_/big.jpg": b"x" * 2000,
    "HB2/_/a.jpg": PICTURE,
}


@pytest.fixture
def keepers() -> Keepers:
    return memory_house(max_upload_bytes=MAX_BYTES)


@pytest.fixture
def client(keepers: Keepers) -> Iterator[TestClient]:
    house = House(keepers=keepers, arrivals=LandingPlace(ARRIVED))
    app = make_app(house, token=None)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def work(keepers: Keepers) -> Callable[[], None]:
    def answer(job_id: str) -> None:
        run_job(job_id, keepers=keepers, knowledge=KNOWLEDGE, reader=HandReader(), worker="w", lease_seconds=60)

    assert isinstance(keepers.queue, MemoryQueue)
    keepers.queue.listen(answer, lanes=[], threads=1)
    return keepers.queue.answer_all


def send(client: TestClient, content: bytes = PICTURE, **fields: str) -> dict[str, str]:
    client.put("/api/applications/HB1", json=STATED)
    answer = client.post("/api/applications/HB1/documents", files={"file": ("a.jpg", content)}, data=fields)
    assert answer.status_code == 202, answer.text
    taken: dict[str, str] = answer.json()
    return taken


def test_an_upload_becomes_a_report(client: TestClient, work: Callable[[], None]) -> None:
    taken = send(client, declared_type="graduation_certificate")

    work()

    report = client.get("/api/applications/HB1/report").json()
    assert [document["document_id"] for document in report["documents"]] == [taken["document_id"]]
    assert report["documents"][0]["fields"]["name"]["value"] == "陈嘉禾"
    document = client.get(f"/api/documents/{taken['document_id']}").json()
    assert (document["job"]["state"], document["state"]) == ("done", "read")


def test_a_paper_that_waits_is_told_of(client: TestClient) -> None:
    taken = send(client)

    assert client.get(f"/api/documents/{taken['document_id']}").json()["state"] == "waiting"
    report = client.get("/api/applications/HB1/report").json()
    assert (report["verdict"], report["findings"][0]["code"]) == ("incomplete", "document_waiting")


def test_the_same_upload_again_is_the_same_document(client: TestClient) -> None:
    first, second = send(client), send(client)

    assert first["document_id"] == second["document_id"]
    assert (first["created"], second["created"]) == (True, False)


def test_putting_an_application_says_whether_it_changed(client: TestClient) -> None:
    answers = [
        client.put("/api/applications/HB1", json=stated).json()
        for stated in (STATED, STATED, STATED | {"gender": "女"})
    ]

    assert [answer["changed"] for answer in answers] == [True, False, True]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/api/applications/HB1", {"nmae": "x"}, 422, "application_invalid"),
        ("/api/applications/HB2", STATED, 422, "application_invalid"),
        ("/api/applications/a..b", STATED, 422, "application_invalid"),
        ("/api/applications/HB1", STATED | {"name": "x" * 300_000}, 413, "too_large"),
        ("/api/applications/HB1/report", STATED, 405, "method_not_allowed"),
        ("/api/nothing", STATED, 404, "not_found"),
    ],
)
def test_what_cannot_be_put_is_a_problem(client: TestClient, path: str, body: object, status: int, code: str) -> None:
    answer = client.put(path, json=body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "code", "detail"}
    assert answer.json()["detail"].startswith(("expected", "application", "nmae", "name"))


@pytest.mark.parametrize("path", ["/api/applications/none/report", "/api/documents/none", "/api/documents/none/image"])
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_an_upload_for_nobody_is_not_found(client: TestClient) -> None:
    answer = client.post("/api/applications/none/documents", files={"file": ("a.jpg", PICTURE)})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("extra_bytes", [1, 100_000])
def test_an_upload_too_large_is_refused_while_it_comes_in(client: TestClient, extra_bytes: int) -> None:
    client.put("/api/applications/HB1", json=STATED)

    answer = client.post("/api/applications/HB1/documents", files={"file": ("a.jpg", b"x" * (MAX_BYTES + extra_bytes))})

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert answer.json()["detail"] == f"expected at most {MAX_BYTES} bytes, met more"


def test_a_stream_without_an_announced_length_is_counted(client: TestClient) -> None:
    sent = []

    def stream() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
        for number in range(1000):
            sent.append(number)
            yield b"x" * 10_000

    answer = client.post(
        "/api/applications/HB1/documents", content=stream(), headers={"Content-Type": "multipart/form-data; boundary=b"}
    )

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "application/json"}, b"{}", 415),
        ({}, b"", 415),
        ({"Content-Type": "multipart/form-data"}, b"x", 422),
        ({"Content-Type": "multipart/form-data; boundary=b"}, b"no boundary", 422),
        ({"Content-Type": "multipart/form-data; boundary=b"}, b"--b--\r\n", 422),
        ({"Content-Type": "multipart/form-data; boundary=b; charset=nonsense"}, b"--b--\r\n", 422),
    ],
)
def test_a_body_that_is_no_form_is_a_problem(
    client: TestClient, headers: dict[str, str], body: bytes, status: int
) -> None:
    client.put("/api/applications/HB1", json=STATED)

    answer = client.post("/api/applications/HB1/documents", headers=headers, content=body)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_unknown_slot_is_a_problem(client: TestClient) -> None:
    client.put("/api/applications/HB1", json=STATED)

    answer = client.post(
        "/api/applications/HB1/documents", files={"file": ("a.jpg", PICTURE)}, data={"declared_type": "nonsense"}
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "declared_type_unknown")


def test_a_slot_of_a_material_without_a_definition_is_taken(client: TestClient) -> None:
    assert send(client, declared_type="household_register")["created"]


def test_a_picture_is_given_back_inert(client: TestClient) -> None:
    taken = send(client)

    answer = client.get(f"/api/documents/{taken['document_id']}/image")

    assert answer.content == PICTURE
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_a_picture_that_the_store_has_not_is_gone_and_no_defect(client: TestClient, keepers: Keepers) -> None:
    taken = send(client)
    address = f"/api/documents/{taken['document_id']}"
    keepers.blobs.remove(client.get(address).json()["sha256"])

    answer = client.get(f"{address}/image")
    page = client.get(f"{address}/image", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.json()["code"]) == (410, "blob_missing")
    assert (page.status_code, "图片已不在" in page.text) == (410, True)


def test_what_is_no_picture_is_given_back_as_a_download(client: TestClient) -> None:
    taken = send(client, b"<html><script>alert(1)</script>")

    answer = client.get(f"/api/documents/{taken['document_id']}/image")

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment"


def notification(*keys: str, event: str = "s3:ObjectCreated:Put") -> bytes:
    records = [{"eventName": event, "s3": {"bucket": {"name": "in"}, "object": {"key": key}}} for key in keys]
    return json.dumps({"EventName": event, "Records": records}).encode()


def test_an_object_that_arrived_is_taken_in_once(client: TestClient) -> None:
    client.put("/api/applications/HB1", json=STATED)
    body = notification("HB1/_/a.jpg", "HB1/id_card/b+c.jpg")

    first, second = (client.post("/api/events/object-created", content=body).json()["records"] for _ in range(2))

    assert [one["created"] for one in first] == [True, True]
    assert [one["document_id"] for one in first] == [one["document_id"] for one in second]
    assert [one["created"] for one in second] == [False, False]
    assert client.get(f"/api/documents/{first[1]['document_id']}").json()["declared_type"] == "id_card"


def test_a_bad_object_does_not_stop_the_others(client: TestClient) -> None:
    client.put("/api/applications/HB1", json=STATED)
    keys = (
        "a.jpg",
        "HB1/nonsense/a.jpg",
        "../_/a.jpg",
        "HB2/_/a.jpg",
        "HB1/_/none.jpg",
        "HB1/_/big.jpg",
        "HB1/_/a.jpg",
    )

    answer = client.post("/api/events/object-created", content=notification(*keys))

    assert answer.status_code == 202
    codes = [one.get("error_code") for one in answer.json()["records"]]
    assert codes == [
        "key_not_understood",
        "key_not_understood",
        "application_invalid",
        "not_found",
        "blob_missing",
        "too_large",
        None,
    ]
    outcomes = [one["outcome"] for one in answer.json()["records"]]
    assert outcomes == [*["refused"] * 3, "waiting_for_application", *["refused"] * 2, "accepted"]


def test_other_events_are_passed_over(client: TestClient) -> None:
    answer = client.post(
        "/api/events/object-created", content=notification("HB1/_/a.jpg", event="s3:ObjectRemoved:Delete")
    )

    assert (answer.status_code, answer.json()) == (202, {"records": []})


@pytest.mark.parametrize("body", [b"", b"[]", b'{"Records": [{}]}', b'{"Records": 5}'])
def test_a_body_that_is_no_notification_is_a_problem(client: TestClient, body: bytes) -> None:
    assert client.post("/api/events/object-created", content=body).status_code == 422


def test_measures_count_jobs_by_lane_and_state(client: TestClient, work: Callable[[], None]) -> None:
    send(client)
    waiting = client.get("/metrics").text
    work()
    done = client.get("/metrics").text

    assert 'certcheck_jobs{lane="live",state="queued"} 1.0' in waiting
    assert 'certcheck_jobs{lane="live",state="queued"} 0.0' in done
    assert 'certcheck_oldest_queued_job_seconds{lane="live"} 0.0' in done


def test_a_broker_that_is_away_is_a_problem_for_probes_and_none_for_uploads(
    client: TestClient, keepers: Keepers
) -> None:
    assert isinstance(keepers.queue, MemoryQueue)
    keepers.queue.is_away = True

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["code"]) == (503, "queue_unavailable")
    assert "retry-after" in answer.headers
    assert send(client)["created"]


def test_a_defect_is_a_problem_that_tells_nothing_of_the_papers() -> None:
    keepers = replace(memory_house(), records=SimpleNamespace(ping=lambda: None))  # type: ignore[arg-type]
    house = House(keepers=keepers, arrivals=None)
    broken = TestClient(make_app(house, token=None), base_url="http://localhost", raise_server_exceptions=False)

    answer = broken.get("/api/documents/x", headers={"X-Request-ID": "0" * 31 + "1"})

    assert (answer.status_code, answer.json()["code"]) == (500, "defect")
    assert answer.json()["detail"] == "expected no defect, met AttributeError"
    assert answer.headers["x-request-id"] == "0" * 31 + "1"


def test_a_client_who_hangs_up_in_the_middle_is_no_defect() -> None:
    async def hang_up() -> Message:
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "method": "PUT", "headers": []}, hang_up)
    with pytest.raises(Refused, match="end of the connection"):
        asyncio.run(read_body(request, max_bytes=MAX_BYTES))


def test_a_paper_is_taken_back_and_can_still_be_looked_up(client: TestClient, work: Callable[[], None]) -> None:
    taken = send(client)
    work()

    answer = client.delete(f"/api/documents/{taken['document_id']}")
    again = client.delete(f"/api/documents/{taken['document_id']}")
    work()

    assert (answer.status_code, answer.json()["changed"], again.json()["changed"]) == (200, True, False)
    assert client.get("/api/applications/HB1/report").json()["documents"] == []
    document = client.get(f"/api/documents/{taken['document_id']}").json()
    assert (document["withdrawn"], document["state"]) == (True, "read")
    assert client.get(f"/api/documents/{taken['document_id']}/image").content == PICTURE
    assert client.delete("/api/documents/none").status_code == 404


def test_an_upload_takes_the_place_of_another(client: TestClient, work: Callable[[], None]) -> None:
    old = send(client)
    work()

    new = send(client, PICTURE + b"2", replaces=old["document_id"])
    work()

    report = client.get("/api/applications/HB1/report").json()
    assert [document["document_id"] for document in report["documents"]] == [new["document_id"]]
    client.put("/api/applications/HB2", json=STATED | {"application_id": "HB2"})
    stranger = client.post(
        "/api/applications/HB2/documents",
        files={"file": ("a.jpg", PICTURE)},
        data={"replaces": new["document_id"]},
    )
    assert stranger.status_code == 404


def test_of_uploads_that_replace_each_other_the_last_stands(client: TestClient) -> None:
    first = send(client)
    second = send(client, PICTURE + b"2", replaces=first["document_id"])

    send(client, replaces=second["document_id"])

    documents = (client.get(f"/api/documents/{one['document_id']}").json() for one in (first, second))
    assert [document["withdrawn"] for document in documents] == [False, True]


def test_a_form_for_one_upload_is_signed(client: TestClient) -> None:
    client.put("/api/applications/HB1", json=STATED)

    answer = client.post("/api/applications/HB1/upload-urls", json={"file": "a.jpg", "declared_type": "id_card"})

    form = answer.json()
    assert answer.status_code == 201
    assert (form["method"], form["file_field"], form["max_bytes"]) == ("POST", "file", MAX_BYTES)
    assert form["key"] == form["fields"]["key"]
    assert form["key"].startswith("HB1/id_card/")
    assert client.post("/api/applications/none/upload-urls", json={}).status_code == 404
    assert client.post("/api/applications/HB1/upload-urls", json={"declared_type": "x"}).status_code == 422


def test_a_folder_of_blobs_signs_no_form_and_hears_no_notification(keepers: Keepers) -> None:
    bare = House(keepers=keepers, arrivals=None)
    with TestClient(make_app(bare, token=None), base_url="http://localhost") as opened:
        answers = [
            opened.post("/api/applications/HB1/upload-urls", json={}),
            opened.post("/api/events/object-created", content=notification("HB1/_/a.jpg")),
        ]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(501, "no_object_store")] * 2


def test_an_upload_that_breaks_off_leaves_nothing_half(
    client: TestClient, keepers: Keepers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.put("/api/applications/HB1", json=STATED)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    messages: Iterator[Message] = iter(
        [
            # More than is held in memory, so that a part of it has been laid down on the disk.
            {"type": "http.request", "body": head + b"x" * 2_000_000, "more_body": True},
            {"type": "http.disconnect"},
        ]
    )

    async def receive() -> Message:
        return next(messages)

    scope = {
        "type": "http",
        "method": "POST",
        "headers": [(b"content-type", b"multipart/form-data; boundary=b")],
    }
    with pytest.raises(Refused, match="end of the connection"):
        asyncio.run(read_upload_form(Request(scope, receive), max_bytes=10_000_000))

    assert keepers.records.documents_of("HB1") == ()
    assert list(tmp_path.iterdir()) == []
