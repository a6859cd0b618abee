"""Names on travel papers: a Chinese name with its romanised form beside it, or a name in Latin letters alone.

Of 陈大文 CHAN, TAI MAN the Chinese name is the value. Papers of Hong Kong, Macau and Taiwan people may have either form
of a character; as the same person's permit and application differ in it by custom, the forms are equal here, by rule.
"""

import re
from dataclasses import replace

from doctypes.values import name, overseas_names
from doctypes.values.writing import trimmed
from models.doctype import Parsed, ValueKind

_ROMANISED = re.compile(
    "^(?P<chinese>[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·•・.]{2,})[/(,|:]*[A-Za-z][A-Za-z,.'/\\-]*\\)?$"
)
_CAPITALS = re.compile(rf"[A-Z'\-]{{2,}}(?:{name.SEPARATOR}[A-Z'\-]{{2,}})+")
_LATIN_WITH_DIGITS = re.compile("[A-Za-z01][A-Za-z01,.'/\\-]{3,}")
_MOST_DIGITS = 2


def parse(raw: str) -> Parsed | None:
    """Take a name, without the romanised form behind it.

    >>> parse("陳大文 CHAN, TAI MAN").value, parse("SMITH, JOHN").value
    ('陳大文', 'SMITHJOHN')
    >>> parse("KHAN.MOHAMMAD").value, parse("01gaMartinez").value
    ('KHANMOHAMMAD', 'OlgaMartinez')
    """
    both = _ROMANISED.match(trimmed(raw))
    if both:
        return name.parse(both["chinese"])
    found = name.parse(raw)
    if found is None:
        return _with_letters(raw)
    # Between names in capitals passports set a comma, which is read as a point; · parts names in Chinese.
    return replace(found, value=found.value.replace(name.SEPARATOR, "")) if _CAPITALS.fullmatch(found.value) else found


def _with_letters(raw: str) -> Parsed | None:
    """Read the digits of a name in Latin letters as the letters they were taken for."""
    written = trimmed(raw)
    if not _LATIN_WITH_DIGITS.fullmatch(written) or sum(map(str.isdigit, written)) > _MOST_DIGITS:
        return None
    capitals = written.upper() == written
    letters = re.sub("0", "O", written) if capitals else re.sub("(?<=[a-z])0", "o", written).replace("0", "O")
    found = name.parse(letters.replace("1", "I" if capitals else "l"))
    return replace(found, repaired=True) if found else None


KIND = ValueKind(
    name="bearer_name",
    parse=parse,
    compare=overseas_names.compare_of_hmt,
    max_length=name.KIND.max_length + 30,
    characters=name.KIND.characters + ",",
    keeps_forms=True,
    rare_characters=True,
)
