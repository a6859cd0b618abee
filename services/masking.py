"""Names and numbers of persons as lists and exports show them: enough to tell two people apart, too little to use.

Every value keeps its length without spaces, so that a number that is short of a digit still looks it.
"""

import re

from doctypes.values.writing import squeezed

HIDDEN = "*"
_MOST_AHEAD, _MOST_BEHIND = 6, 4
"""Of an 18-digit number: the place that issued it and its tail, which people read to each other."""
_OPEN = frozenset("·. -")
"""What parts a name is no secret, and tells one name from another."""
_LETTERS = "A-Za-zＡ-Ｚａ-ｚ"
_NUMBER = re.compile(rf"(?=[{_LETTERS}]*\d)[\d{_LETTERS}]{{7,}}")
"""Of any width: what people paste from a form is full-width at times."""


def mask_number(number: str) -> str:
    """Hide the middle of a number, written as papers print it; of a short one more than half.

    >>> mask_number("420106199305182345"), mask_number("104861201605001284")
    ('420106********2345', '104861********1284')
    >>> mask_number("A123456"), mask_number("12"), mask_number("")
    ('A1****6', '**', '')
    >>> mask_number("４２０１０６ 19930518 234X")
    '420106********234X'
    """
    number = squeezed(number)
    ahead, behind = min(_MOST_AHEAD, len(number) // 3), min(_MOST_BEHIND, len(number) // 4)
    if not behind:
        return HIDDEN * len(number)
    return number[:ahead] + HIDDEN * (len(number) - ahead - behind) + number[-behind:]


def mask_name(name: str) -> str:
    """Hide all of a name but its first and last character; of two characters the second.

    >>> mask_name("陈嘉禾"), mask_name("陈禾"), mask_name("买买提·吐尔逊"), mask_name("陈")
    ('陈*禾', '陈*', '买**·**逊', '*')
    """
    letters = [place for place, character in enumerate(name) if character not in _OPEN]
    shown = {letters[0]} if len(letters) > 1 else set()
    if len(letters) > 2:
        shown.add(letters[-1])
    return "".join(
        character if place in shown or character in _OPEN else HIDDEN for place, character in enumerate(name)
    )


def mask_in_text(text: str) -> str:
    """Hide the middle of whatever in a text may be a number of a person or a paper: seven characters and more.

    >>> mask_in_text("身份证420106199305182345.jpg"), mask_in_text("护照E12345678"), mask_in_text("2021年第3号")
    ('身份证420106********2345.jpg', '护照E12****78', '2021年第3号')
    """
    return _NUMBER.sub(lambda found: mask_number(found.group()), text)
