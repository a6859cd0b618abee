"""Layouts of physicians' licence numbers: qualification (24 or 27) and practice (15)."""

from dataclasses import replace

from doctypes.layouts.identity import CITIZEN, CITIZEN_EARLY
from doctypes.layouts.places import PATTERN, region
from doctypes.layouts.plain import THIRD_PARTY, serial, word
from models.number_layout import NumberLayout, NumberPart

_LEVELS = {"1": "执业医师", "2": "执业助理医师"}
_CATEGORIES = {
    "10": "临床",
    "20": "口腔",
    "30": "公共卫生",
    "41": "中医",
    "42": "中西医结合",
    "43": "蒙医",
    "44": "藏医",
}
_UNCONFIRMED = "类别代码取自考试代码，未经官方文件确认"


def _exam_year(digits: str, _number: str) -> str:
    return f"{digits} 年{'（含医师法施行前认定取得的）' if digits == '1998' else '考试'}"


_HEAD = (
    NumberPart(name="年份", pattern=r"(?:19|20)\d\d", means=_exam_year, width="4"),
    NumberPart(name="省份", pattern=PATTERN, means=lambda digits, _: region(digits), width="2"),
    NumberPart(name="级别", pattern="[12]", means=word(_LEVELS), width="1"),
    NumberPart(name="类别", pattern=r"\d\d", means=word(_CATEGORIES), width="2"),
)


def _inside(parts: tuple[NumberPart, ...]) -> tuple[NumberPart, ...]:
    return tuple(replace(part, name=f"身份证号·{part.name}") for part in parts)


QUALIFICATION = (
    NumberLayout(
        title="医师资格证书编码，27 位（含 18 位身份证号）", parts=_HEAD + _inside(CITIZEN), note=_UNCONFIRMED
    ),
    NumberLayout(
        title="医师资格证书编码，24 位（含 15 位身份证号）", parts=_HEAD + _inside(CITIZEN_EARLY), note=_UNCONFIRMED
    ),
)
PRACTICE = (
    NumberLayout(
        title="医师执业证书编码，15 位",
        note=THIRD_PARTY,
        parts=(
            _HEAD[2],
            _HEAD[3],
            NumberPart(
                name="首次注册地", pattern=PATTERN + r"\d{4}", means=lambda digits, _: region(digits), width="6"
            ),
            serial("6"),
        ),
    ),
)
