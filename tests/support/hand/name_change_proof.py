"""公安机关更正证明: of two ID numbers on the page each is taken for what it is."""

from dataclasses import replace

from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON
from tests.support.people import ID_NUMBER

LINES: tuple[Placed, ...] = (
    ("身份证号码更正证明", 560, 100, 56),
    ("兹证明我辖区居民陈嘉禾，曾用名陈佳禾，女，1993年5月18日出生，", 260, 260),
    ("原公民身份号码420106199205180029，因登记差错，经批准变更为", 200, 320),
    (f"{ID_NUMBER}，两个号码系同一人。", 200, 380),
    ("情况属实，特此证明。", 260, 440),
    ("武汉市公安局武昌分局水果湖派出所", 840, 620),
    ("2020年8月3日", 990, 680),
)
VALUES = {
    "name": "陈嘉禾",
    "former_name": "陈佳禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "id_number": ID_NUMBER,
    "former_id_number": "420106199205180029",
    "issuer": "武汉市公安局武昌分局水果湖派出所",
    "issued_on": "2020-08-03",
}
APPLICATION = replace(COMMON, former_names=("陈佳禾",))
