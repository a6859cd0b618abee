"""The baseline is no straw man: on lines that are read well, its rules give type, values and canonical forms."""

import pytest

from bench.stock_baseline import _agree, _stated
from bench.stock_rules import canonical, fields_of, type_of
from models.materials import MATERIALS

DIPLOMA = [
    "普通高等学校",
    "毕业证书",
    "学生陈嘉禾性别男，一九九一年五月六日生，于二〇〇九年九月至二〇一四年",
    "六月在本校临床医学专业五年制本科学习，修完教学计划规定的全部课程，成绩合格，准予毕业。",
    "校名：武汉大学",
    "二〇一四年六月三十日",
    "证书编号：104861201405000001",
]


def test_a_diploma_s_sentence_and_labels_are_read() -> None:
    wanted = ("name", "gender", "birth_date", "enrolled_on", "graduated_on", "major", "level", "duration", "school")

    found = fields_of(DIPLOMA, "graduation_certificate", (*wanted, "certificate_number"))

    assert type_of(DIPLOMA) == "graduation_certificate"
    assert found == {
        "name": "陈嘉禾",
        "gender": "男",
        "birth_date": "1991-05-06",
        "enrolled_on": "2009-09",
        "graduated_on": "2014-06-30",
        "major": "临床医学",
        "level": "本科",
        "duration": "5年",
        "school": "武汉大学",
        "certificate_number": "104861201405000001",
    }


def test_a_value_on_the_next_line_or_after_a_label_set_wide_is_read() -> None:
    lines = ["医师执业证书", "姓", "名：陈嘉禾", "执业类别：", "临床", "执业证书编码：110420106000123"]

    found = fields_of(lines, "physician_practice", ("name", "specialty", "certificate_number"))

    assert found == {"name": "陈嘉禾", "specialty": "临床", "certificate_number": "110420106000123"}


@pytest.mark.parametrize("code", MATERIALS)
def test_every_title_as_printed_is_told(code: str) -> None:
    extra = {
        "graduation_certificate": "准予毕业",
        "vocational_diploma": "中等职业学校",
        "licence_register_proof": "执业注册核实证明",
        "city_vocational_proof": "武汉市教育局",
        "military_probation_form": "解放军某部队",
        "military_education_proof": "解放军某部队",
        "school_certificate": "我校应届毕业生证明",
        "name_change_proof": "更名证明 派出所",
    }

    assert type_of([MATERIALS[code], extra.get(code, "")]) == code


@pytest.mark.parametrize("printed", ["2017年6月30日", "二〇一七年六月三十日", "2017-06-30", "2017.06.30", "20170630"])
def test_dates_come_to_one_form(printed: str) -> None:
    assert canonical("graduated_on", printed) == "2017-06-30"


def test_a_value_is_held_against_everything_stated_there() -> None:
    application = {"name": "甲", "former_names": ["乙"], "education": [{"school": "一"}, {"school": "二"}]}

    assert _stated(application, "education.school") == ["一", "二"]
    assert _stated(application, "name") == ["甲", "乙"]
    assert _agree("2016-06", "2016-06-30")
