"""`certcheck check` for applicants and for lists of them, over recorded text."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from ops import check, check_many
from ops.main import run
from tests.services.hand_reader import PICTURE, HandReader
from tests.web.test_api import STATED


@pytest.fixture(autouse=True)
def hand_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (check, check_many):
        monkeypatch.setattr(module, "build_reader", lambda _: HandReader())


@pytest.fixture(autouse=True)
def loggers_as_they_were() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    (tmp_path / "a.jpg").write_bytes(PICTURE)
    lines = [{"file": "a.jpg", "application": STATED}, {"file": "none.jpg"}]
    path = tmp_path / "m.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def texts(path: Path) -> str:
    return ZipFile(path).read("xl/sharedStrings.xml").decode()


def test_a_manifest_becomes_a_spreadsheet_with_names_and_numbers_masked(manifest: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.xlsx"

    exit_code = run(["check", "--manifest", str(manifest), "--out", str(out)])

    assert exit_code == 3
    shown = texts(out)
    assert "陈*禾" in shown
    assert "420106********0026" in shown
    assert str(STATED["name"]) not in shown
    assert str(STATED["id_number"]) not in shown
    assert "▲ 未能核验" in shown


def test_a_manifest_of_which_a_person_must_look_at_something_leaves_with_1(
    manifest: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {**STATED, "name": "陈佳禾"}
    lines = [{"file": "a.jpg", "application": stated} for stated in (STATED, other)]
    manifest.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")

    exit_code = run(["check", "--manifest", str(manifest), "--out", str(tmp_path / "r.jsonl")])

    assert exit_code == 1
    assert "2 lines, 1 to be looked at, 0 failed" in capsys.readouterr().err


def test_names_and_numbers_are_written_in_full_for_a_reason_whose_words_are_not_logged(
    manifest: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r.xlsx"
    asked = ["--unmask", "--reason", "考区复核陈嘉禾"]

    run(["check", "--manifest", str(manifest), "--out", str(out), *asked])

    assert str(STATED["id_number"]) in texts(out)
    told = capfd.readouterr().err
    (entry,) = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert (entry["application_ids"], entry["reason_length"]) == (["HB1"], 7)
    assert "reason" not in entry
    assert str(STATED["name"]) not in told
    assert str(STATED["id_number"]) not in told


@pytest.mark.parametrize(
    "asked",
    [
        ["--out", "r.xlsx", "--unmask"],
        ["--out", "r.xlsx", "--reason", "考区复核"],
        ["--out", "r.jsonl", "--unmask", "--reason", "考区复核"],
        ["--out", "r.xlsx", "--unmask", "--reason", "。"],
        ["--out", "r.xlsx", "--unmask", "--reason", "核对420106199305180026"],
        ["--out", "r.xlsx", "--for-applicant"],
    ],
)
def test_names_and_numbers_are_not_written_in_full_without_a_reason(
    manifest: Path, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(["check", "--manifest", str(manifest), *asked]) == 2
    assert not (tmp_path / "r.xlsx").exists()


def test_a_spreadsheet_that_somebody_keeps_is_not_written_over(manifest: Path, tmp_path: Path) -> None:
    kept, ours = tmp_path / "名单.xlsx", tmp_path / "r.xlsx"
    with ZipFile(kept, "w") as archive:
        archive.writestr("docProps/core.xml", "<dc:creator>a clerk</dc:creator>")

    assert run(["check", "--manifest", str(manifest), "--out", str(kept)]) == 2
    assert [run(["check", "--manifest", str(manifest), "--out", str(ours)]) for _ in range(2)] == [3, 3]


def test_a_place_that_cannot_be_written_to_is_found_out_before_reading(manifest: Path, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").mkdir()

    assert run(["check", "--manifest", str(manifest), "--out", str(tmp_path / "r.xlsx")]) == 2


def test_the_applicant_is_told_in_words_in_json_and_as_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jpg").write_bytes(PICTURE)
    (tmp_path / "a.json").write_text(json.dumps(STATED | {"name": "王末"}), "utf-8")
    page = tmp_path / "told.html"
    base = ["check", "--for-applicant", "--application", str(tmp_path / "a.json"), str(tmp_path / "a.jpg")]

    assert run([*base, "--html", str(page)]) == 1
    text = capsys.readouterr().out
    assert run([*base, "--json"]) == 1
    as_json = json.loads(capsys.readouterr().out)

    assert text.startswith("请核对身份信息并补交佐证材料  HB1")
    assert as_json["verdict"] == "请核对身份信息并补交佐证材料"
    assert "陈嘉禾" not in text + json.dumps(as_json, ensure_ascii=False) + page.read_text("utf-8")
