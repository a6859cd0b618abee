"""Ways of writing that never change a value: widths, spaces, stray punctuation at the edges.

NFKC folds full-width forms and compatibility characters; it does *not* unify the separators of names (U+00B7, U+2022,
U+30FB), and it leaves 〇 (U+3007) alone, so kinds that care see to these themselves.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from doctypes.values.traditional import SIMPLIFIED, TRADITIONAL
from models.doctype import Likeness, Outcome

EQUAL = Likeness(outcome=Outcome.EQUAL)
CONFLICT = Likeness(outcome=Outcome.CONFLICT)
WRITTEN_FORM = Likeness(outcome=Outcome.EQUAL_BY_RULE, rule="written_form")

DOUBLED = re.compile(r"^([\u4e00-\u9fff])\1")
"""A first character read twice, once off the seal beside it: no school or authority is called so, as clinics are."""
_WATERMARK = re.compile("(?<=..)学信网$")
STRAY_LETTER = re.compile(r"(?<=[\u4e00-\u9fff)])[A-Za-z]$")
"""One letter behind Chinese print: the edge of a seal or a rule, read as print."""

_DIGITS = {
    point: str(unicodedata.decimal(chr(point)))
    for point in range(128, 0x20000)
    if unicodedata.decimal(chr(point), None) is not None
}
"""Digits of other scripts, which regular expressions take for digits and nothing else does."""
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_FORMS = frozenset(TRADITIONAL + SIMPLIFIED)
_TO_SIMPLIFIED = str.maketrans(TRADITIONAL, SIMPLIFIED)
_EDGE = "✓✔★☆:,.。、;_·•・‧-—–~'\"“”‘’`´|/\\<>《》〈〉「」[]【】{}!?…=+^*#&%@$"
_FULL_WIDTH = {ord("!") + 0xFEE0 + offset: ord("!") + offset for offset in range(94)}


@lru_cache(maxsize=8192)
def squeezed(raw: str) -> str:
    """Return the text in NFKC, without spaces, line ends and invisible characters.

    >>> squeezed("４　年\\n")
    '4年'
    """
    parts = unicodedata.normalize("NFKC", raw).translate(_INVISIBLE).translate(_DIGITS).split()
    return unicodedata.normalize("NFC", "".join(parts))  # without the spaces, marks may combine anew


def without_watermark(text: str) -> str:
    """Return the text without the watermark of registration forms, read as one with it.

    >>> without_watermark("中医学学信网"), without_watermark("学信网")
    ('中医学', '学信网')
    """
    return _WATERMARK.sub("", text)


@lru_cache(maxsize=8192)
def trimmed(raw: str, *, keep: str = "") -> str:
    """Return the squeezed text without punctuation at its edges; characters of `keep` are not taken for punctuation.

    Round brackets belong to many names of schools and majors: only those facing the wrong way are taken off.

    >>> trimmed("：临床医学（中医方向） 。")
    '临床医学(中医方向)'
    """
    edge = "".join(mark for mark in _EDGE if mark not in keep) if keep else _EDGE
    return squeezed(raw).lstrip(edge + ")").rstrip(edge + "(")


def simplified(text: str) -> str:
    """Return the text with traditional forms, which readers print into words of schooling, made simplified.

    For names of things only: in a person's name another form is another name.

    >>> simplified("臨床醫学")
    '临床医学'
    """
    return text.translate(_TO_SIMPLIFIED)


def has_two_forms(text: str) -> bool:
    """Tell whether a character of the text has a traditional and a simplified form.

    >>> has_two_forms("陈大文"), has_two_forms("陳大文"), has_two_forms("王大文")
    (True, True, False)
    """
    return any(char in _FORMS for char in text)


def same_length_ascii(text: str) -> str:
    """Return the text with full-width forms made half-width, so that positions in both are the same.

    >>> same_length_ascii("编号：１２ａ")
    '编号:12a'
    """
    return text.translate(_FULL_WIDTH)


def compare_as_written(printed: str, stated: str, canonical: Callable[[str], str]) -> Likeness:
    """Compare two values for which only ways of writing are forgiven; `canonical` takes these away."""
    if printed == stated:
        return EQUAL
    return WRITTEN_FORM if canonical(printed) == canonical(stated) else CONFLICT
