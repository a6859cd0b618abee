"""Names as readers spoil them: what no given name holds is put right and stays in doubt, firm print stands."""

from dataclasses import replace

import pytest

from doctypes.loader import load_types
from doctypes.printed import printed
from models.extraction import FieldStatus, Reading
from pipeline.stages.extract import extract
from tests.support.hand import household_register
from tests.support.pages import page_text, text_line
from tests.support.people import ID_NUMBER

TYPES = load_types()


def _former(score: float, name: str, field: str) -> Reading:
    lines = [
        text_line("姓名变更证明", 560, 100, 60),
        text_line("姓名", 200, 240),
        text_line("陈嘉宁" if field == "former_name" else name, 300, 240, score=score),
        text_line("原姓名", 700, 240),
        text_line(name if field == "former_name" else "陈嘉宁", 820, 240, score=score),
        text_line("公民身份号码", 200, 300),
        text_line(ID_NUMBER, 420, 300),
    ]
    page = printed(replace(page_text([]), lines=tuple(lines)))
    return extract(page, TYPES["name_change_proof"]).reading(field)


@pytest.mark.parametrize(("score", "name"), [(0.7, "陈嘉宇"), (0.99, "陈嘉字")])
def test_a_word_of_running_text_in_a_name_is_put_right_where_it_is_uncertain(score: float, name: str) -> None:
    found = _former(score, "陈嘉字", "name")

    assert found.value == name
    assert (found.status is FieldStatus.DOUBTFUL) == (score < 0.9)


def test_a_former_name_may_be_the_misprint_that_was_put_right() -> None:
    assert _former(0.99, "沉嘉禾", "former_name").value == "沉嘉禾"
    assert _former(0.8, "沉嘉禾", "former_name").value == "沈嘉禾"
    assert _former(0.99, "沉嘉禾", "name").value == "沈嘉禾"


def test_a_register_of_whose_label_a_seal_left_one_letter_has_its_name() -> None:
    lines = tuple(("姓", *line[1:]) if line[0] == "姓名" else line for line in household_register.LINES)

    found = extract(printed(page_text(lines)), TYPES["household_register"]).reading("name")

    assert (found.value, found.status) == ("陈嘉禾", FieldStatus.READ)
