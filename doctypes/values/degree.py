"""Degrees with their field (学位): 医学学士, 理学硕士, and professional ones such as 临床医学硕士.

The fields are those of 《学位授予和人才培养学科目录》 and of the professional degrees that schools of medicine give.
One that is in neither list is taken as it is printed; a misread one is put right where one field alone is near.
"""

import re

from doctypes.values.labels import is_label
from doctypes.values.words import nearest_word
from doctypes.values.writing import compare_as_written, simplified, squeezed, trimmed
from models.doctype import Likeness, Parsed, ValueKind

_FIELDS_PRINTED = """
哲学 经济学 法学 教育学 文学 历史学 理学 工学 农学 医学 军事学 管理学 艺术学 交叉学科
临床医学 口腔医学 公共卫生 护理 护理学 药学 中药学 中药 中医 中医学 针灸 医学技术 兽医 工程 工商管理 公共管理
会计 法律 教育 体育 农业 金融 应用统计 社会工作 应用心理 翻译 艺术 生物与医药 电子信息 机械 材料与化工
"""
FIELDS = frozenset(_FIELDS_PRINTED.split())
"""What stands before 学士, 硕士 or 博士."""
_RANK = "(?:学士|硕士|博士)"
_NAMED = re.compile(rf"([\u4e00-\u9fff]{{2,10}}?)({_RANK})(?:专业)?(?:学位)?")
_CUT_SHORT = re.compile(r"(?:.*学学|.*[硕博])$")
"""A degree whose last letter went over to the next line."""
_FOUND = re.compile(rf"(?:{'|'.join(sorted(FIELDS, key=len, reverse=True))}){_RANK}(?=专业学位|学位(?!证书|评定))")
_LEADING = re.compile("^.*(?:授予|获得)")


def parse(raw: str) -> Parsed | None:
    """Take a degree; None where the field or the rank is not printed.

    >>> [parse(raw).value for raw in ("医学学士", "授予临床医学硕士专业学位", "王学学士学位", "医学学")]
    ['医学学士', '临床医学硕士', '工学学士', '医学学士']
    >>> parse("腔医学硕士")
    Parsed(value='口腔医学硕士', fault='', checked=False, repaired=True)
    >>> parse("学士"), parse("医学")
    (None, None)
    """
    written = _LEADING.sub("", simplified(trimmed(raw)))
    cut_short = _CUT_SHORT.fullmatch(written) is not None
    match = _NAMED.fullmatch(written + "士" if cut_short else written)
    if match is None or is_label(match[1]):
        return None
    field, rank = match[1], match[2]
    near = None if field in FIELDS else nearest_word(field, FIELDS) or _beheaded(field)
    return Parsed(value=(near or field) + rank, repaired=cut_short or near is not None)


def _beheaded(field: str) -> str | None:
    """Return the only field that ends so: 口 at the end of a line is taken for an empty box, and lost."""
    whole = [known for known in FIELDS if known[1:] == field]
    return whole[0] if len(whole) == 1 else None


def compare(printed: str, stated: str) -> Likeness:
    """Compare two degrees; 医学学士学位 is 医学学士.

    >>> compare("医学学士", "医学学士学位").rule, compare("医学学士", "理学学士").outcome.value
    ('written_form', 'conflict')
    """
    return compare_as_written(printed, stated, _canonical)


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find degrees of a known field that 学位 follows, in a text without spaces.

    >>> find("规定,授予医学学士学位。"), find("学士学位证书")
    (((5, 9),), ())
    """
    return tuple(match.span() for match in _FOUND.finditer(simplified(text)))


def rank_of(value: str) -> str:
    """Return 学士, 硕士 or 博士: how a canonical degree ends.

    >>> rank_of("临床医学硕士")
    '硕士'
    """
    return value[-2:]


def _canonical(text: str) -> str:
    found = parse(text)
    return found.value if found else squeezed(text)


KIND = ValueKind(
    name="degree", parse=parse, compare=compare, find=find, max_length=20, characters=r"\u4e00-\u9fff()（）"
)
