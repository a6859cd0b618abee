"""`certcheck draw`: pages by type, one person's pages, and whole dossiers."""

import json
from pathlib import Path

import pytest

from ops.main import run

pytestmark = pytest.mark.usefixtures("typefaces")


def test_a_number_of_dossiers_is_drawn_with_their_truth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", str(tmp_path / "set"), "--seed", "12", "--dossiers", "1", "--changed", "0"]) == 0

    dossier = json.loads((tmp_path / "set" / "dossiers.jsonl").read_text("utf-8"))
    assert dossier["changed"] is None
    assert all((tmp_path / "set" / file).is_file() for file in dossier["files"])
    assert "1 dossier" in capsys.readouterr().out


def test_without_a_number_pages_of_one_person_share_an_application(tmp_path: Path) -> None:
    assert run(["draw", str(tmp_path / "set"), "--each", "1", "--type", "id_card", "--dossiers"]) == 0

    assert not (tmp_path / "set" / "dossiers.jsonl").exists()
    assert len((tmp_path / "set" / "truth.jsonl").read_text("utf-8").splitlines()) == 1


def test_types_and_a_number_of_dossiers_exclude_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["draw", str(tmp_path / "set"), "--type", "id_card", "--dossiers", "2"]) == 2

    assert "--type" in capsys.readouterr().err
