"""Sex as certificates print it: 男 or 女 (GB/T 2261.1)."""

from doctypes.values.writing import CONFLICT, EQUAL, trimmed
from models.doctype import Likeness, Parsed, ValueKind

_WORDS = {"男": "男", "女": "女", "男性": "男", "女性": "女", "(男)": "男", "(女)": "女"}


def parse(raw: str) -> Parsed | None:
    """Take 男 or 女; None for anything else.

    >>> parse(" 男，").value
    '男'
    """
    value = _WORDS.get(trimmed(raw))
    return Parsed(value=value) if value else None


def compare(printed: str, stated: str) -> Likeness:
    """Compare two sexes.

    >>> compare("男", "女").outcome.value
    'conflict'
    """
    return EQUAL if _canonical(printed) == _canonical(stated) else CONFLICT


def _canonical(text: str) -> str:
    return _WORDS.get(trimmed(text), text)


KIND = ValueKind(name="gender", parse=parse, compare=compare, max_length=6, characters="男女性")
