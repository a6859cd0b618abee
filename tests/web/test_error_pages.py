"""What people see where programs are told a problem."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from models.desk import Account, Role
from models.errors import StorageUnavailable
from services.keepers import Keepers
from tests.support.desk import on_desk, reviewer
from tests.support.houses import memory_house
from tests.support.signed_in import opened_session, session_headers
from web.app import make_app
from web.house import House

HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def keepers() -> Keepers:
    return memory_house()


@pytest.fixture
def client(keepers: Keepers) -> Iterator[TestClient]:
    app = make_app(House(keepers=keepers, arrivals=None), token="a token of some length")
    with TestClient(app, base_url="http://certcheck.example", raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def clerk(keepers: Keepers) -> dict[str, str]:
    return session_headers(opened_session(keepers, reviewer()))


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/ops", 403, "您的账号不能打开这一页"),
        ("/nowhere", 404, "没有这一页"),
        ("/review/HB9999", 404, "没有这个报名号"),
        ("/review/HB9999/report", 404, "没有这个报名号"),
        ("/review?limit=nonsense", 422, "内容不符合要求"),
        ("/sign-out", 405, "这个地址不能直接打开"),
    ],
)
def test_a_person_is_told_what_happened_and_what_to_do(
    client: TestClient, clerk: dict[str, str], path: str, status: int, words: str
) -> None:
    shown = client.get(path, headers=clerk | HTML)
    told = client.get(path, headers=clerk)

    assert (shown.status_code, told.status_code) == (status, status)
    assert words in shown.text
    assert shown.headers["x-request-id"] in shown.text
    assert "style-src 'self'" in shown.headers["content-security-policy"]
    assert told.headers["content-type"] == "application/problem+json"


def test_another_region_and_nowhere_look_the_same(client: TestClient, keepers: Keepers, clerk: dict[str, str]) -> None:
    elsewhere = on_desk(keepers, point="宜昌市", registration="西陵区")

    pages = [client.get(f"/review/{key}", headers=clerk | HTML) for key in (elsewhere, "HB9999")]

    texts = [page.text.replace(page.headers["x-request-id"], "") for page in pages]
    assert texts[0] == texts[1]


def test_a_form_that_is_not_ours_and_a_conflict_are_told_in_words(
    client: TestClient, keepers: Keepers, clerk: dict[str, str]
) -> None:
    key = on_desk(keepers)
    forged = client.post(f"/review/{key}/claim", headers={"Cookie": clerk["Cookie"]} | HTML)
    conflict = client.post(f"/review/{key}/decide", data={"deed": "accept", "version": "1"}, headers=clerk | HTML)

    assert (forged.status_code, conflict.status_code) == (403, 409)
    assert "没有提交" in forged.text
    assert "状态已经变化" in conflict.text


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (StorageUnavailable("expected an answer, met none"), 503, "暂时不能使用"),
        (ValueError("陈嘉禾"), 500, "系统出错了"),
    ],
)
def test_what_is_our_fault_is_told_with_a_number_and_without_its_text(
    client: TestClient,
    keepers: Keepers,
    clerk: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    words: str,
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(keepers.worklist, "find", fails)
    shown = client.get("/review", headers=clerk | HTML)

    assert shown.status_code == status
    assert words in shown.text
    assert shown.headers["x-request-id"] in shown.text
    assert "陈嘉禾" not in shown.text
    assert 'href="/review"' in shown.text


def test_an_operator_is_led_to_what_the_account_is_for(client: TestClient, keepers: Keepers) -> None:
    operator = session_headers(opened_session(keepers, Account(name="ops1", role=Role.OPERATOR)))

    shown = client.get("/review", headers=operator | HTML)

    assert shown.status_code == 403
    assert 'href="/"' in shown.text
    assert "换一个账号登录" in shown.text


def test_an_address_of_another_house_is_never_offered_again(client: TestClient, clerk: dict[str, str]) -> None:
    shown = client.get("http://certcheck.example//evil.example/", headers=clerk | HTML)

    assert shown.status_code == 404
    assert "evil.example" not in shown.text
