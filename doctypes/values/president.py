"""Names of those who sign for a school: 校长, 院长. Many press a square seal instead, whose letters stand in no order.

Such a seal says 印 beside the name, so print with 印 in it is taken for no name: 张三印 may as well be read 印三. Whose
surname is 印 is not read, which costs nothing: no paper must name its signer.
"""

from dataclasses import replace

from doctypes.values import name
from doctypes.values.surnames import looks_like_a_name
from models.doctype import Parsed

NO_SURNAME = "no_surname"
"""Of what stands beside a president's label and is no name that we know the like of, most is a seal's."""

_SEAL = "印章"
_OFFICES = ("委员会", "主席", "评定", "大学", "学院", "学校", "医院")
"""Words of the labels beside which presidents sign, and of the seal across their names."""


def parse(raw: str) -> Parsed | None:
    """Take a name; None for what was read off a seal. One without a known surname is in doubt.

    >>> parse("窦国栋").value, parse("栋窦印国"), parse("技术").fault, parse("买买提·吐尔逊").fault
    ('窦国栋', None, 'no_surname', '')
    """
    found = name.parse(raw)
    if found is None or any(mark in found.value for mark in (*_SEAL, *_OFFICES)):
        return None
    return found if looks_like_a_name(found.value) else replace(found, fault=found.fault or NO_SURNAME)


KIND = replace(name.KIND, name="president", parse=parse, most_certain=0.85)
