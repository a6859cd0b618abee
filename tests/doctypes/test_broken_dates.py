"""The rest of a date that a narrow cell breaks stands under its line."""

from doctypes.broken_dates import with_its_rest
from doctypes.printed import printed
from tests.support.pages import Placed, page_text


def whole(value: str, *lines: Placed) -> str:
    page = printed(page_text([("试用期", 100, 100), (value, 300, 100), *lines]))
    start = page.text.index(value)
    return page.raw(with_its_rest(page, tuple(range(start, start + len(value)))))


def test_the_rest_of_a_period_is_joined_to_it_wherever_it_is_centred() -> None:
    assert whole("2021年9月1日-2022年8月2", ("8日", 440, 135)) == "2021年9月1日-2022年8月28日"
    assert whole("二〇二一年九月至二〇二二年八", ("备注", 100, 135), ("月", 500, 135)).endswith("二〇二二年八月")


def test_what_stands_elsewhere_or_is_no_rest_of_a_date_is_left_alone() -> None:
    assert whole("2021年9月1日-2022年8月2", ("8日", 900, 135)) == ""
    assert whole("2021年9月1日-2022年8月2", ("8日", 440, 190)) == ""
    assert whole("2021年9月1日-2022年8月2", ("2022年9月1日起", 440, 135)) == ""
    assert whole("2021年9月1日-2022年8月2日", ("8日", 440, 135)) == ""
