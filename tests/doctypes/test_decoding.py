"""Numbers taken apart: each known layout into parts with digits and meaning, an unknown one into nothing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes import decoding
from doctypes.decoding import decode, layouts_of
from doctypes.layouts import LAYOUTS
from doctypes.values import KINDS
from models.doctype import ValueKind
from models.number_layout import NumberLayout, NumberPart

KNOWN: dict[str, tuple[str, dict[str, str]]] = {
    "11010519491231002X": ("citizen_id", {"出生日期": "1949 年 12 月 31 日", "校验码": "校验码相符"}),
    "110105491231002": ("citizen_id", {"出生日期": "1949 年 12 月 31 日"}),
    "1048 6120 1705 000001": ("certificate_number", {"学校代码": "武汉大学", "培养层次": "本科"}),
    "10486520010600001": ("certificate_number", {"办学类型": "成人高等教育", "毕业年份": "2001 年"}),
    "65420101211000017": ("certificate_number", {"省份": "湖北省", "批次": "上半年", "年份": "2021 年"}),
    "1048642017000123": ("degree_number", {"学位级别": "学士学位", "授予年份": "2017 年"}),
    "Z1048632012000123": ("degree_number", {"前置字母": "专业学位", "学位级别": "硕士学位"}),
    "1048642012S00123": ("degree_number", {"类别字母": "双学位"}),
    "20154211011010519491231002X": ("qualification_number", {"级别": "执业医师", "身份证号·校验码": "校验码相符"}),
    "199842210110105491231002": ("qualification_number", {"级别": "执业助理医师", "省份": "湖北省"}),
    "110420106000123": ("practice_number", {"级别": "执业医师", "首次注册地": "湖北省武汉市"}),
    "A1B2C3D4E5F6G7H8": ("verification_code", {"验证码": "随机编排"}),
    "H1234567801": ("permit_number", {"字头": "香港居民", "换证次数": "核对时不计"}),
    "0123456701B": ("permit_number", {"末位": "旧本式证件才有"}),
    "E12345678": ("passport_number", {"字头": "签发国自定"}),
    "军字第1234567号": ("officer_number", {"类别": "军种、警种或人员类别"}),
}
"""One number of each layout; all are invented."""


@pytest.mark.parametrize("number", KNOWN)
def test_a_number_is_taken_apart_by_its_layout(number: str) -> None:
    kind, meanings = KNOWN[number]

    found = [one for one in decode(number) if one.kind == kind]

    assert len(found) == 1
    assert "".join(part.digits for part in found[0].parts) == number.replace(" ", "")
    assert meanings.items() <= {part.name: part.meaning for part in found[0].parts}.items()


@pytest.mark.parametrize("number", ["鄂字第12号", "123", "9" * 5000, "20154211011010519491", "00000000000000000"])
def test_an_unknown_layout_is_no_fault(number: str) -> None:
    assert decode(number) == ()


def test_a_wrong_check_character_is_told_with_the_right_one() -> None:
    check = decode("110105194912310021")[0].parts[-1]

    assert "应为 X" in check.meaning


def test_a_number_that_fits_two_layouts_is_taken_apart_by_both() -> None:
    assert {one.kind for one in decode("104874960123")} == {"degree_number", "verification_code"}


def test_a_kind_that_brings_its_own_layouts_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    part = NumberPart(name="全部", pattern=r"\d{18}", means=lambda digits, _: digits, width="18")
    own = NumberLayout(title="自带", parts=(part,))
    kinds: dict[str, ValueKind] = {**KINDS, "citizen_id": replace(KINDS["citizen_id"], layouts=(own,))}
    monkeypatch.setattr(decoding, "KINDS", kinds)

    assert layouts_of("citizen_id") == (own,)
    assert [one.title for one in decode("110105194912310021")] == ["自带"]


@pytest.mark.parametrize("kind", [kind for kind in LAYOUTS if kind in KINDS])
def test_every_layout_has_a_title_and_widths_for_people(kind: str) -> None:
    for layout in layouts_of(kind):
        assert layout.title
        assert all(part.width for part in layout.parts)


@given(number=st.text(max_size=60))
def test_decoding_never_raises(number: str) -> None:
    decode(number)


@given(digits=st.text("0123456789X", min_size=8, max_size=27))
def test_the_parts_of_a_number_are_the_number(digits: str) -> None:
    found: Any = decode(digits)

    assert all("".join(part.digits for part in one.parts) == digits for one in found)
