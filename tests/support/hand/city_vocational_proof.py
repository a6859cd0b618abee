"""市州教育局中职学历证明: a letter that is titled 证明 and says by its foot alone whose it is."""

from tests.support.pages import Placed
from tests.support.people import ID_NUMBER
from tests.support.vocational import APPLICATION, STUDY

__all__ = ["APPLICATION", "LINES", "VALUES"]
LINES: tuple[Placed, ...] = (
    ("证　明", 720, 120, 60),
    ("兹证明我市学生陈嘉禾，女，1993年5月18日出生，身份", 260, 260),
    (f"证号{ID_NUMBER}，2009年9月至2012年7月在湖北省", 200, 320),
    ("黄冈卫生学校农村医学专业学习，学制三年，已获中专毕业资格，", 200, 380),
    ("毕业证编号：20124200123，情况属实。", 200, 440),
    ("特此证明。", 260, 500),
    ("黄冈市教育局", 1000, 620),
    ("2021年1月12日", 990, 680),
)
VALUES = STUDY | {"issuer": "黄冈市教育局", "issued_on": "2021-01-12"}
