"""传统医学师承出师证书: one sentence with the master between the blanks, and the province's authority at the foot."""

from dataclasses import replace

from models.case import ExamCategory, Track
from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON
from tests.support.people import ID_NUMBER

LINES: tuple[Placed, ...] = (
    ("传统医学", 700, 80, 44),
    ("师承出师证书", 640, 150, 64),
    ("陈嘉禾，性别女，1993年5月18日出生，身份证号", 480, 320),
    (f"{ID_NUMBER}，自2014年3月1日至2017年3月1日跟", 400, 380),
    ("随指导老师余怀远学习针灸推拿，经考核合格，准予出师，特发", 400, 440),
    ("此证。", 400, 500),
    ("指导老师：余怀远", 400, 600),
    ("证书编号：4220170086", 160, 760),
    ("发证机关：湖北省中医药管理局", 900, 700),
    ("发证日期：2017年6月20日", 900, 760),
)
VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "id_number": ID_NUMBER,
    "specialty": "针灸推拿",
    "started_on": "2014-03-01",
    "ended_on": "2017-03-01",
    "certificate_number": "4220170086",
    "issuer": "湖北省中医药管理局",
    "issued_on": "2017-06-20",
}
APPLICATION = replace(
    COMMON, track=Track.TCM_APPRENTICESHIP, exam_category=ExamCategory.ASSISTANT, education=(), licences=()
)
