"""传统医学医术确有专长证书: labels above, running text under them, the authority at the foot without a label."""

from dataclasses import replace

from models.case import ExamCategory, Track
from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON
from tests.support.people import ID_NUMBER

LINES: tuple[Placed, ...] = (
    ("传统医学医术确有专长证书", 420, 100, 56),
    ("证书编号：鄂宜中医专（2012）第 016 号", 820, 200),
    ("姓　　名：陈嘉禾", 420, 280),
    ("性　　别：女", 420, 340),
    ("出生年月：1993年05月18日", 420, 400),
    (f"身份证号：{ID_NUMBER}", 420, 460),
    ("医术专长：针灸治疗颈肩", 420, 520),
    ("腰腿痛", 570, 562),
    ("按照《传统医学师承和确有专长人员医师资格考核考试办法》的规定，经考核合格，", 300, 660),
    ("确认其医术确有专长，特发此证。", 300, 710),
    ("宜昌市卫生局", 980, 840),
    ("二〇一二年十月十九日", 960, 900),
    ("国家中医药管理局监制", 560, 1060, 22),
)
VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "birth_date": "1993-05-18",
    "id_number": ID_NUMBER,
    "specialty": "针灸治疗颈肩腰腿痛",
    "certificate_number": "鄂宜中医专(2012)第016号",
    "issuer": "宜昌市卫生局",
    "issued_on": "2012-10-19",
}
APPLICATION = replace(
    COMMON, track=Track.TCM_EXPERTISE, exam_category=ExamCategory.ASSISTANT, education=(), licences=()
)
