"""The engine of the benches does nothing, and the house takes it for a reader all the same."""

from bench.null_house import NAME, NullReader, upload_some
from models.job import JobState
from services.keepers import Knowledge
from services.processing import run_job
from tests.support.houses import memory_house


def test_a_page_of_a_bench_is_read_and_judged() -> None:
    keepers, knowledge = memory_house(), Knowledge(types={}, regulation=None)
    (job_id,) = upload_some(keepers, 1)

    run_job(job_id, keepers=keepers, knowledge=knowledge, reader=NullReader(), worker="b:1:1:1", lease_seconds=60)

    job = keepers.jobs.job(job_id)
    report = keepers.records.report_of(job.document_id)
    assert job.state is JobState.DONE, job.failure
    assert report is not None
    assert report.engine == NAME
