"""Every fault that a reading may have is told to people in Chinese."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

import doctypes.values
from doctypes.values import gender, issuer
from models.extraction import FieldStatus, Reading
from pipeline import words
from pipeline.cross_examination import RUNS_ON
from pipeline.stages.extract import DAY_LOST, OTHER_LABEL, STANDS_IN

NEVER_SHOWN = {"year_unsure", DAY_LOST}
"""Settled by other dates or made unreadable before a person sees it; told as a doubt, not a fault."""


def faults() -> set[str]:
    modules = (import_module(f"doctypes.values.{one.name}") for one in iter_modules(doctypes.values.__path__))
    named = {
        value
        for module in modules
        for name, value in vars(module).items()
        if name.isupper() and not name.startswith("_") and isinstance(value, str) and value.islower() and "_" in value
    }
    return {one for one in named if one.isidentifier()} | {
        gender.MISREAD,
        issuer.CUT_SHORT,
        RUNS_ON,
        OTHER_LABEL,
        STANDS_IN,
    }


@pytest.mark.parametrize("fault", sorted(faults() - NEVER_SHOWN))
def test_a_fault_has_its_words(fault: str) -> None:
    said = words.invalid(Reading(field="issued_on", status=FieldStatus.DOUBTFUL, fault=fault))

    assert "未通过自身的校验" not in said
