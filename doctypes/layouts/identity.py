"""Layouts of identity numbers: citizen IDs (GB 11643), residence cards, travel permits, passports, officers' cards."""

from doctypes.layouts.places import PATTERN, region
from doctypes.layouts.plain import THIRD_PARTY, date, fixed, serial, word
from doctypes.values import citizen_id
from models.number_layout import NumberLayout, NumberPart

_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_HOLDERS = {"H": "香港居民", "M": "澳门居民"}


def _check(digits: str, number: str) -> str:
    """Hold the last character against the rest: the ID may be a whole number or stand at the end of a longer one."""
    right = citizen_id.check_character(number[-18:-1])
    return "校验码相符" if digits == right else f"校验码不符，按规则应为 {right}，请核对是否抄错"


def _sex(digits: str, _number: str) -> str:
    return f"同日顺序编排，末位{'奇数为男' if int(digits[-1]) % 2 else '偶数为女'}"


CITIZEN = (
    NumberPart(name="地区代码", pattern=PATTERN + r"\d{4}", means=lambda digits, _: region(digits), width="6"),
    NumberPart(name="出生日期", pattern=r"(?:18|19|20)\d\d" + _MONTH_DAY, means=date, width="8"),
    NumberPart(name="顺序码", pattern=r"\d{3}", means=_sex, width="3"),
    NumberPart(name="校验码", pattern=r"[\dX]", means=_check, width="1"),
)
"""The parts of 18 characters; other numbers hold them, too."""
CITIZEN_EARLY = (
    CITIZEN[0],
    NumberPart(name="出生日期", pattern=r"\d\d" + _MONTH_DAY, means=date, width="6"),
    CITIZEN[2],
)
"""The parts of 15 digits, as they were before 1999."""

CITIZEN_ID = (
    NumberLayout(title="公民身份号码，18 位（GB 11643-1999）", parts=CITIZEN),
    NumberLayout(title="公民身份号码，15 位（旧）", parts=CITIZEN_EARLY, note="现已停用，报名时不可使用"),
    NumberLayout(
        title="外国人永久居留身份证号码，18 位（2023 版）",
        note="中间各位的划分未经确认",
        parts=(
            NumberPart(name="标识位", pattern="9", means=fixed("外国人"), width="1"),
            NumberPart(name="受理地区", pattern=r"\d\d", means=lambda digits, _: region(digits), width="2"),
            NumberPart(name="国籍代码", pattern=r"\d{3}", means=fixed("国家或地区代码"), width="3"),
            CITIZEN[1],
            serial("3"),
            CITIZEN[3],
        ),
    ),
    NumberLayout(
        title="外国人永久居留身份证号码，15 位（2017 版）",
        note="末十二位的划分未收录",
        parts=(
            NumberPart(name="国籍代码", pattern="[A-Z]{3}", means=fixed("国家或地区三字母代码"), width="3"),
            NumberPart(name="其余", pattern=r"\d{12}", means=fixed("受理地区、出生日期、顺序号与校验位"), width="12"),
        ),
    ),
)
PERMIT = (
    NumberLayout(
        title="港澳居民来往内地通行证号码，9 位（2013 版）或 11 位（1999 版）",
        parts=(
            NumberPart(name="字头", pattern="[HM]", means=word(_HOLDERS), width="1"),
            NumberPart(name="终身号", pattern=r"\d{8}", means=fixed("一人一号，换证不变"), width="8"),
            NumberPart(name="换证次数", pattern=r"(?:\d\d)?", means=fixed("核对时不计"), width="0-2"),
        ),
    ),
    NumberLayout(
        title="台湾居民来往大陆通行证号码，8 位（卡式）或 11 位（本式）",
        note=THIRD_PARTY,
        parts=(
            serial("8", "证件号"),
            NumberPart(name="签发次数", pattern=r"(?:\d\d(?=[A-Z]))?", means=fixed("旧本式证件才有"), width="0-2"),
            NumberPart(name="末位", pattern=r"(?:[A-Z])?", means=fixed("旧本式证件才有"), width="0-1"),
        ),
    ),
)
PASSPORT = (
    NumberLayout(
        title="护照号码，6～12 位",
        note="由各国自定；只有护照机读区的校验位能核对它",
        parts=(
            NumberPart(
                name="字头", pattern="(?![HM][0-9]{8}$)[A-Z]{1,3}(?=[0-9])", means=fixed("签发国自定"), width="1-3"
            ),
            NumberPart(name="号码", pattern=r"\d{5,9}", means=fixed("签发国自定"), width="5-9"),
        ),
    ),
)
OFFICER = (
    NumberLayout(
        title="军官证等证件号码，“某字第…号”",
        parts=(
            NumberPart(
                name="类别", pattern=r"[\u4e00-\u9fff]{1,4}?(?=字第)", means=fixed("军种、警种或人员类别"), width="1-4"
            ),
            NumberPart(name="字第", pattern="字第", means=fixed("固定用字"), width="2"),
            serial("4-8", "号码", "[0-9A-Z]{4,8}"),
            NumberPart(name="号", pattern="号", means=fixed("固定用字"), width="1"),
        ),
    ),
)
