"""`certcheck users` and `certcheck desk`."""

import io
import sqlite3
from pathlib import Path

import pytest

from ops.main import run

GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def _house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path / "var"))


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_an_account_is_made_changed_and_closed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, f"{GOOD}\n")
    assert (
        run(["users", "add", "chen", "--title", "陈老师", "--level", "exam_point", "--region", "湖北/武汉市考点"]) == 0
    )
    assert run(["users", "change", "chen", "--level", "province", "--region", "湖北"]) == 0
    typed(monkeypatch, f"{GOOD} staple\n")
    assert run(["users", "passwd", "chen"]) == 0
    assert run(["users", "disable", "chen"]) == 0

    capsys.readouterr()
    assert run(["users", "list"]) == 0
    shown = capsys.readouterr().out
    assert "chen" in shown
    assert "province" in shown
    assert "closed" in shown
    assert "never" in shown
    assert GOOD not in shown


@pytest.mark.parametrize(
    ("arguments", "password"),
    [
        (["add", "chen", "--level", "nation"], ""),
        (["add", "chen", "--level", "nation"], "short\n"),
        (["add", "chen"], f"{GOOD}\n"),
        (["add", "chen", "--role", "operator", "--region", "湖北"], f"{GOOD}\n"),
        (["passwd", "nobody"], f"{GOOD}\n"),
        (["disable", "nobody"], ""),
    ],
)
def test_what_could_not_work_is_told_in_one_line(
    arguments: list[str], password: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, password)

    assert run(["users", *arguments]) == 2

    told = capsys.readouterr().err
    assert told.startswith("certcheck: expected ")
    assert GOOD not in told


def test_the_desks_figures_and_corrections_are_there_before_anything_was_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["desk", "figures"]) == 0
    assert run(["desk", "export", str(tmp_path / "set"), "--without-names"]) == 0

    assert "0 pages" in capsys.readouterr().out
    assert (tmp_path / "set" / "truth.jsonl").read_text("utf-8") == ""


def test_doctor_finds_a_history_that_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, f"{GOOD}\n")
    run(["users", "add", "chen", "--level", "nation"])
    sound = run(["doctor", "--history"])
    assert "1 entry" in capsys.readouterr().out

    with sqlite3.connect(tmp_path / "var" / "certcheck.db") as connection:
        connection.execute("DROP TRIGGER history_no_update")
        connection.execute("UPDATE history SET account = 'li'")
    connection.close()

    assert run(["doctor", "--history"]) == 4
    assert "history_broken" in capsys.readouterr().out
    assert sound == 0
