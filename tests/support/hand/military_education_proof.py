"""部队学历证明: a letter of a unit of the army about one of its physicians."""

from tests.support.pages import Placed
from tests.support.people import ID_NUMBER

LINES: tuple[Placed, ...] = (
    ("学历证明", 680, 120, 60),
    ("我部军医陈嘉禾同志，性别女，1993年5月18日出生，身份证号码：", 260, 260),
    (f"{ID_NUMBER}，2011年9月至2016年6月在武汉大学临床医学", 200, 320),
    ("专业学习，本科学历，证书编号：104861201605001234。", 200, 380),
    ("该同志系现役军人。特此证明。", 260, 440),
    ("中国人民解放军第12345部队政治工作部", 800, 620),
    ("二〇二一年一月十二日", 960, 680),
)
VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "id_number": ID_NUMBER,
    "school": "武汉大学",
    "major": "临床医学",
    "level": "本科",
    "enrolled_on": "2011-09",
    "graduated_on": "2016-06",
    "certificate_number": "104861201605001234",
    "issuer": "中国人民解放军第12345部队政治工作部",
    "issued_on": "2021-01-12",
}
