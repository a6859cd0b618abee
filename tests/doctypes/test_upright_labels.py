"""Labels that were read downwards stand in the rows of their values again."""

from dataclasses import replace

from doctypes.printed import printed
from doctypes.upright_labels import with_level_labels
from models.page import Box, TextLine
from tests.support.pages import page_text, text_line


def upright(text: str, left: float, top: float) -> TextLine:
    line = text_line(text, left, top, 50)
    return replace(line, box=Box.upright(left, top, left + 50, top + 60 * len(text)))


def test_halves_of_labels_that_were_read_downwards_are_set_level() -> None:
    values = page_text([("临床医学", 500, 105, 50), ("本科", 500, 165, 50), ("五年", 500, 225, 50)])

    page = printed(replace(values, lines=(upright("专层学", 100, 100), upright("业次制", 200, 100), *values.lines)))

    assert page.text == "专业临床医学层次本科学制五年"


def test_print_that_runs_down_beside_a_form_stays_whole() -> None:
    lines = (upright("考核意见", 100, 100), text_line("姓名", 300, 105, 50), text_line("性别", 300, 165, 50))

    assert with_level_labels(lines) == lines
