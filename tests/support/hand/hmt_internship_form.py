"""台湾、香港、澳门居民…实习申请审核表, with the misprint 实现 of the instructions and a period in two lines."""

from dataclasses import replace

from models.case import Probation
from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON

APPLICATION = replace(
    COMMON,
    name="黄嘉豪",
    gender="男",
    id_type="港澳居民来往内地通行证",
    id_number="H12345678",
    specialty="临床",
    probation=Probation(institution="武汉大学人民医院"),
)

LINES: tuple[Placed, ...] = (
    ("台湾、香港、澳门居民参加", 480, 50, 44),
    ("国家医师资格考试实现申请审核表", 420, 110, 44),
    ("姓名", 160, 200),
    ("黄嘉豪", 330, 200),
    ("性别", 640, 200),
    ("男", 800, 200),
    ("出生日期", 160, 270),
    ("1993.05.18", 330, 270),
    ("通行证号码", 640, 270),
    ("H12345678", 820, 270),
    ("毕业学校", 160, 340),
    ("武汉大学", 330, 340),
    ("所学专业", 640, 340),
    ("临床医学", 820, 340),
    ("申请类别", 160, 410),
    ("临床", 330, 410),
    ("实习医院", 640, 410),
    ("武汉大学人民医院", 820, 410),
    ("实习时间", 160, 496),
    ("2019年8月1日至", 330, 478),
    ("2020年7月31日", 330, 514),
    ("实习单位意见", 160, 620),
    ("同意接收实习。", 400, 580),
    ("年 月 日", 1000, 660),
    ("省级卫生行政部门审核意见", 160, 780),
    ("湖北省卫生健康委员会（盖章）", 900, 800),
    ("2020年9月3日", 1000, 850),
)

VALUES = {
    "name": "黄嘉豪",
    "gender": "男",
    "birth_date": "1993-05-18",
    "id_number": "H12345678",
    "school": "武汉大学",
    "major": "临床医学",
    "specialty": "临床",
    "institution": "武汉大学人民医院",
    "started_on": "2019-08-01",
    "ended_on": "2020-07-31",
    "issuer": "湖北省卫生健康委员会",
    "issued_on": "2020-09-03",
}
