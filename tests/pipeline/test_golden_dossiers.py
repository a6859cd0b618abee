"""A complete dossier for every track and its variants: nothing is missing, and each paper taken away is missed."""

from collections.abc import Iterator

import pytest

from models.case import ExamCategory, Track
from models.report import MissingMaterial, Report, Severity, Verdict
from pipeline.dossier import assemble
from tests.support.golden_dossiers import GOLDEN, REGULATION, Golden


def _each_paper() -> Iterator[tuple[Golden, Report, str]]:
    for golden in GOLDEN:
        for report, because in golden.papers:
            yield golden, report, because


def test_there_is_a_golden_dossier_for_every_track_and_examination() -> None:
    assert {golden.track for golden in GOLDEN} == set(Track)
    assert {golden.category for golden in GOLDEN} == set(ExamCategory)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_a_complete_dossier_is_clear(golden: Golden) -> None:
    dossier = golden.dossier()

    assert dossier.missing == ()
    assert {finding.severity for finding in dossier.findings} <= {Severity.NOTE}
    assert dossier.verdict is Verdict.CLEAR


@pytest.mark.parametrize(
    ("golden", "taken", "because"),
    list(_each_paper()),
    ids=lambda one: getattr(one, "name", getattr(one, "document_id", "")),
)
def test_each_paper_that_is_taken_away_is_missed_with_its_sentence(golden: Golden, taken: Report, because: str) -> None:
    dossier = golden.dossier(without=taken)

    assert dossier.verdict is Verdict.INCOMPLETE
    assert [(_type_code(taken) in one.any_of, one.because) for one in dossier.missing] == [(True, because)]
    assert _agrees(dossier.missing[0], taken)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_a_second_picture_of_a_paper_stands_for_no_other(golden: Golden) -> None:
    for report, _ in golden.papers:
        others = [other for other, _ in golden.papers if other is not report]
        for other in others:
            reports = [*others, other]
            dossier = assemble(golden.application(), reports, regulation=REGULATION, complete=True)
            assert len(dossier.missing) == 1


def _type_code(report: Report) -> str:
    return report.classification.type_code or ""


def _agrees(missing: MissingMaterial, taken: Report) -> bool:
    """Whether a missing paper is of the level that the one taken away prints."""
    printed = {
        reading.value
        for field_name in ("level", "physician_level")
        if taken.extraction and (reading := taken.extraction.reading(field_name)).value
    }
    return missing.level is None or not printed or missing.level in printed
