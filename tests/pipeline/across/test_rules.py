"""A regulation turns rules down or off; what is of fact it cannot."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import DefinitionInvalid
from models.report import Dossier, Severity, Verdict
from models.rules import RULES
from pipeline.dossier import assemble
from regulations.loader import HERE, load_regulation
from regulations.regulation import RuleState
from tests.support.papers import paper
from tests.support.people import APPLICATION

SHORT = [paper("graduation_certificate", enrolled_on="2014-09")]
"""A course of five years in two: content, and nothing confirms the year of slack."""


def dossier(**rules: RuleState) -> Dossier:
    regulation = replace(load_regulation(), rules=rules)
    return assemble(replace(APPLICATION, education=()), SHORT, regulation=regulation, complete=False)


def written(folder: Path, line: str) -> Path:
    text = (HERE / "2021-hubei.toml").read_text(encoding="utf-8")
    path = folder / "2021-hubei.toml"
    path.write_text(text.replace("[rules]\n", f"[rules]\n{line}\n"), encoding="utf-8")
    return folder


def test_a_rule_that_the_regulation_leaves_out_stands_as_it_was_made() -> None:
    found = dossier()

    assert [finding.rule for finding in found.findings] == ["study_length"]
    assert found.verdict is Verdict.REVIEW


def test_a_rule_turned_to_a_note_is_told_and_weighs_nothing() -> None:
    found = dossier(study_length=RuleState.NOTE)

    assert [finding.severity for finding in found.findings] == [Severity.NOTE]
    assert found.verdict is Verdict.CLEAR


def test_a_rule_turned_off_tells_nothing() -> None:
    assert dossier(study_length=RuleState.OFF).findings == ()


def test_the_regulation_of_the_house_names_rules_that_there_are() -> None:
    assert set(load_regulation().rules) <= set(RULES)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('star_sign = "on"', r"rules\.star_sign: expected one of those that may be changed \(degree_major, "),
        ('enrolled_after_graduation = "off"', r"rules\.enrolled_after_graduation: expected a rule that rests on"),
        ('issuer = "sometimes"', r"rules\.issuer"),
    ],
)
def test_the_lint_refuses_rules_that_are_none_or_may_not_be_turned(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(DefinitionInvalid, match=fault):
        load_regulation("2021-hubei", folder=written(tmp_path, line))


def test_a_judged_dossier_holds_findings_across_its_papers() -> None:
    papers = [paper("graduation_certificate"), paper("chsi_registration_form", major="口腔医学")]

    found = assemble(APPLICATION, papers, regulation=None, complete=False)

    assert [finding.rule for finding in found.findings] == ["form_against_diploma"]
    assert found.verdict is Verdict.REVIEW
