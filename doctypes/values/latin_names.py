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


def _spelt_out(name: str) -> str:
    """Umlauts and the like as the machine-readable zone spells them (ICAO 9303-3, table 6)."""
    return unicodedata.normalize("NFC", name).casefold().translate(_SPELLINGS)


def _letters(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name)
    return "".join(char for char in apart if _LETTER.match(char)).casefold()
