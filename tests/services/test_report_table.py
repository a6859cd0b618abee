"""The table for people at a terminal."""

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from models.extraction import FieldStatus, Reading
from models.report import Comparison, Outcome
from services.report_marks import shown_status
from services.report_table import print_dossier
from tests.services.made_up import CLEAR, DIPLOMA, DOSSIER, NAME_DIFFERS, NOT_JPEG


def printed(dossier: object, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width)
    print_dossier(dossier, console)  # type: ignore[arg-type]
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_the_table_tells_verdict_findings_and_fields_in_the_reviewers_words() -> None:
    text = printed(DOSSIER)

    for words in (
        "▲ 需重新上传",
        "▲ 姓名不一致",
        "陈嘉禾",
        "陈佳禾",
        "缺少的材料",
        "学位证书",
        "2016年06月30日",
        "不一致 · 已互证",
    ):
        assert words in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(cell_len(line) for line in printed(DOSSIER, width).splitlines()) <= width


def test_a_clear_dossier_is_short() -> None:
    assert printed(CLEAR).startswith("● 未发现问题  HB2021000002")


def test_a_files_name_cannot_steer_the_terminal() -> None:
    hostile = replace(DIPLOMA, file="\x1b[2J\x07.jpg")

    assert "\x1b" not in printed(replace(DOSSIER, reports=(hostile,)))


def test_without_an_application_nothing_is_said_to_agree() -> None:
    text = printed(replace(CLEAR, application_id=""))

    assert "未提供报名信息，未作比对" in text
    assert "一致" not in text
    assert "未发现问题" not in text


def test_what_of_the_person_was_held_against_nothing_is_told() -> None:
    assert "没有可供比对的姓名、证件号码" in printed(CLEAR)

    agrees = Comparison(field="name", path="name", outcome=Outcome.EQUAL, expected="陈嘉禾", found="陈嘉禾")
    named = replace(CLEAR, reports=(replace(CLEAR.reports[0], comparisons=(agrees,)),))

    assert "没有可供比对的证件号码" in printed(named)
    assert "没有可供比对的" not in printed(DOSSIER)


def test_what_is_hard_to_read_and_agrees_is_not_told_to_be_in_doubt() -> None:
    reading = Reading(field="name", status=FieldStatus.DOUBTFUL, value="陈嘉禾", raw="陈嘉禾")
    agrees = Comparison(field="name", path="name", outcome=Outcome.EQUAL, expected="陈嘉禾", found="陈嘉禾")
    differs = replace(agrees, outcome=Outcome.DOUBTFUL, found="陈佳禾")

    assert shown_status(reading, agrees) == "一致 · 字迹欠清"
    assert shown_status(reading, differs) == "或有出入 · 存疑"


def test_what_is_settled_names_the_paper_and_comes_behind_what_is_open() -> None:
    settled = replace(NAME_DIFFERS, settled_by="d2")

    text = printed(replace(DOSSIER, findings=(settled, NOT_JPEG)), 200)

    assert "● 姓名不一致" in text
    assert "已由第 2 份佐证。" in text
    assert text.index("不是 jpg 图片") < text.index("姓名不一致")


def test_the_papers_stand_side_by_side_with_shapes_and_words() -> None:
    text = printed(DOSSIER, 160)

    line = next(line for line in text.splitlines() if line.startswith("姓名 ") and "／" in line)
    assert line.split() == ["姓名", "陈嘉禾", "▲", "不一致", "·", "已互证", "／", "／"]
