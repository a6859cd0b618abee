"""The worst pages to look at: what was expected and found, beside the pixels, one file a page and an index."""

import io
from pathlib import Path

import pytest
from PIL import Image

from models.errors import InputError
from models.extraction import FieldStatus
from models.page import Box
from services.marks import FieldMark, PageMark
from services.overlays import write_overlays
from services.tally import Evaluation

BOX = Box.upright(20, 20, 120, 40)


def page(file: str, *fields: FieldMark, extras: tuple[FieldMark, ...] = ()) -> PageMark:
    return PageMark(
        file=file,
        type="id_card",
        condition="scan",
        readable=True,
        given_type="id_card",
        caught_unreadable=False,
        fields=fields,
        extras=extras,
        milliseconds=1.0,
        judge_ms=1.0,
    )


def mark(expected: str | None, found: str | None, *, box: Box | None = BOX) -> FieldMark:
    status = FieldStatus.READ if found else FieldStatus.ABSENT
    return FieldMark(field="name", expected=expected, found=found, status=status, confidence=0.7, box=box, true_box=box)


@pytest.fixture
def images(tmp_path: Path) -> Path:
    written = io.BytesIO()
    Image.new("RGB", (200, 120), (250, 250, 250)).save(written, "JPEG")
    (tmp_path / "a.jpg").write_bytes(written.getvalue())
    (tmp_path / "broken.jpg").write_bytes(b"none")
    return tmp_path


def test_expected_and_found_stand_beside_the_pixels(images: Path) -> None:
    write_overlays(images / "worst", [page("a.jpg", mark("陈嘉禾", "陈嘉<b>"))], images=images)

    shown = (images / "worst" / "001-id_card.html").read_text("utf-8")
    assert "data:image/jpeg;base64," in shown
    assert '<svg class="crop"' in shown
    assert "<b>" not in shown
    assert "001-id_card.html" in (images / "worst" / "index.html").read_text("utf-8")


def test_a_page_that_cannot_be_shown_has_its_values_all_the_same(images: Path) -> None:
    marks = (mark("陈嘉禾", None, box=None), mark(None, "汉"))

    write_overlays(images / "worst", [page("broken.jpg", marks[0], extras=marks[1:])], images=images)

    shown = (images / "worst" / "001-id_card.html").read_text("utf-8")
    assert "cannot be shown" in shown
    assert "missed" in shown
    assert "invented" in shown


def test_a_place_that_cannot_be_written_is_named(images: Path) -> None:
    with pytest.raises(InputError, match="can be written"):
        write_overlays(images / "a.jpg" / "worst", [], images=images)


def test_the_worst_come_first_and_the_good_not_at_all() -> None:
    good, missed, wrong = (page(file, mark("甲", found)) for file, found in zip("abc", ("甲", None, "乙"), strict=True))

    assert [one.file for one in Evaluation(engine="e", pages=(good, missed, wrong)).worst(5)] == ["c", "b"]
    assert len(Evaluation(engine="e", pages=(good, missed, wrong)).worst(1)) == 1
