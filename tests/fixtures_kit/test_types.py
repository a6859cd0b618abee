"""Papers as they are drawn, before any camera: truth, ink, and the mark that none can pass for a real one."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from fixtures.drawing import types as types_package
from fixtures.drawing.dice import dice_for
from fixtures.drawing.kit import ALL, draw_paper, holder_of
from fixtures.drawing.people import Person, invent_person
from fixtures.drawing.sheet import Drawing, Quad

DRAWN_EACH = 6
LEAST_INK_CONTRAST = 40
"""Grey levels between print and paper; 样张 in fine red print on pale paper has some 60."""

pytestmark = pytest.mark.usefixtures("typefaces")


@cache
def papers(code: str) -> list[tuple[Person, Drawing]]:
    people = [
        holder_of(code, invent_person(f"{number:05d}", seed=11), dice=dice_for("holder", number))
        for number in range(DRAWN_EACH)
    ]
    return [(person, draw_paper(code, person, dice=dice_for(code, person.person_id))) for person in people]


def contrast(drawing: Drawing, quad: Quad) -> float:
    across, down = [x for x, _ in quad], [y for _, y in quad]
    part = drawing.image[int(min(down)) : int(max(down)) + 1, int(min(across)) : int(max(across)) + 1].mean(axis=2)
    return float(np.percentile(part, 98) - np.percentile(part, 1))


def test_a_file_is_a_type() -> None:
    files = {path.stem for path in Path(types_package.__path__[0]).glob("*.py")} - {"__init__"}
    assert set(ALL) == files


@pytest.mark.parametrize("code", ALL)
def test_every_box_lies_on_ink_inside_the_paper(code: str) -> None:
    for _, drawing in papers(code):
        height, width = drawing.image.shape[:2]
        assert set(drawing.boxes) == set(drawing.fields)
        for quad in drawing.boxes.values():
            assert all(0 <= x <= width and 0 <= y <= height for x, y in quad)
            assert contrast(drawing, quad) > LEAST_INK_CONTRAST


@pytest.mark.parametrize("code", ALL)
def test_every_paper_says_specimen_in_its_margin_and_in_a_seal(code: str) -> None:
    for _, drawing in papers(code):
        height, width = drawing.image.shape[:2]
        reach = 0.06 * max(height, width)
        in_margin = [min(*quad[0], width - quad[2][0], height - quad[2][1]) < reach for quad in drawing.marks]

        assert any(in_margin)
        assert len(drawing.marks) >= 2
        assert all(contrast(drawing, quad) > LEAST_INK_CONTRAST for quad in drawing.marks)


@pytest.mark.parametrize("code", ALL)
def test_what_a_paper_says_is_what_its_person_is(code: str) -> None:
    for person, drawing in papers(code):
        said = drawing.fields
        assert said.get("name", person.name) == person.name
        assert person.birth_date.startswith(said.get("birth_date", ""))  # old papers stop at the month
        assert said.get("gender", person.gender) == person.gender
        assert said.get("major", person.study.major) == person.study.major
        assert said.get("school", person.study.school.name) == person.study.school.name


def test_the_form_s_qr_code_holds_the_printed_verification_code() -> None:
    for person, drawing in papers("chsi_registration_form"):
        texts = [barcode.text for barcode in zxingcpp.read_barcodes(drawing.image)]
        assert any(person.study.verification_code in text for text in texts)
        assert drawing.fields["verification_code"] == person.study.verification_code


def test_both_titles_of_physicians_are_drawn() -> None:
    for code in ("physician_qualification", "physician_practice"):
        assert {drawing.fields["physician_level"] for _, drawing in papers(code)} == {"执业医师", "执业助理医师"}
