"""Names of those who sign for a school: 校长, 院长. Many press a square seal instead, whose letters stand in no order.

Such a seal says 印 beside the name, so print with 印 in it is taken for no name: 张三印 may as well be read 印三. Whose
surname is 印 is not read, which costs nothing: no paper must name its signer.
"""

from dataclasses import replace

from doctypes.values import name
from models.doctype import Parsed

_SEAL = "印章"
_OFFICES = ("委员会", "主席", "评定", "大学", "学院", "学校", "医院")
"""Words of the labels beside which presidents sign, and of the seal across their names."""


def parse(raw: str) -> Parsed | None:
    """Take a name; None for what was read off a seal.

    >>> parse("窦国栋").value, parse("栋窦印国")
    ('窦国栋', None)
    """
    found = name.parse(raw)
    return None if found is None or any(mark in found.value for mark in (*_SEAL, *_OFFICES)) else found


KIND = replace(name.KIND, name="president", parse=parse)
