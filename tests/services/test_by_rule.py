"""A rule that accepts without a person is not applied where a person has had a hand in it, or must have one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.case import Upload
from models.desk import Deed
from models.extraction import Extraction, FieldStatus, Reading, Witness
from models.job import JobState
from models.levels import DeskPolicy
from models.report import Report
from regulations.loader import load_regulation
from services.desk.by_rule import policy_for
from services.desk.deciding import Deciding, claim, decide
from services.intake import accept_upload
from services.keepers import Keepers, Knowledge
from services.operations import cancel_jobs
from storage.jobs import JobFilter
from tests.support.desk import on_desk, reviewer
from tests.support.houses import memory_house

POLICY = DeskPolicy(clear_passes=True, blind_share=0.02)
KNOWLEDGE = Knowledge(types={}, regulation=replace(load_regulation(), desk=POLICY))


@pytest.fixture
def keepers() -> Keepers:
    return memory_house()


def policy_of(keepers: Keepers, key: str, *reports: Report) -> DeskPolicy:
    case = keepers.records.case_file(key)
    return policy_for(case.application, reports or case.reports, keepers=keepers, knowledge=KNOWLEDGE)


def test_what_nobody_touched_passes_by_the_rule_of_its_year(keepers: Keepers) -> None:
    assert policy_of(keepers, on_desk(keepers)) == POLICY


def test_a_corrected_value_is_for_a_person(keepers: Keepers) -> None:
    key = on_desk(keepers)
    typed = Reading(
        field="name", status=FieldStatus.READ, value="陈嘉和", confidence=1.0, witnesses=(Witness.REVIEWER,)
    )
    extraction = Extraction(type_code="graduation_certificate", digest="", readings=(typed,))
    report = replace(keepers.records.case_file(key).reports[0], extraction=extraction)

    assert policy_of(keepers, key, report) == replace(POLICY, clear_passes=False)


def test_what_a_person_asked_about_is_for_a_person(keepers: Keepers) -> None:
    key, account, now = on_desk(keepers), reviewer(), datetime.now(UTC)
    held = claim(key, account=account, until=now + timedelta(hours=1), keepers=keepers)
    asking = Deciding(deed=Deed.ASK, version=held.version, message="请上传原件照片")

    decide(key, asking, account=account, policy=POLICY, now=now, keepers=keepers)

    assert not policy_of(keepers, key).clear_passes


@pytest.mark.parametrize("state", [JobState.CANCELLED, JobState.QUEUED])
def test_a_paper_that_nobody_judged_is_for_a_person(keepers: Keepers, state: JobState) -> None:
    key = on_desk(keepers)
    taken = accept_upload(key, Upload(file="b.jpg", content=b"another"), keepers=keepers)
    if state is JobState.CANCELLED:
        cancel_jobs(JobFilter(job_ids=(taken.job_id,)), reason="a wave of doubles", keepers=keepers)

    assert not policy_of(keepers, key).clear_passes
