"""The pages for reviewers and operators."""

from collections.abc import Callable

from fastapi.testclient import TestClient

from tests.web.test_api import STATED, client, keepers, send, work

__all__ = ["client", "keepers", "work"]


def test_an_empty_list_says_what_would_be_there(client: TestClient) -> None:
    assert "还没有考生上传材料" in client.get("/review").text
    assert "没有排队、进行中或失败的任务" in client.get("/ops").text


def test_the_list_leads_to_the_dossier(client: TestClient, work: Callable[[], None]) -> None:
    send(client)
    work()

    assert 'href="/review/HB1"' in client.get("/review").text
    page = client.get("/review/HB1")
    assert page.status_code == 200
    assert "陈嘉禾" in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_the_id_that_was_typed_leads_to_its_dossier(client: TestClient) -> None:
    answer = client.get("/review", params={"application_id": " HB1 "}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/review/HB1")
    hostile = client.get("/review", params={"application_id": "//evil.example"}, follow_redirects=False)
    assert hostile.status_code == 422


def test_operators_see_what_waits(client: TestClient) -> None:
    taken = send(client)

    page = client.get("/ops").text

    assert "排队中" in page
    assert taken["job_id"] in page


def test_no_page_for_operators_tells_who_an_applicant_is(client: TestClient) -> None:
    send(client)

    assert str(STATED["name"]) not in client.get("/ops").text
    assert str(STATED["name"]) not in client.get("/review").text
