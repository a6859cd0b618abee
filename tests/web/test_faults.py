"""Whoever opens a page and meets a problem gets a page; programs get the problem."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from models.errors import StorageUnavailable
from services.keepers import Keepers
from tests.support.desk import on_desk, reviewer
from tests.support.houses import memory_house
from tests.support.signed_in import opened_session, session_headers
from web.app import make_app
from web.house import House

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9"}


@pytest.fixture
def keepers() -> Keepers:
    return memory_house()


@pytest.fixture
def client(keepers: Keepers) -> Iterator[TestClient]:
    house = House(keepers=keepers, arrivals=None, max_upload_bytes=1000)
    headers = session_headers(opened_session(keepers, reviewer()))
    with TestClient(make_app(house, token="a token of some length"), headers=headers) as opened:
        yield opened


class _Away:
    """Accounts in a database that does not answer."""

    def __getattr__(self, name: str) -> object:
        raise StorageUnavailable("expected the database to answer, met its end")


def test_a_database_that_goes_away_is_told_in_plain_words(client: TestClient, keepers: Keepers) -> None:
    key = on_desk(keepers)
    object.__setattr__(keepers, "accounts", _Away())

    answer = client.get(f"/review/{key}", headers=BROWSER)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert answer.headers["content-type"].startswith("text/html")
    assert "系统暂时不可用" in answer.text
    assert answer.headers["x-request-id"] in answer.text
    assert "style-src 'self'" in answer.headers["content-security-policy"]


def test_what_is_of_another_region_is_told_in_plain_words_and_never_by_its_id(
    client: TestClient, keepers: Keepers
) -> None:
    key = on_desk(keepers, point="宜昌市")

    answer = client.get(f"/review/{key}", headers=BROWSER)

    assert (answer.status_code, "没有找到" in answer.text, key in answer.text) == (404, True, False)


def test_programs_and_scripts_get_the_problem(client: TestClient) -> None:
    answer = client.get("/review/HB2", headers={"Accept": "*/*"})

    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/api/documents/none", headers=BROWSER).json()["code"] == "not_found"
