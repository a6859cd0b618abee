"""Every fault that a reading may have is told to people in Chinese."""

import pytest

from doctypes.values import bodies, certificate_number, chinese_date, citizen_id, gender, practice_number
from models.extraction import FieldStatus, Reading
from pipeline import words
from pipeline.cross_examination import RUNS_ON
from pipeline.stages.extract import OTHER_LABEL, STANDS_IN

FAULTS = (
    *(certificate_number.STRUCTURE, practice_number.LENGTH, bodies.CUT_SHORT, gender.MISREAD),
    *(citizen_id.CHECK_DIGIT, citizen_id.FIRST_DIGIT_LOST, citizen_id.CUT),
    *(chinese_date.IMPOSSIBLE, chinese_date.UNREAD, chinese_date.SUPPLIED),
    *(RUNS_ON, OTHER_LABEL, STANDS_IN),
)


@pytest.mark.parametrize("fault", sorted(set(FAULTS)))
def test_a_fault_has_its_words(fault: str) -> None:
    said = words.invalid(Reading(field="issued_on", status=FieldStatus.DOUBTFUL, fault=fault))

    assert "未通过自身的校验" not in said
