"""Requests are followed by one id and counted by their routes; whoever gathers measures needs no key to the papers."""

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from models.errors import StorageUnavailable
from tests.services.hand_reader import PICTURE
from tests.support.houses import memory_house
from web.app import make_app
from web.house import House

GIVEN = "4bf92f3577b34da6a3ce929d0e0e4736"
STATED = {"application_id": "HB1", "name": "陈嘉禾", "id_type": "居民身份证", "id_number": "420106199305180026"}
ALLOWED_LABELS = re.compile(r"[a-z0-9_.:/{}+-]*", re.IGNORECASE)


def open_door(**given: str | None) -> TestClient:
    house = House(keepers=memory_house(max_upload_bytes=1000), arrivals=None)
    return TestClient(
        make_app(house, token=given.get("token"), metrics_token=given.get("metrics_token")),
        base_url="http://localhost",
        raise_server_exceptions=False,
    )


def counted(client: TestClient, name: str, **labels: str) -> float:
    headers = {"Authorization": "Bearer m"}
    for family in text_string_to_metric_families(client.get("/metrics", headers=headers).text):
        for sample in family.samples:
            if sample.name == name and labels.items() <= sample.labels.items():
                return sample.value
    return 0.0


def test_the_id_of_an_upload_stands_in_the_answer_and_with_the_job() -> None:
    client = open_door()
    client.put("/api/applications/HB1", json=STATED)

    taken = client.post(
        "/api/applications/HB1/documents", files={"file": ("a.jpg", PICTURE)}, headers={"X-Request-ID": GIVEN}
    )

    document = client.get(f"/api/documents/{taken.json()['document_id']}")
    assert taken.headers["x-request-id"] == document.json()["job"]["correlation_id"] == GIVEN
    assert document.headers["x-request-id"] != GIVEN


@pytest.mark.parametrize("path", ["/api/applications/none/report", "/nowhere", "/healthz", "/metrics"])
def test_every_answer_has_an_id(path: str) -> None:
    for client in (open_door(), open_door(token="t")):
        assert re.fullmatch(r"[0-9a-f]{32}", client.get(path).headers["x-request-id"])


def test_requests_are_counted_by_route_and_never_by_path() -> None:
    client = open_door()
    labels = {"method": "GET", "route": "/api/documents/{document_id}", "status": "404"}
    before = counted(client, "certcheck_http_requests_total", **labels)

    client.get("/api/documents/420106199305180026")
    client.get("/420106199305180026")
    client.request("BREW", "/420106199305180026")

    assert counted(client, "certcheck_http_requests_total", **labels) == before + 1
    assert counted(client, "certcheck_http_requests_total", method="other", route="none") >= 1
    assert "420106199305180026" not in client.get("/metrics").text


def test_uploads_are_counted_as_kept_and_refused() -> None:
    client = open_door()
    client.put("/api/applications/HB1", json=STATED)
    send = lambda content: client.post("/api/applications/HB1/documents", files={"file": ("a.jpg", content)})  # noqa: E731
    kept = {result: counted(client, "certcheck_uploads_total", result=result) for result in ("created", "known")}
    large = counted(client, "certcheck_uploads_refused_total", code="too_large")
    lost = counted(client, "certcheck_uploads_refused_total", code="not_found")

    send(PICTURE)
    send(PICTURE)
    send(b"x" * 2000)
    client.post("/api/applications/none/documents", files={"file": ("a.jpg", PICTURE)})

    assert counted(client, "certcheck_uploads_total", result="created") == kept["created"] + 1
    assert counted(client, "certcheck_uploads_total", result="known") == kept["known"] + 1
    assert counted(client, "certcheck_uploads_refused_total", code="too_large") == large + 1
    assert counted(client, "certcheck_uploads_refused_total", code="not_found") == lost + 1


def test_no_label_holds_what_an_applicant_stated() -> None:
    client = open_door()
    client.put("/api/applications/HB1", json=STATED)
    client.post("/api/applications/HB1/documents", files={"file": ("陈嘉禾.jpg", PICTURE)})

    shown = client.get("/metrics").text

    for family in text_string_to_metric_families(shown):
        for sample in family.samples:
            assert all(ALLOWED_LABELS.fullmatch(value) for value in sample.labels.values()), sample
            assert not {"HB1", "陈嘉禾"} & set(sample.labels.values())


def test_the_token_of_measures_opens_measures_and_nothing_else() -> None:
    client = open_door(token="t", metrics_token="m")
    ask = lambda path, token: client.get(path, headers={"Authorization": f"Bearer {token}"}).status_code  # noqa: E731

    assert ask("/metrics", "m") == ask("/metrics", "t") == 200
    assert ask("/metrics", "x") == ask("/api/documents/x", "m") == ask("/review", "m") == 401
    assert open_door(token="t").get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401


def test_measures_are_shown_though_the_database_is_away() -> None:
    class Away:
        def ping(self) -> None:
            raise StorageUnavailable("expected the database to answer, met none")

        counts = ping

    keepers = replace(memory_house(), records=Away(), workload=Away())  # type: ignore[arg-type]
    house = House(keepers=keepers, arrivals=None)
    client = TestClient(make_app(house, token=None), base_url="http://localhost")

    shown = client.get("/metrics")
    ready = client.get("/readyz")

    assert shown.status_code == 200
    assert 'certcheck_component_up{component="database"} 0.0' in shown.text
    assert 'certcheck_component_up{component="broker"} 1.0' in shown.text
    assert "certcheck_jobs{" not in shown.text
    assert "certcheck_rings{" in shown.text
    assert (ready.status_code, ready.json()["code"]) == (503, "storage_unavailable")
    assert ready.json()["components"] == {"database": "storage_unavailable", "blobs": "ok", "broker": "ok"}
