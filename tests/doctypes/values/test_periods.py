"""Both ends of a period out of one cell."""

import pytest

from doctypes.values import period_end, period_start

PERIODS = {
    "2020年8月1日至2021年7月31日": ("2020-08-01", "2021-07-31"),
    "自 2020年08月01日 起至 2021年07月31日 止": ("2020-08-01", "2021-07-31"),
    "2020年8月—2021年8月": ("2020-08", "2021-08"),
    "2020.08.01~2021.07.31": ("2020-08-01", "2021-07-31"),
    "2020.08～2021.08": ("2020-08", "2021-08"),
    "2020-08-01 至 2021-07-31": ("2020-08-01", "2021-07-31"),
    "2020/8/1-2021/7/31": ("2020-08-01", "2021-07-31"),
    "二〇二〇年八月一日至二〇二一年七月三十一日": ("2020-08-01", "2021-07-31"),
    "二〇二〇年八月一二〇二一年八月": ("2020-08", "2021-08"),
    "2020年8月至2021年8月（共12个月）": ("2020-08", "2021-08"),
}


@pytest.mark.parametrize("raw", PERIODS)
def test_both_ends_are_read(raw: str) -> None:
    started, ended = period_start.parse(raw), period_end.parse(raw)

    assert started is not None
    assert ended is not None
    assert (started.value, ended.value) == PERIODS[raw]


@pytest.mark.parametrize("raw", ["2020年8月1日至", "自2020年8月", "2020年8月1日起", "2020.08—", "2020年8月1日~"])
def test_a_beginning_alone_is_never_the_end(raw: str) -> None:
    assert period_end.parse(raw) is None


@pytest.mark.parametrize("raw", ["至2021年7月31日", "—2021.07", "2021年7月31日止"])
def test_an_end_alone_is_never_the_beginning(raw: str) -> None:
    assert period_start.parse(raw) is None
