"""Papers as they are judged from print, held against what is asked for: their printed levels decide."""

from dataclasses import replace

import pytest

from doctypes.loader import load_types
from models.case import Application, Licence, Track
from models.report import Dossier, Verdict
from pipeline.dossier import assemble
from pipeline.run import judge
from regulations.loader import load_regulation
from tests.pipeline.test_judge import PRACTICE, QR, QUALIFICATION
from tests.support.pages import DIPLOMA, Placed, page_text
from tests.support.people import APPLICATION, ID_NUMBER, PRACTICE_NUMBER, QUALIFICATION_NUMBER, document

TYPES = load_types()
ASSISTANTS_NUMBER, ASSISTANTS_PRACTICE = f"201742210{ID_NUMBER}", f"2{PRACTICE_NUMBER[1:]}"
ASSISTANT = replace(
    APPLICATION,
    track=Track.ASSISTANT_TO_FULL,
    licences=(
        Licence(type="physician_qualification", certificate_number=ASSISTANTS_NUMBER),
        Licence(type="physician_practice", certificate_number=ASSISTANTS_PRACTICE),
    ),
)


def of_assistant(lines: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """The same licence, as an assistant has it."""
    changes = {
        "医师资格证书": "助理医师资格证书",
        "医师执业证书": "助理医师执业证书",
        QUALIFICATION_NUMBER: ASSISTANTS_NUMBER,
        PRACTICE_NUMBER: ASSISTANTS_PRACTICE,
    }
    changed = []
    for line in lines:
        text = line[0]
        for before, after in changes.items():
            is_title = before.startswith("医师")
            text = after if is_title and text == before else text if is_title else text.replace(before, after)
        changed.append((text, *line[1:]))
    return tuple(changed)  # type: ignore[arg-type]


ALL = {"diploma": DIPLOMA, "qualification": of_assistant(QUALIFICATION), "practice": of_assistant(PRACTICE)}


def dossier(*pages: tuple[Placed, ...], application: Application = ASSISTANT) -> Dossier:
    reports = [
        judge(page_text(lines, barcodes=[QR]), document=document(), application=application, types=TYPES)
        for lines in pages
    ]
    numbered = [replace(report, sha256=f"{place}") for place, report in enumerate(reports)]
    return assemble(application, numbered, regulation=load_regulation(), complete=True)


def test_an_assistants_papers_are_complete() -> None:
    found = dossier(*ALL.values())

    assert (found.missing, found.findings, found.verdict) == ((), (), Verdict.CLEAR)


@pytest.mark.parametrize("taken", ALL)
def test_each_judged_paper_that_is_taken_away_is_missed(taken: str) -> None:
    found = dossier(*(page for name, page in ALL.items() if name != taken))

    expected = {
        "diploma": ("graduation_certificate", "本科"),
        "qualification": ("physician_qualification", "执业助理医师"),
        "practice": ("physician_practice", "执业助理医师"),
    }
    assert [(one.type_code, one.level) for one in found.missing] == [expected[taken]]
    assert found.verdict is Verdict.INCOMPLETE


def test_a_full_physicians_certificate_in_the_assistants_place_leaves_that_missing() -> None:
    found = dossier(DIPLOMA, QUALIFICATION, ALL["practice"])

    assert [one.type_code for one in found.missing] == ["physician_qualification"]
    assert found.verdict is not Verdict.CLEAR
