"""Words and times as they are typed."""

from datetime import UTC, datetime

import pytest

from models.errors import InputError
from models.job import JobState, Lane
from services.ops.typed_jobs import TypedJobs, filter_of
from services.typed_words import moment_of, word_of
from storage.jobs import JobFilter


def test_what_is_left_open_asks_nothing() -> None:
    assert filter_of(TypedJobs(states=("",), codes=("",))) == JobFilter()


def test_what_is_typed_is_asked() -> None:
    typed = TypedJobs(states=("failed", ""), codes=("defect",), lane="live", since="2021-02-01T08:00+08:00")

    assert filter_of(typed) == JobFilter(
        states=(JobState.FAILED,), codes=("defect",), lane=Lane.LIVE, moved_since=datetime(2021, 2, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (TypedJobs(states=("nothing",)), "state"),
        (TypedJobs(lane="nothing"), "lane"),
        (TypedJobs(since="yesterday"), "since"),
        (TypedJobs(until="0001-01-01T00:00+23:00"), "until"),
    ],
)
def test_a_word_that_is_none_is_refused_by_the_name_of_its_field(typed: TypedJobs, field: str) -> None:
    with pytest.raises(InputError, match=f"^{field}: expected"):
        filter_of(typed)


def test_a_fault_does_not_repeat_what_was_typed() -> None:
    for read in (lambda: word_of(Lane, "陈嘉禾", "lane"), lambda: moment_of("陈嘉禾", "since")):
        with pytest.raises(InputError) as fault:
            read()
        assert "陈嘉禾" not in str(fault.value)
