"""All papers of one applicant: the gravest finding decides, and papers are held against each other."""

from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.case import Application
from models.report import Dossier, Verdict
from pipeline.dossier import assemble
from pipeline.run import judge, rejected
from regulations.loader import load_regulation
from tests.pipeline.test_judge import CARD, FORM, PAGES, PRACTICE, QR, QUALIFICATION, swapped
from tests.support.pages import DIPLOMA, Placed, page_text
from tests.support.people import APPLICATION, QUALIFICATION_NUMBER, document

TYPES = load_types()


def dossier(*pages: tuple[Placed, ...], application: Application = APPLICATION, complete: bool = False) -> Dossier:
    reports = [
        judge(page_text(lines, barcodes=[QR]), document=document(), application=application, types=TYPES)
        for lines in pages
    ]
    return assemble(application, reports, regulation=load_regulation(), complete=complete)


def test_papers_that_agree_are_clear() -> None:
    assert dossier(*PAGES.values()).verdict is Verdict.CLEAR


def test_a_name_that_differs_asks_for_identity_proof() -> None:
    assert dossier(swapped(DIPLOMA, "陈嘉禾", "林若溪"), FORM).verdict is Verdict.IDENTITY_PROOF_REQUIRED


def test_a_major_that_differs_asks_for_a_review() -> None:
    assert dossier(swapped(DIPLOMA, "临床医学", "口腔医学"), FORM).verdict is Verdict.REVIEW


def test_an_unreadable_page_outweighs_everything() -> None:
    broken = rejected("image_not_jpeg", document=document())
    honest = judge(page_text(CARD), document=document(), application=APPLICATION, types=TYPES)

    assert assemble(APPLICATION, [honest, broken], regulation=None, complete=False).verdict is Verdict.RESUBMIT


def test_two_papers_with_different_numbers_disagree_even_where_nothing_was_stated() -> None:
    silent = replace(APPLICATION, education=())

    found = dossier(swapped(DIPLOMA, "001234", "001235"), FORM, application=silent)

    assert [finding.code for finding in found.findings] == ["documents_disagree"]
    assert found.verdict is Verdict.REVIEW


def test_a_difference_from_the_application_is_told_once() -> None:
    found = dossier(swapped(DIPLOMA, "陈嘉禾", "林若溪"), FORM)

    assert [finding.code for finding in found.findings] == ["name_mismatch"]


def test_a_practice_licence_that_names_another_qualification_disagrees() -> None:
    other = swapped(PRACTICE, QUALIFICATION_NUMBER, "2016" + QUALIFICATION_NUMBER[4:])

    silent = replace(APPLICATION, licences=())

    codes = [finding.code for finding in dossier(QUALIFICATION, other, application=silent).findings]

    assert "documents_disagree" in codes


def test_missing_papers_weigh_only_when_completeness_is_asked_for() -> None:
    assert dossier(CARD).verdict is Verdict.CLEAR

    asked = dossier(CARD, complete=True)

    assert asked.verdict is Verdict.INCOMPLETE
    assert "graduation_certificate" in {material.type_code for material in asked.missing}


@pytest.mark.parametrize("code", PAGES)
def test_another_persons_paper_is_never_clear(code: str) -> None:
    stranger = replace(APPLICATION, name="林若溪", id_number="420106199305180245")

    assert dossier(PAGES[code], application=stranger).verdict is not Verdict.CLEAR
