"""Another province or year is another file: chosen by a setting, or by the year applied for."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.case import Track
from models.errors import ConfigInvalid
from models.report import Verdict
from pipeline.dossier import assemble
from regulations.loader import HERE, load_regulation
from services.keepers import Knowledge
from tests.support.other_regulation import CODE, SENTENCE, TEXT, write_regulation
from tests.support.people import APPLICATION
from wiring.bootstrap import build_knowledge
from wiring.config import read_config


def knowledge_of(path: Path) -> Knowledge:
    return build_knowledge(read_config({"CERTCHECK_REGULATION": str(path)}))


def test_the_regulation_of_another_province_is_chosen_by_the_path_to_its_file(tmp_path: Path) -> None:
    knowledge = knowledge_of(write_regulation(tmp_path))

    dossier = assemble(
        replace(APPLICATION, exam_year=2022),
        [],
        regulation=knowledge.regulation_for(APPLICATION),
        complete=True,
    )

    assert dossier.verdict is Verdict.INCOMPLETE
    assert [(paper.type_code, paper.because) for paper in dossier.missing] == [("graduation_certificate", SENTENCE)]


def test_the_same_applicant_is_asked_for_other_papers_in_another_province(tmp_path: Path) -> None:
    other = knowledge_of(write_regulation(tmp_path)).regulation
    soldier = replace(APPLICATION, exam_year=None, track=Track.MILITARY, licences=())

    asked = [
        [paper.type_code for paper in assemble(soldier, [], regulation=one, complete=True).missing]
        for one in (load_regulation(), other)
    ]

    assert asked == [["military_education_proof", "military_probation_form"], ["military_education_proof"]]


def test_the_year_applied_for_chooses_among_the_files_of_the_region(tmp_path: Path) -> None:
    path = write_regulation(tmp_path)
    write_regulation(tmp_path, TEXT.replace("2022年", "2023年"), code="2023-yunzhou")
    write_regulation(tmp_path, (HERE / "2021-hubei.toml").read_text("utf-8"), code="2021-hubei")
    knowledge = knowledge_of(path)

    chosen = [knowledge.regulation_for(replace(APPLICATION, exam_year=year)) for year in (2022, 2023, 2021, None)]

    assert [one.code for one in chosen if one] == [CODE, "2023-yunzhou", CODE, CODE]


def test_without_a_regulation_there_is_none_for_any_year() -> None:
    assert Knowledge(types={}, regulation=None).regulation_for(APPLICATION) is None


@pytest.mark.parametrize("name", ["2022-nowhere.toml", "2022-nowhere", "folder"])
def test_a_regulation_that_is_not_there_is_a_wrong_setting(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(ConfigInvalid, match="CERTCHECK_REGULATION: expected one of 2021-hubei, or a path") as caught:
        read_config({"CERTCHECK_REGULATION": str(tmp_path / name)})

    assert "nowhere" not in str(caught.value)
