"""Papers that print the same thing: a firm difference is told once, and names both papers."""

import pytest

from models.report import Finding, Report, Severity
from pipeline.across.pairs import disagreements
from tests.support.papers import HONEST, paper, with_finding
from tests.support.people import ID_NUMBER, QUALIFICATION_NUMBER

OTHER_ID = "420106199305180034"
assert OTHER_ID[:-2] == ID_NUMBER[:-2]


def told(*papers: Report) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.field) for finding in disagreements(papers)]


def test_all_honest_papers_agree() -> None:
    assert told(*map(paper, HONEST)) == []


FORM = "form_against_diploma"
CASES = [
    ("chsi_registration_form", "graduation_certificate", FORM, "name", "林若溪"),
    ("chsi_registration_form", "graduation_certificate", FORM, "gender", "男"),
    ("chsi_registration_form", "graduation_certificate", FORM, "birth_date", "1993-05-19"),
    ("chsi_registration_form", "graduation_certificate", FORM, "school", "长江大学"),
    ("chsi_registration_form", "graduation_certificate", FORM, "major", "口腔医学"),
    ("chsi_registration_form", "graduation_certificate", FORM, "level", "专科"),
    ("chsi_registration_form", "graduation_certificate", FORM, "study_form", "业余"),
    ("chsi_registration_form", "graduation_certificate", FORM, "enrolled_on", "2012-09-01"),
    ("chsi_registration_form", "graduation_certificate", FORM, "graduated_on", "2016-07-01"),
    ("chsi_registration_form", "graduation_certificate", FORM, "certificate_number", "104861201605001235"),
    ("chsi_registration_form", "graduation_certificate", "study_length_across", "duration", "4年"),
    ("chsi_registration_form", "graduation_certificate", "president_across", "president", "李四光"),
    (
        "higher_education_certification",
        "graduation_certificate",
        "certification_against_diploma",
        "certificate_number",
        "104861201605001235",
    ),
    ("higher_education_certification", "graduation_certificate", "certification_against_diploma", "major", "口腔医学"),
    ("military_education_proof", "graduation_certificate", "military_proof_against_diploma", "graduated_on", "2015-06"),
    ("overseas_credential", "graduation_certificate", "overseas_credential_against_diploma", "birth_date", "1993-06"),
    ("hubei_vocational_proof", "vocational_diploma", "vocational_proof_against_diploma", "major", "社区医学"),
    ("hubei_vocational_proof", "vocational_diploma", "vocational_proof_against_diploma", "graduated_on", "2013-06"),
    ("hubei_vocational_proof", "vocational_diploma", "vocational_number", "certificate_number", "201242000124"),
    ("degree_certificate", "graduation_certificate", "degree_against_diploma", "name", "林若溪"),
    ("degree_certificate", "graduation_certificate", "degree_against_diploma", "birth_date", "1993-05-19"),
    ("degree_certificate", "graduation_certificate", "degree_against_diploma", "gender", "男"),
    ("degree_certificate", "graduation_certificate", "degree_against_diploma", "school", "长江大学"),
    ("degree_certificate", "graduation_certificate", "degree_major", "major", "口腔医学"),
    ("physician_practice", "physician_qualification", "practice_against_qualification", "name", "林若溪"),
    ("physician_practice", "physician_qualification", "practice_against_qualification", "gender", "男"),
    ("physician_practice", "physician_qualification", "practice_against_qualification", "id_number", OTHER_ID),
    (
        "physician_practice",
        "physician_qualification",
        "practice_against_qualification",
        "physician_level",
        "执业助理医师",
    ),
    (
        "physician_practice",
        "physician_qualification",
        "practice_against_qualification",
        "qualification_number",
        "2016" + QUALIFICATION_NUMBER[4:],
    ),
    ("physician_practice", "physician_qualification", "licence_category", "specialty", "口腔"),
    ("licence_register_proof", "physician_practice", "register_proof_against_licence", "certificate_number", "1" * 15),
    (
        "licence_register_proof",
        "physician_qualification",
        "register_proof_against_licence",
        "physician_level",
        "执业助理医师",
    ),
]


@pytest.mark.parametrize(("one", "other", "rule", "field", "value"), CASES)
def test_a_firm_difference_is_told_and_a_doubtful_one_is_not(
    one: str, other: str, rule: str, field: str, value: str
) -> None:
    broken = paper(one, **{field: value})
    doubtful = paper(one, doubtful=(field,), **{field: value})

    assert told(broken, paper(other)) == [(rule, field)]
    assert told(paper(other), broken) == [(rule, field)]
    assert told(doubtful, paper(other)) == []
    assert told(broken, paper(other, doubtful=(field, "certificate_number"))) == []


def test_a_disagreement_names_both_papers_and_both_values() -> None:
    form = paper("chsi_registration_form", graduated_on="2016-07-01")

    (finding,) = disagreements([paper("graduation_certificate"), form])

    assert (finding.code, finding.severity) == ("documents_disagree", Severity.ALARM)
    assert (finding.document_id, finding.documents) == ("chsi_registration_form", ("graduation_certificate",))
    assert (finding.found, finding.expected) == ("2016-07-01", "2016-06-30")
    assert finding.message.startswith("《教育部学历证书电子注册备案表》的毕业日期与《毕业证书》的毕业日期不一致")
    assert "您上传的" in finding.applicant_message


def test_the_number_of_a_degree_is_held_against_no_diploma() -> None:
    assert (
        told(paper("degree_certificate", certificate_number="1111142016000123"), paper("graduation_certificate")) == []
    )


def test_a_degree_of_another_level_from_the_same_school_and_year_disagrees() -> None:
    doctor = paper("degree_certificate", degree="医学博士")

    assert told(doctor, paper("graduation_certificate")) == [("degree_against_diploma", "level")]


def test_a_degree_of_another_study_is_held_against_nothing() -> None:
    master = paper("degree_certificate", degree="临床医学硕士", issued_on="2019-06-30", school="华中科技大学")

    assert told(master, paper("graduation_certificate")) == []


def test_the_school_of_a_postgraduate_degree_only_warns() -> None:
    diploma = paper("graduation_certificate", level="硕士", school="武汉大学")
    master = paper("degree_certificate", degree="临床医学硕士", school="中国科学院大学")

    assert told(master, diploma) == [("degree_school_of_postgraduate", "school")]


def test_each_form_is_held_against_its_own_diploma() -> None:
    college = {
        "level": "专科",
        "school": "湖北职业技术学院",
        "certificate_number": "120511200806004669",
        "enrolled_on": "2005-09",
        "graduated_on": "2008-06-30",
        "duration": "3年",
        "president": "王立国",
    }
    papers = [
        paper("graduation_certificate", key="2", **college),
        paper("graduation_certificate"),
        paper("chsi_registration_form"),
        paper("chsi_registration_form", key="2", **college),
    ]

    assert told(*papers) == []
    papers[3] = paper("chsi_registration_form", key="2", **(college | {"major": "口腔医学"}))
    assert told(*papers) == [(FORM, "major")]


def test_a_form_of_another_level_is_no_contradiction_of_this_diploma() -> None:
    other = paper(
        "chsi_registration_form", level="专科", school="长江大学", certificate_number="104891200806004669",
        graduated_on="2008-06-30",
    )  # fmt: skip

    assert told(other, paper("graduation_certificate")) == []


def test_a_credential_from_abroad_is_held_only_against_a_diploma_of_the_same_school() -> None:
    abroad = paper("overseas_credential", school="墨尔本大学", major="公共卫生")

    assert told(abroad, paper("graduation_certificate")) == []


def test_what_a_papers_own_finding_tells_is_not_told_again() -> None:
    told_already = Finding(code="name_mismatch", severity=Severity.IDENTITY, message="", field="name")
    diploma = with_finding(paper("graduation_certificate", name="林若溪"), told_already)

    assert told(diploma, paper("chsi_registration_form")) == []


@pytest.mark.parametrize(
    ("code", "changed", "field"),
    [
        ("physician_qualification", {"id_number": OTHER_ID}, "id_number"),
        ("physician_qualification", {"id_number": None, "certificate_number": f"201742110{OTHER_ID}"}, "id_number"),
        ("physician_practice", {"id_number": None, "qualification_number": f"201742110{OTHER_ID}"}, "id_number"),
        ("graduation_certificate", {"id_number": OTHER_ID}, "id_number"),
        ("graduation_certificate", {"birth_date": "1993-05-19"}, "birth_date"),
        ("chsi_registration_form", {"gender": "男"}, "gender"),
    ],
)
@pytest.mark.parametrize("card", ["id_card", "household_register"])
def test_numbers_and_births_are_held_against_the_identity_paper(
    code: str, changed: dict[str, str | None], field: str, card: str
) -> None:
    assert told(paper(code), paper(card)) == []
    assert told(paper(code, **changed), paper(card)) == [("identity_against_papers", field)]


def test_a_number_of_15_digits_is_the_same_person() -> None:
    early = "201742110420106930518002"

    assert told(paper("physician_qualification", id_number=None, certificate_number=early), paper("id_card")) == []


def test_the_back_of_a_card_does_not_stand_for_its_face() -> None:
    back = paper("id_card", key="2", name=None, gender=None, birth_date=None, id_number=None)
    broken = paper("graduation_certificate", id_number=OTHER_ID)

    assert told(back, broken, paper("id_card")) == [("identity_against_papers", "id_number")]


def test_an_officers_number_and_a_citizens_are_never_compared() -> None:
    assert told(paper("military_education_proof", id_number="军字第1234567号"), paper("id_card")) == []


def test_a_proof_of_change_prints_old_values_on_purpose() -> None:
    assert told(paper("name_change_proof", birth_date="1993-05-19", id_number=OTHER_ID), paper("id_card")) == []
