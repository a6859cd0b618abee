"""Clauses of letters: the least that tells what a value is, where marks are lost and lines run into headings."""

import pytest

from doctypes.clauses import in_clause, may_be_longer, running, said, sex_run_on, unread_number, with_its_list
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
        (("兹证明陈嘉禾，女1993年5月18日出生", 200, 100),),
        (("兹证明陈嘉禾·女·身份证号码420106199305180026", 200, 100),),
        (
            ("兹证明陈嘉禾", 200, 100),
            ("女_", 480, 100),
            ("1993年5月18日", 560, 100),
            ("出生，身份证号码420106199305180026，", 200, 160),
        ),
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


@pytest.mark.parametrize(
    ("clause", "line", "expected"),
    [
        ("所学专业为{}，", "所学专业为口腔修复工艺学历层次为中专", "口腔修复工艺"),
        ("所学专业{}，", "所学专业针灸推拿学习形式普通全日制", "针灸推拿"),
        ("于{}专业", "就读於农村医学专业", "农村医学"),
    ],
)
def test_a_major_ends_where_the_next_label_begins_when_the_mark_is_lost(clause: str, line: str, expected: str) -> None:
    assert taken("major", clause, line) == expected


def test_a_word_may_be_longer_where_the_character_behind_it_makes_another_of_it() -> None:
    for line, longer in (("所学专业为中医学历层次为中专", True), ("所学专业为中医，学历层次为中专", False)):
        page = printed(page_text([(line, 200, 100)]))
        places = in_clause(running(page), "所学专业为{}，", KINDS["major"])

        assert page.raw(places) == "中医"
        assert may_be_longer(page, places, KINDS["major"]) is longer


def test_what_is_listed_behind_a_value_is_part_of_it() -> None:
    page = printed(page_text([("专长为拔罐、刮痧，特发此证。", 200, 100)]))
    places = in_clause(running(page), "专长为{}，", KINDS["expertise"])

    assert page.raw(with_its_list(page, places, KINDS["expertise"])) == "拔罐、刮痧"


def test_the_title_of_a_letter_says_nothing() -> None:
    assert not taken("level", "{}学历", "中专学历证明")


def test_the_name_of_a_place_at_the_beginning_of_a_line_is_no_people() -> None:
    assert not taken("ethnicity", "，{}族", "毕业于恩施", "土家族苗族自治州卫生学校卫生保健专业")
    assert taken("ethnicity", "，{}族", "莫青，女", "土家族，身份证号") == "土家"


def test_a_speck_behind_the_words_of_a_clause_is_passed_over() -> None:
    assert taken("school", "在{}", "2008年7月10日在.荆门市卫生学校农村医学专业学习") == "荆门市卫生学校"


def test_a_dot_before_a_label_or_behind_a_sex_is_a_comma() -> None:
    assert taken("major", "专业{}，", "所学专业临床医学·学习形式普通全日制") == "临床医学"
    assert taken("ethnicity", "，{}族", "韦鑫林，男·汉族，身份证号") == "汉"
    assert taken("name", "兹证明{}，", "兹证明买买提·吐尔逊，男") == "买买提·吐尔逊"


@pytest.mark.parametrize(
    ("kind", "clause", "line", "expected"),
    [
        ("name", "{}，女", "兹证明买买提·吐尔逊·女·身份证号420106199305180026", "买买提·吐尔逊"),
        ("ethnicity", "，{}族", "陈嘉禾，女·汉族，身份证号", "汉"),
        (
            "citizen_id",
            "，公民身份号码{}",
            "陈嘉禾·性别女·公民身份号码:420106199305180026·因登记差错",
            "420106199305180026",
        ),
        ("chinese_date", "出生日期{}", "性别女，出生日期·1993年5月18日", "1993年5月18日"),
    ],
)
def test_a_comma_read_as_a_dot_parts_clauses_and_no_names(kind: str, clause: str, line: str, expected: str) -> None:
    assert taken(kind, clause, line).removeprefix("兹证明") == expected


def test_a_number_whose_label_begins_a_line_needs_no_comma_before_it() -> None:
    after_an_address = ("现住湖北省随州市团结村211号", "公民身份号码420106199305180026，其出生日期原登记为")
    broken = ("陈嘉禾，女，1993年5月18日出生，公民", "身份号码420106199305180026，曾用名陈佳")
    of_another = ("户口登记的原", "公民身份号码420106199305180026，")

    assert taken("citizen_id", "，公民身份号码{}", *after_an_address) == "420106199305180026"
    assert taken("citizen_id", "，公民身份号码{}", *broken) == "420106199305180026"
    assert taken("citizen_id", "，公民身份号码{}", *of_another) == ""


def test_a_people_in_the_name_of_a_place_is_nobodys() -> None:
    lines = ("2004年6月毕业于恩施", "土家族苗族自治州卫生学校")

    assert taken("ethnicity", "，{}族", *lines) == ""


@pytest.mark.parametrize(("line", "sex"), [("学生陈嘉禾女，1993年5月18日生", "女"), ("学生陈嘉禾，1993年", "")])
def test_a_sex_right_behind_a_name_is_told_from_it(line: str, sex: str) -> None:
    page = printed(page_text([(line, 200, 100)]))
    name = tuple(range(2, 5))

    assert page.raw(sex_run_on(running(page), name)) == sex


def test_a_misread_sex_at_the_end_of_a_line_is_parted_from_the_date_on_the_next() -> None:
    lines = ("经查询，陈嘉禾同志，性别妆", "1993年5月18日生，身份证号420106199305180026")
    page = printed(page_text([(line, 200, 100 + 60 * row) for row, line in enumerate(lines)]))

    places = in_clause(running(page), "性别{}，", KINDS["gender"], faulty=True)

    assert page.raw(places) == "妆"
