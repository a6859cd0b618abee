"""军官证: number and authority on the left page, the holder on the right one."""

from dataclasses import replace

from tests.support.pages import Placed
from tests.support.people import APPLICATION as APPLICANT

APPLICATION = replace(APPLICANT, id_type="军官证", id_number="军字第1234567号")

LINES: tuple[Placed, ...] = (
    ("中国人民解放军", 240, 100),
    ("军官证", 260, 160, 60),
    ("证号：军字第 1234567 号", 120, 620),
    ("发证机关：中央军委政治工作部", 120, 700),
    ("发证日期：2018年8月1日", 120, 760),
    ("有效期至：2028年8月1日", 120, 820),
    ("姓名", 860, 160),
    ("陈嘉禾", 1060, 160),
    ("性别", 860, 240),
    ("女", 1060, 240),
    ("出生年月", 860, 320),
    ("1993年5月", 1060, 320),
    ("民族", 860, 400),
    ("汉族", 1060, 400),
    ("部别", 860, 480),
    ("某部卫生队", 1060, 480),
    ("职务", 860, 560),
    ("军医", 1060, 560),
    ("军衔", 860, 640),
    ("上尉", 1060, 640),
)

VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05",
    "ethnicity": "汉",
    "id_number": "军字第1234567号",
    "issuer": "中央军委政治工作部",
    "issued_on": "2018-08-01",
    "valid_until": "2028-08-01",
}
