"""Cells of tables: values and labels that stand in several lines."""

from doctypes.cells import broken, stacked
from doctypes.printed import Print, printed
from tests.support.pages import Placed, page_text


def page(*lines: Placed) -> Print:
    return printed(page_text(lines))


def places(found: Print, text: str) -> tuple[int, ...]:
    start = found.text.index(text)
    return tuple(range(start, start + len(text)))


def test_a_value_in_two_lines_stands_around_the_middle_of_its_label() -> None:
    found = page(("实习时间", 160, 100), ("2019年8月1日至", 330, 82), ("2020年7月31日", 330, 118))

    taken = stacked(found, places(found, "实习时间"), places(found, "实习时间"))

    assert found.raw(taken) == "2019年8月1日至2020年7月31日"


def test_a_value_in_two_lines_is_found_although_the_row_below_begins_nearer() -> None:
    found = page(("实习时间", 160, 100), ("2019-08", 400, 84), ("至2020-07", 395, 116), ("同意。", 310, 150))

    taken = stacked(found, places(found, "实习时间"), places(found, "实习时间"))

    assert found.raw(taken) == "2019-08至2020-07"


def test_one_character_by_itself_is_of_the_size_of_its_line_though_its_box_is_less_high() -> None:
    found = page(("试用时间", 160, 100), ("二〇二一年九月至二〇二二年八", 330, 79, 34), ("月", 500, 115, 21))

    taken = stacked(found, places(found, "试用时间"), places(found, "试用时间"))

    assert found.raw(taken) == "二〇二一年九月至二〇二二年八月"


def test_values_of_neighbouring_rows_are_no_lines_of_one_cell() -> None:
    found = page(("毕业学校", 160, 100), ("武汉大学", 330, 100), ("所学专业", 160, 140), ("临床医学", 330, 140))

    assert stacked(found, places(found, "毕业学校"), places(found, "毕业学校")) == ()


def test_a_label_broken_over_two_lines_is_found_whole() -> None:
    found = page(("公民身份", 160, 100), ("证件编号", 160, 134), ("出生日期", 160, 300))

    (label,) = broken(found, ("公民身份证件编号", "出生日期时间"))

    assert label[0] == "公民身份证件编号"
    assert found.raw(range(*label[1])) + found.raw(range(*label[2])) == label[0]
