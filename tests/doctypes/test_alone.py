"""Values on a line of their own at the foot of a letter."""

from doctypes.loader import load_types
from doctypes.locators import Locator, locate
from doctypes.printed import printed
from doctypes.values import KINDS
from models.doctype import DocumentType
from tests.support.pages import Placed, page_text

BODY: tuple[Placed, ...] = (
    ("应届生证明", 640, 160, 50),
    ("姓名：陈嘉禾", 260, 260),
    ("性别：女", 260, 320),
    ("专业：临床医学", 260, 380),
)
TYPE = load_types()["school_certificate"]
PROBATION = load_types()["probation_certificate"]


def offered(field: str, *lines: Placed, doctype: DocumentType = TYPE) -> list[tuple[Locator, str]]:
    found = locate(printed(page_text([*BODY, *lines])), doctype, KINDS)
    alone = (Locator.ALONE, Locator.HEADING)
    return [(one.locator, one.raw) for one in found if one.field == field and one.locator in alone]


def test_who_signs_beside_the_closing_words_is_found() -> None:
    found = offered("issuer", ("长江大学", 700, 60, 50), ("特此证明", 260, 600), ("长江大学学生工作处", 900, 605))

    assert found == [(Locator.ALONE, "长江大学学生工作处")]


def test_what_a_seal_says_again_of_a_line_does_not_stand_for_it() -> None:
    found = offered("issuer", ("湖北医药学院", 900, 600), ("北医药学院", 930, 650))

    assert found == [(Locator.ALONE, "湖北医药学院")]


def test_a_heading_is_no_signature() -> None:
    found = offered("issuer", ("长江大学", 700, 60, 50))

    assert found == [(Locator.HEADING, "长江大学")]


def test_a_label_of_the_body_below_the_closing_words_says_who_signs() -> None:
    found = offered("issuer", ("特此证明。", 260, 500), ("试用机构：武汉市中医医院", 700, 600), doctype=PROBATION)

    assert found == [(Locator.ALONE, "武汉市中医医院")]


def test_a_label_of_the_body_with_the_words_for_a_seal_says_who_signs() -> None:
    found = offered("issuer", ("单位：钟祥市第三医院（盖章）", 700, 600), doctype=PROBATION)

    assert found == [(Locator.ALONE, "钟祥市第三医院(盖章)")]


def test_a_label_of_the_body_within_a_form_says_nothing_of_who_signs() -> None:
    assert not offered("issuer", ("试用机构：武汉市中医医院", 260, 440), doctype=PROBATION)


def test_a_line_that_says_the_same_beside_a_label_is_no_scrap() -> None:
    found = offered("issuer", ("校：湖北医药学院", 260, 440), ("湖北医药学院", 900, 600))

    assert found == [(Locator.ALONE, "湖北医药学院")]


def test_who_signs_may_stand_beside_the_words_for_a_seal() -> None:
    diploma = load_types()["vocational_diploma"]

    found = offered("school", ("教育行政部门验印", 260, 600), ("黄冈市卫生学校", 900, 600), doctype=diploma)

    assert found == [(Locator.ALONE, "黄冈市卫生学校")]


def test_a_label_that_opens_a_sentence_below_the_signature_claims_nothing() -> None:
    notice = ("单位申请更换。凡提供虚假材料的，一经查实", 260, 720)

    found = offered("issuer", ("湖北医药学院", 900, 600), notice, doctype=load_types()["vocational_query_proof"])

    assert found == [(Locator.ALONE, "湖北医药学院")]


def test_a_whole_name_stands_before_a_piece_of_one_below_it() -> None:
    found = offered("issuer", ("湖北医药学院学生工作处", 900, 600), ("迎作部", 930, 700))

    assert found == [(Locator.ALONE, "湖北医药学院学生工作处")]


def test_a_date_read_as_one_line_with_the_words_behind_it_stands_alone() -> None:
    diploma = load_types()["vocational_diploma"]
    lines = [("中等职业学校毕业证书", 500, 100, 50), ("二〇一一年六月二十日教育行政部门验印", 800, 900)]

    found = locate(printed(page_text(lines)), diploma, KINDS)

    assert [(one.locator, one.raw) for one in found if one.field == "graduated_on"] == [
        (Locator.ALONE, "二〇一一年六月二十日")
    ]


def test_a_date_under_a_line_that_holds_label_and_value_has_no_label() -> None:
    signed = ("单位（公章）：中国人民武装警察部队湖北省总队政治工作部", 400, 600)

    assert offered("issued_on", signed, ("2022年12月26日", 900, 636)) == [(Locator.ALONE, "2022年12月26日")]


def test_figures_that_two_overlapping_lines_both_hold_are_taken_once() -> None:
    lines = (("2", 845, 700), ("2019年1", 859, 700), ("11月21日", 955, 700))

    assert [raw for _, raw in offered("issued_on", *lines)] == ["2019年11月21日"]


def test_one_field_may_be_asked_for_among_labels_of_others() -> None:
    letter = [("学校：湖北医药学院", 260, 440), ("特此证明。", 260, 500), ("试用机构：武汉市中医医院", 700, 600)]

    found = locate(printed(page_text(letter)), PROBATION, KINDS, {"issuer"})

    assert [one.raw for one in found if one.locator is Locator.ALONE] == ["武汉市中医医院"]
