"""Letters of a keyboard beside a page are no print of the page."""

from doctypes.keys import without_keys
from doctypes.printed import printed
from tests.support.pages import Placed, page_text

PAGE: tuple[Placed, ...] = (
    ("姓名：陈嘉禾", 260, 260),
    ("性别：女", 700, 260),
    ("证书编号：鄂中专字2003第56024号", 260, 320),
    ("身份证号：11010519491231002", 260, 380),
)


def test_letters_outside_of_the_print_join_no_row() -> None:
    keys: tuple[Placed, ...] = (("K", 60, 260), ("D", 150, 262), ("U", 1200, 322), ("工", 60, 380), ("Q", 500, 40))

    page = printed(page_text([*PAGE, *keys]))

    assert page.text == "姓名:陈嘉禾性别:女证书编号:鄂中专字2003第56024号身份证号:11010519491231002"


def test_the_last_sign_of_a_number_that_is_cut_off_it_stays() -> None:
    lines = page_text([("证书编号：2003", 260, 320), *PAGE[:2], ("身份证号：11010519491231002", 400, 380)])
    last = page_text([("X", 400 + lines.lines[-1].box.width + 10, 380)])

    assert without_keys((*lines.lines, *last.lines)) == (*lines.lines, *last.lines)


def test_a_letter_among_the_print_stays() -> None:
    lines = page_text([*PAGE, ("M", 560, 260)]).lines

    assert without_keys(lines) == lines


def test_a_speck_between_the_halves_of_a_label_is_left_out() -> None:
    lines = page_text([("学", 260, 440, 40), ("X", 320, 450, 16), ("历：", 350, 440, 40)]).lines

    assert [line.text for line in without_keys(lines)] == ["学", "历："]
