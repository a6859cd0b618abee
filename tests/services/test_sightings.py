"""A reused paper, on its road through the ledger: both applicants' dossiers say so, and no longer than it is so."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from doctypes.loader import load_types
from models.case import Application, Upload
from models.preview import PreviewKind
from models.report import Verdict
from regulations.loader import load_regulation
from services.intake import accept_upload, put_application
from services.keepers import Keepers, Knowledge
from services.processing import run_job
from services.review import dossier_of
from storage.memory import MemoryQueue
from tests.pipeline.test_judge import FORM, QUALIFICATION, swapped
from tests.support.clock import Clock
from tests.support.houses import open_house
from tests.support.pages import DIPLOMA, Placed, page_text
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader

FIRST = replace(APPLICATION, application_id="HB1")
SECOND = replace(
    APPLICATION,
    application_id="HB2",
    name="林若溪",
    id_number="420106199305180245",
    education=(replace(APPLICATION.education[0], verification_code=None),),
)


@dataclass
class House:
    keepers: Keepers
    reader: RecordedReader
    knowledge: Knowledge

    def hand_in(self, application: Application, content: bytes) -> None:
        put_application(application, keepers=self.keepers)
        accept_upload(application.application_id, Upload(file="a.jpg", content=content), keepers=self.keepers)
        self.work()

    def work(self) -> None:
        queue = self.keepers.queue
        assert isinstance(queue, MemoryQueue)
        queue.listen(self.run, lanes=(), threads=1)
        queue.answer_all()

    def run(self, job_id: str) -> None:
        run_job(
            job_id, keepers=self.keepers, knowledge=self.knowledge, reader=self.reader, worker="w", lease_seconds=60
        )

    def reuse(self, application: Application) -> list[str]:
        found = dossier_of(application.application_id, keepers=self.keepers).findings
        return sorted({finding.rule for finding in found if finding.code in ("certificate_reused", "image_reused")})


@pytest.fixture(params=["memory", "sqlite"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    knowledge = Knowledge(types=load_types(), regulation=load_regulation())
    with open_house(request.param, tmp_path, clock=Clock()) as keepers:
        yield House(keepers, RecordedReader(), knowledge)


def picture(seed: int, *, quality: int = 90) -> bytes:
    """A JPEG of blots, the same for every quality but for the noise of its coding."""
    blots = np.random.default_rng(seed).integers(0, 255, (24, 18, 3)).astype(np.uint8)
    out = BytesIO()
    Image.fromarray(blots).resize((720, 960), Image.Resampling.BICUBIC).save(out, "JPEG", quality=quality)
    return out.getvalue()


def of_second(lines: tuple[Placed, ...]) -> tuple[Placed, ...]:
    return swapped(lines, "陈嘉禾", "林若溪")


def test_a_number_under_two_applicants_is_told_to_both_reviewers(house: House) -> None:
    texts = {picture(1): page_text(DIPLOMA), picture(2): page_text(of_second(DIPLOMA))}
    house.reader = RecordedReader(texts)
    house.hand_in(FIRST, picture(1))
    assert house.reuse(FIRST) == []

    house.hand_in(SECOND, picture(2))

    assert house.reuse(SECOND) == ["number_reused"]
    assert house.reuse(FIRST) == ["number_reused"]
    assert dossier_of("HB1", keepers=house.keepers).verdict is Verdict.REVIEW


def test_the_same_file_under_two_applicants_is_told_to_both(house: House) -> None:
    house.reader = RecordedReader({picture(1): page_text(QUALIFICATION)})
    house.hand_in(FIRST, picture(1))
    house.hand_in(SECOND, picture(1))

    assert house.reuse(FIRST) == house.reuse(SECOND) == ["number_reused", "same_picture"]


def test_a_picture_saved_again_is_found(house: House) -> None:
    first = swapped(DIPLOMA, "001234", "001235")
    texts = {picture(1): page_text(first), picture(1, quality=60): page_text(of_second(DIPLOMA))}
    house.reader = RecordedReader(texts)
    house.hand_in(FIRST, picture(1))
    house.hand_in(SECOND, picture(1, quality=60))

    assert house.reuse(FIRST) == house.reuse(SECOND) == ["picture_alike"]


def test_a_code_that_is_only_typed_meets_the_form_that_prints_it(house: House) -> None:
    house.reader = RecordedReader(
        {picture(1): page_text(FORM), picture(2): page_text(swapped(of_second(DIPLOMA), "001234", "001235"))}
    )
    house.hand_in(replace(FIRST, education=()), picture(1))
    house.hand_in(replace(SECOND, education=FIRST.education), picture(2))

    assert house.reuse(FIRST) == house.reuse(SECOND) == ["code_reused"]


def test_who_registers_again_in_another_year_reuses_nothing(house: House) -> None:
    house.reader = RecordedReader({picture(1): page_text(DIPLOMA)})
    house.hand_in(FIRST, picture(1))
    house.hand_in(replace(FIRST, application_id="HB3", exam_year=2022, as_of="2022-02-01"), picture(1))

    assert house.reuse(FIRST) == []
    assert house.reuse(replace(FIRST, application_id="HB3")) == []


def test_an_application_put_right_clears_the_other_too(house: House) -> None:
    house.reader = RecordedReader({picture(1): page_text(DIPLOMA)})
    house.hand_in(FIRST, picture(1))
    house.hand_in(replace(FIRST, application_id="HB2", id_number=SECOND.id_number), picture(1))
    assert house.reuse(FIRST) == ["code_reused", "number_reused", "same_picture"]

    put_application(replace(FIRST, application_id="HB2"), keepers=house.keepers)
    house.work()

    assert house.reuse(FIRST) == []


def test_a_picture_read_before_looks_were_kept_gets_its_look_when_it_is_judged_again(house: House) -> None:
    house.reader = RecordedReader({picture(1): page_text(DIPLOMA)})
    sha256 = house.keepers.blobs.put(picture(1))
    house.keepers.records.keep_text(sha256, replace(page_text(DIPLOMA), engine="recorded"))

    house.hand_in(FIRST, picture(1))

    assert house.reader.seen_count == 0
    assert set(house.keepers.records.looks_of([sha256])) == {sha256}
    assert set(house.keepers.previews.of([sha256])[sha256]) == set(PreviewKind)
