"""港澳居民来往内地通行证: a name in traditional characters with its romanised form under it."""

from dataclasses import replace

from tests.support.pages import Placed
from tests.support.people import APPLICATION as APPLICANT

APPLICATION = replace(
    APPLICANT,
    name="陈国强",
    gender="男",
    id_type="港澳居民来往内地通行证",
    id_number="H12345678",
    education=(),
    licences=(),
)

LINES: tuple[Placed, ...] = (
    ("港澳居民来往内地通行证", 500, 60, 44),
    ("Mainland Travel Permit for Hong Kong and Macao Residents", 480, 115, 20),
    ("姓名", 600, 200),
    ("陳國強", 760, 196, 38),
    ("CHAN, KWOK KEUNG", 760, 250, 26),
    ("出生日期", 600, 330),
    ("1993.05.18", 760, 330),
    ("性别", 1040, 330),
    ("男", 1140, 330),
    ("有效期限", 600, 400),
    ("2019.05.18-2029.05.18", 760, 400),
    ("签发机关", 600, 470),
    ("公安部出入境管理局", 760, 470),
    ("证件号码", 600, 600),
    ("H12345678", 760, 600, 36),
    ("换证次数", 1100, 680, 22),
    ("02", 1220, 680, 22),
)

VALUES = {
    "name": "陳國強",
    "gender": "男",
    "birth_date": "1993-05-18",
    "id_number": "H12345678",
    "issuer": "公安部出入境管理局",
    "issued_on": "2019-05-18",
    "valid_until": "2029-05-18",
}
