"""Layouts of papers of one's own: broken labels, neighbours beside a page, scraps beside a value."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.extraction import FieldStatus, Reading
from pipeline.run import judge
from tests.support.hand import household_register, passport
from tests.support.pages import DIPLOMA, Placed, page_text
from tests.support.people import APPLICATION, ID_NUMBER, QUALIFICATION_NUMBER, document

TYPES = load_types()


def read(lines: Sequence[Placed], code: str, field: str) -> Reading:
    report = judge(page_text(lines), document=document(), application=None, types=TYPES)
    assert report.extraction is not None
    assert report.extraction.type_code == code
    return report.extraction.reading(field)


INTERNSHIP: tuple[Placed, ...] = (
    ("外籍人员参加中国医师资格考试实习申请审核表", 200, 60, 40),
    ("性别", 900, 160),
    ("男", 1100, 160),
    ("护照号码", 100, 260),
    ("E76937498", 400, 260),
    ("国籍", 900, 260),
    ("泰国", 1100, 260),
)


def test_the_value_of_a_label_in_two_lines_stands_beside_either() -> None:
    lines = (*INTERNSHIP, ("姓名（护照姓", 100, 150), ("名）", 140, 182), ("Joseph Osei", 400, 180))

    assert read(lines, "foreign_internship_form", "name").value == "JosephOsei"


def test_a_speck_within_a_label_hides_it_from_nobody() -> None:
    lines = (
        *INTERNSHIP[:1],
        *INTERNSHIP[3:],
        ("姓名", 100, 160),
        ("Lin Petrov", 400, 160),
        ("性·别", 900, 160),
        ("女", 1100, 160),
    )

    assert read(lines, "foreign_internship_form", "name").value == "LinPetrov"
    assert read(lines, "foreign_internship_form", "gender").value == "女"


def test_print_beside_a_passport_is_not_what_stands_right_under_its_label() -> None:
    lines = [*(line for line in passport.LINES if line[0] not in ("Surname", "ERIKSSON", "Given names", "ANNA MARIA"))]
    lines += [("姓名/Name", 440, 190, 20), ("陈嘉禾", 440, 215), ("部门公布的", 1300, 186, 30)]

    assert "陈嘉禾" in (read(lines, "passport", "name").value or "", *read(lines, "passport", "name").rivals)
    assert read(lines, "passport", "name").value != "部门公布的"


REGISTER: tuple[Placed, ...] = (
    ("常住人口登记卡", 500, 60, 40),
    ("姓名", 100, 160),
    ("陈嘉禾", 300, 160),
    ("户主或与户主关系", 700, 160),
    ("女", 1000, 160),
    ("公民身份号码", 100, 220),
)


def test_a_number_read_twice_where_two_lines_meet_is_whole() -> None:
    lines = (*REGISTER, ("4290061988080902", 300, 220), ("24X", 530, 220))

    assert read(lines, "household_register", "id_number").value == "42900619880809024X"


def test_a_date_beside_another_label_is_doubted_where_the_first_label_has_one_that_cannot_be_read() -> None:
    lines = (*REGISTER, ("签发日期：2007年12月13日", 700, 500), ("登记日期：2010年日2月06日", 700, 900))

    assert read(lines, "household_register", "issued_on").status is not FieldStatus.READ


def test_a_scrap_of_the_seal_beside_one_character_leaves_it_a_value() -> None:
    lines = (*REGISTER, ("民族", 700, 300), ("汉", 900, 300), ("国", 950, 280, 52))

    assert read(lines, "household_register", "ethnicity").value == "汉"


@pytest.mark.parametrize(
    ("second", "chance", "name"),
    [("佘", 0.12, "佘霞洁"), ("佘", 0.09, "余霞洁"), ("餘", 0.3, "余霞洁"), ("瑙", 0.3, "余霞洁")],
)
def test_a_rare_character_that_the_reader_all_but_gave_is_the_one_that_is_printed(
    second: str, chance: float, name: str
) -> None:
    page = page_text((*REGISTER[:2], ("余霞洁", 300, 160), *REGISTER[3:]))
    weighed = tuple(
        replace(line, alternatives=((second, chance), ("葭", 0.0), ("浩", 0.0))) if line.text == "余霞洁" else line
        for line in page.lines
    )
    report = judge(replace(page, lines=weighed), document=document(), application=None, types=TYPES)

    assert report.extraction is not None
    assert report.extraction.reading("name").value == name
    assert (report.extraction.reading("name").status is FieldStatus.DOUBTFUL) == (second in "佘瑙")


def test_a_common_surname_is_doubted_where_the_reader_weighed_a_rare_one() -> None:
    page = page_text((*REGISTER[:2], ("余霞洁", 300, 160), *REGISTER[3:]))
    weighed = tuple(
        replace(line, alternatives=(("佘", 0.09), ("葭", 0.0), ("浩", 0.0))) if line.text == "余霞洁" else line
        for line in page.lines
    )
    report = judge(replace(page, lines=weighed), document=document(), application=None, types=TYPES)

    assert report.extraction is not None
    assert report.extraction.reading("name").status is FieldStatus.DOUBTFUL


def test_the_id_number_tells_a_sex_that_is_not_printed_from_the_one_that_was_stated() -> None:
    application = replace(APPLICATION, gender="男")
    lines = (*REGISTER, (ID_NUMBER, 300, 220))

    report = judge(page_text(lines), document=document(), application=application, types=TYPES)

    assert "gender_mismatch" in {finding.code for finding in report.findings}


def test_what_a_table_of_changes_says_is_not_what_the_licence_says() -> None:
    lines = (
        ("医师执业证书", 300, 60, 50),
        ("变更注册记录", 1100, 60),
        ("姓名", 100, 200),
        ("陈嘉禾", 300, 200),
        ("变更事项", 1000, 200),
        ("变更内容", 1300, 200),
        ("执业范围", 1000, 260),
        ("由内科专业变更为全科医学专业", 1200, 260),
        ("执业范围", 100, 400),
        ("公共卫生类别专业", 300, 400),
        ("医师资格证书编码", 100, 460),
        ("执业地点", 100, 520),
    )

    assert read(lines, "physician_practice", "practice_scope").value == "公共卫生类别专业"


def test_a_licence_number_that_stops_short_gets_the_last_digits_of_its_id_number() -> None:
    lines = (
        ("医师执业证书", 300, 60, 50),
        ("姓名", 100, 200),
        ("陈嘉禾", 300, 200),
        ("身份证号", 100, 260),
        (ID_NUMBER, 300, 260),
        ("医师资格证书编码", 100, 320),
        (QUALIFICATION_NUMBER[:-1], 400, 320),
        ("执业范围", 100, 380),
        ("执业地点", 100, 440),
    )

    completed = read(lines, "physician_practice", "qualification_number")

    assert (completed.value, completed.status) == (QUALIFICATION_NUMBER, FieldStatus.DOUBTFUL)


def test_a_mark_and_a_scrap_behind_the_date_at_the_foot_leave_it_alone() -> None:
    lines = (*DIPLOMA[:-2], ("二〇一六年六月三十日·样张", 900, 760), DIPLOMA[-1])

    assert read(lines, "graduation_certificate", "graduated_on").value == "2016-06-30"


def test_a_date_at_the_foot_with_a_numeral_lost_tells_more_than_the_end_of_study() -> None:
    lines = (*DIPLOMA[:-2], ("O一六年六月三十日", 900, 760), DIPLOMA[-1])

    found = read(lines, "graduation_certificate", "graduated_on")

    assert (found.value, found.status) == ("2016-06-30", FieldStatus.DOUBTFUL)


def test_the_issuer_at_the_foot_of_a_form_needs_no_label() -> None:
    lines = (*INTERNSHIP, ("湖北省卫生健康委员会", 900, 900), ("2019年01月11日", 950, 950))

    assert read(lines, "foreign_internship_form", "issuer").value == "湖北省卫生健康委员会"


def test_the_date_at_the_foot_of_a_licence_needs_no_label() -> None:
    lines = (("医师资格证书", 300, 60, 50), ("姓名：陈嘉禾", 100, 200), ("证书编码：" + QUALIFICATION_NUMBER, 100, 260))

    found = read(
        (*lines, ("签发机关：湖北省卫生厅", 700, 700), ("2016-12-11", 800, 760)), "physician_qualification", "issued_on"
    )

    assert found.value == "2016-12-11"


def test_a_form_of_the_forces_that_is_written_as_a_letter_is_read() -> None:
    lines = (
        ("中国人民解放军中部战区总医院", 300, 60, 50),
        ("军队医疗机构试用期考核合格表", 350, 160, 40),
        ("高志强同志，男，1990.05.19生，军官证号军字第1234567号，现任助理军医，", 200, 260),
        ("本科学历。自二〇一七年一月一日至二〇一八年一月三十一日在解放军第991医院", 150, 320),
        ("口腔专业试用，经单位考核，结果为合格。", 150, 380),
        ("中国人民解放军中部战区总医院", 800, 700),
        ("二〇一八年三月十八日", 850, 760),
    )

    assert read(lines, "military_probation_form", "name").value == "高志强"
    assert read(lines, "military_probation_form", "birth_date").value == "1990-05-19"
    assert read(lines, "military_probation_form", "started_on").value == "2017-01-01"
    assert read(lines, "military_probation_form", "ended_on").value == "2018-01-31"
    assert read(lines, "military_probation_form", "level").value == "本科"


def test_the_echo_of_a_seal_below_a_labelled_issuer_is_not_the_issuer() -> None:
    lines = (
        ("军官证", 300, 60, 60),
        ("姓名：高志强", 100, 200),
        ("部别：联勤保障部队", 100, 260),
        ("发证机关：联勤保障部队政治工作部", 100, 500),
        ("莲部队", 500, 560),
    )

    assert read(lines, "officer_card", "issuer").value == "联勤保障部队政治工作部"


def test_a_page_of_changes_tells_the_birth_date_that_was_put_right() -> None:
    lines: tuple[Placed, ...] = (
        *household_register.LINES,
        ("登记事项变更和更正记载", 560, 1060, 44),
        ("项目", 160, 1130),
        ("变更、更正后", 500, 1130),
        ("变更、更正日期", 1000, 1130),
        ("出生日期", 160, 1190),
        ("由1992年5月18日更正为1993年5月18日", 400, 1190),
        ("2015年3月9日", 1000, 1190),
    )

    assert read(lines, "household_register", "former_birth_date").value == "1992-05-18"
    assert read(lines, "household_register", "birth_date").value == "1993-05-18"
    assert read(household_register.LINES, "household_register", "former_birth_date").status is FieldStatus.ABSENT


def test_a_letter_of_the_forces_says_studies_trial_and_result_in_sentences() -> None:
    lines: tuple[Placed, ...] = (
        ("中国人民解放军93216部队", 500, 60, 40),
        ("试用期考核合格表", 600, 140, 50),
        (f"考生陈嘉禾，女，证件号码：{ID_NUMBER}，2011年6月毕业于", 260, 260),
        ("江汉大学农村医学专业，专科学历。自2018年7月1日至2019年7月1日在", 200, 320),
        ("中国人民解放军第九六四医院试用满一年，报考类别：临床，经考核合格。", 200, 380),
        ("特此证明。", 260, 440),
        ("单位（公章）：中国人民解放军93216部队", 800, 620),
        ("2019年8月13日", 990, 680),
    )

    said = {"graduated_on": "2011-06", "school": "江汉大学", "major": "农村医学", "level": "专科", "specialty": "临床"}
    assert {field: read(lines, "military_probation_form", field).value for field in said} == said


def test_a_certificate_of_apprenticeship_has_labels_for_either_end_and_brackets_in_its_number() -> None:
    lines: tuple[Placed, ...] = (
        ("传统医学师承出师证书", 500, 60, 50),
        ("姓名：陈嘉禾", 200, 200),
        ("性别：女", 700, 200),
        ("跟师起始：2017年3月", 200, 280),
        ("跟师结束：2020年3月", 200, 360),
        ("证书编号：鄂师承字〔2021]6496号", 200, 440),
    )

    said = {"started_on": "2017-03", "ended_on": "2020-03", "certificate_number": "鄂师承字〔2021〕6496号"}
    assert {field: read(lines, "tcm_apprenticeship_certificate", field).value for field in said} == said


def test_a_number_stands_behind_letters_of_a_seal() -> None:
    lines: tuple[Placed, ...] = (
        ("中等专业学校毕业证书", 500, 60, 50),
        ("学生陈嘉禾性别女，1993年5月18日生，于2009年9月至2012年7月在本校农村医学专业学习，", 200, 200),
        ("学制三年，修业期满，成绩合格，准予毕业。", 200, 260),
        ("编号：", 200, 400),
        ("冲农医", 320, 402),
        ("201236182040", 450, 400),
    )

    assert read(lines, "vocational_diploma", "certificate_number").value == "201236182040"


def test_a_qualification_number_is_told_by_itself_under_another_label() -> None:
    lines: tuple[Placed, ...] = (
        ("医师执业证书", 600, 60, 50),
        ("姓名：陈嘉禾", 200, 180),
        ("医师资格证书编码：", 200, 280),
        ("执业证书编码：", 200, 360),
        ("110420106004281", 480, 362),
        (QUALIFICATION_NUMBER, 480, 392),
        ("执业机构：武汉市第一医院", 200, 460),
    )

    assert read(lines, "physician_practice", "qualification_number").value == QUALIFICATION_NUMBER


def test_a_people_in_the_name_of_a_school_is_no_label_where_its_line_begins() -> None:
    lines: tuple[Placed, ...] = (
        ("中职学历查询证明", 500, 60, 50),
        ("姓名", 200, 180),
        ("陈嘉禾", 400, 180),
        ("毕业学校", 200, 260),
        ("利川市", 400, 244),
        ("民族中等职业技术学校", 400, 276),
        ("专业名称", 200, 360),
        ("农村医学", 400, 360),
    )

    assert read(lines, "vocational_query_proof", "school").value == "利川市民族中等职业技术学校"


def test_labels_of_two_columns_stand_over_their_values_row_by_row() -> None:
    rows = (
        ("姓名", "性别", "蒋伯国", "男"),
        ("出生日期", "身份证件号", "1990年05月27日", ID_NUMBER),
        ("学校名称", "专业名称", "宜昌市三峡卫生学校", "社区医学"),
        ("学制", "学习形式", "三年", "全日制"),
    )
    lines: list[Placed] = [("中职学历查询证明", 500, 60, 50)]
    for place, (left, right, under_left, under_right) in enumerate(rows):
        top = 200 + 130 * place
        lines += [(left, 200, top), (right, 900, top), (under_left, 200, top + 45), (under_right, 900, top + 45)]

    said = {
        "name": "蒋伯国",
        "gender": "男",
        "birth_date": "1990-05-27",
        "school": "宜昌市三峡卫生学校",
        "duration": "3年",
    }
    assert {field: read(lines, "vocational_query_proof", field).value for field in said} == said


def test_a_paragraph_below_a_list_says_what_the_list_does_not() -> None:
    lines: tuple[Placed, ...] = (
        ("湖北省中等职业学校学历证明", 500, 60, 50),
        ("姓名：曾立", 200, 160),
        ("性别：男", 200, 220),
        ("出生日期：1990年12月13日", 200, 280),
        (f"身份证号：{ID_NUMBER}", 200, 340),
        ("该同志2007年9月至2010年6月在荆门市医药卫生学校中医专业学", 260, 420),
        ("习，学制三年，学习形式全日制，修完全部课程，成绩合格，已准予", 200, 480),
        ("毕业。原毕业证书编号为20101356307。因原证书遗失，特此证明。", 200, 540),
        ("学校盖章", 260, 700),
        ("省教育厅盖章", 900, 700),
    )

    said = {
        "name": "曾立",
        "school": "荆门市医药卫生学校",
        "major": "中医",
        "enrolled_on": "2007-09",
        "duration": "3年",
    }
    assert {field: read(lines, "hubei_vocational_proof", field).value for field in said} == said


def test_a_label_in_english_below_is_no_value_where_the_value_stands_beside() -> None:
    lines: tuple[Placed, ...] = (
        ("港澳居民来往内地通行证", 500, 60, 50),
        ("证件号码", 200, 200),
        ("H72276000", 500, 200),
        ("有效期至", 200, 300),
        ("2022-11-21", 500, 300),
        ("Date of expiry", 200, 336, 20),
        ("签发机关", 200, 400),
        ("广东省公安厅", 500, 400),
        ("Authority", 200, 436, 20),
    )

    assert read(lines, "travel_permit", "valid_until").value == "2022-11-21"
    assert read(lines, "travel_permit", "issuer").value == "广东省公安厅"
