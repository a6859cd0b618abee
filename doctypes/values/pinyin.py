"""How the characters of a Chinese name are read, in Hanyu Pinyin, against a name in Latin letters.

Papers from abroad print 张三 as ZHANG SAN, San Zhang or SANZHANG. Any reading of a character counts (单 is shan as a
surname), and ü stands as u, v or yu. That a name reads so narrows it down, and does not tell it from another that is
read alike; that it does not says nothing, as Hong Kong, Macau and Taiwan spell names by other systems.
"""

import re
import unicodedata
from functools import lru_cache

from doctypes.values.surnames import DOUBLE
from doctypes.values.writing import simplified

_SEPARATOR = "\u00b7"
_LETTERS = re.compile("[a-z]+")


@lru_cache(maxsize=4096)
def reads_as(chinese: str, latin: str) -> bool:
    """Tell whether a Chinese name is read as the Latin letters say, surname first or last; spaces and case are nothing.

    >>> reads_as("单晓红", "Xiaohong Shan"), reads_as("吕布", "LYU BU"), reads_as("张三", "LI SI")
    (True, True, False)
    >>> reads_as("买买提·吐尔逊", "TUERXUN MAIMAITI"), reads_as("欧阳锋", "Feng Ouyang"), reads_as("张三", "")
    (True, True, False)
    """
    letters = _bare(latin)
    parts = _parts(chinese)
    return bool(letters) and any(
        re.fullmatch("".join(map(_reading, order)), letters) for order in (parts, tuple(reversed(parts)))
    )


@lru_cache(maxsize=4096)
def readings(character: str) -> frozenset[str]:
    """Return every way in which a character is read, in lower case without tones; empty for what is no such character.

    >>> sorted(readings("曾")), sorted(readings("吕")), readings("A")
    (['ceng', 'zeng'], ['lu', 'lv', 'lyu'], frozenset())
    """
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its dictionaries take 0.15 s, and few names need them

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    plain = {reading.replace("ê", "e") for one in found for reading in one if reading}
    return frozenset({*plain, *(one.replace("v", u) for one in plain for u in ("u", "yu"))} - {""})


def _parts(chinese: str) -> tuple[str, ...]:
    """What may change places: surname and given name, or the parts of a name with a separator."""
    name = simplified(chinese)
    if _SEPARATOR in name:
        return tuple(name.split(_SEPARATOR))
    surname = 2 if name[:2] in DOUBLE else 1
    return (name[:surname], name[surname:])


def _reading(part: str) -> str:
    """A regular expression of every way to read the characters of a part."""
    return "".join(f"(?:{'|'.join(map(re.escape, sorted(readings(char)))) or '[^a-z]'})" for char in part)


def _bare(latin: str) -> str:
    return "".join(_LETTERS.findall(unicodedata.normalize("NFKD", latin).casefold()))
