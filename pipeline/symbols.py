"""Which of a recogniser's symbols can stand on the papers that we read.

The bundled recogniser prints 18,708 symbols, kana, phonetic letters and pictographs among them. A katakana エ is to the
pixel a 工, and ニ a 二: a symbol that no paper bears can only be a misreading, and costs time besides.
"""

from bisect import bisect_right

_RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00B7, 0x00B7),  # the separator of names
    (0x00C0, 0x00FF),  # letters with accents, in names on passports
    (0x2014, 0x2027),  # dashes, quotation marks, points
    (0x2103, 0x2103),  # ℃
    (0x2116, 0x2116),  # №
    (0x2460, 0x2473),  # ① to ⑳, in notes on forms
    (0x25A0, 0x25CF),  # □ for a character that could not be printed, ○ for 〇, marks beside options
    (0x2605, 0x2606),  # the star of a seal
    (0x2713, 0x2714),  # ticks
    (0x3001, 0x3017),  # punctuation, 〇
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility forms
    (0xFF01, 0xFF5E),  # full-width forms of ASCII
    (0x20000, 0x3FFFF),  # Han, extensions B and later
)
_STARTS = [start for start, _ in _RANGES]


def stands_on_papers(symbol: str) -> bool:
    """Tell whether a symbol of one character can stand on a Chinese certificate, form or identity paper.

    >>> [stands_on_papers(symbol) for symbol in ("工", "エ", "〇", "·", "A", "é", "я", "𬱖")]
    [True, False, True, True, True, True, False, True]
    """
    if len(symbol) != 1:
        return False
    place = bisect_right(_STARTS, ord(symbol)) - 1
    return place >= 0 and ord(symbol) <= _RANGES[place][1]
