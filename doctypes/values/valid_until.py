"""The day until which a card is valid: the end of 2015.01.01-2035.01.01, or 长期."""

from doctypes.values import chinese_date
from doctypes.values.writing import squeezed
from models.doctype import Parsed, ValueKind

FOR_LIFE = "长期"


def parse(raw: str) -> Parsed | None:
    """Take the end of the period; None where neither a date nor 长期 is printed.

    >>> parse("2015.01.01-2035.01.01").value, parse("2015.01.01-长期").value
    ('2035-01-01', '长期')
    """
    if FOR_LIFE in squeezed(raw):
        return Parsed(value=FOR_LIFE)
    found = chinese_date.dates(raw)
    return found[-1] if found else None


KIND = ValueKind(
    name="valid_until",
    parse=parse,
    compare=chinese_date.compare,
    max_length=30,
    characters=chinese_date.KIND.characters + FOR_LIFE + "至",
)
