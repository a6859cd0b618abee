"""The domain notes' cases (2.1, 3 and 4.4): how two values of a kind stand to one another, and by which rule."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from doctypes.values import KINDS, citizen_id
from doctypes.values.name import compare as compare_names
from doctypes.values.overseas_names import compare_of_hmt, compare_overseas
from doctypes.values.schools import BY_NAME, NameUse, School, load_schools, use_of_name
from models.doctype import Outcome
from models.errors import DefinitionInvalid

EQUAL, BY_RULE, COMPATIBLE = Outcome.EQUAL, Outcome.EQUAL_BY_RULE, Outcome.COMPATIBLE
DOUBTFUL, CONFLICT, UNVERIFIABLE = Outcome.DOUBTFUL, Outcome.CONFLICT, Outcome.UNVERIFIABLE
ID, ID15 = "11010519491231002X", "110105491231002"

NUMBERS = [  # 2.1
    ("citizen_id", ID, ID, EQUAL, ""),
    ("citizen_id", ID, ID15, BY_RULE, "fifteen_digit_form"),
    ("citizen_id", "11010519491231002x", ID, BY_RULE, "written_form"),
    ("citizen_id", "１１０１０５１９４９１２３１００２Ｘ", ID, BY_RULE, "written_form"),
    ("citizen_id", "１１０１０５４９１２３１００２", ID, BY_RULE, "fifteen_digit_form"),
    ("citizen_id", "110105 19491231 002X", ID, BY_RULE, "written_form"),
    ("citizen_id", "110105194912310038", ID, CONFLICT, ""),
    ("citizen_id", "110105491231003", ID, CONFLICT, ""),
    ("citizen_id", "810000199408230021", "81000019940823003X", CONFLICT, ""),
    ("qualification_number", f"201542110{ID15}", f"201542110{ID}", BY_RULE, "fifteen_digit_form"),
    ("qualification_number", f"201542110{ID15}", f"201642110{ID}", CONFLICT, ""),
    ("qualification_number", f"201542110{ID}", "201542110110105194912310038", CONFLICT, ""),
    ("permit_number", "H12345678", "H1234567801", BY_RULE, "reissue_count"),
    ("permit_number", "H1234567801", "H1234567802", BY_RULE, "reissue_count"),
    ("permit_number", "M12345678", "H12345678", CONFLICT, ""),
    ("permit_number", "H12345678", "H12345679", CONFLICT, ""),
    ("permit_number", "01234567", "0123456702B", DOUBTFUL, "reissue_count"),
    ("permit_number", "01234567", "01234568", CONFLICT, ""),
    ("passport_number", "E1234 5678", "E12345678", BY_RULE, "written_form"),
    ("passport_number", "EO1234567", "E01234567", DOUBTFUL, "look_alike"),
    ("passport_number", "E12345678", "E12345679", CONFLICT, ""),
    ("officer_number", "军字第1234567号", "1234567", BY_RULE, "number_only"),
    ("officer_number", "军字第1234567号", "军字第1234568号", CONFLICT, ""),
]
NAMES = [  # 3
    *(("name", "买买提·吐尔逊", f"买买提{dot}吐尔逊", BY_RULE, "separator_variant") for dot in "•・‧∙⋅･．.。・﹒"),
    ("name", "买买提吐尔逊", "买买提·吐尔逊", BY_RULE, "separator_missing"),
    ("name", "阿卜杜拉·买买提伊敏", "阿卜杜拉·买买提·伊敏", BY_RULE, "separator_missing"),
    ("name", "阿卜杜·拉买买提", "阿卜杜拉·买买提", DOUBTFUL, "separator_misread"),
    ("name", "买买提一吐尔逊", "买买提·吐尔逊", DOUBTFUL, "separator_misread"),
    ("name", "张 三", "张三", BY_RULE, "written_form"),
    ("name", "张䶮", "张?", UNVERIFIABLE, "wildcard"),
    ("name", "张䶮", "张？", UNVERIFIABLE, "wildcard"),
    ("name", "张䶮", "张□", UNVERIFIABLE, "wildcard"),
    ("name", "张䶮", "张■", UNVERIFIABLE, "wildcard"),
    ("name", "张䶮", "张*", UNVERIFIABLE, "wildcard"),
    ("name", "张?", "张?", UNVERIFIABLE, "wildcard"),
    ("name", "张?", "张□", UNVERIFIABLE, "wildcard"),
    ("name", "张三丰", "张?", CONFLICT, ""),
    ("name", "李䶮", "张?", CONFLICT, ""),
    ("name", "张yan", "张䶮", UNVERIFIABLE, "letters_for_character"),
    ("name", "张yun", "张䶮", CONFLICT, ""),
    ("name", "张龙天", "张䶮", UNVERIFIABLE, "split_character"),
    ("name", "李\ue863", "李䶮", BY_RULE, "private_form"),
    ("name", "李\ue000", "李䶮", UNVERIFIABLE, "private_character"),
    ("name", "李\ue000", "李\ue000", UNVERIFIABLE, "private_character"),
    ("name", "王\ue000", "李䶮", CONFLICT, ""),
    ("name", "陈𬱖", "陈頔", CONFLICT, ""),
    *(
        ("name", f"陈{one}", f"陈{other}", CONFLICT, "variant_character")
        for one, other in (
            "昇升",
            "堃坤",
            "喆哲",
            "淼渺",
            "珮佩",
            "峯峰",
            "濬浚",
            "甯宁",
            "祐佑",
            "鍾钟",
            "锺钟",
            "碁棋",
        )
    ),
    ("name", "肖明", "萧明", CONFLICT, "variant_character"),
    ("name", "鍾昇", "钟升", CONFLICT, "variant_character"),
    ("name", "王未", "王末", DOUBTFUL, "look_alike"),
    ("name", "王未末", "王末未", CONFLICT, ""),
    ("name", "張三", "张三", DOUBTFUL, "traditional_form"),
    ("name", "ZHANGSAN", "张三", UNVERIFIABLE, "other_script"),
    ("name", "MariaSilva", "MARIA SILVA", BY_RULE, "letter_case"),
    ("name", "SILVA, MARIA", "Maria Silva", BY_RULE, "name_order"),
    ("name", "Müller Anna", "MUELLER ANNA", BY_RULE, "latin_letters"),
    ("name", "SMITH, JOHN ROBERT", "John Smith", COMPATIBLE, "middle_name"),
    ("name", "JOHN SMITH", "John Robert Smith", COMPATIBLE, "middle_name"),
    ("name", "JOHNSMITH", "JohnRobertSmith", DOUBTFUL, "middle_name"),
    ("name", "JOHN ROBERT", "John Robert Smith", CONFLICT, ""),
    ("name", "JOHN SMITH", "JOHN SMYTH", CONFLICT, ""),
    ("bearer_name", "陳大文", "陈大文", BY_RULE, "traditional_form"),
    ("bearer_name", "鍾大文", "钟大文", BY_RULE, "traditional_form"),
    ("bearer_name", "陳昇", "陈升", CONFLICT, "variant_character"),
    ("bearer_name", "CHAN TAI MAN", "陈大文", UNVERIFIABLE, "other_script"),
    ("bilingual_name", "張三", "张三", DOUBTFUL, "traditional_form"),
    *(
        ("bilingual_name", latin, chinese, COMPATIBLE, "pinyin")
        for latin, chinese in (
            ("ZHANG SAN", "张三"),
            ("San Zhang", "张三"),
            ("Xiao-ming Zhang", "张晓明"),
            ("SHAN XIAOHONG", "单晓红"),
            ("Zeng Li", "曾莉"),
            ("Xie Li", "解莉"),
            ("LV BU", "吕布"),
            ("LYU BU", "吕布"),
            ("Lü Bu", "吕布"),
            ("OUYANG FENG", "欧阳锋"),
            ("TUERXUN MAIMAITI", "买买提·吐尔逊"),
        )
    ),
    ("bilingual_name", "LI SI", "张三", UNVERIFIABLE, "other_script"),
]
WORDS = [  # 2.2, 4.4
    ("chinese_date", "1990-01", "1990-01-31", COMPATIBLE, "year_month_only"),
    ("chinese_date", "1990", "1990-01-31", COMPATIBLE, "year_only"),
    ("chinese_date", "1990-01-30", "1990-01-31", CONFLICT, ""),
    ("chinese_date", "1990-02", "1990-01-31", CONFLICT, ""),
    ("chinese_date", "二〇〇九年九月", "2009-09", BY_RULE, "written_form"),
    ("gender", "男", "女", CONFLICT, ""),
    ("ethnicity", "汉族", "汉", BY_RULE, "written_form"),
    *(
        ("school", then, now, BY_RULE, "renamed_school")
        for then, now in (
            ("同济医科大学", "华中科技大学"),
            ("湖北医科大学", "武汉大学"),
            ("湖北医学院", "武汉大学"),
            ("郧阳医学院", "湖北医药学院"),
            ("湖北中医学院", "湖北中医药大学"),
            ("咸宁医学院", "湖北科技学院"),
            ("湖北民族学院", "湖北民族大学"),
            ("武汉工业学院", "武汉轻工大学"),
            ("湖北省卫生职工医学院", "长江大学"),
            ("江汉石油学院", "长江大学"),
            ("第一军医大学", "南方医科大学"),
            ("第二军医大学", "海军军医大学"),
            ("第三军医大学", "陆军军医大学"),
            ("第四军医大学", "空军军医大学"),
            ("北京医科大学", "北京大学"),
            ("上海医科大学", "复旦大学"),
            ("中山医科大学", "中山大学"),
            ("华西医科大学", "四川大学"),
            ("湖南医科大学", "中南大学"),
            ("白求恩医科大学", "吉林大学"),
            ("西安医科大学", "西安交通大学"),
            ("泸州医学院", "西南医科大学"),
            ("同济医科大学", "华中科技大学同济医学院"),
        )
    ),
    ("school", "华中科技大学同济医学院", "华中科技大学", BY_RULE, "faculty_named"),
    ("school", "扬州大学医学院", "扬州大学", BY_RULE, "faculty_named"),
    ("school", "华中科技大学文华学院", "华中科技大学", CONFLICT, ""),
    ("school", "天津医科大学临床医学院", "天津医科大学", CONFLICT, ""),
    ("school", "湖北农学院", "江汉石油学院", CONFLICT, ""),
    ("school", "同济医科大学", "同济大学", CONFLICT, ""),
    ("school", "中国地质大学(武汉)", "中国地质大学(北京)", CONFLICT, ""),
    ("level", "专升本", "本科", BY_RULE, "written_form"),
    ("level", "大专", "专科", BY_RULE, "written_form"),
    ("level", "高职", "专科", BY_RULE, "written_form"),
    ("level", "高职本科", "本科", BY_RULE, "written_form"),
    ("level", "专科", "本科", CONFLICT, ""),
    ("major", "临床医学(妇幼保健方向)", "临床医学", CONFLICT, "direction_differs"),
    ("major", "中西医临床医学", "中西医结合", CONFLICT, "related_major"),
    ("major", "针灸推拿", "针灸推拿学", CONFLICT, "related_major"),
    ("major", "临床医学", "中医学", CONFLICT, ""),
    ("study_form", "业余", "夜大学", BY_RULE, "same_form"),
    ("study_form", "成人业余", "夜大", BY_RULE, "same_form"),
    ("study_form", "成人脱产", "脱产", BY_RULE, "same_form"),
    ("study_form", "业余", "函授", CONFLICT, ""),
    ("study_form", "业余", "普通全日制", CONFLICT, ""),
    ("study_form", "脱产", "普通全日制", CONFLICT, ""),
]
SEPARATORS = st.sampled_from("·•・‧∙⋅･．.。﹒")
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
SYLLABLES = st.text(alphabet=HAN, min_size=2, max_size=4)
SPACES = st.sampled_from(["", " ", "\u3000", "  ", "\u200b"])
HEADS = st.builds(
    lambda region, day, sequence: f"{region:06d}19{day:%y%m%d}{sequence:03d}",
    st.integers(110000, 659999),
    st.dates(min_value=date(1930, 1, 1), max_value=date(1999, 12, 31)),
    st.integers(1, 999),
)


@pytest.mark.parametrize(("kind", "left", "right", "outcome", "rule"), [*NUMBERS, *NAMES, *WORDS])
def test_two_values_stand_as_the_domain_says(kind: str, left: str, right: str, outcome: Outcome, rule: str) -> None:
    one_way, other_way = KINDS[kind].compare(left, right), KINDS[kind].compare(right, left)

    assert (one_way.outcome, one_way.rule) == (outcome, rule)
    assert other_way == one_way


@given(first=SYLLABLES, last=SYLLABLES, one=SEPARATORS, other=SEPARATORS, space=SPACES)
def test_separators_widths_and_spaces_never_make_a_name_differ(
    first: str, last: str, one: str, other: str, space: str
) -> None:
    likeness = compare_names(f"{first}{one}{last}", f"{first}{space}{other}{space}{last}")

    assert likeness.outcome in (EQUAL, BY_RULE)
    assert compare_names(f"{first}{last}", f"{first}{one}{last}").rule == "separator_missing"


@given(name=st.text(alphabet=HAN, min_size=2, max_size=6), place=st.integers(0, 5), other=HAN)
def test_one_changed_character_of_a_name_is_never_equal_nor_by_rule(name: str, place: int, other: str) -> None:
    place %= len(name)
    assume(name[place] != other)
    changed = name[:place] + other + name[place + 1 :]

    for compare in (compare_names, compare_overseas):
        assert not compare(name, changed).outcome.agrees


@given(
    words=st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=7), min_size=2, max_size=3),
    place=st.integers(0, 20),
    other=st.sampled_from("abcdefghijklmnopqrstuvwxyz"),
)
def test_one_changed_letter_of_a_name_is_never_equal_nor_by_rule(words: list[str], place: int, other: str) -> None:
    name = " ".join(words)
    place %= len(name)
    assume(name[place] not in (other, " "))

    assert not compare_of_hmt(name, name[:place] + other + name[place + 1 :]).outcome.agrees


@given(head=HEADS, width=st.booleans(), small=st.booleans(), space=SPACES)
def test_widths_spaces_and_the_old_form_never_make_an_id_differ(
    head: str, width: bool, small: bool, space: str
) -> None:
    number = head + citizen_id.check_character(head)
    written = number.lower() if small else number
    if width:
        written = "".join(chr(ord(char) + 0xFEE0) for char in written)

    assert citizen_id.compare(written[:6] + space + written[6:], number).outcome in (EQUAL, BY_RULE)
    assert citizen_id.compare(number[:6] + number[8:17], written).rule == "fifteen_digit_form"


@given(head=HEADS, place=st.integers(0, 17), digit=st.sampled_from("0123456789X"))
def test_one_changed_digit_of_an_id_is_never_equal_nor_by_rule(head: str, place: int, digit: str) -> None:
    number = head + citizen_id.check_character(head)
    assume(number[place] != digit and (digit != "X" or place == 17))
    changed = number[:place] + digit + number[place + 1 :]

    for kind, before in (("citizen_id", ""), ("qualification_number", "201542110")):
        assert KINDS[kind].compare(before + changed, before + number).outcome is CONFLICT
    if place not in (6, 7, 17):
        assert citizen_id.compare(changed[:6] + changed[8:17], number).outcome is CONFLICT


@pytest.mark.parametrize(
    ("name", "year", "use"),
    [
        ("同济医科大学", 1998, NameUse.IN_USE),
        ("同济医科大学", 2000, NameUse.IN_USE),
        ("同济医科大学", 2001, NameUse.NO_LONGER),
        ("华中科技大学", 1999, NameUse.NOT_YET),
        ("湖北医药学院", 2009, NameUse.NOT_YET),
        ("湖北民族学院", 2019, NameUse.NO_LONGER),
        ("咸宁学院", 2001, NameUse.NOT_YET),
        ("武汉大学", 1990, NameUse.IN_USE),
        ("湖北理工学院", 2005, NameUse.UNKNOWN),
        ("不知名医学院", 2005, NameUse.UNKNOWN),
    ],
)
def test_a_name_of_a_school_is_in_use_or_not_in_a_year(name: str, year: int, use: NameUse) -> None:
    assert use_of_name(name, year) is use


def test_no_name_of_a_school_is_a_scrap_before_another() -> None:
    assert [name for name in BY_NAME if name[1:] in BY_NAME] == []


def test_a_wrong_table_of_schools_names_every_fault(tmp_path: Path) -> None:
    file = tmp_path / "schools.toml"
    file.write_text(
        '[[schools]]\ncode = "10001"\nname = "甲大学"\n'
        '[[schools]]\ncode = "10001"\nname = "乙大学"\nformer = [{ name = "丙学院", until = 2000, into = "丁学院" }]\n',
        encoding="utf-8",
    )

    with pytest.raises(DefinitionInvalid, match="10001 is there twice; 丙学院 becomes 丁学院"):
        load_schools(file)


def test_later_names_follow_a_school_to_its_present_name() -> None:
    school: School = BY_NAME["武汉大学"]

    assert school.later_names("湖北医学院") == {"湖北医学院", "湖北医科大学", "武汉大学"}
