"""Corrections become truth, in a form that `certcheck eval` takes."""

from pathlib import Path

import pytest

from models.case import Application, Upload
from models.decision import Correction
from models.desk import Deed
from models.errors import InputError
from services.desk.truth import export_truth
from services.intake import accept_upload, put_application
from services.keepers import Keepers
from services.processing import run_job
from services.truth import check_files, read_truth
from storage.history import Entry
from storage.memory import MemoryQueue
from storage.sql import utc_now
from tests.services.hand_reader import PICTURE, HandReader
from tests.support.houses import memory_house
from tests.web.test_api import KNOWLEDGE


@pytest.fixture
def keepers() -> Keepers:
    keepers = memory_house()
    put_application(
        Application(application_id="HB1", name="陈嘉禾", id_type="居民身份证", id_number="1"), keepers=keepers
    )
    taken = accept_upload("HB1", Upload(file="陈嘉禾.jpg", content=PICTURE), keepers=keepers)
    run_job(taken.job_id, keepers=keepers, knowledge=KNOWLEDGE, reader=HandReader(), worker="w", lease_seconds=60)
    assert isinstance(keepers.queue, MemoryQueue)
    for field, value in (("name", "陈嘉木"), ("school", "武汉大学"), ("major", None)):
        one = Correction(
            application_id="HB1",
            document_id=taken.document_id,
            field=field,
            read="",
            value=value,
            account="chen",
            reason="看错",
            at=utc_now(),
        )
        keepers.corrections.add(one, entry=Entry(chain="HB1", account="chen", deed=Deed.CORRECT))
    return keepers


def test_corrected_pages_are_a_set_with_truth(keepers: Keepers, tmp_path: Path) -> None:
    assert export_truth(tmp_path / "set", keepers=keepers, with_names=True) == 1

    (page,) = read_truth(tmp_path / "set")

    check_files(tmp_path / "set", (page,))
    assert (page.type, dict(page.fields), page.fields_are_complete) == (
        "graduation_certificate",
        {"name": "陈嘉木", "school": "武汉大学"},
        False,
    )
    assert (tmp_path / "set" / page.file).read_bytes() == PICTURE


def test_without_names_nothing_in_the_set_tells_who_somebody_is(keepers: Keepers, tmp_path: Path) -> None:
    export_truth(tmp_path, keepers=keepers, with_names=False)

    written = (tmp_path / "truth.jsonl").read_text("utf-8")

    assert dict(read_truth(tmp_path)[0].fields) == {"school": "武汉大学"}
    assert "陈嘉" not in written
    assert "HB1" not in written


def test_a_folder_with_files_in_it_is_left_alone(keepers: Keepers, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")

    with pytest.raises(InputError):
        export_truth(tmp_path, keepers=keepers, with_names=True)
