"""应届生学校证明: a university about somebody who has yet to graduate."""

from dataclasses import replace

from models.case import Track
from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON
from tests.support.people import ID_NUMBER

LINES: tuple[Placed, ...] = (
    ("武汉大学", 700, 60, 50),
    ("在读证明", 690, 150, 60),
    (f"兹有学生陈嘉禾，女，身份证号码{ID_NUMBER}，系我校临床医", 260, 260),
    ("学专业全日制本科在校生，学号2016300123，于2016年9月入学，学制五年，", 200, 320),
    ("为2021届应届毕业生，预计2021年6月毕业。", 200, 380),
    ("特此证明。", 260, 440),
    ("武汉大学（盖章）", 1000, 620),
    ("2021年1月12日", 990, 680),
)
VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "id_number": ID_NUMBER,
    "school": "武汉大学",
    "major": "临床医学",
    "level": "本科",
    "duration": "5年",
    "study_form": "全日制",
    "enrolled_on": "2016-09",
    "graduated_on": "2021-06",
    "issuer": "武汉大学",
    "issued_on": "2021-01-12",
}
APPLICATION = replace(
    COMMON,
    track=Track.NEW_GRADUATE,
    education=(replace(COMMON.education[0], enrolled_on="2016-09-01", graduated_on="2021-06-30"),),
)
