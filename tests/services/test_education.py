"""Education that history proves: kept from clear dossiers of the backfill lane, and used where an applicant returns."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from doctypes.loader import load_types
from models.case import Track, Upload
from models.report import Verdict
from pipeline.across.reuse import holder_of
from regulations.loader import load_regulation
from services.education import earlier_education
from services.intake import accept_upload, put_application
from services.keepers import Keepers, Knowledge
from services.processing import refresh_dossier
from services.rejudging import rejudge_batch
from tests.services.rejudging_house import DIPLOMA_JPEG, STATED
from tests.services.test_rejudging import REQUIREMENT
from tests.support.definitions import changed_regulation
from tests.support.history import enrol_history, history_application, run_history
from tests.support.houses import open_house

PAST = history_application(1)
RETURNING = replace(STATED, application_id="HB2021R", track=Track.RETURNING)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge(types=load_types(), regulation=load_regulation())


@pytest.fixture(params=["memory", "sqlite"])
def keepers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Keepers]:
    with open_house(request.param, tmp_path) as house:
        yield house


def test_a_clear_dossier_of_history_proves_its_education(keepers: Keepers, knowledge: Knowledge) -> None:
    run_history(enrol_history([PAST], keepers=keepers), keepers=keepers, knowledge=knowledge)

    (proven,) = keepers.library.of(holder_of(PAST))

    assert (proven.application_id, proven.exam_year, proven.type_code) == (
        PAST.application_id,
        2018,
        "graduation_certificate",
    )
    assert (proven.level, proven.certificate_number) == ("本科", "104861201605001234")


def test_a_dossier_that_is_not_clear_proves_nothing(keepers: Keepers, knowledge: Knowledge) -> None:
    other = history_application(1, name="李文")

    run_history(enrol_history([other], keepers=keepers), keepers=keepers, knowledge=knowledge)

    assert keepers.library.of(holder_of(other)) == ()


def test_one_who_returns_is_judged_with_what_history_knows(keepers: Keepers, knowledge: Knowledge) -> None:
    run_history(enrol_history([PAST], keepers=keepers), keepers=keepers, knowledge=knowledge)
    put_application(RETURNING, keepers=keepers)

    dossier = refresh_dossier(RETURNING.application_id, keepers=keepers, knowledge=knowledge)

    told = {finding.code: finding.message for finding in dossier.findings}
    assert PAST.application_id in told["education_known_before"]
    assert "direction_unknown" not in told
    assert dossier.verdict is Verdict.CLEAR


def test_of_whoever_does_not_return_nothing_is_asked(keepers: Keepers, knowledge: Knowledge) -> None:
    run_history(enrol_history([PAST], keepers=keepers), keepers=keepers, knowledge=knowledge)

    assert earlier_education(STATED, keepers=keepers) == ()
    assert earlier_education(replace(PAST, track=Track.RETURNING), keepers=keepers) == ()


def test_what_is_no_longer_clear_when_judged_again_proves_nothing_any_more(
    keepers: Keepers, knowledge: Knowledge, tmp_path: Path
) -> None:
    run_history(enrol_history([PAST], keepers=keepers), keepers=keepers, knowledge=knowledge)
    file = changed_regulation(tmp_path, old="# 毕业证：每一学历层次一份。", new=REQUIREMENT)
    stricter = replace(knowledge, regulation=load_regulation(file.stem, folder=file.parent))

    rejudge_batch([PAST.application_id], keepers=keepers, knowledge=stricter, writes=True)

    assert keepers.library.of(holder_of(PAST)) == ()


def test_a_live_dossier_proves_nothing(keepers: Keepers, knowledge: Knowledge) -> None:
    put_application(STATED, keepers=keepers)
    upload = Upload(file="a.jpg", content=DIPLOMA_JPEG)
    job_id = accept_upload(STATED.application_id, upload, keepers=keepers).job_id

    run_history([job_id], keepers=keepers, knowledge=knowledge)
    rejudge_batch([STATED.application_id], keepers=keepers, knowledge=knowledge, writes=True)

    assert keepers.library.of(holder_of(STATED)) == ()
