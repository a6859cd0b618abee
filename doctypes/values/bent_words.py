"""Words in the names of bodies and schools that a reader bends by one character, where only one word can be meant.

What comes out is always in doubt: it is offered, and a person looks.
"""

import re

from doctypes.layouts.places import HUBEI
from doctypes.values.look_alikes import one_look_alike

_CITIES = tuple(name for name in HUBEI.values() if name.endswith("市"))
_CITY = re.compile("[\u4e00-\u9fff]{2}市")
_EDUCATION = re.compile("教(?![育师学务研])[\u4e00-\u9fff](?=[厅局]$)")
_SKILL = re.compile("职业技(?![术工能师])[\u4e00-\u9fff](?=学[院校])")


def unbent(name: str) -> str:
    """Return the name with a misread city of Hubei, or 职业技术学院, as it must have been.

    >>> unbent("成宁市中医医院"), unbent("湖北职业技本学院"), unbent("黄山市人民医院")
    ('咸宁市中医医院', '湖北职业技术学院', '黄山市人民医院')
    >>> unbent("湖北省教有厅")
    '湖北省教育厅'
    """
    start = 3 if name.startswith("湖北省") else 0
    city = _CITY.match(name, start)
    meant = [one for one in _CITIES if city and one_look_alike(city.group(), one)]
    if city and len(meant) == 1 and city.group() not in _CITIES:
        name = name[:start] + meant[0] + name[city.end() :]
    return _SKILL.sub("职业技术", _EDUCATION.sub("教育", name))
