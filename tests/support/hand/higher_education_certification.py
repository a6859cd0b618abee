"""中国高等教育学历认证报告: a letter that vouches for a diploma of before the registers."""

from dataclasses import replace

from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON

LINES: tuple[Placed, ...] = (
    ("中国高等教育学历认证报告", 500, 100, 50),
    ("报告编号：20190012", 1100, 190),
    ("兹证明陈嘉禾，性别：女，1993年5月18日出生，", 320, 340),
    ("于2011年9月1日至2016年6月30日在武汉大学", 260, 400),
    ("临床医学专业学习，学习形式：普通全日制，学历层次：本科，", 260, 460),
    ("毕业证书编号：104861201605001234。经核实，所持毕业证书属实。", 260, 520),
    ("全国高等学校学生信息咨询与就业指导中心", 800, 680),
    ("2019年3月12日", 980, 740),
    ("本报告可登录学信网查验", 260, 1050, 22),
)
VALUES = {
    "report_number": "20190012",
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "school": "武汉大学",
    "major": "临床医学",
    "level": "本科",
    "study_form": "普通全日制",
    "enrolled_on": "2011-09-01",
    "graduated_on": "2016-06-30",
    "certificate_number": "104861201605001234",
    "conclusion": "合格",
    "issuer": "全国高等学校学生信息咨询与就业指导中心",
    "issued_on": "2019-03-12",
}
APPLICATION = replace(
    COMMON, education=(replace(COMMON.education[0], verification_code=None, proof="higher_education_certification"),)
)
