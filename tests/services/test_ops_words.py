"""The words of the operators' pages: nothing that can be met there is left without one."""

import re
from pathlib import Path

import pytest

from models.errors import Component, Disposition
from services.ops import words
from services.status import Alarm, Sign
from storage.arrival_book import Outcome, Road
from storage.breakers import BreakerState
from storage.lanes import GateState
from storage.processes import Role

RUNBOOK = Path(__file__).parents[2] / "docs" / "operations.md"


def codes_of_the_runbook() -> set[str]:
    """Codes in the table of a job's life."""
    rows = re.findall(r"^\| (`[^|]+`) \| (?:retry|hold|park)", RUNBOOK.read_text(encoding="utf-8"), re.MULTILINE)
    return {code for row in rows for code in re.findall(r"`(\w+)`", row)}


def test_every_code_of_the_runbook_has_its_advice_and_no_other_has() -> None:
    codes = codes_of_the_runbook()

    assert "worker_lost" in codes
    assert set(words.FAILURES) == codes


def test_a_code_without_advice_is_told_as_such() -> None:
    assert words.advice_on("another") == words.NO_ADVICE


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (GateState, words.GATES),
        (Role, words.ROLES),
        (Component, words.COMPONENTS),
        (BreakerState, words.BREAKERS),
        (Disposition, words.DISPOSITIONS),
        (Road, words.ROADS),
        (Outcome, words.OUTCOMES),
    ],
)
def test_every_state_has_a_word(kind: type, told: dict[str, str]) -> None:
    assert set(told) == set(kind)  # type: ignore[call-overload]


@pytest.mark.parametrize("sign", Sign)
def test_every_alarm_is_a_sentence_in_chinese(sign: Sign) -> None:
    subject = "live" if sign is Sign.NOT_SERVED else "0.9.1"

    sentence = words.alarm_told(Alarm(sign=sign, subject=subject, seconds=125))

    assert sentence.endswith("。")
    assert "{" not in sentence
