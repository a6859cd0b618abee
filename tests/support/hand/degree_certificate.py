"""学位证书: a bachelor's, its field filled in before the printed 学士学位."""

from dataclasses import replace

from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON

LINES: tuple[Placed, ...] = (
    ("学士学位证书", 560, 120, 70),
    ("陈嘉禾", 560, 334, 34),
    ("，女，", 680, 340),
    ("1993年5月18日", 800, 334, 34),
    ("生。在", 1080, 340),
    ("武汉大学", 1190, 334, 34),
    ("临床医学", 440, 394, 34),
    ("专业完成了本科学习计划，业已毕业，经审核符合", 590, 400),
    ("《中华人民共和国学位条例》的规定，授予", 440, 460),
    ("医学", 1050, 454, 34),
    ("学士学位。", 1130, 460),
    ("武汉大学", 600, 620),
    ("校长", 600, 690),
    ("学位评定委员会主席", 600, 735),
    ("证书编号：1048642016001234", 140, 820),
    ("二〇一六年六月三十日", 900, 820),
    ("（普通高等教育本科毕业生）", 600, 900, 24),
)
VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "school": "武汉大学",
    "major": "临床医学",
    "degree": "医学学士",
    "level": "本科",
    "issued_on": "2016-06-30",
    "certificate_number": "1048642016001234",
}
APPLICATION = replace(COMMON, education=(replace(COMMON.education[0], degree_number="1048642016001234"),))
