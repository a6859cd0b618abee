"""毕业证书 and 学位证书 in the wordings of every road and era, each broken over lines as it may be read."""

import pytest

from models.extraction import FieldStatus
from models.report import DocumentState
from tests.pipeline.test_judge import codes_of, judged, swapped
from tests.support.hand import degree_certificate, vocational_diploma
from tests.support.pages import DIPLOMA, Placed
from tests.support.people import ID_NUMBER

FOOT: tuple[Placed, ...] = (("校名：武汉大学", 480, 640), ("二〇一六年六月三十日", 900, 760))
POSTGRADUATE: tuple[Placed, ...] = (
    ("硕士研究生", 620, 100, 40),
    ("毕业证书", 560, 180, 80),
    ("研究生陈嘉禾性别女，一九九三年五月十八日生，于二〇一一年", 500, 340),
    ("九月至二〇一六年六月在内科学专业学习，学制三年，修完硕士", 440, 400),
    ("研究生培养计划规定的全部课程，成绩合格，毕业论文答辩通过，准予毕业。", 440, 460),
    ("培养单位：武汉大学", 480, 640),
    ("二〇一六年六月三十日", 900, 760),
    ("证书编号：104861201602001234", 140, 820),
)
SPARE_TIME: tuple[Placed, ...] = (
    ("成人高等教育", 620, 100, 40),
    ("毕业证书", 560, 180, 80),
    ("学生陈嘉禾性别女，一九九三年五月十八日生，于2011年9月", 500, 340),
    ("至2016年6月在本校临床医学专业业余学习，修完三年制", 440, 400),
    ("专升本教学计划规定的全部课程，成绩合格，准予毕业。", 440, 460),
    *FOOT,
    ("证书编号：104865201605001234", 140, 820),
)
SELF_STUDY: tuple[Placed, ...] = (
    ("高等教育自学考试毕业证书", 480, 100, 50),
    ("姓　　名：陈嘉禾", 600, 240),
    ("身份证号：420106199305180026", 600, 300),
    ("证书编号：65420106161123456", 600, 360),
    ("参加 临床医学 专业 本科 高等教育自学考试，全部课程成", 300, 480),
    ("绩合格，经审定，准予毕业。", 240, 540),
    ("湖北省高等教育自学考试委员会", 200, 660),
    ("高等院校：武汉大学", 900, 660),
    ("二〇一六年六月三十日", 240, 740),
    ("二〇一六年六月三十日", 940, 740),
    ("中华人民共和国教育部高等教育自学考试办公室监制", 400, 900, 20),
)
NETWORK: tuple[Placed, ...] = (
    ("普通高等学校", 620, 100, 40),
    ("毕业证书", 560, 180, 80),
    ("学生陈嘉禾性别女，一九九三年五月十八日生，于二〇一一年九月", 500, 340),
    ("至二〇一六年六月在本校护理学（网络教育）专业三年制", 440, 400),
    ("专科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。", 440, 460),
    *FOOT,
    ("证书编号：104867201606001234", 140, 820),
)
WITH_AGE: tuple[Placed, ...] = (
    ("毕业证书", 560, 180, 80),
    ("学生陈嘉禾性别女，现年二十三岁，于一九九三年九月至一九九八年", 500, 340),
    ("七月在本校临床医学专业五年制本科学习，修完教学计划", 440, 400),
    ("规定的全部课程，成绩合格，准予毕业。", 440, 460),
    ("校名：同济医科大学", 480, 640),
    ("一九九八年七月一日", 900, 760),
    ("编号：9801234", 140, 820),
)
MASTERS: tuple[Placed, ...] = (
    ("硕士学位证书", 560, 120, 70),
    ("陈嘉禾，女，1993年5月18日生。在武汉大学", 500, 340),
    ("临床医学学科（专业）已通过硕士学位的课程考试和论文答辩，", 440, 400),
    ("成绩合格。根据《中华人民共和国学位条例》的规定，授予", 440, 460),
    ("临床医学硕士学位。", 440, 520),
    ("二〇一六年六月三十日", 900, 760),
    ("专业学位证书", 600, 860),
    ("证书编号：1048632016001234", 140, 820),
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (POSTGRADUATE, {"level": "硕士", "major": "内科学", "duration": "3年", "school": "武汉大学"}),
        (SPARE_TIME, {"level": "本科", "study_form": "业余", "duration": "3年", "enrolled_on": "2011-09"}),
        (SELF_STUDY, {"id_number": "420106199305180026", "level": "本科", "school": "武汉大学", "name": "陈嘉禾"}),
        (SELF_STUDY, {"certificate_number": "65420106161123456", "issuer": "湖北省高等教育自学考试委员会"}),
        (SELF_STUDY, {"graduated_on": "2016-06-30", "birth_date": None, "enrolled_on": None}),
        (NETWORK, {"major": "护理学", "study_form": "网络教育", "level": "专科"}),
        (WITH_AGE, {"birth_date": None, "enrolled_on": "1993-09", "duration": "5年", "certificate_number": "9801234"}),
    ],
)
def test_a_diploma_is_read_in_the_wording_of_its_road(lines: tuple[Placed, ...], expected: dict[str, str]) -> None:
    report = judged(lines, application=None)

    assert report.state is DocumentState.READ
    assert report.extraction is not None
    assert report.extraction.type_code == "graduation_certificate"
    assert {field: report.extraction.reading(field).value for field in expected} == expected


def test_a_master_s_degree_is_read_with_its_field() -> None:
    report = judged(MASTERS, application=None)

    assert report.extraction is not None
    assert report.extraction.type_code == "degree_certificate"
    read = {field: report.extraction.reading(field).value for field in ("degree", "school", "major")}
    assert read == {"degree": "临床医学硕士", "school": "武汉大学", "major": "临床医学"}


@pytest.mark.parametrize("ending", ["普通高中", "初级中学", "义务教育"])
def test_a_middle_school_s_diploma_is_of_no_known_type(ending: str) -> None:
    lines = (
        (ending, 620, 100, 40),
        ("毕业证书", 560, 180, 80),
        ("学生陈嘉禾性别女，一九九三年五月十八日生，在本校修业期满，成绩合格，准予毕业。", 500, 340),
        ("二〇一一年七月一日", 900, 760),
    )

    assert judged(lines, application=None).state is DocumentState.UNKNOWN_TYPE


def test_the_diploma_of_a_medical_school_is_none_of_higher_education_whatever_it_says_of_its_plan() -> None:
    lines: tuple[Placed, ...] = (
        ("十堰市医药卫生学校", 600, 100, 60),
        ("毕业证书", 680, 200, 80),
        ("学生陈嘉禾性别女一九八一年五月十五日出生，一", 500, 340),
        ("九九七年九月入学，在我校妇幼医士专业修业3年，学完教学", 440, 400),
        ("计划规定的全部课程，考试成绩及格，准予毕业。", 440, 460),
        ("校名：十堰市医药卫生学校", 900, 640),
        ("编号：42200079169320", 140, 760),
        ("二〇〇〇年七月十七日", 900, 760),
        ("湖北省教育厅监制", 640, 900, 20),
    )

    report = judged(lines)

    assert report.classification.type_code == "vocational_diploma"


def test_a_diploma_that_tells_the_age_of_its_holder_need_not_print_a_birth_date() -> None:
    aside = tuple((line[0].replace("现年", "现年中医"), *line[1:]) for line in WITH_AGE)
    assert "birth_date_unreadable" not in codes_of(judged(aside))
    without_either = tuple((line[0].replace("现年二十三岁，", ""), *line[1:]) for line in WITH_AGE)

    assert "birth_date_unreadable" not in [one.code for one in judged(WITH_AGE).findings]
    assert "birth_date_unreadable" in [one.code for one in judged(without_either).findings]


@pytest.mark.parametrize("major", ["", "学"])
def test_of_a_major_that_was_not_read_the_words_around_it_are_none(major: str) -> None:
    report = judged(swapped(DIPLOMA, "临床医学", major))

    assert "major_mismatch" not in codes_of(report)


def test_the_rest_of_a_school_before_a_major_is_a_doubt_and_no_other_major() -> None:
    report = judged(swapped(degree_certificate.LINES[:6], "武汉大学", "武汉大") + degree_certificate.LINES[6:])

    assert "major_mismatch" not in codes_of(report)


@pytest.mark.parametrize(
    ("foot", "number"),
    [
        ("程国华鄂中专毕字第200239410号", "鄂中专毕字第200239410号"),
        ("证书编号鄂中专毕字第200239410号", "鄂中专毕字第200239410号"),
        ("经湖北省教育厅鄂教毕字第1234号文批准", None),
        ("批准文号：鄂教职毕字第1234号", None),
    ],
)
def test_a_number_that_says_whose_it_is_begins_where_its_own_words_do(foot: str, number: str | None) -> None:
    lines = tuple(line for line in vocational_diploma.LINES if not line[0].startswith("编号"))

    report = judged((*lines, (foot, 160, 1000)), application=vocational_diploma.APPLICATION)

    assert report.extraction is not None
    assert report.extraction.reading("certificate_number").value == number


@pytest.mark.parametrize(
    "sentence",
    [
        "研究生陈嘉禾，导师李卫国，男，陈嘉禾，女，于二〇一一年九月至二〇一六年六月在本校临床医学专业学习，",
        "陈嘉禾，女，二〇〇五年九月至二〇一一年六月在武汉中学，二〇一一年九月至二〇一六年六月在本校临床医学专业学习",
        "学生陈嘉禾，女，二〇〇八年九月考入武汉中学，二〇一一年九月考入本校临床医学专业五年制本科，准予毕业。",
    ],
)
def test_of_two_values_that_a_diploma_of_unknown_wording_says_neither_is_sure(sentence: str) -> None:
    report = judged(
        (("毕业证书", 560, 180, 80), (sentence, 200, 340), *FOOT, ("证书编号：104861201605001234", 140, 860))
    )

    assert not [code for code in codes_of(report) if code.endswith("_mismatch")]


def test_the_category_of_a_professional_degree_stands_for_a_major_that_is_not_told_and_rivals_none() -> None:
    head = (
        ("硕士学位证书", 560, 120, 70),
        ("姓名", 440, 240),
        ("陈嘉禾", 700, 240),
        ("出生日期", 440, 300),
        ("1993年5月18日", 700, 300),
    )
    category = (("专业学位类别", 440, 420), ("临床医学", 700, 420), ("授予单位", 440, 480), ("武汉大学", 700, 480))
    major = (("学科专业", 440, 360), ("内科学(心血管病)", 700, 360))
    foot = (("编号：1048632016001234", 440, 540), ("二〇一六年六月三十日", 900, 600))

    both, alone = judged((*head, *major, *category, *foot)), judged((*head, *category, *foot))

    assert both.extraction is not None
    assert alone.extraction is not None
    found = both.extraction.reading("major")
    assert (found.value, found.rivals, found.status) == ("内科学(心血管病)", (), FieldStatus.READ)
    assert alone.extraction.reading("major").value == "临床医学"


def test_a_major_that_goes_on_in_other_characters_on_the_next_line_is_read_whole() -> None:
    lines = (
        *POSTGRADUATE[:2],
        ("研究生陈嘉禾性别女，一九九三年五月十八日生，于二〇一一年九月至二〇一六年六月在预防", 500, 340),
        ("醫學专业学习，学制三年，修完硕士研究生培养计划规定的全部课程，成绩合格，准予毕业。", 440, 400),
        *POSTGRADUATE[5:],
    )

    report = judged(lines)

    assert report.extraction is not None
    assert report.extraction.reading("major").value == "预防医学"


def test_the_number_of_a_diploma_on_a_military_proof_is_found_though_its_label_was_not_read() -> None:
    lines = (
        ("学历证明", 680, 120, 60),
        ("姓名", 260, 260),
        ("陈嘉禾", 460, 260),
        ("公民身份号码", 260, 320),
        (ID_NUMBER, 460, 320),
        ("毕业学校", 260, 380),
        ("武汉大学", 460, 380),
        ("业证", 260, 440),
        ("104861201605001234", 460, 440),
        ("中国人民解放军第12345部队政治工作部", 800, 620),
        ("二〇二一年一月十二日", 960, 680),
    )

    report = judged(lines)

    assert report.classification.type_code == "military_education_proof"
    assert report.extraction is not None
    assert report.extraction.reading("certificate_number").value == "104861201605001234"
