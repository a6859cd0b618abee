"""What the digits of a number say: every layout that it follows, taken apart. One of no known layout is not wrong."""

from dataclasses import dataclass

from doctypes.layouts import LAYOUTS
from doctypes.values import KINDS
from doctypes.values.numbers import canonical
from models.number_layout import DecodedPart, NumberLayout

LONGEST = 40
"""No number of any paper is as long; what is longer follows no layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedNumber:
    """A number read by one layout."""

    kind: str
    title: str
    note: str
    parts: tuple[DecodedPart, ...]


def layouts_of(kind: str) -> tuple[NumberLayout, ...]:
    """Return the layouts of a kind's numbers: its own where it brings them, else those known here; may be none."""
    own = KINDS[kind].layouts if kind in KINDS else ()
    return own or LAYOUTS.get(kind, ())


def decode(number: str) -> tuple[DecodedNumber, ...]:
    """Take a number apart by every layout that it follows; several may fit, and none where its layout is unknown.

    >>> [(part.name, part.meaning) for part in decode("1048 6120 1705 000001")[0].parts][:3]
    [('学校代码', '武汉大学'), ('办学类型', '普通高等教育（研究生也用 1）'), ('毕业年份', '2017 年')]
    >>> decode("鄂字第12号")
    ()
    """
    written = canonical(number)
    if len(written) > LONGEST:
        return ()
    return tuple(
        DecodedNumber(kind=kind, title=layout.title, note=layout.note, parts=parts)
        for kind in dict.fromkeys((*LAYOUTS, *KINDS))
        for layout in layouts_of(kind)
        if (parts := layout.split(written)) is not None
    )
