"""The promise of backfills, over every keeper of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from models.errors import Conflict, NotFound
from models.job import JobState, Lane
from services.keepers import Keepers
from storage.backfills import EnrolledBatch, EnrolledRow
from storage.jobs import JobFilter
from tests.support.clock import Clock
from tests.support.people import APPLICATION, document
from tests.support.reports import report_on


def row(number: int, *, is_known: bool = False) -> EnrolledRow:
    paper = replace(document(), document_id=f"d{number}", sha256=f"{number:064}")
    return EnrolledRow(document=paper, job_id=f"j{number}", application=None if is_known else APPLICATION)


def batch(
    rows: list[EnrolledRow], *, lines: tuple[int, int], rejected_count: int = 0, name: str = "2020"
) -> EnrolledBatch:
    before, done = lines
    return EnrolledBatch(
        backfill_id=name, rows=rows, lines_before=before, lines_done=done, rejected_count=rejected_count
    )


def test_a_batch_is_kept_with_how_far_the_manifest_is_done(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)

    known = keepers.backfills.enrol(batch([row(1), row(2)], lines=(0, 3), rejected_count=1))

    assert (known.lines_done, known.enrolled_count, known.rejected_count) == (3, 2, 1)
    assert keepers.backfills.backfill("2020") == known
    assert keepers.records.application(APPLICATION.application_id) == APPLICATION
    jobs = keepers.jobs.find(JobFilter(backfill_id="2020"), limit=10)
    assert [(job.job_id, job.lane) for job in jobs] == [("j1", Lane.BACKFILL), ("j2", Lane.BACKFILL)]


def test_a_batch_that_is_made_ready_is_enrolled_when_it_is_called_for(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)
    first = keepers.backfills.made_ready(batch([row(1)], lines=(0, 1)))
    second = keepers.backfills.made_ready(batch([row(2, is_known=True)], lines=(1, 2)))

    assert keepers.backfills.backfill("2020").lines_done == 0
    assert (first().lines_done, second().enrolled_count) == (1, 2)
    with pytest.raises(Conflict):
        second()


def test_jobs_of_a_backfill_are_counted_in_whole_numbers(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)
    keepers.backfills.enrol(batch([row(1), row(2)], lines=(0, 2)))

    tally = keepers.jobs.tally(JobFilter(backfill_id="2020"))

    assert tally == {JobState.QUEUED: 2}
    assert all(type(count) is int for count in tally.values())


def test_what_is_there_already_is_skipped(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)
    keepers.backfills.enrol(batch([row(1)], lines=(0, 1)))

    known = keepers.backfills.enrol(batch([row(1), row(2), row(2)], lines=(1, 4)))

    assert (known.enrolled_count, known.known_count) == (2, 2)
    assert len(keepers.jobs.find(JobFilter(), limit=10)) == 2


def test_a_paper_that_is_enrolled_again_keeps_its_first_id_and_its_one_job(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)
    keepers.backfills.enrol(batch([row(1)], lines=(0, 1)))
    again = replace(row(1), document=replace(row(1).document, document_id="another"), job_id="of another")

    known = keepers.backfills.enrol(batch([again, row(2)], lines=(1, 3)))

    assert (known.enrolled_count, known.known_count) == (2, 1)
    assert {job.job_id: job.document_id for job in keepers.jobs.find(JobFilter(), limit=10)} == {"j1": "d1", "j2": "d2"}


def test_two_who_enrol_the_same_papers_in_another_order_wait_for_each_other(keepers: Keepers) -> None:
    rounds, papers = 5, 200
    both = Barrier(2)

    def enrol(name: str, order: int) -> None:
        # Each names the papers for itself, by its own time.
        keepers.backfills.open(name, manifest_digest="a" * 64)
        for number in range(rounds):
            rows = [_named_by(name, number * papers + paper) for paper in range(papers)][::order]
            ready = keepers.backfills.made_ready(batch(rows, lines=(number, number + 1), name=name))
            both.wait(timeout=30)
            ready()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(enrol, "one", 1), pool.submit(enrol, "two", -1)]:
            done.result(timeout=60)

    jobs = keepers.jobs.find(JobFilter(), limit=2000)
    assert len(jobs) == rounds * papers
    assert len({job.document_id for job in jobs}) == rounds * papers


def _named_by(who: str, number: int) -> EnrolledRow:
    plain = row(number)
    key = f"{who} {number if who == 'one' else 9999 - number}"
    return replace(plain, document=replace(plain.document, document_id=key), job_id=f"job of {key}")


def test_an_application_that_is_known_is_left_as_it_is(keepers: Keepers) -> None:
    changed = replace(APPLICATION, gender="男")
    keepers.records.put_application(changed)
    keepers.backfills.open("2020", manifest_digest="a" * 64)

    keepers.backfills.enrol(batch([row(1), row(2, is_known=True)], lines=(0, 2)))

    assert keepers.records.application(APPLICATION.application_id) == changed


def test_a_batch_that_names_an_unknown_application_is_not_kept(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)

    with pytest.raises(NotFound):
        keepers.backfills.enrol(batch([row(1, is_known=True)], lines=(0, 1)))

    assert keepers.backfills.backfill("2020").lines_done == 0


def test_the_same_manifest_goes_on_and_another_begins_anew(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)
    keepers.backfills.enrol(batch([row(1)], lines=(0, 1)))

    same = keepers.backfills.open("2020", manifest_digest="a" * 64)
    other = keepers.backfills.open("2020", manifest_digest="b" * 64)

    assert (same.lines_done, other.lines_done, other.enrolled_count) == (1, 0, 1)


def test_jobs_of_a_paused_backfill_are_neither_rung_nor_claimed(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)
    keepers.backfills.enrol(batch([row(1), row(2)], lines=(0, 2)))
    keepers.jobs.take_unrung(Lane.BACKFILL, quiet_seconds=60, limit=1)

    assert keepers.backfills.set_paused("2020", paused=True, who="li", reason="night").paused
    paused = keepers.jobs.take_unrung(Lane.BACKFILL, quiet_seconds=60, limit=9)
    claim = keepers.jobs.claim("j1", worker="w", lease_seconds=60)
    keepers.backfills.set_paused("2020", paused=False, who="wang", reason="morning")
    resumed = keepers.jobs.take_unrung(Lane.BACKFILL, quiet_seconds=60, limit=9)

    assert (paused, claim) == ((), None)
    assert set(resumed) == {"j1", "j2"}


def test_a_job_that_is_hurried_is_not_held_by_the_pause_of_its_backfill_and_stays_one_of_its_jobs(
    keepers: Keepers,
) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)
    keepers.backfills.enrol(batch([row(1), row(2)], lines=(0, 2)))
    keepers.backfills.set_paused("2020", paused=True, who="li", reason="night")

    keepers.jobs.hurry("j1", lane=Lane.LIVE, who="upload", reason="r")

    assert keepers.jobs.waiting_since(Lane.LIVE) is not None
    assert keepers.jobs.waiting_since(Lane.BACKFILL) is None
    assert keepers.jobs.claim("j2", worker="w", lease_seconds=60) is None
    assert keepers.jobs.claim("j1", worker="w", lease_seconds=60) is not None
    assert sum(keepers.jobs.tally(JobFilter(backfill_id="2020")).values()) == 2


def test_who_pauses_and_resumes_a_backfill_and_why_is_kept_once_a_change(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)

    for _ in range(2):
        keepers.backfills.set_paused("2020", paused=True, who="li", reason="night")
    for _ in range(2):
        keepers.backfills.set_paused("2020", paused=False, who="wang", reason="morning")

    told = [(entry.who, entry.deed, entry.reason) for entry in keepers.jobs.audit_of("2020")]
    assert told == [("li", "pause backfill", "night"), ("wang", "resume backfill", "morning")]


def test_an_unknown_backfill_is_not_found(keepers: Keepers) -> None:
    with pytest.raises(NotFound):
        keepers.backfills.backfill("none")
    with pytest.raises(NotFound):
        keepers.backfills.set_paused("none", paused=True, who="li", reason="night")
    with pytest.raises(NotFound):
        keepers.backfills.enrol(batch([], lines=(0, 0), name="none"))
    assert keepers.backfills.all() == ()


def test_of_two_who_enrol_the_same_lines_one_is_refused(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)
    keepers.backfills.enrol(batch([row(1)], lines=(0, 1), rejected_count=1))

    with pytest.raises(Conflict):
        keepers.backfills.enrol(batch([row(1), row(2)], lines=(0, 2), rejected_count=1))

    known = keepers.backfills.backfill("2020")
    assert (known.lines_done, known.enrolled_count, known.known_count, known.rejected_count) == (1, 1, 0, 1)
    assert len(keepers.jobs.find(JobFilter(), limit=10)) == 1


def test_a_paper_in_the_archive_knows_its_key(keepers: Keepers) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)
    archived = replace(row(1), document=replace(row(1).document, object_key="2015/一.jpg"))
    keepers.backfills.enrol(batch([archived, row(2)], lines=(0, 2)))

    assert keepers.records.document(archived.document.document_id).object_key == "2015/一.jpg"
    assert keepers.records.document(row(2).document.document_id).object_key is None


def test_known_applications_are_told_from_others(keepers: Keepers) -> None:
    keepers.records.put_application(APPLICATION)

    known = keepers.backfills.known_applications([APPLICATION.application_id, "nobody"])

    assert known == {APPLICATION.application_id}


def test_what_has_ended_lately_is_counted(keepers: Keepers, clock: Clock) -> None:
    keepers.backfills.open("2020", manifest_digest="a" * 64)
    keepers.backfills.enrol(batch([row(1), row(2), row(3)], lines=(0, 3)))
    _end(keepers, "j1")
    clock.pass_seconds(600)
    since = clock.now
    _end(keepers, "j2")

    assert keepers.backfills.ended_count("2020", since=since) == 1
    assert keepers.backfills.ended_count("other", since=since) == 0


def _end(keepers: Keepers, job_id: str) -> None:
    job = keepers.jobs.claim(job_id, worker="w", lease_seconds=60)
    assert job is not None
    keepers.jobs.finish(job, report_on(keepers.records.document(job.document_id)))
