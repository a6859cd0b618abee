"""Names in Latin letters: which order their words stand in, their case, accents and joints never change a name.

Passports print surname and given names apart and in capitals; applicants type them in either order, capitals first
(instructions: 英文字母除首字母外一律用小写). A canonical name has no spaces, so an order is told by turning: the
surname taken from the front and put at the end.
"""

import re
import unicodedata

_HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_BETWEEN_WORDS = re.compile("(?<=[A-Za-z\u00c0-\u024f])[,/;]+(?=[A-Za-z\u00c0-\u024f])")
_SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "ß": "ss", "ñ": "nn"})
_SHORTEST_TURNED = 4
"""Shorter names turned round are other names: 吴安 Wu An, An Wu."""
_WORD = re.compile("[A-Za-z\u00c0-\u024f'’]+")
_SHORTEST_END = 3
"""Letters at either end that a name without its middle one keeps: Li Xiaowei is no Li Wei with a middle name."""


def is_latin(name: str) -> bool:
    """Tell whether a name is written in Latin letters alone.

    >>> is_latin("SMITHJOHN"), is_latin("张SAN"), is_latin("?")
    (True, False, False)
    """
    return bool(_LETTER.search(name)) and not _HAN.search(name)


def without_commas(name: str) -> str:
    """Return the name without the marks that part surname and given names.

    >>> without_commas("CHAN,TAIMAN")
    'CHANTAIMAN'
    """
    return _BETWEEN_WORDS.sub("", name)


def same_letters(one: str, other: str) -> bool:
    """Tell whether two names are made of the same letters in the same order, accents and joints aside.

    >>> same_letters("O'NEILJOSÉ", "Oneil·Jose"), same_letters("MUELLERANNA", "Müller Anna")
    (True, True)
    """
    return _letters(one) == _letters(other) or _letters(_spelt_out(one)) == _letters(_spelt_out(other))


def turned(one: str, other: str) -> bool:
    """Tell whether one name is the other with its surname at the other end.

    >>> turned("SMITHJOHNROBERT", "John Robert Smith"), turned("SMITHJOHN", "JOHNSMYTH")
    (True, False)
    """
    ours, theirs = _letters(one), _letters(other)
    return len(ours) == len(theirs) >= _SHORTEST_TURNED and theirs in ours + ours


def middle_left_out(one: str, other: str) -> bool:
    """Tell whether one name, whose words are parted, is the other without words between its first and its last.

    Of a surname set apart by a comma, the given names that follow the first may be left out, too.

    >>> middle_left_out("John Robert Smith", "SMITH JOHN"), middle_left_out("SMITH, JOHN ROBERT", "John Smith")
    (True, True)
    >>> middle_left_out("John Robert Smith", "John Robert"), middle_left_out("JOHN SMITH", "John Smithson")
    (False, False)
    """
    shorter, longer = sorted((one, other), key=lambda name: len(_words(name)))
    few, many = _words(shorter), _words(longer)
    if not 1 < len(few) < len(many):
        return False
    if "," in longer:
        surname = _words(longer.partition(",")[0])
        many = [*many[len(surname) :], *surname]  # given names first
    kept = [many[0], many[-1]]
    rest = list(many)
    for word in few:
        if word not in rest:
            return False
        rest.remove(word)
    return all(word in few for word in kept)


def may_lack_the_middle(one: str, other: str) -> bool:
    """Tell whether one name, without spaces, is the other without letters between its ends.

    >>> may_lack_the_middle("JOHNSMITH", "JOHNROBERTSMITH"), may_lack_the_middle("LIWEI", "LIXIAOWEI")
    (True, False)
    """
    shorter, longer = sorted((_letters(one), _letters(other)), key=len)
    if len(shorter) == len(longer):
        return False
    cuts = range(_SHORTEST_END, len(shorter) - _SHORTEST_END + 1)
    return any(longer.startswith(shorter[:cut]) and longer.endswith(shorter[cut:]) for cut in cuts)


def _words(name: str) -> list[str]:
    return [_letters(word) for word in _WORD.findall(name)]


def _spelt_out(name: str) -> str:
    """Umlauts and the like as the machine-readable zone spells them (ICAO 9303-3, table 6)."""
    return unicodedata.normalize("NFC", name).casefold().translate(_SPELLINGS)


def _letters(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name)
    return "".join(char for char in apart if _LETTER.match(char)).casefold()
