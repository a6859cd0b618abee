"""`certcheck check` and `certcheck demo` with the real engine, on the committed applicant."""

import json
from pathlib import Path

import pytest

import fixtures
from ops.main import run

DEMO = Path(fixtures.__path__[0]) / "demo"
DIPLOMA = DEMO / "graduation_certificate.jpg"


@pytest.mark.slow
def test_one_page_is_reported_as_json_and_as_a_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    stated = str(DEMO / "application.json")

    exit_code = run(["check", "--application", stated, "--json", "--html", str(page), str(DIPLOMA)])

    report = json.loads(capsys.readouterr().out)
    assert exit_code == 1
    assert report["verdict"] == "identity_proof_required"
    assert "name_mismatch" in [finding["code"] for finding in report["findings"]]
    assert "姓名不一致" in page.read_text("utf-8")


@pytest.mark.slow
def test_a_manifest_is_answered_line_by_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    manifest, out = tmp_path / "m.jsonl", tmp_path / "r.jsonl"
    lines = [{"file": str(DIPLOMA)}, {"file": "none.jpg"}, {"files": [str(DEMO / "id_card.jpg")]}]
    manifest.write_text("".join(json.dumps(line) + "\n" for line in lines))

    exit_code = run(["check", "--manifest", str(manifest), "--out", str(out), "--workers", "2"])

    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert exit_code == 3
    assert [next(iter(row)) for row in rows] == ["file", "file", "files"]
    assert [row.get("documents", [{}])[0].get("type") for row in rows] == ["graduation_certificate", None, "id_card"]
    assert capsys.readouterr().err.endswith("met 1 of 3 lines that failed\n")


@pytest.mark.slow
def test_a_file_that_is_no_picture_is_a_finding(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\x89PNG\r\n\x1a\n")

    assert run(["check", "--json", str(tmp_path / "a.jpg")]) == 1

    report = json.loads(capsys.readouterr().out)
    assert report["verdict"] == "resubmit"
    assert report["findings"][0]["code"] == "image_not_jpeg"
    assert report["application_id"] is None


@pytest.mark.slow
def test_the_demonstration_goes_through_the_whole_house(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["demo", "--out", str(tmp_path)]) == 0

    told = capsys.readouterr().out
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert len(report["documents"]) == 5
    assert str(tmp_path / "report.html") in told
    assert "data:image/jpeg;base64," in (tmp_path / "report.html").read_text("utf-8")
