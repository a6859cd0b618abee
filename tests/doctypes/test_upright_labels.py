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


def test_the_first_halves_alone_may_have_been_read_downwards() -> None:
    values = page_text([("历：中专", 260, 105, 50), ("制：4年", 260, 165, 50)])

    page = printed(replace(values, lines=(upright("学学", 100, 100), *values.lines)))

    assert page.text == "学历:中专学制:4年"


def test_labels_of_four_characters_are_put_together_from_columns_and_single_characters() -> None:
    columns = (upright("就专学", 100, 100), text_line("读", 180, 105, 50), text_line("业", 180, 165, 50))
    columns += (upright("学名", 260, 100), upright("校称制", 340, 100))
    values = page_text([("湖北新产业技师学院", 500, 105, 50), ("卫生保健", 500, 165, 50), ("3年", 500, 225, 50)])

    page = printed(replace(values, lines=(*columns, *values.lines)))

    assert page.text == "就读学校湖北新产业技师学院专业名称卫生保健学制3年"


def test_print_that_runs_down_beside_a_form_stays_whole() -> None:
    lines = (upright("考核意见", 100, 100), text_line("姓名", 300, 105, 50), text_line("性别", 300, 165, 50))

    assert with_level_labels(lines) == lines


def test_a_page_that_is_set_downwards_is_left_as_it_is() -> None:
    columns = tuple(upright("专层学" * 5, 100 * place, 100) for place in range(1, 9))

    assert with_level_labels(columns) == columns
