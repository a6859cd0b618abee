"""Who may knock, with a token and without one."""

from base64 import b64encode

import pytest
from fastapi.testclient import TestClient

from models.desk import Account, Role
from tests.support.houses import memory_house
from tests.support.signed_in import with_account
from web.app import make_app
from web.house import House

TOKEN = "a token of some length"


def client(token: str | None, base_url: str = "http://127.0.0.1:8000") -> TestClient:
    house = House(keepers=memory_house(), arrivals=None)
    return TestClient(make_app(house, token=token), base_url=base_url, follow_redirects=False)


def basic(password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'clerk:{password}'.encode()).decode()}"}


@pytest.mark.parametrize("name", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "localhost", "127.8.8.8"])
def test_without_a_token_this_machine_is_answered(name: str) -> None:
    assert client(None).get("/review", headers={"Host": name}).status_code == 200


@pytest.mark.parametrize(
    "name", ["evil.example", "localhost.evil.example", "10.0.0.1:8000", "", "[::1", "127.0.0.1.nip.io"]
)
def test_without_a_token_a_name_that_was_rebound_is_refused(name: str) -> None:
    answer = client(None).get("/review", headers={"Host": name})

    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


def test_without_a_token_no_address_but_loopback_is_served() -> None:
    answer = client(None, "http://192.0.2.7:8000").get("/review", headers={"Host": "localhost"})

    assert answer.json()["code"] == "not_from_here"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost:9"},
    ],
)
def test_without_a_token_another_site_cannot_send_anything_here(headers: dict[str, str]) -> None:
    assert client(None).put("/api/applications/x", headers=headers, json={}).status_code == 403


def test_without_a_token_this_site_and_programs_may_send() -> None:
    for headers in ({}, {"Origin": "http://127.0.0.1:8000"}):
        assert client(None).put("/api/applications/x", headers=headers, json={}).json()["code"] == "application_invalid"


@pytest.mark.parametrize(
    "path", ["/api/documents/x", "/metrics", "/review", "/ops", "/", "/api/openapi.json", "/nowhere"]
)
def test_with_a_token_nobody_comes_in_without_it(path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer other"}, {"Authorization": "Bearer"}, {"Authorization": TOKEN}):
        answer = client(TOKEN).get(path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic" if path in ("/", "/review", "/ops") else "Bearer")


PASSED_ON = [
    {"Forwarded": "for=192.0.2.7"},
    {"X-Forwarded-For": "192.0.2.7"},
    {"X-Forwarded-For": "127.0.0.1"},
    {"X-Real-IP": "192.0.2.7"},
    {"X-Forwarded-Host": "certcheck.example"},
    {"Via": "1.1 proxy"},
]


@pytest.mark.parametrize("headers", PASSED_ON)
@pytest.mark.parametrize("path", ["/review", "/ops", "/api/documents/x", "/metrics", "/"])
def test_without_a_token_whom_a_proxy_asks_for_is_not_taken_for_who_sits_here(
    path: str, headers: dict[str, str]
) -> None:
    answer = client(None).get(path, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_from_here")


@pytest.mark.parametrize("headers", PASSED_ON)
def test_with_a_token_a_proxy_may_stand_before_the_door(headers: dict[str, str]) -> None:
    known = client(TOKEN).get("/review", headers=headers | basic(TOKEN))
    probe = client(None).get("/healthz", headers=headers)

    assert (known.status_code, probe.status_code) == (200, 200)


def test_without_a_token_who_has_an_account_signs_in_through_a_proxy() -> None:
    house = House(keepers=memory_house(), arrivals=None)
    with_account(house.keepers, Account(name="li", role=Role.OPERATOR))
    opened = TestClient(make_app(house, token=None), base_url="http://127.0.0.1:8000", follow_redirects=False)

    assert opened.get("/sign-in", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 200


def test_with_a_token_every_name_and_address_is_served() -> None:
    known = client(TOKEN, "http://192.0.2.7:8000")

    answer = known.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}", "Host": "certcheck.example"})

    assert answer.status_code == 200


def test_a_browser_gives_the_token_as_a_password_for_pages_alone() -> None:
    assert client(TOKEN).get("/review", headers=basic(TOKEN)).status_code == 200
    assert client(TOKEN).get("/review", headers=basic("other")).status_code == 401
    assert client(TOKEN).get("/review", headers={"Authorization": "Basic %%%"}).status_code == 401
    assert client(TOKEN).put("/api/applications/x", headers=basic(TOKEN), json={}).status_code == 401


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_need_no_token(path: str) -> None:
    assert client(TOKEN).get(path).status_code == 200
    assert client(None).get(path, headers={"Host": "10.0.0.1"}).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/review", "/ops", "/nowhere", "/api/documents/x"])
def test_every_answer_is_inert(path: str) -> None:
    headers = client(None).get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_without_a_token_another_site_may_link_here_but_not_embed_us() -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}

    for mode, status in (("no-cors", 403), ("cors", 403), ("navigate", 200)):
        assert client(None).get("/review", headers={**elsewhere, "Sec-Fetch-Mode": mode}).status_code == status


def test_a_browser_opens_uploads_with_the_password_as_well() -> None:
    path = "/api/documents/x/image"

    assert client(TOKEN).get(path, headers=basic(TOKEN)).status_code == 404
    assert client(TOKEN).get(path, headers=basic("other")).status_code == 401
    assert client(TOKEN).get("/api/documents/x", headers=basic(TOKEN)).status_code == 401
