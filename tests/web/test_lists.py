"""The list of applicants: masked, and shown in full for a reason alone; and what an applicant may ask for."""

import io
import logging
from base64 import b64encode
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from services.keepers import Keepers
from tests.web.test_api import STATED, client, keepers, send, work
from web.app import make_app
from web.house import House

__all__ = ["client", "keepers", "work"]
NAME, NUMBER = str(STATED["name"]), str(STATED["id_number"])
REVEALS = ("/review/export/list", "/review/export/list.xlsx")
TOKEN = "a token of some length"


def texts(content: bytes) -> str:
    return ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml").decode()


def test_the_list_and_its_spreadsheet_are_masked(client: TestClient, work: Callable[[], None]) -> None:
    send(client)
    work()

    page, export = client.get("/review").text, client.get("/review/export/list.xlsx")

    assert export.headers["content-type"].endswith("spreadsheetml.sheet")
    assert "attachment" in export.headers["content-disposition"]
    assert "420106********0026" in texts(export.content)
    for shown in (page, texts(export.content)):
        assert "陈*禾" in shown
        assert NAME not in shown
        assert NUMBER not in shown


def test_for_a_reason_names_and_numbers_are_shown_and_that_is_logged_without_its_words(
    client: TestClient, work: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    send(client)
    work()
    caplog.set_level(logging.DEBUG)

    page, export = (client.post(path, data={"reason": f"考区复核{NAME}"}) for path in REVEALS)

    assert NUMBER in page.text
    assert NAME in page.text
    assert NUMBER in texts(export.content)
    entries = [vars(record) for record in caplog.records if "application_ids" in vars(record)]
    told = [(entry["application_ids"], entry["reason_length"], "reason" in entry) for entry in entries]
    assert told == [(["HB1"], 7, False)] * 2
    assert NAME not in str(entries)
    assert NUMBER not in str(entries)


@pytest.mark.parametrize("path", REVEALS)
@pytest.mark.parametrize("reason", ["", "。", f"核对{NUMBER}", "查" * 300])
def test_without_a_reason_nothing_is_shown(client: TestClient, path: str, reason: str) -> None:
    send(client)

    answer = client.post(path, data={"reason": reason})

    assert answer.status_code == 422
    assert "请写明查看完整号码的事由" in answer.text
    assert NAME not in answer.text
    assert NUMBER not in answer.text


def test_nothing_that_is_logged_on_the_way_of_a_paper_holds_a_name_or_a_number(
    client: TestClient, work: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(logging.Formatter("%(message)s %(name)s"))

    send(client)
    work()
    for path in ("/review", "/review/HB1", "/review/HB1/applicant", "/api/applications/HB1/report", REVEALS[1]):
        assert client.get(path).status_code == 200

    ours = [str(vars(record)) for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert not [told for told in ours if NAME in told or NUMBER in told]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://certcheck.example"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://certcheck.example", "Sec-Fetch-Site": "cross-site"}, 401),
        ({"Origin": "http://evil.example"}, 401),
        ({"Origin": "null"}, 401),
        ({}, 401),
    ],
)
def test_a_browsers_password_opens_the_form_for_our_own_pages_alone(
    keepers: Keepers, headers: dict[str, str], status: int
) -> None:
    house = House(keepers=keepers, arrivals=None)
    opened = TestClient(make_app(house, token=TOKEN), base_url="http://certcheck.example")
    password = {"Authorization": f"Basic {b64encode(f'clerk:{TOKEN}'.encode()).decode()}"}

    answer = opened.post(REVEALS[0], data={"reason": "考区复核"}, headers=password | headers)

    assert answer.status_code == status


def test_an_applicant_is_told_in_words_without_codes_or_values(client: TestClient, work: Callable[[], None]) -> None:
    client.put("/api/applications/HB1", json=STATED | {"name": "王末"})
    client.post("/api/applications/HB1/documents", files={"file": ("a.jpg", b"\xff\xd8\xff a diploma")})
    work()

    told = client.get("/api/applications/HB1/report", params={"for": "applicant"})
    page = client.get("/review/HB1/applicant")

    assert told.json()["asked"][0]["what"] == "核对身份信息，或补交佐证材料"
    for text in (told.text, page.text):
        assert NAME not in text
        assert "王末" not in text
        assert "mismatch" not in text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_nobody_else_can_be_told(client: TestClient) -> None:
    send(client)

    assert client.get("/api/applications/HB1/report", params={"for": "reviewer"}).json()["matrix"]
    assert client.get("/api/applications/HB1/report", params={"for": "press"}).status_code == 422
    assert client.get("/review/none/applicant").status_code == 404
    assert client.get("/api/applications/none/report", params={"for": "applicant"}).status_code == 404
