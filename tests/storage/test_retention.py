"""The promise of retention, over every keeper of it, and the deeds that are built on it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.case import Upload
from models.errors import BlobMissing, Disposition, InputError, NotFound
from models.job import Failure, JobState, Lane
from services.intake import accept_upload
from services.keepers import Keepers
from services.retention import DEED, apply_retention, forget_pictures
from storage.jobs import JobFilter
from storage.processes import Process, Role
from tests.support.clock import Clock
from tests.support.people import APPLICATION, document

ID = APPLICATION.application_id
OTHER = replace(APPLICATION, application_id="HB2021009999")
DEFECT = Failure(code="defect", disposition=Disposition.PARK, message="expected no defect, met one")


@pytest.fixture(autouse=True)
def _two_applications(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)
    keepers.records.put_application(OTHER)


def fail(keepers: Keepers, number: int, *, retry_after_seconds: float | None = None) -> str:
    paper = replace(document(), document_id=f"d{number}", sha256=f"{number:064}")
    keepers.records.add_document(paper, job_id=f"j{number}", lane=Lane.LIVE)
    job = keepers.jobs.claim(f"j{number}", worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.fail(job, DEFECT, retry_after_seconds=retry_after_seconds)
    return job.job_id


def upload(keepers: Keepers, content: bytes, *, application_id: str = ID) -> str:
    return accept_upload(application_id, Upload(file="a.jpg", content=content), keepers=keepers).job_id


def sha256_of(keepers: Keepers, job_id: str) -> str:
    return keepers.records.document(keepers.jobs.job(job_id).document_id).sha256


def test_of_old_failures_the_code_is_kept_and_the_words_go(keepers: Keepers, clock: Clock) -> None:
    old, retried = fail(keepers, 1), fail(keepers, 2, retry_after_seconds=60)
    clock.pass_seconds(100)
    new = fail(keepers, 3)

    gone = keepers.retention.forget_failures(before=clock.now, limit=9)

    assert gone == 1
    assert keepers.retention.forget_failures(before=clock.now, limit=9) == 0
    assert keepers.jobs.job(old).failure == replace(DEFECT, message="")
    assert keepers.jobs.job(old).state is JobState.FAILED
    assert keepers.jobs.job(retried).failure == keepers.jobs.job(new).failure == DEFECT


def test_without_days_every_dead_letter_stays_whole(keepers: Keepers, clock: Clock) -> None:
    job_id = fail(keepers, 1)
    now = clock.now
    keepers.processes.beat(Process(process_id="a:1:1", role=Role.SWEEP, build="1", started_at=now, memory_bytes=1))
    clock.now = datetime.now(UTC) + timedelta(days=4000)

    for_ever = apply_retention(keepers=keepers, days=0)
    kept = keepers.jobs.job(job_id).failure
    thirty = apply_retention(keepers=keepers, days=30)

    assert (for_ever.processes_count, for_ever.failures_count, kept) == (1, 0, DEFECT)
    assert (thirty.processes_count, thirty.failures_count) == (0, 1)


def test_an_applicants_pictures_go_and_those_of_others_stay(keepers: Keepers) -> None:
    mine, shared = upload(keepers, b"mine"), upload(keepers, b"shared")
    theirs = upload(keepers, b"shared", application_id=OTHER.application_id)

    gone = forget_pictures(ID, reason="a withdrawn registration", who="li", keepers=keepers)

    assert (gone.pictures_count, gone.shared_count, gone.cancelled_count) == (1, 1, 2)
    with pytest.raises(BlobMissing):
        keepers.blobs.get(sha256_of(keepers, mine))
    assert keepers.blobs.get(sha256_of(keepers, theirs)) == b"shared"
    assert keepers.jobs.job(theirs).state is JobState.QUEUED
    for job_id in (mine, shared):
        assert [(one.who, one.deed) for one in keepers.jobs.audit_of(job_id)] == [("li", "cancel"), ("li", DEED)]
    again = forget_pictures(ID, reason="once more", who="li", keepers=keepers)
    assert (again.pictures_count, again.cancelled_count) == (0, 0)


def test_a_picture_that_another_has_in_the_archive_stays(keepers: Keepers) -> None:
    # The archive may be taken away, and what the other applicant uploaded anew heals what is missing there.
    mine = upload(keepers, b"mine")
    theirs = replace(
        document(),
        document_id="d9",
        application_id=OTHER.application_id,
        sha256=sha256_of(keepers, mine),
        object_key="2015/9.jpg",
    )
    keepers.records.add_document(theirs, job_id="j9", lane=Lane.LIVE)

    gone = forget_pictures(ID, reason="a withdrawn registration", who="li", keepers=keepers)

    assert (gone.pictures_count, gone.shared_count) == (0, 1)
    assert keepers.blobs.get(theirs.sha256) == b"mine"


def test_a_picture_that_was_forgotten_is_kept_again_when_it_is_handed_in_again(keepers: Keepers) -> None:
    job_id = upload(keepers, b"mine")
    forget_pictures(ID, reason="by mistake", who="li", keepers=keepers)

    upload(keepers, b"mine")

    assert keepers.blobs.get(sha256_of(keepers, job_id)) == b"mine"


def test_nothing_is_forgotten_without_a_reason_or_of_nobody(keepers: Keepers) -> None:
    with pytest.raises(InputError):
        forget_pictures(ID, reason=" ", who="li", keepers=keepers)
    with pytest.raises(NotFound):
        forget_pictures("none", reason="r", who="li", keepers=keepers)

    assert keepers.jobs.tally(JobFilter()) == {}
