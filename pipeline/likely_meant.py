"""What print that is no word of its kind is likely to say. Pure; names are mended in `pipeline.names_in_print`."""

from dataclasses import replace

from doctypes.values.words import word_meant
from models.doctype import Parsed, ValueKind


def as_meant(parsed: Parsed, kind: ValueKind, *, firm: bool) -> Parsed:
    """Return a value with the word of its kind's list that one character off it must be; that is in doubt.

    `firm` says that every character was read with certainty.
    """
    meant = word_meant(parsed.value, kind.words, firm=firm) if kind.words and not parsed.fault else None
    return parsed if meant in (None, parsed.value) else replace(parsed, value=meant, repaired=True)
