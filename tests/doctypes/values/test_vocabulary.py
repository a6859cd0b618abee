"""Schools, majors and the kinds with a small vocabulary: what is one thing under two words, and what is not."""

import pytest

from doctypes.values import KINDS
from doctypes.values.schools import BY_CODE, BY_NAME, SCHOOLS
from models.doctype import Outcome


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("level", "本", "本科"),
        ("level", "专", "专科"),
        ("level", "专升本", "本科"),
        ("level", "高职（专科）", "专科"),
        ("level", "大专", "专科"),
        ("level", "硕士研究生", "硕士"),
        ("level", "本料", "本科"),
        ("level", "木科", "本科"),
        ("level", "木料", None),
        ("study_form", "普通全目制", "普通全日制"),
        ("study_form", "半工半读", "半工半读"),
        ("education_category", "成八高等教育", "成人高等教育"),
        ("major", "臨床醫学", "临床医学"),
        ("issuer", "武汉市卫生局X", "武汉市卫生局"),
        ("level", "中等职业学校", "中专"),
        ("level", "研究生", None),
        ("level", "层次", None),
        ("duration", "四", "4年"),
        ("duration", "4 年", "4年"),
        ("duration", "五年制", "5年"),
        ("duration", "2.5年", "2.5年"),
        ("duration", "两年半", "2.5年"),
        ("duration", "叁", "3年"),
        ("duration", "2017", None),
        ("ethnicity", "汉", "汉"),
        ("ethnicity", "土家族", "土家"),
        ("ethnicity", "汊", None),
        ("gender", "男。", "男"),
        ("gender", "文", None),
        ("physician_level", "助理医师资格证书", "执业助理医师"),
        ("physician_level", "医师执业证书", "执业医师"),
        ("physician_level", "乡村医生执业证书", None),
        ("specialty", "临床类别", "临床"),
        ("specialty", "中西医结合", "中西医结合"),
        ("specialty", "类别", None),
        ("specialty", "蒙医类别", "蒙医"),
        ("specialty", "民族医", "民族医"),
        ("specialty", "中医（维医）", "中医(维医)"),
        ("specialty", "傣医学", "傣医学"),
        ("specialty", "全科", "全科"),
        ("specialty", "乡村全科执业助理医师", "乡村全科"),
        ("specialty", "临床类执业医师", "临床"),
        ("major", "临床医学 专业", "临床医学"),
        ("major", "口腔医学（函授）", "口腔医学(函授)"),
        ("major", "专业", None),
        ("school", "华中科技大学 ", "华中科技大学"),
        ("school", "大学", None),
        ("issuer", "武汉市卫生健康委员会（盖章）", "武汉市卫生健康委员会"),
        ("issuer", "公章", None),
        ("text", "执业范围", None),
        ("text", "内科专业", "内科专业"),
    ],
)
def test_print_becomes_the_word_of_the_house(kind: str, raw: str, value: str | None) -> None:
    parsed = KINDS[kind].parse(raw)

    assert (parsed.value if parsed else None) == value


@pytest.mark.parametrize(
    ("kind", "printed", "stated", "outcome", "rule"),
    [
        ("school", "同济医科大学", "华中科技大学", Outcome.EQUAL_BY_RULE, "renamed_school"),
        ("school", "湖北中医药大学", "湖北中医学院", Outcome.EQUAL_BY_RULE, "renamed_school"),
        ("school", "中国地质大学(武汉)", "中国地质大学（武汉）", Outcome.EQUAL_BY_RULE, "written_form"),
        ("school", "武汉大学", "武汉太学", Outcome.DOUBTFUL, "look_alike"),
        ("school", "湖北医药学院", "湖北中医药大学", Outcome.CONFLICT, ""),
        ("school", "武汉大学", "武汉科技大学", Outcome.CONFLICT, ""),
        ("major", "临床医学(妇幼保健方向)", "临床医学", Outcome.CONFLICT, "direction_differs"),
        ("major", "临床医学(A方向)", "临床医学(B方向)", Outcome.CONFLICT, "direction_differs"),
        ("major", "临床医学（网络教育）", "临床医学", Outcome.EQUAL_BY_RULE, "brackets_restate"),
        ("major", "临床医学专业", "临床医学", Outcome.EQUAL_BY_RULE, "written_form"),
        ("major", "临床医学", "中医学", Outcome.CONFLICT, ""),
        ("major", "护理学", "护埋学", Outcome.CONFLICT, ""),
        ("level", "本科", "专升本", Outcome.EQUAL_BY_RULE, "written_form"),
        ("level", "本科", "专科", Outcome.CONFLICT, ""),
        ("study_form", "全日制", "普通全日制", Outcome.EQUAL_BY_RULE, "same_form"),
        ("study_form", "普通全日制", "业余", Outcome.CONFLICT, ""),
        ("education_category", "高等教育自学考试", "自考", Outcome.EQUAL_BY_RULE, "same_category"),
        ("education_category", "普通高等教育", "成人高等教育", Outcome.CONFLICT, ""),
        ("specialty", "公卫", "公共卫生", Outcome.EQUAL_BY_RULE, "same_category"),
        ("specialty", "中医", "中西医结合", Outcome.CONFLICT, ""),
        ("specialty", "中西医", "中西医结合", Outcome.EQUAL_BY_RULE, "same_category"),
        ("specialty", "中医（师承或确有专长）", "中医", Outcome.EQUAL_BY_RULE, "same_category"),
        ("specialty", "维吾尔医", "维医", Outcome.EQUAL_BY_RULE, "same_category"),
        ("specialty", "中医(藏医)", "藏医", Outcome.EQUAL_BY_RULE, "same_category"),
        ("specialty", "蒙医", "藏医", Outcome.CONFLICT, ""),
        ("specialty", "乡村全科", "全科", Outcome.CONFLICT, ""),
        ("licence_category", "临床", "口腔", Outcome.CONFLICT, ""),
        ("licence_category", "中医", "中西医结合", Outcome.EQUAL_BY_RULE, "category_of_licence"),
        ("licence_category", "中医", "中西医临床", Outcome.EQUAL_BY_RULE, "category_of_licence"),
        ("licence_category", "公卫", "公共卫生", Outcome.EQUAL_BY_RULE, "same_category"),
        ("licence_category", "乡村全科", "中医", Outcome.COMPATIBLE, "rural_category"),
        ("licence_category", "临床", "检验", Outcome.CONFLICT, ""),
        ("physician_level", "执业助理医师", "执业医师", Outcome.CONFLICT, ""),
        ("ethnicity", "汉", "汉族", Outcome.EQUAL_BY_RULE, "written_form"),
        ("duration", "5年", "五年制", Outcome.EQUAL_BY_RULE, "written_form"),
        ("gender", "男", "女", Outcome.CONFLICT, ""),
    ],
)
def test_two_words_stand_as_the_rules_say(kind: str, printed: str, stated: str, outcome: Outcome, rule: str) -> None:
    likeness = KINDS[kind].compare(printed, stated)

    assert (likeness.outcome, likeness.rule) == (outcome, rule)


def test_no_two_schools_share_a_code_or_a_name() -> None:
    assert len({school.code for school in BY_CODE.values()}) == len(BY_CODE)
    assert sum(len(school.names) for school in SCHOOLS) == len(BY_NAME)


def test_a_country_that_may_be_part_of_a_schools_name_leaves_it_in_doubt() -> None:
    parse = KINDS["bilingual_school"].parse

    for raw, doubted in (("俄罗斯国立研究医科大学", True), ("新加坡国立大学", False), ("英国伦敦大学学院", False)):
        found = parse(raw)

        assert found is not None
        assert found.repaired is doubted
