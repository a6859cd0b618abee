"""Layouts of what schools and education authorities number: diplomas, self-study, degrees, online codes, credentials.

None of these numbers has a check digit that is known.
"""

from doctypes.layouts.places import PATTERN, region
from doctypes.layouts.plain import THIRD_PARTY, fixed, serial, word, year
from doctypes.values.schools import BY_CODE
from models.number_layout import NumberLayout, NumberPart

_TYPES = {"1": "普通高等教育（研究生也用 1）", "5": "成人高等教育", "6": "高等教育自学考试或文凭考试", "7": "网络教育"}
_LEVELS = {"01": "博士研究生", "02": "硕士研究生", "04": "第二学士学位", "05": "本科", "06": "专科（含高职）"}
_RANKS = {"2": "博士学位", "3": "硕士学位", "4": "学士学位"}
_PREFIXES = {"C": "成人高等教育", "Z": "专业学位", "T": "同等学力申请"}
_MARKS = {"S": "双学位", "E": "第二学士学位", "Z": "自学考试"}
_HALVES = {"1": "上半年", "2": "下半年"}
_YEAR = r"(?:19|20)\d\d"


def _school(digits: str, _number: str) -> str:
    known = BY_CODE.get(digits)
    return known.name if known else "本系统未收录的学校"


def _short_year(digits: str, _number: str) -> str:
    """Self-study began in 1981, the degrees of two digits' year in 1982."""
    return f"{'19' if digits >= '80' else '20'}{digits} 年"


_SCHOOL = NumberPart(name="学校代码", pattern=r"[1-9]\d{4}", means=_school, width="5")
_RANK = NumberPart(name="学位级别", pattern="[234]", means=word(_RANKS), width="1")

DIPLOMA = (
    NumberLayout(
        title="高等教育学历证书编号，18 位（2001 年为 17 位）",
        parts=(
            _SCHOOL,
            NumberPart(name="办学类型", pattern="[1567]", means=word(_TYPES), width="1"),
            NumberPart(name="毕业年份", pattern=_YEAR, means=year, width="4"),
            NumberPart(name="培养层次", pattern="0[12456]", means=word(_LEVELS), width="2"),
            serial("5-6"),
        ),
    ),
    NumberLayout(
        title="高等教育自学考试毕业证书编号，17 位",
        note="个别省市的地区代码不按国家标准；校验规则未公开；也见过 18 位的",
        parts=(
            NumberPart(name="办学类型", pattern="6", means=fixed("高等教育自学考试"), width="1"),
            NumberPart(name="层次", pattern="[56]", means=word({"5": "本科", "6": "专科"}), width="1"),
            NumberPart(name="省份", pattern=PATTERN, means=lambda digits, _: region(digits), width="2"),
            NumberPart(name="市县代码", pattern=r"\d{4}", means=fixed("市、县各两位"), width="4"),
            NumberPart(name="年份", pattern=r"\d\d", means=_short_year, width="2"),
            NumberPart(name="批次", pattern="[12]", means=word(_HALVES), width="1"),
            serial("5-6", "准考证序号"),
            NumberPart(name="校验码", pattern=r"\d", means=fixed("规则未公开，无法核对"), width="1"),
        ),
    ),
)
DEGREE = (
    NumberLayout(
        title="学位证书编号，16 位（2008 年起；前置字母时 17 位）",
        parts=(
            NumberPart(name="前置字母", pattern="[CZT]?", means=word(_PREFIXES), width="0-1"),
            _SCHOOL,
            _RANK,
            NumberPart(name="授予年份", pattern=_YEAR, means=year, width="4"),
            NumberPart(name="类别字母", pattern="[SEZ]?", means=word(_MARKS), width="0-1"),
            serial("5-6", pattern=r"(?:(?<=[SEZ])\d{5}|(?<=\d)\d{6})"),
        ),
    ),
    NumberLayout(
        title="学位证书编号，12 位（2008 年以前）",
        parts=(
            _SCHOOL,
            _RANK,
            NumberPart(name="授予年份", pattern=r"(?:[89]\d|0\d)", means=_short_year, width="2"),
            serial("4"),
        ),
    ),
)
VERIFICATION_CODE = (
    NumberLayout(
        title="学信网在线验证码，16 位",
        note="随机编排，没有校验位：样式相符不等于真实",
        parts=(NumberPart(name="验证码", pattern="A[0-9A-Z]{15}", means=fixed("随机编排"), width="16"),),
    ),
    NumberLayout(
        title="学信网在线验证码，12 位（旧）",
        note="随机编排，没有校验位：样式相符不等于真实",
        parts=(NumberPart(name="验证码", pattern=r"\d{12}", means=fixed("随机编排"), width="12"),),
    ),
)
OVERSEAS = (
    NumberLayout(
        title="国（境）外学历学位认证书编号，12 位",
        note=THIRD_PARTY,
        parts=(
            NumberPart(name="首位", pattern="1", means=fixed("固定"), width="1"),
            NumberPart(name="认证年份", pattern=_YEAR, means=year, width="4"),
            serial("7"),
        ),
    ),
    NumberLayout(
        title="国（境）外学历学位认证书编号，“教留服认某字…号”（旧）",
        note=THIRD_PARTY,
        parts=(
            NumberPart(name="字头", pattern="教留服认", means=fixed("教育部留学服务中心认证"), width="4"),
            NumberPart(name="国别", pattern=r"[\u4e00-\u9fff]{1,3}?字?第?", means=fixed("国家或地区简称"), width="1-3"),
            serial("5"),
            NumberPart(name="号", pattern="号?", means=fixed("固定用字"), width="1"),
        ),
    ),
)
