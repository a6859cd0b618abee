"""The picture of an evaluation: every type, condition and count is in it, as SVG and as PNG."""

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from models.extraction import FieldStatus
from services.accuracy_picture import RAMP, accuracy_plate
from services.marks import FieldMark, PageMark
from services.plate import PNG_SCALE, Words, as_png, as_svg
from services.tally import Evaluation


def page(code: str, condition: str, found: str, extras: int = 0) -> PageMark:
    mark = FieldMark(field="name", expected="甲", found=found, status=FieldStatus.READ, confidence=0.9)
    extra = FieldMark(field="major", expected=None, found="丙", status=FieldStatus.READ, confidence=0.9)
    return PageMark(
        file=f"{code}.jpg",
        type=code,
        condition=condition,
        readable=True,
        given_type=code,
        caught_unreadable=False,
        fields=(mark,),
        extras=(extra,) * extras,
        milliseconds=1.0,
        judge_ms=1.0,
    )


MEASURED = Evaluation(
    engine="e", pages=(page("id_card", "scan", "甲"), page("id_card", "photo", "乙", 1), page("passport", "scan", "甲"))
)


def words() -> list[str]:
    return [shape.text for shape in accuracy_plate(MEASURED.as_json()).shapes if isinstance(shape, Words)]


def test_types_conditions_and_counts_are_written_out() -> None:
    said = words()

    assert {"id_card", "passport", "scan", "photo", "all types"} <= set(said)
    assert "1 + 1 of 2" in said
    assert "50.0" in said


@pytest.mark.parametrize("pages", [MEASURED.pages, ()])
def test_an_svg_is_xml_and_a_png_has_its_size(pages: tuple[PageMark, ...]) -> None:
    plate = accuracy_plate(Evaluation(engine="e", pages=pages).as_json())

    root = ElementTree.fromstring(as_svg(plate))
    image = Image.open(io.BytesIO(as_png(plate)))

    assert root.tag.endswith("svg")
    assert image.size == (round(plate.width * PNG_SCALE), round(plate.height * PNG_SCALE))


def test_worse_shares_are_darker() -> None:
    lightness = [sum(colour) for _, colour in RAMP]

    assert lightness == sorted(lightness)
