"""Layouts and wordings that papers drawn by others had and ours did not."""

from collections.abc import Sequence

from doctypes.loader import load_types
from models.extraction import FieldStatus, Reading
from pipeline.run import judge
from tests.support.pages import Placed, page_text
from tests.support.people import document

TYPES = load_types()


def readings(lines: Sequence[Placed], code: str) -> dict[str, Reading]:
    report = judge(page_text(lines), document=document(), application=None, types=TYPES)
    assert report.extraction is not None
    assert report.extraction.type_code == code
    return {reading.field: reading for reading in report.extraction.readings}


REGISTRATION: tuple[Placed, ...] = (
    ("教育部学历证书电子注册备案表", 250, 60, 40),
    ("姓名", 100, 160),
    ("何志安", 220, 160),
    ("学历类别", 100, 260),
    ("普通高等教育", 320, 260),
    ("层次", 700, 260),
    ("本科", 820, 260),
    ("学校名称", 100, 360),
    ("武汉大学", 320, 360),
    ("证书编号", 100, 460),
    ("104861201805004412", 320, 460),
    ("在线验证码", 100, 720),
    ("ARV6ABGHNFU8JYXH", 320, 720),
)


def test_a_label_broken_before_one_value_is_one_label_though_both_lines_are_labels() -> None:
    lines = (*REGISTRATION, ("校（院）长", 100, 560), ("宗启明", 320, 576), ("姓名", 140, 592))

    read = readings(lines, "chsi_registration_form")

    assert (read["name"].value, read["name"].status) == ("何志安", FieldStatus.READ)
    assert read["president"].value == "宗启明"


def test_two_labels_with_a_value_each_stay_two() -> None:
    lines = (*REGISTRATION, ("校（院）长", 100, 560), ("宗启明", 320, 560), ("专业", 140, 598), ("临床医学", 320, 598))

    read = readings(lines, "chsi_registration_form")

    assert (read["president"].value, read["major"].value) == ("宗启明", "临床医学")


CITY_PROOF: tuple[Placed, ...] = (
    ("黄石市教育局中等职业教育学历证明", 200, 60, 40),
    ("姓名", 100, 160),
    ("亓亦菲", 320, 160),
    ("性别", 700, 160),
    ("女", 900, 160),
    ("身份证号", 100, 260),
    ("420281199712253822", 320, 260),
    ("毕业学校", 100, 360),
    ("大冶市卫生中等专业学校", 320, 360),
)


def test_both_ends_of_a_study_stand_behind_one_label() -> None:
    lines = (*CITY_PROOF, ("学习起止时间", 100, 460), ("自2013年9月至2016年7月", 420, 460))

    read = readings(lines, "city_vocational_proof")

    assert (read["enrolled_on"].value, read["graduated_on"].value) == ("2013-09", "2016-07")


def test_a_number_of_a_school_of_old_ends_where_its_sentence_does() -> None:
    lines = (*CITY_PROOF, ("毕业证号", 100, 460), ("襄卫91077。经查我局存档的毕业生名册，情况属实。", 320, 460))

    assert readings(lines, "city_vocational_proof")["certificate_number"].value == "襄卫91077"


def test_the_number_of_a_card_is_no_number_of_a_diploma() -> None:
    letter = (
        ("中等职业学校学历证明", 400, 60, 40),
        ("经查，亓亦菲，女，身份证号420281199712253822，学生证号2013004567，", 200, 160),
        ("2013年9月至2016年7月就读于大冶市卫生中等专业学校农村医学专业，学制三年，", 140, 220),
        ("修业期满，成绩合格，准予毕业。", 140, 280),
        ("特此证明。", 200, 340),
        ("黄石市教育局", 700, 460),
        ("2021年1月20日", 700, 520),
    )

    assert readings(letter, "city_vocational_proof")["certificate_number"].value is None


def test_a_length_of_study_is_no_end_of_it() -> None:
    lines = (*CITY_PROOF, ("学习时间", 100, 460), ("三年", 420, 460))

    read = readings(lines, "city_vocational_proof")

    assert {read["enrolled_on"].status, read["graduated_on"].status} == {FieldStatus.ABSENT}


def test_a_proof_of_a_changed_name_that_ends_in_both_names_names_the_one_it_is_about() -> None:
    lines = (
        ("更名证明", 450, 60, 40),
        ("兹证明我辖区居民覃柏舟，性别男，1993年1月9日", 200, 160),
        ("出生，公民身份号码420983199301097395，曾用名", 140, 220),
        ("覃大勇，于2016年8月经公安机关批准更名为现姓名。", 140, 280),
        ("覃大勇与覃柏舟系同一人。", 140, 340),
        ("特此证明。", 200, 400),
        ("广水市公安局", 680, 520),
        ("2022年1月11日", 680, 580),
    )

    read = readings(lines, "name_change_proof")

    assert (read["name"].value, read["former_name"].value) == ("覃柏舟", "覃大勇")


TRIAL: tuple[Placed, ...] = (
    ("2021年医师资格考试试用期考核证明", 220, 60, 40),
    ("姓名", 100, 160),
    ("周岚", 320, 160),
    ("性别", 700, 160),
    ("女", 900, 160),
    ("试用类别", 100, 240),
    ("临床", 320, 240),
    ("身份证号", 700, 240),
    ("420802199403175346", 900, 240),
    ("毕业院校", 100, 320),
    ("武汉科技大学", 320, 320),
    ("所学专业", 700, 320),
    ("临床医学", 900, 320),
    ("试用机构", 100, 400),
    ("黄石磁湖医院", 320, 400),
    ("试用起止时间2019年9月1日至2020年11月15日", 100, 480),
    ("试用期考核意见：", 100, 560),
    ("经考核，该同志试用期内表现良好，考核结果：合格。", 180, 620),
)


def test_words_beside_the_wording_of_another_paper_are_no_value_that_cannot_be_read() -> None:
    assert readings(TRIAL, "probation_certificate")["level"].status is FieldStatus.ABSENT


def test_the_level_applied_for_and_a_date_behind_the_words_for_the_seal_are_read() -> None:
    lines = (*TRIAL, ("申请级别", 100, 700), ("执业助理医师", 320, 700), ("（公章）2021年1月10日", 640, 800))

    read = readings(lines, "probation_certificate")

    assert (read["physician_level"].value, read["issued_on"].value) == ("执业助理医师", "2021-01-10")


def test_where_somebody_worked_is_no_major() -> None:
    lines = (
        ("医师资格考试试用期考核证明", 220, 60, 40),
        ("兹证明沈砚秋，性别女，身份证号", 200, 160),
        ("421002199208267621，自2019年10月1日至", 140, 220),
        ("2020年10月30日在我单位口腔专业岗位试用，试用期满", 140, 280),
        ("一年，经考核合格。", 140, 340),
        ("特此证明。", 200, 400),
        ("试用机构（公章）：宜昌市秭云人民医院", 140, 520),
    )

    assert readings(lines, "probation_certificate")["major"].value is None


def test_a_value_off_the_line_of_its_label_may_stand_far_behind_it() -> None:
    lines = (
        ("外籍人员参加中国医师资格考试实习申请审核表", 200, 60, 40),
        ("姓名", 180, 160),
        ("阮氏梅香", 420, 176),
        ("Name", 180, 196),
        ("国籍", 180, 260),
        ("越南", 450, 276),
        ("Nationality", 140, 296),
        ("护照号", 160, 360),
        ("C4827105", 420, 376),
        ("Passport No.", 130, 396),
        ("毕业学校", 150, 460),
        ("桂北医学院", 650, 476),
        ("School", 160, 496),
    )

    assert readings(lines, "foreign_internship_form")["school"].value == "桂北医学院"


def test_the_end_of_a_president_s_label_is_no_label_of_the_name() -> None:
    lines = (*REGISTRATION, ("校（院）", 100, 560), ("长姓", 180, 562), ("宗启明", 320, 566), ("名", 165, 602))

    read = readings(lines, "chsi_registration_form")

    assert (read["name"].value, read["name"].rivals) == ("何志安", ())


def test_a_date_beside_another_label_is_no_birth_date() -> None:
    lines: tuple[Placed, ...] = (
        ("医师执业证书", 250, 60, 40),
        ("姓名：", 100, 160),
        ("肖欢", 300, 160),
        ("性别：", 100, 240),
        ("男", 300, 240),
        ("医师资格证书编码：", 100, 320),
        ("199942230429004196903094874", 400, 320),
        ("类别：", 100, 400),
        ("公共卫生", 300, 400),
        ("执业地点：", 100, 480),
        ("荆门市城关镇卫生院", 300, 480),
        ("执业证书编码：", 100, 560),
        ("230420802000074", 350, 560),
        ("发证日期：", 100, 640),
        ("二〇〇〇年九月十五日", 300, 640),
    )

    read = readings(lines, "physician_practice")

    assert read["birth_date"].status is FieldStatus.ABSENT
    assert read["issued_on"].value == "2000-09-15"
