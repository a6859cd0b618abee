"""Of several wordings the one of which most is printed; none where too little of any can be."""

import re
from collections.abc import Mapping

import pytest

from doctypes import alignment, wordings
from doctypes.alignment import Alignment
from doctypes.loader import load_types
from doctypes.printed import Print, printed
from doctypes.values import KINDS
from doctypes.wordings import best_wording
from models.doctype import DocumentType, Sentence
from tests.support.pages import page_text

LETTER = "兹证明{name}于{graduated_on}在我校毕业，特此证明。"
DIPLOMA = "学生{name}，于{graduated_on}在本校修完教学计划规定的全部课程，成绩合格，准予毕业。"


def doctype(*templates: str) -> DocumentType:
    sentences = tuple(Sentence(template=one, parts=tuple(re.split(r"\{(\w+)\}", one))) for one in templates)
    held = load_types()["graduation_certificate"]
    return DocumentType(code="wordings", title="", anchors=(), sentences=sentences, fields=held.fields)


def test_the_wording_of_which_most_is_printed_is_laid() -> None:
    page = printed(page_text([("兹证明陈嘉禾于2016年6月在我校毕业，特此证明。", 100, 100)]))

    found = best_wording(page, doctype(DIPLOMA, LETTER), KINDS)

    assert found is not None
    assert found[1].template == LETTER


def test_a_wording_that_can_be_met_no_better_is_not_laid(monkeypatch: pytest.MonkeyPatch) -> None:
    page = printed(page_text([("兹证明陈嘉禾于2016年6月在我校毕业，特此证明。", 100, 100)]))
    tried: list[Sentence] = []

    def align(sentence: Sentence, page: Print, characters: Mapping[str, str]) -> Alignment | None:
        tried.append(sentence)
        return alignment.align(sentence, page, characters)

    monkeypatch.setattr(wordings, "align", align)

    best_wording(page, doctype(LETTER, DIPLOMA), KINDS)

    assert [sentence.template for sentence in tried] == [LETTER]


def test_a_page_without_the_letters_of_any_wording_has_none() -> None:
    page = printed(page_text([("姓名 陈嘉禾 性别 女", 100, 100)]))

    assert best_wording(page, doctype(LETTER, DIPLOMA), KINDS) is None
