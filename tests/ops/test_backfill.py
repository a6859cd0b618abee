"""`certcheck backfill preview` and `export`: what they print and write, and what they refuse."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from models.report import Verdict
from ops.job_filter import who_does_it
from ops.main import run
from services.keepers import Keepers
from tests.services.test_rejudging import REQUIREMENT
from tests.support.definitions import changed_regulation
from tests.support.history import NAME, enrol_history, history_application, run_history
from wiring.bootstrap import build_keepers, build_knowledge
from wiring.config import read_config


@pytest.fixture
def keepers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keepers:
    """A backfill of two applications, both judged."""
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path / "var"))
    config = read_config()
    keepers = build_keepers(config)
    # Under the year of the regulation in use: that of another year would be judged by its own.
    jobs = enrol_history([replace(history_application(number), exam_year=2021) for number in range(2)], keepers=keepers)
    run_history(jobs, keepers=keepers, knowledge=build_knowledge(config))
    return keepers


def said(arguments: list[str], capsys: pytest.CaptureFixture[str], exit_code: int = 0) -> str:
    capsys.readouterr()
    met = run(["backfill", *arguments])
    text = capsys.readouterr()
    assert met == exit_code, text.err
    return text.out


def test_a_preview_tells_which_verdicts_of_the_backfill_would_change_and_writes_nothing(
    keepers: Keepers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = changed_regulation(tmp_path, old="# 毕业证：每一学历层次一份。", new=REQUIREMENT)

    told = json.loads(said(["preview", NAME, "--regulation", str(file), "--json"], capsys, exit_code=1))
    same = said(["preview", NAME], capsys)

    assert (told["preview"], told["judged"], told["verdicts_changed"]) == (True, 2, 2)
    assert same.startswith("0 dossiers judged")
    dossier = keepers.records.dossier_of("HB20150000")
    assert dossier is not None
    assert dossier.verdict is Verdict.CLEAR


@pytest.mark.usefixtures("keepers")
def test_results_are_written_masked_unless_a_reason_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    masked, full = tmp_path / "masked.csv", tmp_path / "full.csv"

    assert "2 rows" in said(["export", NAME, str(masked)], capsys)
    said(["export", NAME, str(full), "--per", "dossier", "--unmask", "--reason", "核对历史数据"], capsys)

    names = []
    for path in (masked, full):
        with path.open(encoding="utf-8-sig", newline="") as file:
            names.append({row["name"] for row in csv.DictReader(file)})
    assert names == [{"陈*禾"}, {"陈嘉禾"}]


def test_a_backfill_is_paused_and_resumed_by_whom_and_why(keepers: Keepers, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(["pause", NAME, "--who", "li", "--reason", "考试在即"], capsys) == f"{NAME}: paused\n"
    assert said(["resume", NAME], capsys) == f"{NAME}: resumed\n"

    told = [(entry.who, entry.deed, entry.reason) for entry in keepers.jobs.audit_of(NAME)]
    assert told == [("li", "pause backfill", "考试在即"), (who_does_it(None), "resume backfill", "")]


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", NAME, "r.csv", "--unmask"],
        ["export", NAME, "r.csv", "--reason", "核对历史数据"],
        ["export", NAME, "r.txt"],
        ["export", "none", "r.csv"],
        ["preview", "none"],
        ["pause", NAME, "--who", " "],
    ],
)
@pytest.mark.usefixtures("keepers")
def test_what_cannot_be_done_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    said(arguments, capsys, exit_code=2)
