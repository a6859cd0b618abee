"""One id from upload to report."""

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes.loader import load_types
from models.case import Upload
from models.errors import StorageUnavailable
from models.origin import Origin
from services.correlation import current_origin, new_origin, origin_of, originating
from services.intake import accept_upload, put_application
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from storage.backfills import EnrolledBatch, EnrolledRow
from storage.jobs import JobFilter
from tests.support.houses import LEDGERS, open_house
from tests.support.people import APPLICATION, document
from tests.support.readers import RecordedReader
from wiring.log import FromOrigin

GIVEN = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACEPARENT = f"00-{GIVEN}-00f067aa0ba902b7-01"
KNOWN_FORM = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"traceparent": TRACEPARENT}, Origin(correlation_id=GIVEN, traceparent=TRACEPARENT)),
        ({"request_id": GIVEN}, Origin(correlation_id=GIVEN)),
        ({"request_id": GIVEN.upper()}, Origin(correlation_id=GIVEN)),
        (
            {"request_id": "0af76519-16cd-43dd-8448-eb211c80319c"},
            Origin(correlation_id="0af76519-16cd-43dd-8448-eb211c80319c"),
        ),
        (
            {"traceparent": TRACEPARENT, "request_id": "0" * 31 + "1"},
            Origin(correlation_id=GIVEN, traceparent=TRACEPARENT),
        ),
        ({"traceparent": "nonsense", "request_id": GIVEN}, Origin(correlation_id=GIVEN)),
    ],
)
def test_an_id_of_a_known_form_is_taken(headers: dict[str, str], taken: Origin) -> None:
    assert origin_of(**headers) == taken


@pytest.mark.parametrize(
    "headers",
    [
        {"request_id": "420106199305180026"},
        {"request_id": "陈嘉禾"},
        {"request_id": f"{GIVEN}\nx"},
        {"request_id": "0" * 32},
        {"traceparent": f"ff-{GIVEN}-00f067aa0ba902b7-01"},
        {"traceparent": f"00-{'0' * 32}-00f067aa0ba902b7-01"},
        {"traceparent": f"00-{GIVEN}-{'0' * 16}-01"},
        {"traceparent": f"00-{GIVEN}-00f067aa0ba902b7"},
    ],
)
def test_another_is_passed_over_and_one_is_made(headers: dict[str, str]) -> None:
    first, second = origin_of(**headers), origin_of(**headers)

    assert KNOWN_FORM.fullmatch(first.correlation_id)
    assert first.correlation_id != second.correlation_id
    assert first.traceparent is None


@given(st.text(), st.text())
def test_whatever_is_given_an_origin_has_a_known_form(traceparent: str, request_id: str) -> None:
    assert KNOWN_FORM.fullmatch(origin_of(traceparent=traceparent, request_id=request_id).correlation_id)


def test_an_origin_ends_with_its_block() -> None:
    with originating(new_origin()) as outer:
        with originating(new_origin()) as inner:
            assert current_origin() == inner
        assert current_origin() == outer

    assert current_origin() is None


@pytest.fixture(params=LEDGERS)
def keepers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path) as house:
        put_application(APPLICATION, keepers=house)
        yield house


def take_in(keepers: Keepers) -> str:
    upload = Upload(file="a.jpg", content=b"\xff\xd8\xff")
    return accept_upload(APPLICATION.application_id, upload, keepers=keepers).job_id


def work_on(job_id: str, keepers: Keepers, reader: RecordedReader) -> None:
    knowledge = Knowledge(types=load_types(), regulation=None)
    run_job(job_id, keepers=keepers, knowledge=knowledge, reader=reader, worker="w", lease_seconds=60)


def test_job_and_report_keep_the_id_of_the_upload(keepers: Keepers) -> None:
    with originating(origin_of(traceparent=TRACEPARENT)):
        job_id = take_in(keepers)

    work_on(job_id, keepers, RecordedReader())

    job = keepers.jobs.job(job_id)
    report = keepers.records.report_of(job.document_id)
    assert (job.correlation_id, job.traceparent) == (GIVEN, TRACEPARENT)
    assert report is not None
    assert report.correlation_id == GIVEN


def test_an_upload_outside_of_any_request_gets_an_id_of_its_own(keepers: Keepers) -> None:
    job_id = take_in(keepers)

    assert KNOWN_FORM.fullmatch(keepers.jobs.job(job_id).correlation_id)
    assert current_origin() is None


def test_the_job_of_a_historical_record_is_found_by_its_own_id(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="m")
    row = EnrolledRow(application=None, document=document(), job_id="j1")
    keepers.backfills.enrol(EnrolledBatch(backfill_id="2020", rows=[row], lines_before=0, lines_done=1))

    (job,) = keepers.jobs.find(JobFilter(backfill_id="2020"), limit=2)

    assert job.correlation_id == job.job_id


@pytest.fixture
def lines() -> Iterator[Callable[[], list[logging.LogRecord]]]:
    """Gather what is logged, as a process writes it."""
    kept: list[logging.LogRecord] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(record)

    handler, root = Keeping(), logging.getLogger()
    handler.addFilter(FromOrigin())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: kept
    root.removeHandler(handler)
    root.setLevel(level)


def test_every_line_on_the_way_carries_the_id(keepers: Keepers, lines: Callable[[], list[logging.LogRecord]]) -> None:
    with originating(Origin(correlation_id=GIVEN)):
        job_id = take_in(keepers)
    reader = RecordedReader()
    reader.failures = [StorageUnavailable("expected an answer, met none")]
    reader.on_page = lambda: logging.getLogger("a.library").warning("says something")

    work_on(job_id, keepers, reader)

    ours = [record for record in lines() if record.name.startswith(("services.", "a.library"))]
    assert [record.getMessage() for record in ours] == ["upload kept", "says something", "job to be retried"]
    assert {vars(record)["correlation_id"] for record in ours} == {GIVEN}
