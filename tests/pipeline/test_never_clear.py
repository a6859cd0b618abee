"""Papers that must never come out clear: what a forger, a careless applicant or another person would hand in."""

from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.case import Application
from models.report import Verdict
from pipeline.dossier import assemble
from pipeline.run import judge
from regulations.loader import load_regulation
from tests.pipeline.test_judge import CARD, FORM, PRACTICE, QR, QUALIFICATION, codes_of, judged, swapped
from tests.support.hand import degree_certificate, probation_certificate, school_certificate, vocational_query_proof
from tests.support.pages import DIPLOMA, Placed, page_text
from tests.support.people import APPLICATION, ID_NUMBER, document

TYPES = load_types()
STRANGER = "110105199003070025"
BACK: tuple[Placed, ...] = (("签发机关武汉市公安局武昌分局", 900, 400), ("有效期限2015.01.01-2035.01.01", 900, 460))


def verdict(
    lines: tuple[Placed, ...], codes: tuple[str, ...] = (), application: Application = APPLICATION, score: float = 0.99
) -> Verdict:
    report = judged(lines, application=application, codes=codes, score=score)
    return assemble(application, [report], regulation=None, complete=False).verdict


@pytest.mark.parametrize("ending", ["结业", "肄业"])
def test_a_course_that_was_not_passed_is_no_graduation(ending: str) -> None:
    diploma = swapped(swapped(DIPLOMA, "毕业证书", f"{ending}证书"), "准予毕业", f"准予{ending}")
    form = tuple((ending, *line[1:]) if line[0] == "毕业" else line for line in FORM)

    assert verdict(diploma) is not Verdict.CLEAR
    assert "conclusion_mismatch" in codes_of(judged(form))


@pytest.mark.parametrize(
    "page",
    [
        swapped(CARD[:1], "陈嘉禾", "林若溪") + CARD[-2:] + BACK,
        (*CARD[:1], CARD[-2], (STRANGER, 360, 500), *BACK),
    ],
)
def test_both_faces_of_a_card_in_one_picture_hide_nothing(page: tuple[Placed, ...]) -> None:
    assert verdict(page) is Verdict.IDENTITY_PROOF_REQUIRED


@pytest.mark.parametrize(
    "second",
    ["名：林若溪", "别：男", "出生年月：1990年01月02日", f"证件编号：{STRANGER}", f"编码：201742110{STRANGER}"],
)
def test_a_second_value_under_another_label_is_not_overlooked(second: str) -> None:
    assert verdict((*QUALIFICATION, (second, 400, 780))) is not Verdict.CLEAR


@pytest.mark.parametrize(
    "second",
    [
        ("证书编号", "104861201605009999"),
        ("学校名称", "长江大学"),
        ("专业", "口腔医学"),
        ("层次", "专科"),
        ("学习形式", "函授"),
    ],
)
def test_a_second_value_under_the_same_label_is_not_overlooked(second: tuple[str, str]) -> None:
    assert verdict((*FORM, (second[0], 100, 980), (second[1], 320, 980)), codes=(QR,)) is not Verdict.CLEAR


@pytest.mark.parametrize("number", ["11010519900307003", "1101051990030700251"])
def test_print_that_should_be_compared_and_yields_no_value_is_said_to(number: str) -> None:
    practice = tuple(line for line in PRACTICE if "资格证书编码" not in line[0])

    assert verdict(swapped(practice, ID_NUMBER, number)) is not Verdict.CLEAR


def test_one_diploma_twice_stands_for_no_second_one() -> None:
    entries = (*APPLICATION.education, replace(APPLICATION.education[0], level="专科", certificate_number="1"))
    application = replace(APPLICATION, education=entries)
    reports = [
        judge(page_text(lines, barcodes=[QR]), document=document(), application=application, types=TYPES)
        for lines in (DIPLOMA, DIPLOMA, FORM, FORM, CARD)
    ]

    dossier = assemble(application, reports, regulation=load_regulation(), complete=True)

    assert dossier.verdict is not Verdict.CLEAR


@pytest.mark.parametrize("digit", ["5", "7"])
def test_a_number_of_another_form_of_study_is_held_against_the_application(digit: str) -> None:
    number = f"10486{digit}201605001234"
    entry = replace(APPLICATION.education[0], certificate_number=number)
    application = replace(APPLICATION, education=(entry,))

    assert verdict(swapped(DIPLOMA, "104861201605001234", number), application=application) is not Verdict.CLEAR


@pytest.mark.parametrize(
    "code",
    [
        "https://evil.example/?vcode=A1B2C3D4E5F6G7H8",
        "https://www.chsi.com.cn.evil.example/xlcx/bg.do?vcode=A1B2C3D4E5F6G7H8",
        "https://www.chsi.com.cn/xlcx/rhsq.jsp",
    ],
)
def test_a_qr_code_of_another_house_is_an_alarm(code: str) -> None:
    assert codes_of(judged(FORM, codes=(code,))) == ["qr_disagrees"]


def test_a_printed_code_apart_from_its_label_still_rivals_the_qr_code() -> None:
    moved = (*(line for line in FORM if line[0] != "A1B2C3D4E5F6G7H8"), ("A9B9C9D9E9F6G7H8", 900, 820))

    assert verdict(moved, codes=(QR,)) is not Verdict.CLEAR


@pytest.mark.parametrize(
    ("lines", "field"),
    [(swapped(CARD, "女", "男"), "gender"), (swapped(CARD, "5月18日", "5月19日"), "birth_date")],
)
def test_a_firm_contradiction_about_who_somebody_is_asks_for_proof(lines: tuple[Placed, ...], field: str) -> None:
    assert f"{field}_mismatch" in codes_of(judged(lines))


def test_birth_date_and_sex_that_were_not_stated_follow_from_the_id_number() -> None:
    silent = replace(APPLICATION, birth_date=None, gender=None)

    assert "birth_date_mismatch" in codes_of(judged(swapped(DIPLOMA, "五月十八", "五月十九"), application=silent))
    assert "gender_mismatch" in codes_of(judged(swapped(DIPLOMA, "女", "男"), application=silent))


def test_a_wholly_different_name_is_a_mismatch_even_where_the_stated_one_cannot_be_printed() -> None:
    application = replace(APPLICATION, name="陈嘉龘")
    text = page_text(swapped(DIPLOMA, "陈嘉禾", "林若溪"))

    report = judge(text, document=document(), application=application, types=TYPES, alphabet=frozenset("陈嘉禾林若溪"))

    assert codes_of(report) == ["name_mismatch"]


@pytest.mark.parametrize("scrap", ["印", "专", "号", "Jiahe"])
def test_a_scrap_beside_a_name_makes_it_doubtful_and_never_another_name(scrap: str) -> None:
    lines = (*CARD, (scrap, 310, 100))

    assert "name_mismatch" not in codes_of(judged(lines))


def test_a_separator_misread_for_a_stroke_is_a_doubt() -> None:
    application = replace(APPLICATION, name="买买提·吐尔逊")

    for misread in ("买买提-吐尔逊", "买买提一吐尔逊"):
        report = judged(swapped(CARD, "陈嘉禾", misread), application=application)
        assert "name_mismatch" not in codes_of(report)


def test_digits_of_another_script_are_digits() -> None:
    report = judged(swapped(FORM, "2020年12月05日", "٢٠٢٠年12月05日"), codes=(QR,))

    assert codes_of(report) == []


def test_a_page_with_more_print_than_any_paper_is_unreadable_and_costs_nothing() -> None:
    report = judged(tuple(("字" * 500, 10, 40 * row) for row in range(50)))

    assert codes_of(report) == ["image_unreadable"]


@pytest.mark.parametrize("changed", [{"gender": "男"}, {"birth_date": "1990-01-02"}])
def test_a_sex_or_birth_date_that_was_not_read_is_held_against_the_id_number(changed: dict[str, str]) -> None:
    page, honest = swapped(school_certificate.LINES, "，女，", "，"), school_certificate.APPLICATION

    assert verdict(page, application=honest) is Verdict.CLEAR
    assert verdict(page, application=replace(honest, **changed)) is Verdict.IDENTITY_PROOF_REQUIRED  # type: ignore[arg-type]


def test_a_trial_that_was_failed_is_not_passed_by_one_letter() -> None:
    failed = swapped(probation_certificate.LINES, "经考核合格", "该同志考核结果为不合格")

    report = judged(failed, probation_certificate.APPLICATION)

    assert report.extraction is not None
    assert report.extraction.reading("conclusion").value != "合格"
    assert verdict(failed, application=probation_certificate.APPLICATION) is not Verdict.CLEAR


@pytest.mark.parametrize("printed", ["林床", "临检", "中药"])
def test_a_firm_word_is_no_misread_other_word(printed: str) -> None:
    stated = "中医" if printed == "中药" else "临床"
    application = replace(probation_certificate.APPLICATION, specialty=stated)
    lines = tuple((printed, *line[1:]) if line[0] == "临床" else line for line in probation_certificate.LINES)

    assert verdict(lines, application=application) is not Verdict.CLEAR


def test_a_degree_certificate_with_the_level_of_another_entry_belongs_to_the_one_with_its_number() -> None:
    honest = degree_certificate.APPLICATION
    (entry,) = honest.education
    other = replace(entry, level="专科", certificate_number="1", degree_number=None, graduated_on="2013-06-30")
    two = replace(honest, education=(other, entry))

    assert verdict(degree_certificate.LINES, application=two) is Verdict.CLEAR
    assert verdict(swapped(degree_certificate.LINES, "本科学习", "专科学习"), application=two) is not Verdict.CLEAR


@pytest.mark.parametrize("score", [0.92, 0.99])
def test_a_surname_that_was_put_right_may_be_the_rare_one_that_is_printed(score: float) -> None:
    application = replace(APPLICATION, name="王嘉禾")

    assert verdict(swapped(CARD, "陈嘉禾", "玉嘉禾"), application=application, score=score) is not Verdict.CLEAR


@pytest.mark.parametrize("words", ["该学历不属实。", "其执业证书已注销。", "系统中未查到该生毕业信息。"])
def test_a_paper_that_denies_is_not_clear(words: str) -> None:
    lines = (*probation_certificate.LINES, (words, 330, 900))

    assert verdict(lines, application=probation_certificate.APPLICATION) is not Verdict.CLEAR


def test_somebody_elses_id_number_on_the_page_is_not_overlooked() -> None:
    lines = (*probation_certificate.LINES, (f"编号：{STRANGER}", 330, 900))

    assert verdict(lines, application=probation_certificate.APPLICATION) is not Verdict.CLEAR


@pytest.mark.parametrize(
    "number", ["鄂中职字20124200123号", "鄂职字第0912345号", "鄂教职成毕字[2012]第00123号", "鄂中专20124200123"]
)
def test_a_number_of_any_words_in_a_letter_is_held_against_the_stated_one(number: str) -> None:
    letter = swapped(vocational_query_proof.LINES, "20124200123", number)

    assert codes_of(judged(letter, vocational_query_proof.APPLICATION)) == ["certificate_number_mismatch"]


def test_one_letter_in_a_school_that_is_legible_is_another_school_whatever_the_number_holds() -> None:
    entry = replace(APPLICATION.education[0], school="长江大学", certificate_number="104891201605001234")
    application = replace(APPLICATION, education=(entry,))
    diploma = swapped(DIPLOMA, "104861201605001234", "104891201605001234")
    altered = swapped(diploma, "武汉大学", "长沙大学")

    assert verdict(swapped(diploma, "武汉大学", "长江大学"), application=application) is Verdict.CLEAR
    assert verdict((*altered, ("学校名称：长江大学", 480, 700)), application=application) is not Verdict.CLEAR
    assert verdict(altered, application=application, score=0.85) is not Verdict.CLEAR
