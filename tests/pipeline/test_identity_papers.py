"""Numbers of two kinds of paper are never held against each other."""

from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.case import Application
from models.report import DocumentState, Report
from pipeline.identity_papers import is_comparable
from pipeline.run import judge
from tests.pipeline.test_judge import QUALIFICATION
from tests.support.pages import Placed, page_text
from tests.support.people import APPLICATION, ID_NUMBER, document

TYPES = load_types()
PERMIT_HOLDER = replace(APPLICATION, id_type="港澳居民来往内地通行证", id_number="H12345678")
CARD: tuple[Placed, ...] = (
    ("姓名 陈嘉禾", 100, 100),
    ("性别 女", 100, 160),
    ("民族 汉", 300, 160),
    ("出生 1993年5月18日", 100, 220),
    ("住址 湖北省武汉市武昌区解放路1号", 100, 280),
    (f"公民身份号码 {ID_NUMBER}", 100, 400),
)
PASSPORT: tuple[Placed, ...] = (
    ("护照", 60, 60, 40),
    ("护照号/Passport No.", 800, 60),
    ("E12345678", 800, 100),
    ("姓名/Name", 400, 180),
    ("陈嘉禾", 400, 220),
    ("性别/Sex", 400, 280),
    ("女/F", 400, 320),
    ("出生日期/Date of birth", 800, 280),
    ("18 MAY 1993", 800, 320),
)


def judged(lines: tuple[Placed, ...], application: Application) -> Report:
    return judge(page_text(lines), document=document(), application=application, types=TYPES)


@pytest.mark.parametrize(
    ("kind", "id_type", "id_number", "comparable"),
    [
        ("citizen_id", "居民身份证", ID_NUMBER, True),
        ("citizen_id", "港澳台居民居住证", ID_NUMBER, True),
        ("citizen_id", "居民身份证", "42010619930518", True),
        ("citizen_id", "台湾居民来往大陆通行证", "01234567", False),
        ("citizen_id", "护照", "E12345678", False),
        ("passport_number", "外籍护照", "E12345678", True),
        ("permit_number", "台湾居民来往大陆通行证", "01234567", True),
        ("permit_number", "居民身份证", ID_NUMBER, False),
        ("officer_number", "文职干部证", "文字第1234567号", True),
        ("officer_number", "居民身份证", ID_NUMBER, False),
        ("permit_number", "香港身份证", "K1234567", False),
        ("citizen_id", "护照", ID_NUMBER, True),
        ("permit_number", "其他", "H12345678", True),
        ("citizen_id", "其他", "H12345678", False),
        ("citizen_or_officer_number", "军官证", "军字第1234567号", True),
        ("citizen_or_officer_number", "居民身份证", ID_NUMBER, True),
        ("citizen_or_officer_number", "护照", "E12345678", False),
        ("name", "护照", "E12345678", True),
    ],
)
def test_numbers_compare_only_with_their_own_kind_of_paper(
    kind: str, id_type: str, id_number: str, comparable: bool
) -> None:
    application = replace(APPLICATION, id_type=id_type, id_number=id_number)

    assert is_comparable(kind, application) is comparable


def test_an_id_card_of_one_who_registered_with_a_permit_is_no_mismatch() -> None:
    report = judged(CARD, PERMIT_HOLDER)

    assert report.classification.type_code == "id_card"
    assert "id_number_mismatch" not in {finding.code for finding in report.findings}


def test_a_passport_of_one_who_registered_with_an_id_card_is_no_mismatch() -> None:
    report = judged(PASSPORT, APPLICATION)

    assert report.state is DocumentState.READ
    assert report.classification.type_code == "passport"
    assert not [finding.code for finding in report.findings if finding.code.endswith("_mismatch")]


def test_the_id_number_inside_a_licence_is_not_held_against_a_permit() -> None:
    hidden = tuple(line for line in QUALIFICATION if "身份证号" not in line[0])

    report = judged(hidden, PERMIT_HOLDER)

    assert "id_number_mismatch" not in {finding.code for finding in report.findings}


def test_another_permit_is_a_mismatch_and_a_reissued_one_is_none() -> None:
    front: tuple[Placed, ...] = (
        ("港澳居民来往内地通行证", 300, 60, 40),
        ("姓名 陈嘉禾", 300, 160),
        ("出生日期 1993.05.18", 300, 220),
        ("性别 女", 800, 220),
        ("有效期限 2019.05.18-2029.05.18", 300, 280),
        ("签发机关 公安部出入境管理局", 300, 340),
        ("证件号码 H12345678", 300, 400),
    )

    reissued = judged(front, replace(PERMIT_HOLDER, id_number="H1234567802"))
    another = judged(front, replace(PERMIT_HOLDER, id_number="H12345679"))

    assert [finding.code for finding in reissued.findings] == []
    assert [finding.code for finding in another.findings] == ["id_number_mismatch"]


def letter(number: str) -> tuple[Placed, ...]:
    return (
        ("学历证明", 680, 120, 60),
        (f"我部军医陈嘉禾同志，性别女，1993年5月18日出生，{number}，", 260, 260),
        ("2011年9月至2016年6月在武汉大学临床医学专业学习，本科学历。", 200, 320),
        ("该同志系现役军人。特此证明。", 260, 440),
        ("中国人民解放军第12345部队政治工作部", 800, 620),
        ("二〇二一年一月十二日", 960, 680),
    )


OFFICER = replace(APPLICATION, id_type="军官证", id_number="军字第1234567号")


def number_of(report: Report) -> tuple[str | None, bool]:
    assert report.extraction is not None
    codes = {finding.code for finding in report.findings}
    return report.extraction.reading("id_number").value, "id_number_mismatch" in codes


def test_an_officers_number_is_held_against_an_officers_only() -> None:
    printed = letter("军官证号：军字第1234567号")

    assert number_of(judged(printed, OFFICER)) == ("军字第1234567号", False)
    assert number_of(judged(printed, APPLICATION)) == ("军字第1234567号", False)
    assert number_of(judged(printed, replace(OFFICER, id_number="军字第7654321号"))) == ("军字第1234567号", True)


def test_of_two_numbers_on_a_letter_of_the_army_the_citizens_is_the_value() -> None:
    printed = letter(f"身份证号：{ID_NUMBER}，军官证号：军字第1234567号")

    assert number_of(judged(printed, APPLICATION)) == (ID_NUMBER, False)
    assert number_of(judged(printed, OFFICER)) == (ID_NUMBER, False)
    report = judged(printed, APPLICATION)
    assert "id_number_doubtful" not in {finding.code for finding in report.findings}
