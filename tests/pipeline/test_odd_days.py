"""A day that is printed at the foot and that the calendar has not is told, and nothing stands in for it."""

from doctypes.loader import load_types
from doctypes.printed import printed
from doctypes.values.chinese_date import IMPOSSIBLE
from models.case import Document
from pipeline.run import judge
from pipeline.stages.extract import extract
from tests.support.pages import Placed, page_text

TYPES = load_types()
PROBATION: list[Placed] = [
    ("医师资格考试试用期考核证明", 500, 100, 50),
    ("兹证明陈嘉禾同志（性别女，身份证号码420106199305180026），自2020年8月1日至2021年7月31日在", 200, 260),
    ("黄冈市中心医院从事临床专业试用工作，试用期满，经考核合格，特此证明。", 200, 320),
    ("试用机构：黄冈市中心医院（盖章）", 800, 620),
]


def test_a_day_that_does_not_exist_is_an_alarm_though_nobody_compares_it() -> None:
    text = page_text([*PROBATION, ("2022年11月31日", 900, 700)])
    document = Document(document_id="1", application_id="", file="a.jpg", sha256="0" * 64)

    report = judge(text, document=document, application=None, types=TYPES)

    (finding,) = [one for one in report.findings if one.field == "issued_on"]
    assert finding.code == "issued_on_invalid"
    assert "这一天不存在" in finding.message
    assert finding.found == "2022-11-31"


def test_the_end_of_study_does_not_stand_in_for_a_day_that_does_not_exist() -> None:
    lines: list[Placed] = [
        ("中等职业学校毕业证书", 500, 100, 50),
        ("学生陈嘉禾性别女，一九九三年五月十八日生，于二〇〇九年九月至二〇一二年六月在本校农村医学", 200, 260),
        ("专业学习，学制叁年，修业期满，成绩合格，准予毕业。", 200, 320),
        ("学校：湖北省黄冈卫生学校", 800, 620),
        ("二〇一二年六月三十一日", 900, 700),
    ]

    reading = extract(printed(page_text(lines)), TYPES["vocational_diploma"]).reading("graduated_on")

    assert (reading.value, reading.fault) == ("2012-06-31", IMPOSSIBLE)
