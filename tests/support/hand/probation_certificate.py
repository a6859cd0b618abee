"""医师资格考试试用期考核证明: a table with both dates in one cell and a label that its cell breaks."""

from dataclasses import replace

from models.case import Probation
from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON
from tests.support.people import ID_NUMBER

APPLICATION = replace(COMMON, specialty="临床", probation=Probation(institution="黄冈市中心医院"))

LINES: tuple[Placed, ...] = (
    ("2021年医师资格考试试用期考核证明", 380, 60, 44),
    ("姓名", 160, 160),
    ("陈嘉禾", 330, 160),
    ("性别", 640, 160),
    ("女", 800, 160),
    ("出生日期", 160, 230),
    ("1993年5月18日", 330, 230),
    ("身份证号", 640, 230),
    (ID_NUMBER, 800, 230),
    ("学历", 160, 300),
    ("本科", 330, 300),
    ("毕业学校", 640, 300),
    ("武汉大学", 800, 300),
    ("专业", 160, 370),
    ("临床医学", 330, 370),
    ("试用机构", 640, 370),
    ("黄冈市中心医院", 800, 370),
    ("试用类别", 160, 440),
    ("临床", 330, 440),
    ("试用起止", 640, 424),
    ("时间", 670, 458),
    ("2019年8月1日至2020年7月31日", 800, 440),
    ("带教老师", 160, 510),
    ("周明远", 330, 510),
    ("试用期满一年，经考核合格。", 330, 600),
    ("考核结论", 160, 650),
    ("法定代表人签字：", 330, 720),
    ("黄冈市中心医院（公章）", 900, 720),
    ("2020年8月10日", 960, 770),
)

VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "id_number": ID_NUMBER,
    "level": "本科",
    "school": "武汉大学",
    "major": "临床医学",
    "institution": "黄冈市中心医院",
    "specialty": "临床",
    "started_on": "2019-08-01",
    "ended_on": "2020-07-31",
    "conclusion": "合格",
    "issuer": "黄冈市中心医院",
    "issued_on": "2020-08-10",
}
