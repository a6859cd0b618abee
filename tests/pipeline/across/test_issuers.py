"""Who may sign what: one honest and several wrong bodies a paper."""

import pytest

from models.report import Severity
from pipeline.across.issuers import issuer_findings
from tests.support.papers import HONEST, paper

RIGHT = [
    ("tcm_expertise_certificate", "黄冈市卫生局"),
    ("tcm_expertise_certificate", "恩施土家族苗族自治州中医药管理局"),
    ("tcm_expertise_certificate", "仙桃市卫生健康委员会"),
    ("tcm_expertise_certificate", "洛阳市卫生健康委员会"),
    ("tcm_expertise_certificate", "北京市中医管理局"),
    ("tcm_apprenticeship_certificate", "湖北省卫生厅"),
    ("tcm_apprenticeship_certificate", "上海市中医药管理局"),
    ("tcm_apprenticeship_certificate", "广西壮族自治区中医药管理局"),
    ("military_education_proof", "中国人民解放军第31658部队"),
    ("military_education_proof", "陆军第七十二集团军某旅"),
    ("military_probation_form", "武警湖北省总队医院"),
    ("military_probation_form", "联勤保障部队第九九〇医院"),
    ("military_probation_form", "海军大连舰艇学院"),
    ("name_change_proof", "鄂州市公安局鄂城分局龙泉派出所"),
    ("licence_register_proof", "十堰市卫生健康局"),
    ("licence_register_proof", "湖北省卫生健康委员会"),
    ("hubei_vocational_proof", "湖北省中等职业教育学生信息管理中心"),
]
WRONG = [
    ("tcm_expertise_certificate", "湖北省中医药管理局", "expertise_issuer"),
    ("tcm_expertise_certificate", "红安县卫生局", "expertise_issuer"),
    ("tcm_expertise_certificate", "武汉市江岸区卫生健康局", "expertise_issuer"),
    ("tcm_expertise_certificate", "麻城市卫生健康局", "expertise_issuer"),
    ("tcm_expertise_certificate", "黄冈市中医医院", "expertise_issuer"),
    ("tcm_expertise_certificate", "黄冈市中医药学会", "expertise_issuer"),
    ("tcm_apprenticeship_certificate", "黄冈市卫生局", "apprenticeship_issuer"),
    ("tcm_apprenticeship_certificate", "湖北省中医院", "apprenticeship_issuer"),
    ("tcm_apprenticeship_certificate", "湖北中医药大学", "apprenticeship_issuer"),
    ("military_education_proof", "中国人民解放军31658部队二营", "military_issuer"),
    ("military_education_proof", "陆军某旅卫生连", "military_issuer"),
    ("military_probation_form", "黄冈市中心医院", "military_issuer"),
    ("military_probation_form", "联勤保障部队野战医院", "military_issuer"),
    ("military_probation_form", "某团卫生队", "military_issuer"),
    ("name_change_proof", "武昌区水果湖街道办事处", "name_change_issuer"),
    ("name_change_proof", "公安县民政局", "name_change_issuer"),
    ("licence_register_proof", "红安县卫生健康局", "register_proof_issuer"),
    ("licence_register_proof", "武汉市中心医院", "register_proof_issuer"),
    ("hubei_vocational_proof", "黄冈市卫生学校", "vocational_proof_issuer"),
]


def test_all_honest_papers_are_signed_by_those_who_may() -> None:
    assert list(issuer_findings([paper(code) for code in HONEST])) == []


@pytest.mark.parametrize(("code", "issuer"), RIGHT)
def test_who_may_sign_raises_nothing(code: str, issuer: str) -> None:
    assert list(issuer_findings([paper(code, issuer=issuer)])) == []


@pytest.mark.parametrize(("code", "issuer", "rule"), WRONG)
def test_who_may_not_is_told_and_a_doubtful_name_is_not(code: str, issuer: str, rule: str) -> None:
    (finding,) = issuer_findings([paper(code, issuer=issuer)])

    assert (finding.rule, finding.code, finding.field) == (rule, "issuer_mismatch", "issuer")
    assert finding.found == issuer
    assert issuer in finding.message
    assert finding.expected is not None
    assert finding.expected in finding.message
    assert list(issuer_findings([paper(code, doubtful=("issuer",), issuer=issuer)])) == []


def test_a_soldier_is_trained_in_a_hospital_of_the_forces() -> None:
    (finding,) = issuer_findings([paper("military_probation_form", institution="黄冈市中心医院")])

    assert (finding.rule, finding.field, finding.severity) == ("military_institution", "institution", Severity.ALARM)
