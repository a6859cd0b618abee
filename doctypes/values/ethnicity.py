"""Ethnic groups of GB/T 3304-1991, without 族, as identity cards print them."""

from doctypes.values.writing import compare_as_written, simplified, trimmed
from models.doctype import Likeness, Parsed, ValueKind

_PRINTED = """
汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京
塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 穿青人
"""
GROUPS = frozenset(_PRINTED.split())
"""The 56, and 穿青人 who carry the word on their cards."""


def parse(raw: str) -> Parsed | None:
    """Take an ethnic group.

    >>> parse("土家族").value, parse("汊")
    ('土家', None)
    """
    value = _canonical(raw)
    return Parsed(value=value) if value in GROUPS else None


def compare(printed: str, stated: str) -> Likeness:
    """Compare two groups.

    >>> compare("汉", "汉族").rule
    'written_form'
    """
    return compare_as_written(printed, stated, _canonical)


def _canonical(raw: str) -> str:
    return simplified(trimmed(raw)).removesuffix("族")


KIND = ValueKind(
    name="ethnicity", parse=parse, compare=compare, max_length=8, characters="族" + "".join(sorted("".join(GROUPS)))
)
