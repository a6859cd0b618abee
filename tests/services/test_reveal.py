"""Names and numbers in full only for a reason; what is logged holds neither."""

import logging
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.case import Application
from models.errors import InputError
from services.reveal import check_reason, log_reveal

WHO = Application(application_id="HB1", name="陈嘉禾", id_type="居民身份证", id_number="420106199305180026")
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@pytest.mark.parametrize("reason", [None, "", "。", "   查  ", "查" * 201, "核对\u202e姓名号码"])
def test_without_a_reason_that_can_be_read_nothing_is_shown(reason: str | None) -> None:
    with pytest.raises(InputError):
        check_reason(reason)


@pytest.mark.parametrize(
    "reason", ["aaaa", "ＡＡＡＡＡ", "查查查查", "查看查看查", "....", "1234 甲", "a b c d", "啊 b 1 ! ?"]
)
def test_a_reason_that_says_nothing_is_none(reason: str) -> None:
    with pytest.raises(InputError, match="in words"):
        check_reason(reason)


@pytest.mark.parametrize("reason", ["核对姓名", "考区复核", "check name", "与 QR 码核对"])
def test_a_reason_in_few_words_will_do(reason: str) -> None:
    assert check_reason(reason) == reason


@pytest.mark.parametrize(
    "number", ["420106199305180026", "4201 0619 9305 1800 26", "138-0013-8000", "４２０１０６１９９３"]
)
def test_a_reason_with_a_number_of_somebody_is_refused(number: str) -> None:
    with pytest.raises(InputError):
        check_reason(f"核对号码{number}")


def test_a_reason_is_tidied() -> None:
    assert check_reason("  考区  复核，鄂卫函〔2021〕12号 ") == "考区 复核，鄂卫函〔2021〕12号"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(HAN, min_size=2, max_size=6), st.text(HAN, max_size=20), st.text(HAN, max_size=20))
def test_the_log_holds_ids_and_neither_name_nor_number(
    caplog: pytest.LogCaptureFixture, name: str, before: str, after: str
) -> None:
    caplog.clear()
    caplog.set_level(logging.INFO)

    reason = f"{before}{' '.join(name)}{after}{WHO.id_number}"

    log_reveal(reason, [replace(WHO, name=name)])

    (record,) = caplog.records
    told = vars(record)
    assert told["application_ids"] == ["HB1"]
    assert told["reason_length"] == len(reason)
    assert "reason" not in told
    assert not [value for value in told.values() if isinstance(value, str) and WHO.id_number in value]
    assert record.getMessage() == "names and numbers shown"
