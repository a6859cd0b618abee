"""From a name that differs to a clear dossier, over HTTP with recorded text: proof, settled finding, told change."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from doctypes.loader import load_types
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from storage.memory import MemoryQueue
from tests.pipeline.test_judge import swapped
from tests.support.hand import household_register, name_change_proof
from tests.support.houses import open_house
from tests.support.pages import DIPLOMA, page_text
from tests.support.people import ID_NUMBER
from tests.support.readers import RecordedReader
from tests.web.test_api import LandingPlace
from web.app import make_app
from web.house import House

START = b"\xff\xd8\xff "
OLD_DIPLOMA, NEW_DIPLOMA = START + b"old diploma", START + b"new diploma"
REGISTER, STRANGERS_REGISTER, LETTER = START + b"register", START + b"stranger", START + b"letter"
STATED: dict[str, Any] = {
    "application_id": "HB1",
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "id_type": "居民身份证",
    "id_number": ID_NUMBER,
    "identity_verified": True,
}
ADDRESS = "/api/applications/HB1"


TEXTS = {
    OLD_DIPLOMA: page_text(swapped(DIPLOMA, "陈嘉禾", "陈佳禾")),
    NEW_DIPLOMA: page_text(DIPLOMA),
    REGISTER: page_text(household_register.LINES),
    STRANGERS_REGISTER: page_text(swapped(household_register.LINES, "陈佳禾", "陈佳木")),
    LETTER: page_text(name_change_proof.LINES),
}
KNOWLEDGE = Knowledge(types=load_types(), regulation=None)


class Desk:
    """The registration system and a worker: whatever is sent is worked off before the report is asked for."""

    def __init__(self, client: TestClient, work: Callable[[], None], reader: RecordedReader) -> None:
        self.client, self._work, self.reader = client, work, reader

    def put(self, **changes: object) -> None:
        assert self.client.put(ADDRESS, json=STATED | changes).status_code == 200

    def upload(self, content: bytes, **fields: str) -> str:
        files = {"file": ("a.jpg", content, "image/jpeg")}
        answer = self.client.post(f"{ADDRESS}/documents", files=files, data=fields)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["document_id"])

    def report(self) -> dict[str, Any]:
        self._work()
        told: dict[str, Any] = self.client.get(f"{ADDRESS}/report").json()
        return told


@pytest.fixture(params=["memory", "sqlite"])
def keepers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(keepers: Keepers) -> Iterator[Desk]:
    reader = RecordedReader(TEXTS)

    def answer(job_id: str) -> None:
        run_job(job_id, keepers=keepers, knowledge=KNOWLEDGE, reader=reader, worker="w", lease_seconds=60)

    assert isinstance(keepers.queue, MemoryQueue)
    keepers.queue.listen(answer, lanes=[], threads=1)
    app = make_app(House(keepers=keepers, arrivals=LandingPlace()), token=None)
    with TestClient(app, base_url="http://localhost") as client:
        made = Desk(client, keepers.queue.answer_all, reader)
        made.put()
        yield made


def kinds(report: dict[str, Any]) -> list[str]:
    return [change["kind"] for change in report["changes"]]


def test_a_name_that_differs_is_settled_by_the_register_and_opens_again_without_it(desk: Desk) -> None:
    diploma = desk.upload(OLD_DIPLOMA)
    before = desk.report()
    assert before["verdict"] == "identity_proof_required"
    (finding,) = before["findings"]
    assert (finding["code"], finding["proof"]) == ("name_mismatch", ["household_register", "name_change_proof"])
    assert before["changes"] == []

    register = desk.upload(REGISTER)
    settled = desk.report()
    assert settled["verdict"] == "clear"
    (finding,) = settled["findings"]
    assert (finding["code"], finding["document_id"], finding["settled_by"]) == ("name_mismatch", diploma, register)
    assert settled["documents"][0]["findings"][0]["settled_by"] == register
    assert kinds(settled) == ["verdict", "document_added", "finding_settled"]
    assert settled["changes"][0]["before"] == "identity_proof_required"
    page = desk.client.get("/review/HB1").text
    assert "与上次相比" in page
    assert "已由第 2 份《户口簿》证明" in page

    assert desk.client.delete(f"/api/documents/{register}").status_code == 200
    open_again = desk.report()
    assert open_again["verdict"] == "identity_proof_required"
    assert kinds(open_again) == ["verdict", "document_gone", "finding_raised"]
    assert desk.reader.seen_count == 2


def test_a_proof_that_tells_another_old_name_settles_nothing_and_says_so(desk: Desk) -> None:
    desk.upload(OLD_DIPLOMA)
    proof = desk.upload(STRANGERS_REGISTER)

    report = desk.report()

    assert report["verdict"] == "identity_proof_required"
    short = next(finding for finding in report["findings"] if finding["code"] == "proof_insufficient")
    assert (short["document_id"], short["severity"]) == (proof, "content")
    assert (short["expected"], short["found"]) == ("陈佳禾", "陈佳木")
    assert "所写的曾用名是“陈佳木”" in short["message"]


def test_a_replaced_page_counts_no_more_and_nothing_else_is_read_again(desk: Desk) -> None:
    old = desk.upload(OLD_DIPLOMA)
    desk.upload(LETTER)
    settled = desk.report()
    assert [finding["settled_by"] is not None for finding in settled["findings"]] == [True]

    new = desk.upload(NEW_DIPLOMA, replaces=old)
    report = desk.report()

    assert {document["document_id"] for document in report["documents"]} >= {new}
    assert old not in {document["document_id"] for document in report["documents"]}
    assert (report["verdict"], report["findings"]) == ("clear", [])
    assert set(kinds(report)) == {"document_gone", "document_added", "finding_gone"}
    assert desk.client.get(f"/api/documents/{old}").json()["withdrawn"]
    assert desk.reader.seen_count == 3


def test_a_changed_application_tells_what_changed_of_all_its_papers_and_reads_none(desk: Desk) -> None:
    desk.upload(NEW_DIPLOMA)
    desk.upload(REGISTER)
    desk.report()

    desk.put(name="陈嘉和")
    report = desk.report()

    assert report["verdict"] == "identity_proof_required"
    assert kinds(report) == ["verdict", "application_changed", "finding_raised", "finding_raised", "finding_raised"]
    told = [change["code"] for change in report["changes"][1:]]
    assert told == ["name", "name_mismatch", "name_mismatch", "proof_insufficient"]
    assert desk.reader.seen_count == 2


def test_judging_again_without_a_difference_leaves_the_last_changes_told(desk: Desk) -> None:
    desk.upload(OLD_DIPLOMA)
    desk.report()
    desk.upload(REGISTER)
    told = desk.report()["changes"]

    desk.put(identity_verified=False)
    report = desk.report()

    assert report["changes"] == told
    assert report["verdict"] == "clear"
