"""中等专业学校毕业证书: a diploma whose number follows no rule that we know."""

from dataclasses import replace

from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON

LINES: tuple[Placed, ...] = (
    ("中等专业学校", 620, 100, 40),
    ("毕业证书", 560, 180, 80),
    ("学生", 500, 340),
    ("陈嘉禾", 580, 334, 34),
    ("性别女，一九九三年五月十八日生，于二〇〇八年", 720, 340),
    ("九月至二〇一一年七月在本校", 440, 400),
    ("农村医学", 850, 394, 34),
    ("专业学习，学制叁年，", 1000, 400),
    ("修业期满，成绩合格，准予毕业。", 440, 460),
    ("武汉市卫生学校", 900, 600),
    ("校长：窦国栋", 900, 660),
    ("二〇一一年七月一日", 900, 720),
    ("编号：201142001234", 140, 760),
    ("教育行政部门验印", 140, 660),
)
VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "enrolled_on": "2008-09",
    "graduated_on": "2011-07-01",
    "major": "农村医学",
    "duration": "3年",
    "level": "中专",
    "school": "武汉市卫生学校",
    "president": "窦国栋",
    "certificate_number": "201142001234",
}
APPLICATION = replace(
    COMMON,
    education=(
        replace(
            COMMON.education[0],
            level="中专",
            school="武汉市卫生学校",
            major="农村医学",
            enrolled_on="2008-09-01",
            graduated_on="2011-07-01",
            certificate_number="201142001234",
            verification_code=None,
        ),
    ),
)
