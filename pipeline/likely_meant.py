"""What print that is no word of its kind is likely to say. Pure; names are mended in `pipeline.names_in_print`."""

from dataclasses import replace

from doctypes.values.words import word_meant
from models.doctype import Parsed, ValueKind


def as_meant(parsed: Parsed, kind: ValueKind, *, firm: bool, legible: bool) -> Parsed:
    """Return a value with the word of its kind's list that one character off it must be; that is in doubt.

    `firm` says that every character was read with certainty, `legible` that none was hardly read. Of legible print that
    is none of the known values nothing is made: there are others.
    """
    words = kind.words or (frozenset() if legible else kind.known)
    meant = word_meant(parsed.value, words, firm=firm) if words and not parsed.fault else None
    return parsed if meant in (None, parsed.value) else replace(parsed, value=meant, repaired=True)
