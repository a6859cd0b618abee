"""Boards of self-taught examinations (高等教育自学考试委员会), one a province: they sign its diplomas with a school."""

import re

from doctypes.values import text
from doctypes.values.writing import simplified, trimmed
from models.doctype import Parsed, ValueKind

_BOARD = "高等教育自学考试委员会"
_WHOLE = re.compile(rf"([\u4e00-\u9fff]{{2,8}})({_BOARD}|[\u4e00-\u9fff]{{{len(_BOARD)}}})")
_FOUND = re.compile(r"[\u4e00-\u9fff]{2,8}?高等[\u4e00-\u9fff]{2}自学[\u4e00-\u9fff]{2}委员会")
_MOST_MISREAD = 1


def parse(raw: str) -> Parsed | None:
    """Take the name of a board.

    >>> parse("湖北省高等教育自学考试委员会（印章）").value, parse("高等教育自学考试委员会")
    ('湖北省高等教育自学考试委员会', None)
    >>> parse("湖北省高等教莴自学考试委员会").repaired
    True
    """
    value = re.sub(r"\(.*$", "", simplified(trimmed(raw)))
    match = _WHOLE.fullmatch(value)
    if match is None:
        return None
    place, board = match[1], match[2]
    misread = sum(one != other for one, other in zip(board, _BOARD, strict=True))
    return Parsed(value=place + _BOARD, repaired=misread > 0) if misread <= _MOST_MISREAD else None


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Find the names of boards in a text without spaces.

    >>> find("湖北省高等教育自学考试委员会"), find("高等教育自学考试")
    (((0, 14),), ())
    """
    return tuple(match.span() for match in _FOUND.finditer(simplified(text)) if parse(match.group()))


KIND = ValueKind(name="self_study_board", parse=parse, compare=text.compare, find=find, max_length=30)
