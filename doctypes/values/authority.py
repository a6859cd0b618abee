"""Who issues a passport: a body with a Chinese name, or one of another country in Latin letters."""

import re

from doctypes.values import issuer, text
from doctypes.values.writing import trimmed
from models.doctype import Parsed, ValueKind

_LATIN = re.compile(r"[A-Z][A-Z0-9&/,.'()\-]{2,59}")
_LABEL = re.compile(
    "AUTHORITY|ISSUING|SIGNATURE|PASSPORT(?:NO|NUMBER)?|SURNAME|GIVENNAMES?|NAMES?|NATIONALITY|SEX|DATEOF(?:BIRTH|ISSUE|EXPIRY)"
    "|PLACEOF(?:BIRTH|ISSUE)|TYPE|CODE|COUNTRYCODE|[MF]"
)


def parse(raw: str) -> Parsed | None:
    """Take a body, Chinese or in Latin letters; None for a label of the page.

    >>> parse("公安部出入境管理局").value, parse("IMMIGRATION AND PASSPORTS").value, parse("Date of birth")
    ('公安部出入境管理局', 'IMMIGRATIONANDPASSPORTS', None)
    """
    chinese = issuer.parse(raw)
    if chinese is not None:
        return chinese
    written = trimmed(raw).upper()
    return Parsed(value=written) if _LATIN.fullmatch(written) and not _LABEL.fullmatch(written) else None


KIND = ValueKind(name="authority", parse=parse, compare=text.compare, max_length=60)
