"""What print that is no word of its kind is likely to say. Pure; names are mended in `pipeline.names_in_print`."""

from dataclasses import replace

from doctypes.values.bodies import CUT_SHORT
from doctypes.values.words import nearest_word, word_meant
from models.doctype import Parsed, ValueKind
from pipeline.certainty import DOUBT_BELOW, HARDLY_READ, MOST_CERTAIN

_NUMERALS = frozenset("一二三四五六七八九十")
_THIN = frozenset("一二三")


def as_meant(parsed: Parsed, kind: ValueKind, *, sure: float) -> Parsed:
    """Return a value with the word of its kind's list that one character off it must be; that is in doubt.

    `sure` is the certainty of its least certain character. Of legible print that is none of the known values nothing is
    made, for there are others, but where it was not certain and only a look-alike parts it from one of them: 汪汉大学
    from 江汉大学.
    """
    words = kind.words or (frozenset() if sure >= HARDLY_READ else kind.known)
    meant = word_meant(parsed.value, words, firm=sure >= DOUBT_BELOW) if words and not parsed.fault else None
    is_unknown = bool(kind.known) and parsed.value not in kind.known
    if meant is None and is_unknown and parsed.fault in ("", CUT_SHORT):
        meant = _known_by_what_was_lost(parsed, kind)
    if meant is None and is_unknown and sure < MOST_CERTAIN and not parsed.fault:
        meant = _known_by_a_look_alike(parsed.value, kind)
    return parsed if meant in (None, parsed.value) else replace(parsed, value=meant, fault="", repaired=True)


def _known_by_what_was_lost(parsed: Parsed, kind: ValueKind) -> str | None:
    """The only known value of which print lacks a thin numeral in its midst, or, cut short, the last letter.

    湖北峡职业技术学院 of 湖北三峡职业技术学院, 湖北科技学 of 湖北科技学院: readers lose both, sure of the rest.
    """
    value = parsed.value
    if parsed.fault:
        found = [one for one in kind.known if one[:-1] == value]
    else:
        found = [one for one in kind.known if len(one) == len(value) + 1 and _lacks_a_stroke(value, one)]
    return found[0] if len(found) == 1 else None


def _lacks_a_stroke(value: str, whole: str) -> bool:
    places = (place for place, letter in enumerate(whole) if letter in _THIN)
    return any(whole[:place] + whole[place + 1 :] == value for place in places)


def _known_by_a_look_alike(value: str, kind: ValueKind) -> str | None:
    """The only known value that differs in one look-alike; a numeral is none, for it tells 第一 from 第二."""
    near = nearest_word(value, kind.known)
    parting = {*(near or "")} ^ {*value}
    return None if parting & _NUMERALS else near
