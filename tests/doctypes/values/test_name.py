"""Names: what is folded, what is doubted, and what is another person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes.values.look_alikes import look_alike
from doctypes.values.name import compare, parse
from doctypes.values.variants import are_variants
from doctypes.values.writing import simplified
from models.doctype import Outcome

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
NAMES = st.text(alphabet=HAN, min_size=2, max_size=4)


@pytest.mark.parametrize("dot", "··•・‧∙⋅･．.。・﹒")
def test_every_form_of_the_separator_is_one_name(dot: str) -> None:
    parsed = parse(f"买买提{dot}吐尔逊")

    assert parsed is not None
    assert parsed.value == "买买提\u00b7吐尔逊"
    assert compare("买买提·吐尔逊", f"买买提{dot}吐尔逊").outcome in (Outcome.EQUAL, Outcome.EQUAL_BY_RULE)


@pytest.mark.parametrize(
    "raw",
    ["：张 三，", "张\n三", "_张三_", "。张三、", "“张三”", "张三\u200b"],
)
def test_punctuation_and_spaces_around_a_name_are_taken_off(raw: str) -> None:
    parsed = parse(raw)

    assert parsed is not None
    assert parsed.value == "张三"


@pytest.mark.parametrize(
    "raw",
    ["张3", "性别", "张三性别", "张", "", "出生日期", "一" * 29, "1990年1月", "(三)张", "??", "汉族", "土家族", "证人"],
)
def test_what_no_person_is_called_is_refused(raw: str) -> None:
    assert parse(raw) is None


@pytest.mark.parametrize("name", ["李䶮", "王㛃", "陈𬱖", "张yan", "张?", "Zhang-Li", "阿卜杜拉·买买提·伊敏", "毕业成"])
def test_rare_characters_and_foreign_letters_are_names(name: str) -> None:
    parsed = parse(name)

    assert parsed is not None
    assert parsed.value == name


def test_a_private_form_of_a_legacy_font_becomes_the_character() -> None:
    parsed = parse("李\ue863")

    assert parsed is not None
    assert parsed.value == "李䶮"


@pytest.mark.parametrize(
    ("printed", "stated", "outcome", "rule"),
    [
        ("张三", "张三", Outcome.EQUAL, ""),
        ("张 三", "张三", Outcome.EQUAL_BY_RULE, "written_form"),
        ("张三", "张 三", Outcome.EQUAL_BY_RULE, "written_form"),
        ("买买提·吐尔逊", "买买提.吐尔逊", Outcome.EQUAL_BY_RULE, "separator_variant"),
        ("买买提吐尔逊", "买买提·吐尔逊", Outcome.EQUAL_BY_RULE, "separator_missing"),
        ("Zhang San", "ZHANG SAN", Outcome.EQUAL_BY_RULE, "letter_case"),
        ("张䶮", "张?", Outcome.UNVERIFIABLE, "wildcard"),
        ("张䶮", "张□", Outcome.UNVERIFIABLE, "wildcard"),
        ("王晟", "王盛", Outcome.DOUBTFUL, "look_alike"),
        ("王未末", "王末未", Outcome.CONFLICT, ""),
        ("陈昇", "陈升", Outcome.CONFLICT, "variant_character"),
        ("李堃", "李坤", Outcome.CONFLICT, "variant_character"),
        ("王珮", "王佩", Outcome.CONFLICT, "variant_character"),
        ("鍾明", "钟明", Outcome.CONFLICT, "variant_character"),
        ("张三", "张三丰", Outcome.CONFLICT, ""),
        ("张三", "李四", Outcome.CONFLICT, ""),
        ("李?", "张䶮", Outcome.CONFLICT, ""),
    ],
)
def test_two_names_stand_as_the_rules_say(printed: str, stated: str, outcome: Outcome, rule: str) -> None:
    likeness = compare(printed, stated)

    assert (likeness.outcome, likeness.rule) == (outcome, rule)


@given(name=NAMES, place=st.integers(0, 3), other=HAN)
def test_one_changed_character_is_never_equal(name: str, place: int, other: str) -> None:
    place %= len(name)
    if name[place] == other:
        return
    changed = name[:place] + other + name[place + 1 :]

    form = simplified(name[place]) == simplified(other)
    may_be_the_reader = form or (look_alike(name[place], other) and not are_variants(name[place], other))
    expected = Outcome.DOUBTFUL if may_be_the_reader else Outcome.CONFLICT
    assert compare(name, changed).outcome is expected


@pytest.mark.parametrize(("printed", "stated"), [("杨悅霞", "杨悦霞"), ("米熱古丽·艾合买提", "米热古丽·艾合买提")])
def test_a_traditional_form_that_a_reader_may_have_printed_is_a_doubt(printed: str, stated: str) -> None:
    likeness = compare(printed, stated)

    assert (likeness.outcome, likeness.rule) == (Outcome.DOUBTFUL, "traditional_form")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("学陈嘉禾", "陈嘉禾"),
        ("一欧阳锋", "欧阳锋"),
        ("买买提·吐尔逊志", "买买提·吐尔逊"),
        ("买买提·吐尔逊司志", "买买提·吐尔逊"),
    ],
)
def test_what_is_left_of_the_words_around_a_name_is_taken_off_and_leaves_it_in_doubt(raw: str, name: str) -> None:
    parsed = parse(raw)

    assert parsed is not None
    assert (parsed.value, parsed.repaired) == (name, True)


@pytest.mark.parametrize("name", ["陈嘉志", "学敏", "古丽·明志"])
def test_names_that_only_look_like_words_around_a_name_are_whole(name: str) -> None:
    parsed = parse(name)

    assert parsed is not None
    assert (parsed.value, parsed.repaired) == (name, False)
