"""The command line's own voice: one line for what goes wrong, and the exit codes of the contract."""

import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from models.errors import ApplicationInvalid, DefinitionInvalid, StorageUnavailable
from ops import main
from ops.main import COMMANDS, cli, run

PROGRAM = [sys.executable, "-c", "from ops.main import main; main()"]
ROOT = Path(main.__file__).parents[1]


def test_every_command_of_the_table_is_there_with_its_line_of_help() -> None:
    context = click.Context(cli)

    for name, (_, line) in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert command.get_short_help_str(200).rstrip(".") == line.rstrip(".")


def test_help_answers_at_once() -> None:
    started = time.perf_counter()
    subprocess.run([*PROGRAM, "--help"], check=True, capture_output=True, cwd=ROOT)

    # 0.2 s on an idle machine; the rest is for one that is busy.
    assert time.perf_counter() - started < 2


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'numpy', 'cv2', 'sqlalchemy', 'pydantic'} & set(sys.modules)"
    code = f"import sys, ops.main; ops.main.run(['--help']); sys.exit(bool({heavy}))"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=ROOT).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["check", "--nonsense"],
        ["check", "none.jpg"],
        ["check", "."],
        ["check", "--complete", "pyproject.toml", "--as"],
        ["check", "--out", "r.jsonl"],
        ["check", "--manifest", "m.jsonl"],
        ["check", "--manifest", "none.jsonl", "--out", "/nonexistent/r.jsonl"],
        ["check", "--manifest", "m.jsonl", "--out", "r.jsonl", "a.jpg"],
        ["check", "--manifest", "m.jsonl", "--out", "r.jsonl", "--json"],
        ["check", "--manifest", "m.jsonl", "--out", "r.jsonl", "--workers", "0"],
        ["check", "--application", "none.json", "a.jpg"],
        ["types", "show", "nonsense"],
        ["types", "lint", "none"],
        ["jobs", "rerun"],
        ["jobs", "list", "--state", "nonsense"],
        ["eval", "none"],
        ["serve", "--port", "99999"],
    ],
)
def test_a_users_mistake_is_one_line_and_exit_code_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(arguments) == 2

    met = capsys.readouterr()
    assert met.out == ""
    assert met.err.startswith("certcheck: expected ")
    assert "met" in met.err
    assert met.err.count("\n") == 1


def test_nothing_asked_shows_the_help_and_exits_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "Commands:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (ApplicationInvalid("expected a, met b"), 2),
        (StorageUnavailable("expected a, met b"), 4),
        (DefinitionInvalid("expected a,\nmet b"), 70),
    ],
)
def test_an_error_of_ours_brings_its_exit_code(
    error: Exception, exit_code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(cli, "main", fail)

    assert run(["types"]) == exit_code
    assert capsys.readouterr().err == "certcheck: expected a, met b\n"


def test_a_wrong_setting_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTCHECK_NONSENSE", "1")

    assert run(["doctor"]) == 2
    assert "CERTCHECK_NONSENSE" in capsys.readouterr().err


def test_a_defect_is_one_line_without_its_text_and_exit_code_seventy() -> None:
    code = "import ops.main as m\ndef broken(**_): raise KeyError('陈嘉禾')\nm.cli.main = broken\nm.main()"

    met = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)

    assert met.returncode == 70
    assert met.stderr.count("\n") == 1
    assert "KeyError" in met.stderr
    assert "陈嘉禾" not in met.stderr


def test_a_reader_of_our_output_who_leaves_is_no_defect() -> None:
    command = f"{sys.executable} -c 'from ops.main import main; main()' types show id_card --json | head -c 1"

    met = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)

    assert met.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line_and_exit_code_four() -> None:
    with Path("/dev/full").open("w") as full:
        met = subprocess.run([*PROGRAM, "types", "list"], stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT)

    assert met.returncode == 4
    assert met.stderr.count(b"\n") == 1
    assert b"No space left" in met.stderr


def test_an_argument_that_is_no_text_is_a_users_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CERTCHECK_DATA_DIR", str(tmp_path))

    assert run(["jobs", "show", "\udcff"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "\x1b[31mnone\udcff.jpg"]) == 2

    assert "?[31mnone?.jpg" in capsys.readouterr().err


def test_output_into_a_closed_pipe_is_neither_findings_nor_a_defect() -> None:
    command = (
        f"{{ {sys.executable} -c 'from ops.main import main; main()' types show id_card --json; echo $? >&2; }} | :"
    )

    met = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)

    assert met.stderr.split() == [str(main.BROKEN_PIPE)]
