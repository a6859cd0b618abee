"""Recorded text, judged: types, values, witnesses, comparisons and findings."""

from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.case import Application
from models.extraction import FieldStatus, Reading, Witness
from models.page import Quality
from models.report import DocumentState, Report
from pipeline.run import judge, rejected
from tests.support.pages import DIPLOMA, DIPLOMA_VALUES, Placed, page_text
from tests.support.people import APPLICATION, ID_NUMBER, PRACTICE_NUMBER, QUALIFICATION_NUMBER, document

TYPES = load_types()

FORM: tuple[Placed, ...] = (
    ("教育部学历证书电子注册备案表", 400, 60, 40),
    ("更新日期：2020年12月05日", 600, 130, 24),
    ("姓名", 100, 200),
    ("陈嘉禾", 320, 200),
    ("性别", 100, 260),
    ("女", 320, 260),
    ("出生日期", 560, 260),
    ("1993年05月18日", 780, 260),
    ("入学日期", 100, 320),
    ("2011年09月01日", 320, 320),
    ("毕（结）业日期", 560, 320),
    ("2016年06月30日", 800, 320),
    ("学历类别", 100, 380),
    ("普通高等教育", 320, 380),
    ("层次", 560, 380),
    ("本科", 780, 380),
    ("学校名称", 100, 440),
    ("武汉大学", 320, 440),
    ("学制", 560, 440),
    ("5 年", 780, 440),
    ("专业", 100, 500),
    ("临床医学", 320, 500),
    ("学习形式", 560, 500),
    ("普通全日制", 780, 500),
    ("证书编号", 100, 560),
    ("1048 6120 1605 0012 34", 320, 560),
    ("毕（结）业", 800, 560),
    ("毕业", 1000, 560),
    ("校（院）长姓名", 100, 620),
    ("窦国栋", 400, 620),
    ("在线验证码", 320, 700),
    ("A1B2C3D4E5F6G7H8", 300, 750),
    ("注意事项：", 100, 900),
)
QR = "请使用'学信网报告在线验证'微信小程序扫码验证,#A1B2C3D4E5F6G7H8#"

QUALIFICATION: tuple[Placed, ...] = (
    ("中华人民共和国", 500, 60),
    ("医师资格证书", 480, 120, 60),
    ("姓名：陈嘉禾", 400, 240),
    ("性别：女", 400, 300),
    ("出生日期：1993年05月18日", 400, 360),
    (f"身份证号：{ID_NUMBER}", 400, 420),
    ("类别：临床", 400, 480),
    (f"证书编码：{QUALIFICATION_NUMBER}", 400, 540),
    ("签发机关：湖北省卫生健康委员会", 400, 600),
    ("签发日期：2017年12月15日", 400, 660),
)

PRACTICE: tuple[Placed, ...] = (
    ("医师执业证书", 480, 120, 60),
    ("姓名：陈嘉禾", 400, 240),
    ("性别：女", 400, 300),
    (f"身份证号：{ID_NUMBER}", 400, 360),
    (f"医师资格证书编码：{QUALIFICATION_NUMBER}", 400, 420),
    (f"执业证书编码：{PRACTICE_NUMBER}", 400, 480),
    ("执业类别：临床", 400, 540),
    ("执业范围：内科专业", 400, 600),
    ("主要执业机构：武汉市第一医院", 400, 660),
    ("签发日期：2018年03月02日", 400, 720),
)

CARD: tuple[Placed, ...] = (
    ("姓名陈嘉禾", 100, 100),
    ("性别女", 100, 170),
    ("民族汉", 300, 170),
    ("出生1993年5月18日", 100, 240),
    ("住址武汉市武昌区某路8号", 100, 310),
    ("公民身份号码", 100, 500),
    (ID_NUMBER, 360, 500),
)

PAGES = {
    "graduation_certificate": DIPLOMA,
    "chsi_registration_form": FORM,
    "physician_qualification": QUALIFICATION,
    "physician_practice": PRACTICE,
    "id_card": CARD,
}


def judged(
    lines: tuple[Placed, ...],
    application: Application | None = APPLICATION,
    codes: tuple[str, ...] = (),
    score: float = 0.99,
    declared: str | None = None,
) -> Report:
    text = page_text(lines, barcodes=codes, score=score)
    return judge(text, document=document(declared), application=application, types=TYPES)


def swapped(lines: tuple[Placed, ...], old: str, new: str) -> tuple[Placed, ...]:
    return tuple((line[0].replace(old, new), *line[1:]) for line in lines)  # type: ignore[misc]


def reading(report: Report, field: str) -> Reading:
    assert report.extraction is not None
    return report.extraction.reading(field)


def codes_of(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize("code", PAGES)
def test_each_type_is_recognised_and_an_honest_page_has_no_finding(code: str) -> None:
    report = judged(PAGES[code], codes=(QR,) if code == "chsi_registration_form" else ())

    assert report.classification.type_code == code
    assert report.state is DocumentState.READ
    assert codes_of(report) == []


def test_every_blank_and_label_of_a_diploma_is_read() -> None:
    report = judged(DIPLOMA)

    assert report.extraction is not None
    assert {one.field: one.value for one in report.extraction.readings if one.value} == DIPLOMA_VALUES


def test_a_verification_code_printed_and_in_the_qr_code_is_proved() -> None:
    code = reading(judged(FORM, codes=(QR,)), "verification_code")

    assert code.status is FieldStatus.PROVED
    assert Witness.QR in code.witnesses


def test_a_qr_code_with_another_number_than_the_print_is_an_alarm() -> None:
    report = judged(FORM, codes=(QR.replace("A1B2", "A9B9"),))

    assert codes_of(report) == ["qr_disagrees"]


def test_an_id_number_is_proved_by_its_check_digit_and_vouches_for_birth_date_and_sex() -> None:
    report = judged(CARD)

    for field in ("id_number", "birth_date", "gender"):
        assert reading(report, field).status is FieldStatus.PROVED


def test_another_name_needs_identity_proof_and_names_the_papers() -> None:
    report = judged(swapped(DIPLOMA, "陈嘉禾", "林若溪"))

    assert codes_of(report) == ["name_mismatch"]
    assert report.findings[0].expected == "陈嘉禾"
    assert report.findings[0].found == "林若溪"
    assert "household_register" in report.findings[0].proof


def test_a_name_read_with_little_certainty_is_doubtful_and_never_a_mismatch() -> None:
    text = page_text(swapped(DIPLOMA, "陈嘉禾", "陈加禾"))
    lines = tuple(replace(line, scores=(0.99, 0.3, 0.99)) if line.text == "陈加禾" else line for line in text.lines)

    report = judge(replace(text, lines=lines), document=document(), application=APPLICATION, types=TYPES)

    assert codes_of(report) == ["name_doubtful"]


@pytest.mark.parametrize(
    ("code", "old", "new", "finding"),
    [
        ("graduation_certificate", "临床医学", "口腔医学", "major_mismatch"),
        ("graduation_certificate", "武汉大学", "长江大学", "school_mismatch"),
        ("graduation_certificate", "五月十八", "五月十九", "birth_date_mismatch"),
        ("graduation_certificate", "001234", "001235", "certificate_number_mismatch"),
        ("chsi_registration_form", "A1B2C3D4E5F6G7H8", "A1B2C3D4E5F6G7H9", "verification_code_mismatch"),
        ("chsi_registration_form", "普通全日制", "函授", "study_form_mismatch"),
        ("physician_practice", "001234", "001235", "certificate_number_mismatch"),
    ],
)
def test_a_changed_value_is_named(code: str, old: str, new: str, finding: str) -> None:
    report = judged(swapped(PAGES[code], old, new))

    assert finding in codes_of(report)


def test_an_id_number_whose_check_digit_fails_is_never_given_as_read() -> None:
    report = judged(swapped(CARD, ID_NUMBER, ID_NUMBER[:9] + "8" + ID_NUMBER[10:]))

    assert reading(report, "id_number").status is FieldStatus.DOUBTFUL
    assert codes_of(report)


def test_a_page_of_no_known_type_is_unknown_and_never_the_nearest_guess() -> None:
    report = judged(
        (("护士执业证书", 480, 120, 60), ("姓名：陈嘉禾", 400, 240), ("执业地点：武汉市第一医院内科", 400, 300))
    )

    assert report.state is DocumentState.UNKNOWN_TYPE
    assert codes_of(report) == ["unknown_document_type"]


def test_a_paper_in_the_wrong_slot_is_said_to_be_one() -> None:
    report = judged(DIPLOMA, declared="id_card")

    assert report.state is DocumentState.WRONG_TYPE
    assert codes_of(report) == ["wrong_document_type"]


@pytest.mark.parametrize("score", [0.05, 0.4])
def test_a_page_that_nobody_can_read_asks_for_another_upload_and_guesses_nothing(score: float) -> None:
    report = judged(DIPLOMA, score=score)

    assert report.state is DocumentState.UNREADABLE
    assert report.extraction is None
    assert codes_of(report) == ["image_unreadable"]


def test_a_page_without_print_is_unreadable() -> None:
    assert judged(()).state is DocumentState.UNREADABLE


def test_a_missing_required_value_is_a_finding() -> None:
    report = judged(tuple(line for line in CARD if line[0] != ID_NUMBER))

    assert "id_number_unreadable" in codes_of(report)


def test_a_grey_copy_is_a_finding() -> None:
    text = page_text(DIPLOMA, quality=Quality(score=0.7, causes=("not_colour",)))

    report = judge(text, document=document(), application=APPLICATION, types=TYPES)

    assert codes_of(report) == ["image_not_colour"]


def test_a_verification_code_past_its_longest_life_asks_to_renew() -> None:
    report = judged(swapped(FORM, "2020年12月05日", "2020年05月05日"))

    assert codes_of(report) == ["verification_code_expired"]


def test_a_name_with_a_character_the_engine_cannot_print_is_doubtful_not_wrong() -> None:
    application = replace(APPLICATION, name="陈嘉龘")

    report = judge(
        page_text(DIPLOMA), document=document(), application=application, types=TYPES, alphabet=frozenset("陈嘉禾")
    )

    assert codes_of(report) == ["name_doubtful"]


def test_without_an_application_nothing_is_compared() -> None:
    report = judged(DIPLOMA, application=None)

    assert report.comparisons == ()
    assert codes_of(report) == []


def test_every_value_keeps_its_pixels() -> None:
    report = judged(DIPLOMA)

    assert report.extraction is not None
    assert all(one.box is not None for one in report.extraction.readings if one.value)
    box = reading(report, "name").box
    assert box is not None
    assert (box.left, box.top) == pytest.approx((580, 334), abs=3)


def test_a_rejected_file_is_a_finding_that_tells_the_applicant_why() -> None:
    report = rejected("image_not_jpeg", document=document(), reason="empty")

    assert report.state is DocumentState.UNREADABLE
    assert codes_of(report) == ["image_not_jpeg"]
    # One cause, and not what the picture in it would have to be.
    assert report.findings[0].message == "文件是空的，里面没有图片，请重新选择文件上传。"
