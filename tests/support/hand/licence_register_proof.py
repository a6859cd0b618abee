"""执业注册核实证明: 经核实 … 情况属实, with both numbers."""

from tests.support.pages import Placed
from tests.support.people import ID_NUMBER, PRACTICE_NUMBER, QUALIFICATION_NUMBER

LINES: tuple[Placed, ...] = (
    ("证　明", 720, 120, 60),
    (f"经核实，陈嘉禾同志，身份证号{ID_NUMBER}，医师资格证书编码", 260, 260),
    (f"{QUALIFICATION_NUMBER}，医师执业证书编码{PRACTICE_NUMBER}，", 200, 320),
    ("情况属实。", 200, 380),
    ("特此证明。", 260, 440),
    ("武汉市卫生健康委员会", 960, 620),
    ("2021年1月12日", 990, 680),
)
VALUES = {
    "name": "陈嘉禾",
    "id_number": ID_NUMBER,
    "qualification_number": QUALIFICATION_NUMBER,
    "certificate_number": PRACTICE_NUMBER,
    "issuer": "武汉市卫生健康委员会",
    "issued_on": "2021-01-12",
}
