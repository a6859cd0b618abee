"""Dates in every writing met on certificates, at the precision of the print."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes.values import valid_until
from doctypes.values.chinese_date import IMPOSSIBLE, SUPPLIED, UNREAD, compare, find, parse
from models.doctype import Outcome

DAYS = st.dates(min_value=date(1940, 1, 1), max_value=date(2060, 12, 31))
DIGITS = "〇一二三四五六七八九"


def in_words(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def in_chinese(day: date) -> str:
    year = "".join(DIGITS[int(digit)] for digit in f"{day.year:04d}")
    return f"{year}年{in_words(day.month)}月{in_words(day.day)}日"


WRITINGS = {
    "chinese": in_chinese,
    "circle as O": lambda day: in_chinese(day).replace("〇", "O"),
    "circle as 0": lambda day: in_chinese(day).replace("〇", "0"),
    "circle as ○": lambda day: in_chinese(day).replace("〇", "○"),
    "doubled marks": lambda day: in_chinese(day).replace("年", "年年").replace("日", "日日"),
    "padded": lambda day: f"{day:%Y年%m月%d日}",
    "spaced": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "dotted": lambda day: f"{day:%Y.%m.%d}",
    "iso": lambda day: day.isoformat(),
    "slashed": lambda day: f"{day.year}/{day.month}/{day.day}",
    "run": lambda day: f"{day:%Y%m%d}",
    "born": lambda day: in_chinese(day) + "生，",
}


@pytest.mark.parametrize("writing", WRITINGS)
@given(day=DAYS)
def test_every_writing_of_a_day_gives_that_day(writing: str, day: date) -> None:
    parsed = parse(WRITINGS[writing](day))

    assert parsed is not None
    assert (parsed.value, parsed.fault) == (day.isoformat(), "")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("二〇〇九年九月", "2009-09"),
        ("2009年9月", "2009-09"),
        ("2009.09", "2009-09"),
        ("2009-09", "2009-09"),
        ("二O一七年元月", "2017-01"),
        ("二〇一七年六月卅日", "2017-06-30"),
        ("二〇一七年六月廿四日", "2017-06-24"),
        ("贰零壹柒年陆月叁拾日", "2017-06-30"),
        ("二。一七年六月三十日", "2017-06-30"),
        ("二〇-二年九月-日", "2012-09-01"),
        ("二〇一二九月一日", "2012-09-01"),
        ("2012年9月1曰", "2012-09-01"),
        ("2012年9月  日", "2012-09"),
        ("于二〇一二年九月至二〇一七年六月", "2012-09"),
    ],
)
def test_precision_and_noise_are_kept_and_forgiven(raw: str, value: str) -> None:
    parsed = parse(raw)

    assert parsed is not None
    assert (parsed.value, parsed.fault) == (value, "")


@pytest.mark.parametrize(
    ("raw", "value", "fault"),
    [
        ("2015年2月29日", "2015-02-29", IMPOSSIBLE),
        ("二〇一七年六月三十一日", "2017-06-31", IMPOSSIBLE),
        ("三_0一三年年六月三七日日", "2013-06", UNREAD),
        ("2017年6月0日", "2017-06", UNREAD),
        ("2012年9月?日", "2012-09", UNREAD),
        ("2012年口月3日", "2012", UNREAD),
    ],
)
def test_a_date_that_cannot_be_carries_its_fault(raw: str, value: str, fault: str) -> None:
    parsed = parse(raw)

    assert parsed is not None
    assert (parsed.value, parsed.fault) == (value, fault)


@pytest.mark.parametrize("raw", ["二〇一七年十三月", "2022年18月48日", "2017-00-05"])
def test_a_month_of_no_calendar_was_misread(raw: str) -> None:
    assert parse(raw) is None


@pytest.mark.parametrize("raw", ["", "98年", "姓名", "10486", "三月", "2017.6.301"])
def test_print_without_a_whole_year_holds_no_date(raw: str) -> None:
    assert parse(raw) is None


@pytest.mark.parametrize(
    ("printed", "stated", "outcome", "rule"),
    [
        ("1990-01-01", "1990-01-01", Outcome.EQUAL, ""),
        ("1990年1月1日", "1990-01-01", Outcome.EQUAL_BY_RULE, "written_form"),
        ("1990-01", "1990-01-31", Outcome.COMPATIBLE, "year_month_only"),
        ("1990-01-31", "1990-01", Outcome.COMPATIBLE, "year_month_only"),
        ("1990", "1990-01-31", Outcome.COMPATIBLE, "year_only"),
        ("1990-02", "1990-01-31", Outcome.CONFLICT, ""),
        ("1990-01-30", "1990-01-31", Outcome.CONFLICT, ""),
        ("1990-01-31", "1991-01-31", Outcome.CONFLICT, ""),
    ],
)
def test_two_dates_agree_as_far_as_the_shorter_goes(printed: str, stated: str, outcome: Outcome, rule: str) -> None:
    likeness = compare(printed, stated)

    assert (likeness.outcome, likeness.rule) == (outcome, rule)


@given(one=DAYS, other=DAYS)
def test_two_days_are_equal_only_if_they_are_one(one: date, other: date) -> None:
    assert (compare(one.isoformat(), other.isoformat()).outcome is Outcome.EQUAL) == (one == other)


@given(day=DAYS)
def test_a_day_in_running_text_is_found_whole(day: date) -> None:
    written = in_chinese(day)
    text = f"证书编号:104861201705000001{day.year}年{day.month}月{day.day}日校长{written}生"

    assert [text[start:end] for start, end in find(text)] == [f"{day.year}年{day.month}月{day.day}日", written]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2015.01.01-2035.01.01", "2035-01-01"),
        ("2015.01.012035.01.01", "2035-01-01"),
        ("2015.01.01至2035.01.01", "2035-01-01"),
        ("2015.01.01-长期", "长期"),
    ],
)
def test_the_end_of_a_period_is_taken(raw: str, value: str) -> None:
    parsed = valid_until.parse(raw)

    assert parsed is not None
    assert (parsed.value, parsed.fault) == (value, "")


@pytest.mark.parametrize(("raw", "value"), [("一九九八年", "1998"), ("二0一七", "2017")])
def test_a_year_alone_is_a_date_of_which_the_rest_was_not_read(raw: str, value: str) -> None:
    parsed = parse(raw)

    assert parsed is not None
    assert (parsed.value, parsed.fault) == (value, "part_unread")


@pytest.mark.parametrize(
    ("raw", "value", "fault"),
    [
        ("二〇五年七月一日", "2005-07-01", SUPPLIED),
        ("二〇〇○八年九月", "2008-09", SUPPLIED),
        ("O一六年六月十八日", "2016-06-18", SUPPLIED),
        ("2019年8月126", "2019-08-12", ""),
        ("1989..11.04", "1989-11-04", ""),
    ],
)
def test_a_numeral_lost_or_doubled_in_reading_is_put_right_and_doubted(raw: str, value: str, fault: str) -> None:
    found = parse(raw)

    assert found is not None
    assert (found.value, found.fault) == (value, fault)
