"""Bodies that issue, sign or employ: authorities, hospitals, clinics."""

import re

from doctypes.values import text
from doctypes.values.labels import is_label
from doctypes.values.writing import STRAY_LETTER, simplified, trimmed
from models.doctype import Parsed, ValueKind

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST = 3
_STAMP = re.compile(r"\((?:盖?公?章|签章|印章|盖章)\)?$")


def parse(raw: str) -> Parsed | None:
    """Take the name of a body, without the words for its stamp and a letter that a stamp left behind.

    >>> parse("武汉市公安局武昌分局（盖章）").value, parse("盖章")
    ('武汉市公安局武昌分局', None)
    """
    value = STRAY_LETTER.sub("", _STAMP.sub("", simplified(trimmed(raw))))
    if is_label(value) or len(_HAN.findall(value)) < _SHORTEST:
        return None
    return Parsed(value=value)


KIND = ValueKind(name="issuer", parse=parse, compare=text.compare, max_length=50)
