"""What an applicant is asked: one line a thing to do, and no paper twice."""

from models.report import Dossier, Finding, MissingMaterial, Severity, Verdict
from services.desk.messages import prepared_message

REGISTER, POLICE = "household_register", "name_change_proof"


def mismatch(field: str, *proof: str) -> Finding:
    return Finding(
        code=f"{field}_mismatch",
        severity=Severity.IDENTITY,
        message="不一致",
        field=field,
        proof=proof,
        document_id="d1",
    )


def dossier(*findings: Finding, missing: tuple[MissingMaterial, ...] = ()) -> Dossier:
    return Dossier(
        application_id="HB1",
        verdict=Verdict.IDENTITY_PROOF_REQUIRED,
        reports=(),
        findings=findings,
        missing=missing,
    )


def wanted(*codes: str) -> MissingMaterial:
    return MissingMaterial(type_code=codes[0], because="需提供佐证材料；", any_of=codes)


def lines_of(dossier: Dossier) -> list[str]:
    return prepared_message(dossier).splitlines()[1:-1]


def test_a_proof_that_is_missing_is_described_once_and_each_paper_has_marks_of_its_own() -> None:
    found = lines_of(dossier(mismatch("name", REGISTER, POLICE), missing=(wanted(REGISTER, POLICE),)))

    assert found == [
        "1. 证件上的姓名与报名时填写的不一致。填错了的，请修改报名信息；没有填错的，请上传身份信息佐证材料。",
        "2. 缺少《户口簿》或《公安机关更名或更正证明》：请上传户口簿上登记本人的一页（写有“曾用名”，"
        "或有变更、更正记载），拍摄原件；或者户籍所在地公安机关出具的更名或更正证明（写明原来的和现在的内容，有落款日期和公章）。",
    ]


def test_fields_that_one_paper_proves_are_told_together() -> None:
    found = lines_of(dossier(mismatch("name", POLICE), mismatch("gender", POLICE)))

    assert len(found) == 1
    assert found[0].startswith("1. 证件上的姓名、性别与报名时填写的不一致。")
    assert found[0].count("公安机关") == 1


def test_fields_that_other_papers_prove_are_told_apart() -> None:
    found = lines_of(dossier(mismatch("name", REGISTER), mismatch("gender", POLICE)))

    assert [("户口簿" in line, "公安机关" in line) for line in found] == [(True, False), (False, True)]


def test_a_paper_in_whose_place_another_was_uploaded_is_asked_for_there() -> None:
    wrong = Finding(
        code="wrong_document_type",
        severity=Severity.QUALITY,
        message="不符",
        expected="graduation_certificate",
        document_id="d1",
    )

    found = lines_of(dossier(wrong, missing=(wanted("graduation_certificate"), wanted("degree_certificate"))))

    assert [line.partition("：")[0] for line in found[1:]] == ["2. 缺少《学位证书》"]
    assert "《毕业证书》" in found[0]


def test_a_level_stands_behind_the_marks() -> None:
    paper = MissingMaterial(type_code="degree_certificate", because="", level="硕士")

    assert lines_of(dossier(missing=(paper,))) == ["1. 缺少《学位证书》（硕士）：请上传《学位证书》。"]
