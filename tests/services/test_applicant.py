"""What an applicant is told: what to do, in plain words, and nothing that is not theirs to know."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.doctype import Outcome
from models.extraction import FieldStatus, Witness
from models.materials import FIELDS, MATERIALS
from models.report import DocumentState, Dossier, Finding, MissingMaterial, Severity, Verdict
from pipeline.words import PICTURES
from services.applicant_html import applicant_html, applicant_lines
from services.applicant_json import applicant_json
from services.applicant_view import applicant_view
from services.words_zh import FINDINGS
from tests.services.made_up import CLEAR, DIPLOMA, DOSSIER, NAME_DIFFERS

CODES = [*FINDINGS, *(f"{field}_{ending}" for field in FIELDS for ending in ("mismatch", "unreadable", "doubtful"))]
OUR_WORDS = {
    *(word.value for kind in (Verdict, Severity, DocumentState, FieldStatus, Outcome, Witness) for word in kind),
    *FINDINGS, *MATERIALS, *FIELDS,
} - {"qr"}  # fmt: skip
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
VALUES = st.one_of(
    st.from_regex(r"[0-9]{12,27}X?", fullmatch=True),
    st.from_regex(r"[A-Z][0-9]{8,10}", fullmatch=True),
    # A name of such characters stands in no sentence of ours.
    st.text(st.sampled_from("龘靐齉爩麤龖"), min_size=3, max_size=6),
)


def of(*findings: Finding, verdict: Verdict = Verdict.REVIEW) -> Dossier:
    return replace(DOSSIER, findings=findings, missing=(), verdict=verdict)


@st.composite
def dossiers(draw: st.DrawFn) -> tuple[Dossier, set[str]]:
    """Dossiers of one to three papers with values of all kinds, and those values."""
    values = draw(st.lists(VALUES, min_size=6, max_size=6))
    findings = tuple(
        Finding(
            code=draw(st.sampled_from(CODES)),
            severity=draw(st.sampled_from(Severity)),
            message=draw(st.sampled_from(list(PICTURES.values()))),
            field=draw(st.sampled_from([None, *FIELDS])),
            document_id=draw(st.sampled_from(["d1", "d2", "d3", None])),
            expected=values[0],
            found=values[1],
            proof=("household_register",),
            documents=("other-applicants-paper",),
            applicant_message=draw(st.sampled_from(["", f"请核对{values[5]}。" if values[5].isascii() else ""])),
        )
        for _ in range(draw(st.integers(0, 4)))
    )
    readings = (replace(DIPLOMA.extraction.readings[0], value=values[2], raw=values[3]),)  # type: ignore[union-attr]
    paper = replace(
        DIPLOMA,
        file=f"{values[4]}.jpg" if values[4].isascii() else "照片.jpg",
        extraction=replace(DIPLOMA.extraction, readings=readings),  # type: ignore[type-var]
        state=draw(st.sampled_from(DocumentState)),
    )
    dossier = Dossier(
        application_id="HB1",
        verdict=draw(st.sampled_from(Verdict)),
        reports=(paper, *DOSSIER.reports[1:]),
        findings=findings,
        missing=(MissingMaterial(type_code=draw(st.sampled_from(sorted(MATERIALS))), because="需上传学位证书"),),
    )
    return dossier, {value for value in values if len(value) > 2}


@given(dossiers())
def test_no_value_no_code_and_no_score_ever_reaches_an_applicant(drawn: tuple[Dossier, set[str]]) -> None:
    dossier, values = drawn

    shown = applicant_json(dossier)
    told = json.dumps(shown, ensure_ascii=False)
    page, lines = applicant_html(dossier), "\n".join(applicant_lines(dossier))

    words = " ".join(_texts(shown))
    for text in (told, page, lines):
        assert not [value for value in values if value in text]
        assert "other-applicants-paper" not in text
        assert "d1" not in re.sub(r"#[0-9a-f]{6}|sha256-\S+|d1\.jpg|d2\.jpg|d3\.jpg", "", text)
    assert not OUR_WORDS & set(re.findall("[a-z_]+", words))
    assert not re.search(r"0\.\d|\d%", words)


def _texts(shown: object) -> list[str]:
    if isinstance(shown, dict):
        return [text for key, value in shown.items() if key != "file" for text in _texts(value)]
    if isinstance(shown, list):
        return [text for value in shown for text in _texts(value)]
    return [shown] if isinstance(shown, str) else []


def test_what_to_hand_in_again_what_to_prove_and_what_is_missing() -> None:
    view = applicant_view(DOSSIER)

    assert view.verdict == "请重新上传材料"
    assert [(one.what, [paper.number for paper in one.papers]) for one in view.asked] == [
        ("重新上传", [3]),
        ("核对身份信息，或补交佐证材料", [1]),
    ]
    assert [(paper.title, paper.because) for paper in view.missing] == [
        ("学位证书", "硕士以上学历考生，需上传学历和学位证书。")
    ]
    assert [(one.number, one.state) for one in view.received] == [
        (1, "请看上面的事项"),
        (2, "已收到"),
        (3, "请重新上传"),
    ]


def test_one_thing_about_several_papers_is_told_once() -> None:
    (asked,) = applicant_view(of(NAME_DIFFERS, replace(NAME_DIFFERS, document_id="d2"))).asked

    assert [paper.number for paper in asked.papers] == [1, 2]


def test_an_alarm_is_no_business_of_the_applicant() -> None:
    reused = Finding(code="certificate_reused", severity=Severity.ALARM, message="已被 ZZ9 使用。", document_id="d1")

    view = applicant_view(of(reused))

    assert (view.asked, view.verdict) == ((), "正在审核")
    assert "现在不需要您做什么" in view.sentence
    assert "ZZ9" not in json.dumps(applicant_json(of(reused)))


def test_two_papers_that_disagree_are_to_be_looked_at_and_not_handed_in_again() -> None:
    disagree = Finding(
        code="documents_disagree",
        severity=Severity.ALARM,
        message="两份材料不一致。",
        document_id="d1",
        applicant_message="请检查是否传错了材料。",
    )

    view = applicant_view(of(disagree))

    assert [one.what for one in view.asked] == ["请核对"]
    assert view.received[0].state == "请看上面的事项"


def test_a_settled_difference_is_not_asked_about_again() -> None:
    assert applicant_view(of(replace(NAME_DIFFERS, settled_by="d2", applicant_message="请补交"))).asked == ()


@pytest.mark.parametrize(
    ("dossier", "verdict"),
    [
        (replace(DOSSIER, verdict=Verdict.INCOMPLETE, findings=()), "材料还不齐"),
        (Dossier(application_id="HB1", verdict=Verdict.INCOMPLETE, reports=(), findings=()), "正在识读"),
        (CLEAR, "材料已收齐"),
    ],
)
def test_the_verdict_is_told_in_the_applicants_words(dossier: Dossier, verdict: str) -> None:
    assert applicant_view(dossier).verdict == verdict


def test_an_applicant_is_told_the_names_of_files_and_not_where_they_lie() -> None:
    held = replace(DOSSIER.reports[0], file="/srv/intake/2026/diploma.jpg")

    view = applicant_view(replace(DOSSIER, reports=(held, *DOSSIER.reports[1:])))

    assert view.received[0].file == "diploma.jpg"


def test_the_page_stands_alone_and_takes_print_for_print() -> None:
    hostile = replace(DOSSIER.reports[2], file='<img src=x onerror="a()">.jpg')

    page = applicant_html(replace(DOSSIER, reports=(*DOSSIER.reports[:2], hostile)))

    assert "<img" not in page
    assert "<script" not in page
    assert not re.search(r'(?:href|src)="', page)
    assert "default-src &#39;none&#39;" in page
