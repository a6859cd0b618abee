"""`certcheck eval` with the real engine on one committed page: table, JSON, picture, overlays, and what it refuses."""

import json
import shutil
from pathlib import Path

import pytest

import fixtures
from ops.main import run

DEMO = Path(fixtures.__path__[0]) / "demo"


@pytest.fixture
def one_page(tmp_path: Path) -> Path:
    shutil.copy(DEMO / "id_card.jpg", tmp_path)
    lines = (DEMO / "truth.jsonl").read_text("utf-8").splitlines()
    truth = next(json.loads(line) for line in lines if json.loads(line)["type"] == "id_card")
    kept = {key: truth[key] for key in ("file", "type", "fields", "boxes")}
    # One value is changed, so that there is something to show.
    kept["fields"] = {**kept["fields"], "name": "林若溪"}
    (tmp_path / "truth.jsonl").write_text(json.dumps(kept), "utf-8")
    return tmp_path


@pytest.mark.slow
def test_a_set_of_anybody_s_is_measured_drawn_and_shown(one_page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture, worst, kept = one_page / "accuracy.svg", one_page / "worst", one_page / "kept"

    shown = ["--picture", str(picture), "--worst", "3", str(worst), "--kept", str(kept)]
    assert run(["eval", str(one_page), "--json", *shown]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert run(["eval", str(one_page), "--misses", "--kept", str(kept)]) == 0
    told = capsys.readouterr().out

    assert figures["totals"]["wrong_values"]["count"] == 1
    assert picture.read_text("utf-8").startswith("<svg")
    assert sorted(path.name for path in worst.iterdir()) == ["001-id_card.html", "index.html"]
    assert "AUROC" in told
    assert told.startswith("1 page,")
    assert "name: expected 林若溪" in told


def test_a_picture_of_another_format_is_refused_before_anything_is_read(
    one_page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["eval", str(one_page), "--picture", "accuracy.gif"]) == 2

    assert ".png or .svg" in capsys.readouterr().err


def test_a_set_whose_page_is_gone_is_named(one_page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (one_page / "id_card.jpg").unlink()

    assert run(["eval", str(one_page)]) == 2

    assert "id_card.jpg" in capsys.readouterr().err


def test_a_type_that_there_is_none_of_is_named_before_anything_is_read(
    one_page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (one_page / "truth.jsonl").write_text('{"file": "id_card.jpg", "type": "idcard"}', "utf-8")

    assert run(["eval", str(one_page)]) == 2

    assert "met 'idcard'" in capsys.readouterr().err
