"""部队试用期考核合格表: the hospital examines, a unit of regiment level or above confirms."""

from dataclasses import replace

from models.case import Probation
from tests.support.pages import Placed
from tests.support.people import APPLICATION as COMMON
from tests.support.people import ID_NUMBER

APPLICATION = replace(COMMON, specialty="临床", probation=Probation(institution="武警湖北省总队医院"))

LINES: tuple[Placed, ...] = (
    ("部队人员医师资格考试试用期考核合格表", 380, 60, 44),
    ("姓名", 160, 160),
    ("陈嘉禾", 330, 160),
    ("性别", 640, 160),
    ("女", 800, 160),
    ("部职别", 160, 230),
    ("某旅卫生连军医", 330, 230),
    ("军衔", 640, 230),
    ("中尉", 800, 230),
    ("身份证号码", 160, 300),
    (ID_NUMBER, 330, 300),
    ("试用类别", 640, 300),
    ("临床类别", 800, 300),
    ("试用机构", 160, 370),
    ("武警湖北省总队医院", 330, 370),
    ("试用时间", 640, 370),
    ("自2019.08起至2020.08止", 800, 370),
    ("该同志试用期考核合格。", 330, 450),
    ("考核意见", 160, 500),
    ("团级以上单位意见", 160, 640),
    ("情况属实。", 460, 600),
    ("武警湖北省总队政治工作部（盖章）", 800, 680),
    ("2020年9月3日", 960, 740),
)

VALUES = {
    "name": "陈嘉禾",
    "gender": "女",
    "id_number": ID_NUMBER,
    "specialty": "临床",
    "institution": "武警湖北省总队医院",
    "started_on": "2019-08",
    "ended_on": "2020-08",
    "conclusion": "合格",
    "issuer": "武警湖北省总队政治工作部",
    "issued_on": "2020-09-03",
}
