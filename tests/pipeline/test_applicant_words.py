"""What a finding asks of the applicant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.materials import FIELDS, MATERIALS
from models.report import Finding, Severity
from pipeline import words
from pipeline.applicant_words import missing_material, source_of, told


def asked(code: str, severity: Severity, **more: object) -> str:
    return told(Finding(code=code, severity=severity, message="给审核人的话。", **more)).applicant_message  # type: ignore[arg-type]


@pytest.mark.parametrize("field", sorted(words.PROOFS))
def test_who_somebody_is_asks_to_look_again_or_to_prove(field: str) -> None:
    sentence = asked(f"{field}_mismatch", Severity.IDENTITY, field=field, proof=words.PROOFS[field])

    assert FIELDS[field] in sentence
    assert "请修改报名信息" in sentence
    assert "公安机关出具的更名或更正证明" in sentence
    assert ("户口簿" in sentence) == ("household_register" in words.PROOFS[field])


def test_any_other_difference_asks_to_look_at_what_was_typed() -> None:
    assert "请修改报名信息；没有填错的，等待审核即可" in asked("major_mismatch", Severity.CONTENT, field="major")


@pytest.mark.parametrize("code", sorted(words.PICTURES))
def test_a_picture_that_will_not_do_is_asked_for_again(code: str) -> None:
    message = words.PICTURES[code]

    assert told(Finding(code=code, severity=Severity.QUALITY, message=message)).applicant_message == message
    assert "上传" in message


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("name_doubtful", Severity.CONTENT),
        ("certificate_number_invalid", Severity.ALARM),
        ("qr_disagrees", Severity.ALARM),
        ("certificate_reused", Severity.ALARM),
        ("image_reused", Severity.ALARM),
        ("documents_disagree", Severity.ALARM),
        ("timeline_impossible", Severity.ALARM),
        ("conclusion_mismatch", Severity.ALARM),
        ("document_not_judged", Severity.QUALITY),
        ("major_mismatch", Severity.NOTE),
    ],
)
def test_what_only_a_reviewer_can_weigh_asks_nothing(code: str, severity: Severity) -> None:
    assert asked(code, severity) == ""


def test_what_is_settled_asks_nothing_any_more() -> None:
    settled = Finding(
        code="name_mismatch", severity=Severity.IDENTITY, message="", settled_by="d5", applicant_message="请补交。"
    )

    assert told(settled).applicant_message == ""


def test_a_sentence_that_is_there_stays() -> None:
    assert asked("name_unreadable", Severity.QUALITY, applicant_message="姓名处有反光。") == "姓名处有反光。"


def test_a_wrong_paper_is_told_by_the_one_that_is_wanted_and_not_by_what_came() -> None:
    sentence = asked("wrong_document_type", Severity.CONTENT, expected="degree_certificate", found="passport")

    assert "《学位证书》" in sentence
    assert "护照" not in sentence


@given(st.sampled_from(sorted(MATERIALS)))
def test_every_missing_paper_is_asked_for_by_its_words(code: str) -> None:
    assert missing_material(code).startswith("请上传")
    assert code not in missing_material(code)
    assert source_of(code)


@given(
    st.sampled_from(sorted(FIELDS)),
    st.sampled_from(["mismatch", "unreadable", "doubtful", "invalid"]),
    st.sampled_from(Severity),
    st.from_regex(r"[A-Z0-9]{8,18}", fullmatch=True),
)
def test_no_value_and_no_word_of_ours_stands_in_a_sentence(
    field: str, ending: str, severity: Severity, value: str
) -> None:
    sentence = asked(
        f"{field}_{ending}", severity, field=field, expected=value, found=value, proof=("name_change_proof",)
    )

    assert value not in sentence
    assert "_" not in sentence
