"""Characters that legacy fonts and tables keep in Unicode's areas for private use, and what they stand for today.

GB 18030-2000 and GBK put 80 characters that Unicode lacked at U+E815 to U+E864 (two bytes FE50 to FEA0); GB 18030-2022
has them at their places in Unicode. Any other private character means what some font says, which nobody knows.
"""

import re

_FIRST = 0xE815
_MEANT = (
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"
    "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
)
"""In the order of their private places: U+E863 is 䶮."""
_TO_UNICODE = {_FIRST + offset: char for offset, char in enumerate(_MEANT)}
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def as_unicode(text: str) -> str:
    """Return the text with private characters of GB 18030 as the characters they stand for.

    >>> as_unicode("李\ue863"), as_unicode("李\ue000") == "李\ue000"
    ('李䶮', True)
    """
    return text.translate(_TO_UNICODE)


def holds_private(text: str) -> bool:
    """Tell whether a character of the text is of a private area.

    >>> holds_private("李\ue000"), holds_private("李䶮")
    (True, False)
    """
    return _PRIVATE.search(text) is not None


def same_but_for_private(first: str, second: str) -> bool:
    """Tell whether two texts differ only where one of them has a private character, of which nobody knows what it is.

    >>> same_but_for_private("李\ue000", "李䶮"), same_but_for_private("李\ue000", "王䶮")
    (True, False)
    """
    if len(first) != len(second) or not holds_private(first + second):
        return False
    return all(a == b or holds_private(a + b) for a, b in zip(first, second, strict=True))
