"""Traces reach a real collector whole, hold ids and codes alone, and cost nobody a job."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from models.case import Upload
from models.errors import StorageUnavailable
from models.job import JobState
from services.correlation import origin_of, originating
from services.intake import accept_upload, put_application
from services.keepers import Keepers
from services.spans import traceparent
from storage.jobs import JobFilter
from tests.support.hanging import hanging_server
from tests.support.otlp import Collector, collecting
from tests.support.people import APPLICATION, ID_NUMBER
from tests.support.readers import RecordedReader
from wiring.bootstrap import build_keepers
from wiring.config import Config, read_config
from wiring.tracing import tracing
from wiring.work import working

ROOT = Path(__file__).parents[2]
GIVEN = "4bf92f3577b34da6a3ce929d0e0e4736"
CALLER = "00f067aa0ba902b7"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return replace(read_config({"CERTCHECK_DATA_DIR": str(tmp_path)}), sweep_seconds=0.1)


def one_upload(config: Config, *, reader: RecordedReader | None = None, **headers: str) -> Keepers:
    """Take an upload in and work on it, traced as the settings say, and return when both have ended."""
    keepers = build_keepers(config)
    put_application(APPLICATION, keepers=keepers)
    with tracing(config), working(config, keepers, sweeps=False, make_reader=lambda: reader or RecordedReader()):
        with originating(origin_of(**headers)):
            upload = Upload(file="陈嘉禾.jpg", content=b"\xff\xd8\xff")
            accept_upload(APPLICATION.application_id, upload, keepers=keepers)
        deadline = time.monotonic() + 60
        while keepers.jobs.job_of(_paper(keepers)).attempt == 0 or _is_running(keepers):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    return keepers


def _paper(keepers: Keepers) -> str:
    (job,) = keepers.jobs.find(JobFilter(), limit=1)
    return job.document_id


def _is_running(keepers: Keepers) -> bool:
    return bool(keepers.jobs.find(JobFilter(states=(JobState.RUNNING,)), limit=1))


def attributes(collector: Collector, name: str) -> dict[str, object]:
    kept = collector.named(name).attributes
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in kept}


def test_an_upload_is_one_trace_from_its_caller_to_its_dossier(config: Config) -> None:
    with collecting() as collector:
        one_upload(replace(config, otlp_endpoint=collector.endpoint), traceparent=f"00-{GIVEN}-{CALLER}-01").close()

    assert {span.name for span in collector.spans} == {
        "upload", "ring", "job", "see", "normalise", "recognise", "judge", "finish", "dossier",
    }  # fmt: skip
    assert {span.trace_id.hex() for span in collector.spans} == {GIVEN}
    upload, job, see = (collector.named(name) for name in ("upload", "job", "see"))
    assert upload.parent_span_id.hex() == CALLER
    assert collector.named("ring").parent_span_id == job.parent_span_id == upload.span_id
    for name in ("see", "judge", "finish", "dossier"):
        assert collector.named(name).parent_span_id == job.span_id
    for name in ("normalise", "recognise"):
        assert collector.named(name).parent_span_id == see.span_id
    assert attributes(collector, "job")["certcheck.correlation_id"] == GIVEN
    assert attributes(collector, "upload")["job_id"] == attributes(collector, "job")["job_id"]


def test_an_upload_without_a_trace_makes_one_of_its_own_id(config: Config) -> None:
    with collecting() as collector:
        keepers = one_upload(replace(config, otlp_endpoint=collector.endpoint))

    kept = keepers.jobs.job_of(_paper(keepers)).correlation_id
    assert {span.trace_id.hex() for span in collector.spans} == {kept}
    assert collector.named("upload").parent_span_id == b""
    keepers.close()


def test_a_trace_holds_nothing_that_an_applicant_stated_or_an_error_said(config: Config) -> None:
    reader = RecordedReader()
    reader.failures = [StorageUnavailable("陈嘉禾 is away")]

    with collecting() as collector:
        one_upload(replace(config, otlp_endpoint=collector.endpoint), reader=reader).close()

    sent = b"".join(collector.bodies).decode("utf-8", "replace")
    assert attributes(collector, "see")["error.type"] == "storage_unavailable"
    for stated in (APPLICATION.application_id, APPLICATION.name, ID_NUMBER, "jpg", "is away"):
        assert stated not in sent


def test_a_collector_that_is_away_or_hangs_costs_no_job(config: Config) -> None:
    away = one_upload(replace(config, otlp_endpoint="http://127.0.0.1:1"))
    done = away.jobs.tally(JobFilter())
    away.close()
    with hanging_server() as (port, _):
        hanging = one_upload(
            replace(config, database_url=f"{config.database_url}2", otlp_endpoint=f"http://127.0.0.1:{port}")
        )

    assert done == hanging.jobs.tally(JobFilter()) == {JobState.DONE: 1}
    hanging.close()


def test_where_nobody_traces_no_exporter_is_loaded(config: Config) -> None:
    # The SDK itself is: the client of Redis imports it wherever it is installed.
    with tracing(config):
        assert traceparent() is None
    loaded = "import sys, web.app, wiring.work; assert 'opentelemetry.exporter' not in sys.modules; print('well')"

    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.stdout == "well\n", done.stderr
