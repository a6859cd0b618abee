"""Tables whose labels stand in a row, and whose values stand under them."""

from doctypes.columns import heads, held_by_heads, under_head
from doctypes.label_places import find_labels
from doctypes.printed import printed
from tests.doctypes.test_labels import FORM
from tests.support.pages import Placed, page_text

TABLE: list[Placed] = [
    ("姓名", 100, 100),
    ("出生日期", 300, 100),
    ("专业", 600, 100),
    ("陈嘉禾", 90, 150),
    ("1990-01-01", 290, 150),
    ("中西医临床", 560, 150),
    ("医学", 600, 185),
    ("2016-06-30", 700, 500),
]


def values(lines: list[Placed]) -> dict[str, str]:
    page = printed(page_text(lines))
    labels = find_labels(page, FORM)
    rows = heads(page, labels)
    return {label.fields[0]: page.raw(under_head(page, label, labels)) for label in labels if label.row in rows}


def test_values_under_a_row_of_heads_go_with_the_nearest_head() -> None:
    assert values(TABLE) == {"name": "陈嘉禾", "birth_date": "1990-01-01", "major": "中西医临床医学"}


def test_print_far_below_a_table_is_none_of_its_values() -> None:
    page = printed(page_text(TABLE))

    assert "2016-06-30" not in page.raw(sorted(held_by_heads(page, find_labels(page, FORM))))


def test_the_empty_cells_of_a_form_make_no_row_of_heads() -> None:
    form: list[Placed] = [*TABLE[:3], ("校（院）长姓名", 100, 150), ("窦国栋", 400, 150)]

    assert values(form) == {}


def test_a_note_under_a_table_is_part_of_no_value() -> None:
    note: list[Placed] = [*TABLE[:6], ("（仅供医师资格考试报名使用）", 60, 190, 16)]
    wide: list[Placed] = [*TABLE[:6], ("本报告可在中国高等教育学生信息网凭编号查询。", 60, 190)]

    expected = {"name": "陈嘉禾", "birth_date": "1990-01-01", "major": "中西医临床"}
    assert values(note) == values(wide) == expected


def test_a_seal_below_a_table_is_no_row_of_it() -> None:
    sealed: list[Placed] = [*TABLE[:6], ("湖北省卫生健康委员会", 560, 260, 120)]

    assert values(sealed)["major"] == "中西医临床"
