"""Names with a character that a form, a font or a reader lacks, and what was put for it: nobody can tell what it is.

The registration form takes `?` for a character that it cannot hold; others put a box, pinyin (张yan), or the character
in pieces (张龙天 for 张䶮). Such a name agrees with no other by print alone, and contradicts none that it may be.
"""

import re

from doctypes.values.pinyin import readings
from doctypes.values.private_use import holds_private, same_but_for_private

WILDCARD = "?"
"""What `name` makes of ？, □, ■ and *."""

_PIECES = (
    "䶮龙天 㛃女洁 㭎木冈 𬱖由页 堃方方土 喆吉吉 赟文武贝 赟斌贝 鋆均金 垚土土土 淼水水水 犇牛牛牛 翀羽中 烎开火 珺王君"
    " 旻日文 昇日升 燊火火火木"
)
_IN_PIECES = {one[1:]: one[0] for one in _PIECES.split()}
_LATIN = re.compile("[A-Za-z]")
_RUN = re.compile("[A-Za-züÜ]+|.")


def rule_of_missing_character(ours: str, theirs: str) -> str:
    """Say by which rule two canonical names cannot be told to agree or not; empty where none of these is the reason.

    Rules: wildcard, private_character, letters_for_character, split_character.

    >>> rule_of_missing_character("张?", "张䶮"), rule_of_missing_character("张yan", "张䶮")
    ('wildcard', 'letters_for_character')
    >>> rule_of_missing_character("张龙天", "张䶮"), rule_of_missing_character("李?", "张䶮")
    ('split_character', '')
    """
    both = ours + theirs
    if WILDCARD in both and _same_but_for_wildcards(ours, theirs):
        return "wildcard"
    if same_but_for_private(ours, theirs) or (ours == theirs and holds_private(ours)):
        return "private_character"
    if not both.isascii() and _LATIN.search(both) and _mixed(ours, theirs):
        return "letters_for_character"
    return "split_character" if len(ours) != len(theirs) and _whole(ours) == _whole(theirs) else ""


def stands_for_another(name: str) -> bool:
    """Tell whether a character of a canonical name stands for one that nobody can tell.

    >>> stands_for_another("张?"), stands_for_another("张䶮")
    (True, False)
    """
    return WILDCARD in name or holds_private(name)


def _mixed(ours: str, theirs: str) -> bool:
    return _letters_for_a_character(ours, theirs) or _letters_for_a_character(theirs, ours)


def _same_but_for_wildcards(ours: str, theirs: str) -> bool:
    if len(ours) != len(theirs):
        return False
    return all(a == b or WILDCARD in (a, b) for a, b in zip(ours, theirs, strict=True))


def _letters_for_a_character(lettered: str, whole: str) -> bool:
    """Whether Latin letters within one name say how the characters at their place in the other are read."""
    runs = _RUN.findall(lettered)
    if len(runs) != len(whole) or lettered == whole or all(map(str.isascii, runs)):
        return False
    return all(run == char or run.casefold() in readings(char) for run, char in zip(runs, whole, strict=True))


def _whole(name: str) -> str:
    for pieces, char in _IN_PIECES.items():
        name = name.replace(pieces, char)
    return name
