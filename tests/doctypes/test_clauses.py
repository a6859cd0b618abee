"""Clauses of letters: the least that tells what a value is, where marks are lost and lines run into headings."""

import pytest

from doctypes.clauses import in_clause, running, said, unread_number
from doctypes.printed import printed
from doctypes.values import KINDS
from tests.support.pages import Placed, page_text


def taken(kind: str, clause: str, *lines: str | Placed) -> str:
    """What the clause takes from lines one below the other, or from print placed as told."""
    placed = [line if isinstance(line, tuple) else (line, 200, 100 + 60 * row) for row, line in enumerate(lines)]
    page = printed(page_text(placed))
    return page.raw(in_clause(running(page), clause, KINDS[kind]))


@pytest.mark.parametrize(
    ("kind", "clause", "line", "expected"),
    [
        ("gender", "性别{}", "陈嘉禾，性别女公民身份号码420106199305180026", "女"),
        ("duration", "学制{}", "专业学习，学制三年修业期满，成绩合格", "三年"),
        ("study_form", "学习形式为{}，", "学习形式为业余学制3年，于2009年入学", "业余"),
        ("level", "层次为{}，", "学历层次为中等专业毕业证书编号2012", "中等专业"),
    ],
)
def test_a_value_of_few_signs_ends_where_they_do_when_the_mark_behind_it_is_lost(
    kind: str, clause: str, line: str, expected: str
) -> None:
    assert taken(kind, clause, line) == expected


@pytest.mark.parametrize(
    ("kind", "clause", "line", "expected"),
    [
        ("period_end", "{}毕业", "女，1973年1月6日出生·1991年9月1日入学·1996年7月10日毕业，所学专业", "1996年7月10日"),
        ("chinese_date", "于{}至", "于二〇〇四年九月二〇〇七年七月在襄阳市卫生学校", "二〇〇四年九月"),
        ("chinese_date", "至{}在", "于二〇〇四年九月二〇〇七年七月在襄阳市卫生学校", "二〇〇七年七月"),
    ],
)
def test_dates_are_told_apart_where_what_parts_them_is_misread_or_lost(
    kind: str, clause: str, line: str, expected: str
) -> None:
    assert taken(kind, clause, line) == expected


def test_a_date_that_lost_its_last_sign_and_some_of_its_year_is_found() -> None:
    letter = running(printed(page_text([("该生于二七年六月三十毕业", 200, 100)])))

    assert len(said(letter, ("{}毕业",), KINDS["chinese_date"])) == len("二七年六月三十")


def test_what_is_left_of_the_value_is_not_taken_for_the_beginning_of_the_clause() -> None:
    assert taken("level", "专业{}毕业生", "学校农村医学专业中等专业毕业生") == "中等专业"


@pytest.mark.parametrize(
    "lines",
    [
        (
            ("兹证明陈嘉禾", 200, 100),
            ("女", 480, 100),
            ("1993年5月18日", 560, 100),
            ("出生，身份证号码420106199305180026，", 200, 160),
        ),
        (("兹证明陈嘉禾_女，身份证号码420106199305180026", 200, 100),),
        (("兹证明陈嘉禾女1993年5月18日出生", 200, 100),),
        (("兹证明陈嘉禾女汉族，1993年5月18日出生", 200, 100),),
    ],
)
def test_a_sex_by_itself_is_parted_from_the_name_and_from_what_follows(lines: tuple[Placed, ...]) -> None:
    assert taken("gender", "，{}，", *lines) == "女"
    assert taken("name", "{}，女", *lines) in ("陈嘉禾", "兹证明陈嘉禾")


def test_no_clause_runs_from_a_line_into_the_heading_below_it() -> None:
    lines = (
        ("请携带原件，并按照窗口工作人员的要求办理各项业务", 200, 100),
        ("中职学历查询证明", 500, 200),
        ("经查询，陈嘉禾，女，2012年7月毕业于湖北省黄冈卫生学校", 200, 300),
    )

    assert taken("level", "，{}学历", *lines) == ""


def test_a_number_that_is_none_is_unreadable_and_not_absent() -> None:
    letter = running(
        printed(page_text([("陈嘉禾，性别女，公民身份号码42010619930518002，于2006年9月1日考入", 200, 100)]))
    )

    places = unread_number(letter, ("公民身份号码{}", "身份证号{}"))

    assert "".join(letter.text[letter.places.index(place)] for place in places) == "42010619930518002"


def test_a_name_right_under_a_heading_begins_where_its_line_does() -> None:
    lines = (
        ("传统医学师承出师证书", 180, 40, 70),
        ("陈嘉禾同志（性别：女，身份证号：420106199305180026）自二〇一二年九月", 200, 160),
        ("一日起师从张云飞学习中医，期满考核合格，准予出师。", 200, 220),
    )

    assert taken("name", "{}同志", *lines) == "陈嘉禾"


def test_a_date_before_the_label_of_the_next_one_is_not_taken_for_it() -> None:
    line = "入学时间：2009年9月1日，毕业时间：2012年7月1日，学制3年"

    assert taken("chinese_date", "{}毕业", line) == ""
    assert taken("chinese_date", "毕业时间{}", line) == "2012年7月1日"
