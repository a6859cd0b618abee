"""The pages for reviewers and operators."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from tests.web.test_api import client, keepers, send, work
from web import pages
from web.house import MOST_DOSSIERS_RENDERED

__all__ = ["client", "keepers", "work"]


def test_an_empty_list_says_what_would_be_there(client: TestClient) -> None:
    assert "现在没有等您审核的考生" in client.get("/review").text
    assert "现在没有正在识读的任务" in client.get("/ops").text


def test_the_list_leads_to_the_dossier(client: TestClient, work: Callable[[], None]) -> None:
    send(client)
    work()

    assert 'href="/review/HB1"' in client.get("/review").text
    page = client.get("/review/HB1")
    assert page.status_code == 200
    assert "陈嘉禾" in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_the_id_that_was_typed_leads_to_its_dossier(client: TestClient) -> None:
    send(client)

    answer = client.get("/review", params={"q": " HB1 "}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/review/HB1")
    hostile = client.get("/review", params={"q": "//evil.example"}, follow_redirects=False)
    assert hostile.status_code == 200
    assert "没有找到" in hostile.text


def test_an_unknown_application_is_told_in_words_with_the_search_beside_it(client: TestClient) -> None:
    for path in ("/review/none", "/review/no such", "/review/none/report", "/review/none/applicant"):
        answer = client.get(path)

        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
        assert "没有这个报名号" in answer.text
        assert 'name="q"' in answer.text


def test_a_served_dossier_leads_back_to_the_list(client: TestClient) -> None:
    send(client)

    assert 'href="/review"' in client.get("/review/HB1").text
    assert '<a href="/review">' in client.get("/review/HB1/report").text


def test_an_address_with_a_slash_too_many_leads_nowhere(client: TestClient) -> None:
    assert client.get("/ops/", follow_redirects=False).status_code == 404


def test_no_more_than_two_reports_are_made_at_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    send(client)
    running, most, lock = 0, 0, threading.Lock()

    def slow(*_: object, **__: object) -> str:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.05)
        with lock:
            running -= 1
        return "page"

    monkeypatch.setattr(pages, "dossier_html", slow)
    with ThreadPoolExecutor(6) as readers:
        answers = list(readers.map(lambda _: client.get("/review/HB1/report").status_code, range(6)))

    assert answers == [200] * 6
    assert most == MOST_DOSSIERS_RENDERED
