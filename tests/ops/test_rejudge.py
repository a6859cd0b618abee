"""`certcheck rejudge`: what it prints, what it leaves with, and what it refuses."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.case import Upload
from models.report import Verdict
from ops.main import run
from services import rejudging as service
from services.intake import accept_upload, put_application
from services.keepers import Keepers
from services.processing import run_job
from services.rejudging_tally import Tally
from tests.support.definitions import changed_regulation, changed_types
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader
from wiring.bootstrap import build_keepers, build_knowledge
from wiring.config import read_config

ID = APPLICATION.application_id
REQUIREMENT = (
    '\n[[requirements]]\ntracks = ["standard"]\nscope = "application"\nany_of = ["passport"]\nbecause = "degree"\n'
)
EXPECTS = 'name = "gender"\nkind = "gender"'


@pytest.fixture
def keepers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keepers:
    """A ledger with one applicant, whose diploma is judged."""
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path / "var"))
    config = read_config()
    keepers, knowledge = build_keepers(config), build_knowledge(config)
    put_application(replace(APPLICATION, licences=()), keepers=keepers)
    job_id = accept_upload(ID, Upload(file="a.jpg", content=b"\xff\xd8\xff"), keepers=keepers).job_id
    run_job(job_id, keepers=keepers, knowledge=knowledge, reader=RecordedReader(), worker="w", lease_seconds=60)
    return keepers


def said(arguments: list[str], capsys: pytest.CaptureFixture[str], exit_code: int = 0) -> str:
    capsys.readouterr()
    met = run(["rejudge", *arguments])
    text = capsys.readouterr()
    assert met == exit_code, text.err
    return text.out


def verdict(keepers: Keepers) -> Verdict:
    dossier = keepers.records.dossier_of(ID)
    assert dossier is not None
    return dossier.verdict


def test_nothing_is_left_to_do_where_everything_holds(keepers: Keepers, capsys: pytest.CaptureFixture[str]) -> None:
    assert said([], capsys).startswith("0 dossiers judged, 0 verdicts changed")
    assert said(["--application", ID], capsys).startswith("1 dossier judged, 0 verdicts changed")


def test_a_preview_of_a_regulation_says_what_would_change_and_why(
    keepers: Keepers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = changed_regulation(tmp_path, old="\n[[requirements]]", new=f"{REQUIREMENT}\n[[requirements]]")

    text = said(["--preview", "--regulation", str(file)], capsys, exit_code=1)

    assert text.splitlines()[:2] == [
        f"clear → incomplete: 1 by regulation; such as {ID}",
        f"material_missing passport: 1; such as {ID}",
    ]
    assert "1 dossier judged, 1 verdict would change" in text
    assert APPLICATION.name not in text
    assert verdict(keepers) is Verdict.CLEAR


def test_a_wrong_file_is_wrong_input_and_no_defect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path / "var"))
    file = changed_regulation(tmp_path, old="[rules]", new="[rules]\nno_such_rule = 'off'")

    met = run(["rejudge", "--preview", "--regulation", str(file)])

    assert met == 2
    assert "rules.no_such_rule: expected one of those that may be changed " in capsys.readouterr().err


def test_a_preview_of_definitions_is_one_json_object(
    keepers: Keepers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = changed_types(tmp_path, "graduation_certificate", old=EXPECTS, new=f'{EXPECTS}\nexpects = "男"')

    told = json.loads(said(["--preview", "--types", str(folder), "--json"], capsys, exit_code=1))

    assert told["moves"] == [
        {
            "from": "clear",
            "to": "review",
            "causes": ["definition:graduation_certificate"],
            "count": 1,
            "examples": [ID],
        }
    ]
    assert (told["preview"], told["judged"], told["reports_changed"]) == (True, 1, 1)
    assert told["says"] == [{"kind": "finding_raised", "code": "gender_mismatch", "count": 1, "examples": [ID]}]


def test_a_preview_in_which_no_verdict_changes_leaves_with_0(
    keepers: Keepers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = changed_types(tmp_path, "graduation_certificate", old="note = ", new="# 说明\nnote = ")

    assert "0 verdicts would change" in said(["--preview", "--types", str(folder)], capsys)


def test_a_changed_application_is_kept_by_a_run(keepers: Keepers, capsys: pytest.CaptureFixture[str]) -> None:
    keepers.records.put_application(replace(APPLICATION, licences=(), name="王小明"))

    text = said(["--workers", "2"], capsys)

    assert text.splitlines()[0] == f"clear → identity_proof_required: 1 by application; such as {ID}"
    assert verdict(keepers) is Verdict.IDENTITY_PROOF_REQUIRED


def test_only_those_touched_since_a_day_are_judged(keepers: Keepers, capsys: pytest.CaptureFixture[str]) -> None:
    keepers.records.put_application(replace(APPLICATION, licences=(), name="王小明"))

    assert said(["--preview", "--since", "2999-01-01"], capsys).startswith("0 dossiers judged")
    assert said(["--preview", "--since", "2001-01-01", "--limit", "1"], capsys, exit_code=1).startswith("clear → ")


def test_files_that_are_not_installed_are_for_a_preview_only(
    keepers: Keepers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(["--types", str(tmp_path)], capsys, exit_code=2)
    said(["--regulation", str(tmp_path / "a.toml")], capsys, exit_code=2)


@pytest.mark.parametrize(
    "arguments",
    [["--application", "nobody"], ["--preview", "--regulation", "nowhere.toml"], ["--preview", "--types", "nowhere"]],
)
def test_what_is_not_there_is_said_in_one_line(
    keepers: Keepers, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    met = run(["rejudge", *arguments])

    assert met != 0
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_run_that_is_stopped_says_how_far_it_got_and_goes_on_later(
    keepers: Keepers, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keepers.records.put_application(replace(APPLICATION, licences=(), name="王小明"))
    really = service.rejudge

    def stopped(*args: object, **named: object) -> Iterator[Tally]:
        yield next(really(*args, **named))  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(service, "rejudge", stopped)
    text = said([], capsys, exit_code=130)
    monkeypatch.setattr(service, "rejudge", really)

    assert "1 dossier judged, 1 verdict changed" in text
    assert verdict(keepers) is Verdict.IDENTITY_PROOF_REQUIRED
    assert said([], capsys).startswith("0 dossiers judged")


def test_a_text_that_is_gone_leaves_with_3(
    keepers: Keepers, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pipeline.grounds.reading_code", lambda: "another")
    monkeypatch.setattr("services.basis.reading_code", lambda: "another")
    monkeypatch.setattr("storage.records_sql.SqlRecords.text", lambda *_: None)

    assert run(["rejudge"]) == 3
    assert f"1 not_found; such as {ID}" in capsys.readouterr().err
