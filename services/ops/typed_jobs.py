"""Which jobs somebody means, as they typed it into an address or a form; the one place that reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.job import JobState, Lane
from services.typed_words import moment_of, word_of
from storage.jobs import JobFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedJobs:
    """What was typed; what is empty asks nothing."""

    job_ids: tuple[str, ...] = ()
    application_id: str = ""
    states: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    lane: str = ""
    backfill_id: str = ""
    since: str = ""
    until: str = ""


def filter_of(typed: TypedJobs) -> JobFilter:
    """Make the filter that was typed; times without a zone are of this machine's.

    Raises:
        InputError: a state, a lane or a time is none.
    """
    return JobFilter(
        job_ids=typed.job_ids,
        application_id=typed.application_id or None,
        states=tuple(word_of(JobState, state, "state") for state in _filled(typed.states)),
        codes=_filled(typed.codes),
        lane=word_of(Lane, typed.lane, "lane") if typed.lane else None,
        backfill_id=typed.backfill_id or None,
        moved_since=moment_of(typed.since, "since"),
        moved_until=moment_of(typed.until, "until"),
    )


def _filled(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word)
