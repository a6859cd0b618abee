"""外籍人员…实习申请审核表: a name in Latin letters, a passport."""

from dataclasses import replace

from models.case import Probation
from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON

APPLICATION = replace(
    COMMON,
    name="Maria Silva",
    id_type="护照",
    id_number="AB1234567",
    specialty="口腔",
    probation=Probation(institution="武汉大学口腔医院"),
)

LINES: tuple[Placed, ...] = (
    ("外籍人员参加中国医师资格考试实习申请审核表", 360, 60, 44),
    ("姓名", 160, 200),
    ("Maria Silva", 330, 200),
    ("性别", 640, 200),
    ("女", 800, 200),
    ("国籍", 160, 270),
    ("葡萄牙", 330, 270),
    ("护照号码", 640, 270),
    ("AB1234567", 820, 270),
    ("出生日期", 160, 340),
    ("1993年5月18日", 330, 340),
    ("毕业院校", 640, 340),
    ("武汉大学", 820, 340),
    ("报考类别", 160, 410),
    ("口腔", 330, 410),
    ("实习单位", 640, 410),
    ("武汉大学口腔医院", 820, 410),
    ("实习期限", 160, 480),
    ("2019年8月—2020年8月", 330, 480),
    ("实习单位意见", 160, 600),
    ("同意。", 400, 580),
    ("审核机关意见", 160, 780),
    ("湖北省卫生健康委员会（公章）", 900, 800),
    ("2020年9月3日", 1000, 850),
)

VALUES = {
    "name": "MariaSilva",
    "gender": "女",
    "id_number": "AB1234567",
    "birth_date": "1993-05-18",
    "school": "武汉大学",
    "specialty": "口腔",
    "institution": "武汉大学口腔医院",
    "started_on": "2019-08",
    "ended_on": "2020-08",
    "issuer": "湖北省卫生健康委员会",
    "issued_on": "2020-09-03",
}
