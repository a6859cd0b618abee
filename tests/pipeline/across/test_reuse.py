"""What papers are known by, and what it means to meet it under another applicant."""

from dataclasses import replace

import pytest

from models.look import SIDE, Look
from models.report import DocumentState, Severity, Sighting, Verdict
from models.trait import Trait, TraitKind
from pipeline.across.reuse import holder_of, reuse_findings, traits_of
from pipeline.dossier import assemble
from tests.support.papers import HONEST, paper
from tests.support.people import APPLICATION, PRACTICE_NUMBER, QUALIFICATION_NUMBER

SILENT = replace(APPLICATION, education=())
LOOK = Look(bits="00ff00ff00ff00ff", points=bytes(SIDE * SIDE))
NUMBER = "104861201605001234"


def numbers(*codes: str, **changed: str | None) -> set[tuple[str, str]]:
    traits = traits_of(SILENT, [paper(code, **changed) for code in codes], {})
    return {(one.family, one.value) for one in traits if one.kind is TraitKind.CERTIFICATE_NUMBER}


def sighting(kind: str, value: str, *, met_on: str = "", other: str = "HB2021000002", document: str = "x") -> Sighting:
    return Sighting(kind=kind, value=value, application_id=other, document_id=document, met_on=met_on)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("graduation_certificate", {("diploma", NUMBER)}),
        ("chsi_registration_form", {("diploma", NUMBER)}),
        ("degree_certificate", {("degree", "1048642016000123")}),
        ("vocational_diploma", {("vocational/黄冈市卫生学校", "201242000123")}),
        ("hubei_vocational_proof", {("vocational/黄冈市卫生学校", "201242000123")}),
        ("physician_qualification", {("physician_qualification", QUALIFICATION_NUMBER)}),
        ("physician_practice", {("practice", PRACTICE_NUMBER), ("physician_qualification", QUALIFICATION_NUMBER)}),
        ("tcm_expertise_certificate", {("tcm_expertise_certificate/咸宁市卫生健康委员会", "鄂确2019001")}),
        ("overseas_credential", {("overseas_credential", "120190000001")}),
        ("id_card", set()),
    ],
)
def test_a_number_is_a_trait_inside_what_it_is_unique_in(code: str, expected: set[tuple[str, str]]) -> None:
    assert numbers(code) == expected


def test_an_older_number_counts_inside_its_school_only() -> None:
    assert numbers("graduation_certificate", certificate_number="9812345") == {("diploma/武汉大学", "9812345")}
    assert numbers("graduation_certificate", certificate_number="9812345", school=None) == set()


def test_a_doubtful_number_is_no_trait() -> None:
    traits = traits_of(SILENT, [paper("graduation_certificate", doubtful=("certificate_number",))], {})

    assert {one.kind for one in traits} == {TraitKind.SHA256}


def test_bytes_look_and_codes_are_traits() -> None:
    form = paper("chsi_registration_form")

    traits = traits_of(APPLICATION, [form], {form.sha256: LOOK})

    assert {(one.kind, one.family, one.value, one.document_id) for one in traits} == {
        ("sha256", "", form.sha256, form.document_id),
        ("look", "chsi_registration_form", LOOK.bits, form.document_id),
        ("certificate_number", "diploma", NUMBER, form.document_id),
        ("verification_code", "", "A1B2C3D4E5F6G7H8", form.document_id),
        ("verification_code", "", "A1B2C3D4E5F6G7H8", ""),
    }


def test_a_file_that_nobody_can_read_has_no_traits() -> None:
    broken = replace(paper("id_card"), state=DocumentState.UNREADABLE, extraction=None)

    assert traits_of(SILENT, [broken], {broken.sha256: LOOK}) == frozenset[Trait]()


def test_one_person_is_one_holder_whatever_the_application_and_the_form_of_the_number() -> None:
    again = replace(APPLICATION, application_id="HB2022000007", id_number=" 11010519491231002x ")
    early = replace(APPLICATION, id_number="110105491231002")

    assert holder_of(again) == holder_of(early) != holder_of(APPLICATION)
    assert "110105" not in holder_of(early)


def test_a_number_met_under_another_applicant_is_an_alarm_that_names_whose() -> None:
    papers = [paper("graduation_certificate"), paper("chsi_registration_form")]
    met = [
        sighting("certificate_number", NUMBER, met_on=one, document=f"theirs {one}")
        for one in ("graduation_certificate", "chsi_registration_form")
    ]

    found = assemble(SILENT, papers, regulation=None, complete=False, sightings=met)

    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.rule) == ("certificate_reused", Severity.ALARM, "number_reused")
    assert (finding.document_id, finding.field, finding.found) == (
        "graduation_certificate",
        "certificate_number",
        NUMBER,
    )
    assert finding.documents == (
        "chsi_registration_form",
        "theirs graduation_certificate",
        "theirs chsi_registration_form",
    )
    assert finding.message.startswith("《毕业证书》的证书编号与另一名考生（报名号HB2021000002）提交的相同")
    assert finding.applicant_message == ""
    assert found.verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    ("kind", "value", "code", "rule", "severity", "words"),
    [
        ("verification_code", "A1B2C3D4E5F6G7H8", "certificate_reused", "code_reused", Severity.ALARM, "在线验证码"),
        ("sha256", "chsi_registration_form", "image_reused", "same_picture", Severity.ALARM, "图片文件"),
        ("look", LOOK.bits, "image_reused", "picture_alike", Severity.CONTENT, "相似"),
    ],
)
def test_codes_and_pictures_are_named_as_what_they_are(
    kind: str, value: str, code: str, rule: str, severity: Severity, words: str
) -> None:
    met = [sighting(kind, value, met_on="chsi_registration_form")]

    (finding,) = reuse_findings(SILENT, [paper("chsi_registration_form")], met)

    assert (finding.code, finding.rule, finding.severity) == (code, rule, severity)
    assert words in finding.message
    assert "《教育部学历证书电子注册备案表》" in finding.message


def test_a_code_that_only_the_application_states_points_to_no_paper() -> None:
    (finding,) = reuse_findings(APPLICATION, [], [sighting("verification_code", "A1B2C3D4E5F6G7H8")])

    assert (finding.document_id, finding.documents, finding.field) == (None, ("x",), "verification_code")
    assert finding.message.startswith("报名信息中的在线验证码")


def test_the_same_file_is_not_also_told_to_look_alike() -> None:
    met = [sighting("sha256", "id_card", met_on="id_card"), sighting("look", LOOK.bits, met_on="id_card")]

    assert [one.rule for one in reuse_findings(SILENT, [paper("id_card")], met)] == ["same_picture"]


def test_many_others_are_counted() -> None:
    met = [sighting("certificate_number", NUMBER, met_on="graduation_certificate", other=f"A{n}") for n in range(5)]

    (finding,) = reuse_findings(SILENT, [paper("graduation_certificate")], met)

    assert "报名号A0、A1、A2等5人" in finding.message


def test_what_the_own_application_shows_is_no_reuse() -> None:
    own = sighting("certificate_number", NUMBER, met_on="graduation_certificate", other=APPLICATION.application_id)

    assert list(reuse_findings(SILENT, [paper(code) for code in HONEST], [own])) == []
