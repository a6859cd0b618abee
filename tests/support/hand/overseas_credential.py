"""国外学历学位认证书: values stand in Chinese with the foreign words behind them."""

from dataclasses import replace

from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON

LINES: tuple[Placed, ...] = (
    ("国外学历学位认证书", 560, 100, 50),
    ("编号：教留服认英01234号", 620, 180),
    ("陈嘉禾（CHEN Jiahe），女，中国国籍，1993年5月18日生，于2014年", 300, 320),
    ("9月至2015年11月在英国伦敦大学学院（University College London）学习", 240, 380),
    ("公共卫生（Public Health）专业课程，获得公共卫生硕士学位证书。", 240, 440),
    ("经核查，伦敦大学学院系英国正规高等学校，其所颁发的学位证书", 240, 500),
    ("表明其具有相应的学历。", 240, 560),
    ("教育部留学服务中心", 900, 700),
    ("2016年3月12日", 940, 760),
)
VALUES = {
    "certificate_number": "教留服认英01234号",
    "report_number": "教留服认英01234号",
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "school": "伦敦大学学院",
    "major": "公共卫生",
    "degree": "公共卫生硕士",
    "enrolled_on": "2014-09",
    "graduated_on": "2015-11",
    "conclusion": "合格",
    "issuer": "教育部留学服务中心",
    "issued_on": "2016-03-12",
}
APPLICATION = replace(
    COMMON,
    education=(
        replace(
            COMMON.education[0],
            level="硕士",
            school="伦敦大学学院",
            major="公共卫生",
            study_form=None,
            enrolled_on="2014-09-20",
            graduated_on="2015-11-30",
            certificate_number="教留服认英01234号",
            proof="overseas_credential",
            verification_code=None,
        ),
    ),
)
