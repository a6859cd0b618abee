"""Uploads before history: who waits for whom in a worker that serves both lanes."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from models.job import JobState, Lane
from services.intake import document_of, job_id_of
from storage.backfills import EnrolledBatch, EnrolledRow
from storage.jobs import JobFilter
from tests.support.people import APPLICATION
from tests.support.readers import RecordedReader
from tests.wiring.test_work import upload, wait_until_done
from wiring.bootstrap import build_keepers
from wiring.config import read_config
from wiring.lanes import GivingWay, readers_of
from wiring.work import working


def test_no_page_of_history_is_begun_while_an_upload_is_in_hand() -> None:
    order, answered = GivingWay(), list[str]()
    begun, may_end = threading.Event(), threading.Event()
    live = order.wrap(Lane.LIVE, lambda job_id: (begun.set(), may_end.wait(20), answered.append(job_id))[0])
    history = order.wrap(Lane.BACKFILL, answered.append)

    threads = [threading.Thread(target=live, args=("upload",))]
    threads[0].start()
    assert begun.wait(20)
    threads.append(threading.Thread(target=history, args=("history",)))
    threads[1].start()
    time.sleep(0.2)
    while_live = list(answered)
    may_end.set()
    for thread in threads:
        thread.join(20)

    assert while_live == []
    assert answered == ["upload", "history"]


def test_history_still_moves_under_uploads_without_end() -> None:
    order, answered = GivingWay(longest_pause_seconds=0.1), list[str]()
    history = order.wrap(Lane.BACKFILL, answered.append)

    order.wrap(Lane.LIVE, lambda _: history("history"))("upload")

    assert answered == ["history"]


def test_after_a_stop_history_waits_for_nobody_and_its_bench_decides() -> None:
    order, answered = GivingWay(), list[str]()
    history = order.wrap(Lane.BACKFILL, answered.append)
    order.stop()

    order.wrap(Lane.LIVE, lambda _: history("history"))("upload")

    assert answered == ["history"]


@pytest.mark.parametrize(
    ("share", "lanes", "expected"),
    [(0.5, tuple(Lane), 2), (0.0, tuple(Lane), 1), (2.0, tuple(Lane), 8), (0.1, (Lane.BACKFILL,), 4)],
)
def test_history_has_its_share_of_readers(share: float, lanes: tuple[Lane, ...], expected: int) -> None:
    config = replace(read_config({}), readers=4, backfill_share=share)

    assert readers_of(Lane.BACKFILL, config, lanes) == expected
    assert readers_of(Lane.LIVE, config, lanes) == 4


def test_an_upload_is_read_while_history_holds_all_its_readers(tmp_path: Path) -> None:
    config = replace(read_config({"CERTCHECK_DATA_DIR": str(tmp_path)}), sweep_seconds=0.1)
    keepers = build_keepers(config)
    content = b"\xff\xd8\xff history"
    paper = document_of(APPLICATION.application_id, file="h.jpg", sha256=keepers.blobs.put(content), declared_type=None)
    keepers.backfills.open("2015", manifest_digest="a" * 64)
    row = EnrolledRow(document=paper, job_id=job_id_of(paper.document_id), application=APPLICATION)
    keepers.backfills.enrol(EnrolledBatch(backfill_id="2015", rows=[row], lines_before=0, lines_done=1))
    in_hand, may_end = threading.Event(), threading.Event()

    class Reader(RecordedReader):
        def see(self, content: bytes):  # type: ignore[no-untyped-def]
            if b"history" in content:
                in_hand.set()
                assert may_end.wait(60)
            return super().see(content)

    with working(config, keepers, sweeps=True, make_reader=Reader):
        assert in_hand.wait(30)
        upload(keepers, 1)
        wait_until_done(keepers, 1)
        history = keepers.jobs.tally(JobFilter(backfill_id="2015"))
        may_end.set()
        wait_until_done(keepers, 2)
    keepers.close()

    assert history == {JobState.RUNNING: 1}
