"""What print that is no name or word of its kind is likely to say. Pure.

Only print is mended so: who states 自馨 for 白馨 is not to be agreed with. What comes out is in doubt.
"""

from dataclasses import replace

from doctypes.values.surnames import with_its_surname
from doctypes.values.words import word_meant
from models.doctype import Parsed, ValueKind


def as_meant(parsed: Parsed, kind: ValueKind, *, firm: bool) -> Parsed:
    """Return a value with the surname or the word of its kind's list that one character off it must be.

    `firm` says that every character was read with certainty.
    """
    whole = _whole(parsed, kind, firm=firm)
    return parsed if whole == parsed.value else replace(parsed, value=whole, repaired=True)


def _whole(parsed: Parsed, kind: ValueKind, *, firm: bool) -> str:
    if kind.rare_characters:
        return with_its_surname(parsed.value)
    meant = word_meant(parsed.value, kind.words, firm=firm) if kind.words and not parsed.fault else None
    return meant or parsed.value
