"""Print that speaks against the paper it stands on is for a person to see; warnings on forms are not."""

import pytest

from models.case import Application
from pipeline.contrary_findings import contrary_findings
from pipeline.contrary_print import contrary_print
from tests.support.pages import page_text

OURS, ANOTHERS = "11010519491231002X", "420106199305180026"


def found(*lines: str, type_code: str = "city_vocational_proof") -> list[str]:
    application = Application(application_id="1", name="陈嘉禾", id_type="居民身份证", id_number=OURS)
    page = page_text([(line, 100, 100 + 60 * row) for row, line in enumerate(lines)])
    return [finding.code for finding in contrary_findings(contrary_print(page, type_code), type_code, application)]


@pytest.mark.parametrize(
    "line",
    [
        "经核查，该学历不属实。",
        "该证书系伪造",
        "其执业证书已注销",
        "系统中未查到该生毕业信息。",
        "该生未毕业",
        "未经考核合格",
    ],
)
def test_words_that_deny_are_told(line: str) -> None:
    assert found("证明", line) == ["conclusion_mismatch"]


@pytest.mark.parametrize(
    "line",
    ["以上情况属实", "如有不实，本单位愿承担责任", "若系伪造，后果自负", "经考核合格", "涂改、复印者，作废"],
)
def test_warnings_and_what_is_in_order_are_not(line: str) -> None:
    assert found("证明", line) == []


def test_a_register_that_gave_no_answer_is_why_the_proof_was_written() -> None:
    line = "经查询国家医师执业注册信息库，未查询到该人信息，现核实情况属实。"

    assert found(line, type_code="licence_register_proof") == []


def test_the_id_number_of_somebody_else_is_told() -> None:
    assert found(f"编号：{ANOTHERS}") == ["id_number_doubtful"]
    assert found(f"身份证号：{OURS}") == []


def test_numbers_that_only_look_like_id_numbers_are_not() -> None:
    assert found("证书编号：104897201706007011") == []
    assert found(f"资格证书编码：201542210{ANOTHERS}") == []


def test_papers_that_tell_of_two_numbers_may() -> None:
    assert found(f"原身份证号：{ANOTHERS}", type_code="name_change_proof") == []


def test_a_diploma_number_whose_check_fits_by_chance_is_nobodys_id_number() -> None:
    assert found("证书编号：110751201206008476", type_code="graduation_certificate") == []
