"""中职学历查询证明: what the register was found to say, in running text."""

from tests.support.pages import Placed
from tests.support.people import ID_NUMBER
from tests.support.vocational import APPLICATION, STUDY

__all__ = ["APPLICATION", "LINES", "VALUES"]
LINES: tuple[Placed, ...] = (
    ("中职学历查询证明", 560, 100, 56),
    (f"经查询，陈嘉禾（女，身份证号：{ID_NUMBER}，出生日期：", 260, 260),
    ("1993年5月18日），于2009年9月考入湖北省黄冈卫生学校，就读于农村医", 200, 320),
    ("学专业，学制为三年，2012年7月毕业，毕业证书编号为20124200123。", 200, 380),
    ("以上信息查询属实，特此证明。", 260, 440),
    ("出具单位（盖章）：湖北省教育厅", 900, 620),
    ("出具日期：2021年1月12日", 900, 680),
    ("联系电话：027-80000000", 200, 780),
)
VALUES = STUDY | {"issuer": "湖北省教育厅", "issued_on": "2021-01-12"}
