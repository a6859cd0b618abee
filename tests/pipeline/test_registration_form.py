"""The registration form (备案表) and its relatives: QR codes of both eras, rows that some forms add, other reports."""

import pytest

from tests.pipeline.test_judge import FORM, QR, codes_of, judged, reading, swapped
from tests.support.pages import Placed
from tests.support.people import ID_NUMBER

CODE = "A1B2C3D4E5F6G7H8"
OLD_CODE = "123456789012"


@pytest.mark.parametrize(
    "payload",
    [
        QR,
        f"https://www.chsi.com.cn/xlcx/bg.do?vcode={CODE}&srcid=bgcx",
        f"HTTPS://WWW.CHSI.COM.CN/XLCX/BG.DO?VCODE={CODE}",
        f"http://m.chsi.com.cn/report?trnd=1&vcode={CODE}",
    ],
)
def test_a_code_of_the_house_bears_out_the_printed_one(payload: str) -> None:
    report = judged(FORM, codes=(payload,))

    assert {str(one) for one in reading(report, "verification_code").witnesses} >= {"print", "qr"}
    assert codes_of(report) == []


def test_a_code_of_twelve_digits_is_borne_out_as_well() -> None:
    older = swapped(FORM, CODE, "1234 5678 9012")

    report = judged(older, application=None, codes=(QR.replace(CODE, OLD_CODE),))

    assert reading(report, "verification_code").value == OLD_CODE
    assert {str(one) for one in reading(report, "verification_code").witnesses} >= {"print", "qr"}


@pytest.mark.parametrize(
    "payload",
    [
        f"https://www.chsi-verify.com/xlcx/bg.do?vcode={CODE}",
        f"https://example.com/www.chsi.com.cn/xlcx/bg.do?vcode={CODE}",
        f"https://chsi.com.cn@example.com/bg.do?vcode={CODE}",
        f"https://example.com/?请使用'学信网报告在线验证'微信小程序扫码验证,#{CODE}#",
        f"//example.com/学信网报告在线验证#{CODE}#",
        CODE,
    ],
)
def test_a_foreign_code_is_an_alarm_and_never_a_proof(payload: str) -> None:
    report = judged(FORM, codes=(payload,))

    assert "qr" not in {str(one) for one in reading(report, "verification_code").witnesses}
    assert codes_of(report) == ["qr_disagrees"]


def test_an_empty_cell_of_self_study_stays_empty_and_its_id_number_is_read() -> None:
    filled = {"2011年09月01日", "5 年", "窦国栋"}
    rows: list[Placed] = [line for line in FORM if line[0] not in filled]

    report = judged((*rows, ("证件号码", 560, 620), (ID_NUMBER, 780, 620)))

    assert reading(report, "enrolled_on").value is None
    assert reading(report, "duration").value is None
    assert reading(report, "president").value is None
    assert reading(report, "id_number").value == ID_NUMBER
    assert codes_of(report) == []


def test_the_number_of_a_diploma_issued_again_is_not_taken_for_the_diploma_s() -> None:
    rows: list[Placed] = [line for line in FORM if line[0] not in ("证书编号", "1048 6120 1605 0012 34")]

    report = judged((*rows, ("补证编号", 100, 660), ("1048 6120 1905 0000 99", 320, 660)), application=None)

    assert reading(report, "certificate_number").value is None


@pytest.mark.parametrize("title", ["教育部学籍在线验证报告", "中国高等教育学位在线验证报告"])
def test_another_report_of_the_house_is_no_registration_form(title: str) -> None:
    rows = swapped(FORM, "教育部学历证书电子注册备案表", title)

    assert judged(rows).classification.type_code is None


def test_a_student_s_record_is_no_registration_form_even_where_its_title_is_hidden() -> None:
    rows = (*FORM[1:], ("学籍状态", 100, 800), ("在籍（注册学籍）", 320, 800), ("学号", 560, 800))

    assert judged(rows).classification.type_code is None
